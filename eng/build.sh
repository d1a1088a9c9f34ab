#!/usr/bin/env bash
# Builds one project or solution in Release, quietly: one line when it starts, the whole log when it fails.
#   eng/build.sh WHAT TARGET [dotnet build options]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
what=$1 target=$2
shift 2

mkdir -p "$root/artifacts/logs"
log=$root/artifacts/logs/build.log
# Two builds at once would write the same files.
exec 9>"$root/artifacts/logs/build.lock"
flock 9
echo "Building $what …" >&2
if ! "${dotnet:-dotnet}" build "$root/$target" -c Release -nologo -v:minimal -nodeReuse:false -p:UseSharedCompilation=false "$@" \
  </dev/null >"$log" 2>&1 9>&-; then
  cat "$log" >&2
  echo "The build of $what failed; its log is $log." >&2
  exit 1
fi
echo "Built $what in $SECONDS s" >&2
