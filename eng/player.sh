#!/usr/bin/env bash
# Fetches the player page's libraries (pinned in web/player/package-lock.json) into web/player/vendor. Does nothing when they are there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root/web/player"

if [[ vendor/versions.json -nt package-lock.json && vendor/versions.json -nt vendor.mjs ]]; then
  exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { npm ci --ignore-scripts --no-audit --no-fund </dev/null && node vendor.mjs; } >"$log" 2>&1; then
  cat "$log" >&2
  echo "The player page's libraries could not be fetched with npm." >&2
  exit 1
fi
rm -rf node_modules
