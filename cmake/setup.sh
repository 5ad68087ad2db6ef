# Sourced by ./run and ./test: installs what is missing, configures, builds.

# Without it ccache passes by whatever uses a precompiled header.
export CCACHE_SLOPPINESS=pch_defines,time_macros

packages="g++ cmake ninja-build ccache curl libpoco-dev libboost-test-dev libsimdjson-dev libcli11-dev libsqlite3-dev liblz4-dev
          libssl-dev libsodium-dev libhowardhinnant-date-dev prometheus-cpp-dev tzdata ca-certificates strace"
fuzz_packages="clang-14 libclang-rt-14-dev" # with the preset fuzz only
windows_packages="g++-mingw-w64-x86-64-posix mingw-w64-tools dpkg-dev make tcl wine wine64 locales zip nsis" # preset windows

need_packages()
{
  local missing="" p
  for p in $packages; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing="$missing $p"
  done
  [ -n "$missing" ] || return 0
  local sudo=""
  if [ "$(id -u)" != 0 ]; then
    command -v sudo > /dev/null || { echo "Missing packages, and neither root nor sudo to install them:$missing" >&2; exit 1; }
    sudo=sudo
  fi
  echo "Installing:$missing"
  # --no-remove: a conflict must never take packages of this machine away.
  { $sudo apt-get -qq update &&
    DEBIAN_FRONTEND=noninteractive $sudo apt-get -qq install -y --no-install-recommends --no-remove $missing; } > /tmp/duijie-apt.$$ 2>&1 ||
    { tail -5 "/tmp/duijie-apt.$$" >&2; rm -f "/tmp/duijie-apt.$$"; echo "Could not install:$missing" >&2; exit 1; }
  rm -f "/tmp/duijie-apt.$$"
}

# The headers of valijson, in the folder DUIJIE_VALIJSON unless its package is installed. That one asks for every JSON
# library there is, Qt among them, to give a few headers: they are taken out of it once and kept below the user's cache.
need_valijson()
{
  local header=valijson/adapters/poco_json_adapter.hpp cache=${XDG_CACHE_HOME:-$HOME/.cache}/duijie work own
  [ ! -e "/usr/include/$header" ] || return 0
  export DUIJIE_VALIJSON=${DUIJIE_VALIJSON:-$cache/valijson}
  [ ! -e "$DUIJIE_VALIJSON/$header" ] || return 0
  echo "Fetching: libvalijson-dev (its headers alone)"
  mkdir -p "$cache"
  work=$(mktemp -d "$cache/fetch.XXXXXX")
  mkdir -p "$work"/lists/partial "$work"/archives/partial
  # The system's lists first. Where they are missing or too old, lists of our own: nothing of the system is changed.
  own="-o Dir::State::Lists=$work/lists -o Dir::Cache=$work"
  (cd "$work" && { apt-get -qq -o APT::Sandbox::User= download libvalijson-dev ||
    { apt-get -qq $own -o APT::Sandbox::User= update && apt-get -qq $own -o APT::Sandbox::User= download libvalijson-dev; }; } &&
    dpkg-deb -x libvalijson-dev_*.deb . && dpkg-deb -f libvalijson-dev_*.deb Version > usr/include/version) > "$work/log" 2>&1 ||
    { tail -5 "$work/log" >&2; rm -rf "$work"; echo "Could not fetch: libvalijson-dev" >&2; exit 1; }
  rm -rf "$DUIJIE_VALIJSON"
  mv -T "$work/usr/include" "$DUIJIE_VALIJSON" # whole or not at all
  rm -rf "$work"
}

# The libraries for Windows, made once and kept in a cache. Exit code 3: their sources cannot be fetched from here.
need_windows_libraries()
{
  export DUIJIE_WINDOWS_DEPS
  DUIJIE_WINDOWS_DEPS=$(cmake/windows/build-deps.sh) || exit $?
  # A tree that was set up with others would go on using them.
  [ "$(cat build/windows/libraries 2>/dev/null)" = "$DUIJIE_WINDOWS_DEPS" ] || rm -rf build/windows
  mkdir -p build/windows
  echo "$DUIJIE_WINDOWS_DEPS" > build/windows/libraries
}

# build_preset PRESET [target...]
build_preset()
{
  local preset=$1
  shift
  [ "$preset" != fuzz ] || packages="$packages $fuzz_packages"
  [ "$preset" != windows ] || packages="$packages $windows_packages"
  need_packages
  need_valijson
  [ "$preset" != windows ] || need_windows_libraries
  [ -e "build/$preset/build.ninja" ] || cmake --preset "$preset" ${DUIJIE_UNITY:+-DDUIJIE_UNITY=$DUIJIE_UNITY} > "build-$preset.log" 2>&1 ||
    { cat "build-$preset.log" >&2; rm -f "build-$preset.log"; exit 1; }
  rm -f "build-$preset.log"
  cmake --build --preset "$preset" ${1:+--target "$@"} -- --quiet && return 0
  # Files that are compiled together stumble over a local name that two of them use: then each by itself, and what is
  # really wrong is told again.
  grep -q '^DUIJIE_UNITY:BOOL=ON' "build/$preset/CMakeCache.txt" || exit 1
  echo "Again, each file by itself (see compile_apart in cmake/Toolset.cmake)"
  cmake --preset "$preset" -DDUIJIE_UNITY=OFF > /dev/null
  cmake --build --preset "$preset" ${1:+--target "$@"} -- --quiet || exit 1
}

build_release() { build_preset release "$@"; }

# stop_left_over FILE NAME: ends the process whose number a killed run left in FILE, if it is still that program.
stop_left_over()
{
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]; then
    kill -9 "$pid" 2>/dev/null || true
    while [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]; do sleep 0.05; done
  fi
  rm -f "$1"
}
