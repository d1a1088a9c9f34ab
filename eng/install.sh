# shellcheck shell=bash
# What Headwater needs from the machine, looked for without starting a process and installed only when missing.
# Sourced by ./headwater and ./test; says on standard error what it does. Exit code 3: the caller has to install something.

# The packages asked for with need_package, and the SDK when there is none.
missing_packages=()

# need_package PACKAGE COMMAND_OR_FILE…: PACKAGE is missing unless one of the commands or files (globs allowed) is there.
need_package() {
  local package=$1 wanted
  shift
  for wanted in "$@"; do
    if [[ $wanted == /* ]]; then
      compgen -G "$wanted" >/dev/null && return 0
    elif command -v "$wanted" >/dev/null; then
      return 0
    fi
  done
  missing_packages+=("$package")
}

# Sets dotnet to a dotnet that has an SDK of this repository's version; fails when there is none.
find_dotnet() {
  local folder
  for folder in "${DOTNET_ROOT:-}" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet /usr/lib64/dotnet "$HOME/.dotnet"; do
    if [[ -n $folder && -x $folder/dotnet ]] && compgen -G "$folder/sdk/10.0.*" >/dev/null; then
      export DOTNET_ROOT=$folder
      dotnet=$folder/dotnet
      return 0
    fi
  done
  dotnet=$(command -v dotnet) && "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.0\.'
}

# Runs a command as root: directly, or through sudo when that asks for no password.
as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo -n "$@"
  fi
}

can_be_root() {
  ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

# Runs apt-get without questions; its log is shown only when it fails.
apt_quietly() {
  local log
  log=$(mktemp)
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "$@" </dev/null >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

# Installs the missing packages, or says in one line what to run.
install_packages() {
  ((${#missing_packages[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    echo "Headwater needs these, by their Debian names: ${missing_packages[*]}. Install them with this system's package manager, then run this again." >&2
    exit 3
  fi
  if ! can_be_root; then
    echo "Headwater needs ${missing_packages[*]}. Run this, then run this again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y ${missing_packages[*]}" >&2
    exit 3
  fi
  echo "Installing with apt-get: ${missing_packages[*]}" >&2
  # A list that cannot be refreshed may still be good enough to install from.
  apt_quietly update || true
  if ! apt_quietly install --no-install-recommends "${missing_packages[@]}"; then
    echo "apt-get could not install them: ${missing_packages[*]}" >&2
    exit 3
  fi
  missing_packages=()
  hash -r
}

# Makes sure of a .NET 10 SDK: the distribution's, else Microsoft's install script into ~/.dotnet. Sets dotnet.
ensure_dotnet() {
  find_dotnet && return 0
  if command -v apt-get >/dev/null && can_be_root; then
    apt_quietly update || true
    if [[ -n $(apt-cache search --names-only '^dotnet-sdk-10\.0$') ]]; then
      missing_packages=(dotnet-sdk-10.0)
      install_packages
      find_dotnet && return 0
    fi
    missing_packages=()
    need_package curl curl
    need_package ca-certificates /etc/ssl/certs/ca-certificates.crt
    install_packages
  fi
  if command -v curl >/dev/null; then
    echo "Installing the .NET 10 SDK into $HOME/.dotnet with Microsoft's install script" >&2
    local script
    script=$(mktemp)
    if curl -fsSL --retry 3 -o "$script" https://dot.net/v1/dotnet-install.sh &&
      bash "$script" --channel 10.0 --install-dir "$HOME/.dotnet" --no-path </dev/null >&2; then
      rm -f "$script"
      find_dotnet && return 0
    fi
    rm -f "$script"
  fi
  echo "Headwater needs the .NET 10 SDK and could not install it. Install it as https://learn.microsoft.com/dotnet/core/install/linux says, then run this again." >&2
  exit 3
}

# The settings under which this repository runs dotnet.
use_dotnet() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
  # Product and build are culture-free; without this, dotnet refuses to start where libicu is not installed.
  export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
  # Build servers that outlive the script would keep a caller's pipe open.
  export MSBUILDDISABLENODEREUSE=1
}

# What runs the platform.
need_runtime_packages() {
  need_package ffmpeg ffmpeg
  need_package fonts-dejavu-core /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf
  need_package libnss-myhostname "/lib/*/libnss_myhostname.so.2" "/usr/lib/*/libnss_myhostname.so.2" "/usr/lib64/libnss_myhostname.so.2"
}

# What the player page's libraries are fetched with; asked for only when they are not there yet.
need_node_packages() {
  need_package nodejs node
  need_package npm npm
}

# What one benchmark measures against or with; the distribution starts nginx as a service, which the benchmark does not use.
need_bench_packages() {
  case $1 in
    publishers)
      need_package nginx nginx /usr/sbin/nginx
      need_package libnginx-mod-rtmp "/usr/lib/nginx/modules/ngx_rtmp_module.so" "/usr/lib/*/nginx/modules/ngx_rtmp_module.so"
      ;;
    latency)
      need_node_packages
      need_package chromium "${CHROMIUM:-chromium}" /usr/bin/chromium /usr/bin/chromium-browser
      ;;
  esac
}

# What only the tests need: a browser, a second publisher, a plain client.
need_test_packages() {
  need_package chromium "${CHROMIUM:-chromium}" /usr/bin/chromium /usr/bin/chromium-browser
  need_package curl curl
  need_package gstreamer1.0-tools gst-launch-1.0
  need_package gstreamer1.0-plugins-base "/usr/lib/*/gstreamer-1.0/libgstvideotestsrc.so"
  need_package gstreamer1.0-plugins-good "/usr/lib/*/gstreamer-1.0/libgstflv.so"
  need_package gstreamer1.0-plugins-bad "/usr/lib/*/gstreamer-1.0/libgstrtmp2.so"
  need_package gstreamer1.0-plugins-ugly "/usr/lib/*/gstreamer-1.0/libgstx264.so"
  need_package gstreamer1.0-libav "/usr/lib/*/gstreamer-1.0/libgstlibav.so"
}
