#!/usr/bin/env bash
# The libraries of the project for Windows x64, from Debian's own source packages, kept in a cache folder.
# Prints that folder on the last line. Exit code 3: the sources cannot be fetched from here.
#
# Each library is a part with a recipe. It is made anew when its recipe, one it stands on or the compiler changes.
# Nothing of this machine's package sources is changed: apt works with lists of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${DUIJIE_WINDOWS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/duijie-windows}
jobs=${JOBS:-$(nproc)}
triple=x86_64-w64-mingw32
tools="g++-mingw-w64-x86-64-posix mingw-w64-tools dpkg-dev cmake ninja-build make tcl libcli11-dev"
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive

say() { echo "[$SECONDS s] $*" >&2; }

for tool in $tools; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$tool" 2>/dev/null)" = installed ] ||
    { echo "Missing package: $tool (needed: $tools)" >&2; exit 1; }
done

valijson=${DUIJIE_VALIJSON:-/usr/include} # without its package: see cmake/setup.sh
valijson_version=$(cat "$valijson/version" 2>/dev/null || dpkg-query -W -f='${Version}' libvalijson-dev)
compiler=$( (dpkg-query -W g++-mingw-w64-x86-64-posix mingw-w64-x86-64-dev libcli11-dev &&
  printf 'libvalijson-dev\t%s\n' "$valijson_version") | sort | cat - "$here/toolchain.cmake" | sha256sum | cut -c1-12)
prefix=$cache/$compiler
work=$(mktemp -d "${TMPDIR:-/tmp}/duijie-windows.XXXXXX")
trap 'rm -rf "$work"' EXIT
export DUIJIE_WINDOWS_DEPS=$prefix

# --- sources ------------------------------------------------------------------------------------------------------

source_apt()
{
  local tool=$1
  shift
  "$tool" -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/parts" \
    -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User= "$@"
}

open_sources()
{
  [ ! -e "$work/apt" ] || return 0
  mkdir -p "$work"/apt/parts "$work"/apt/lists/partial "$work"/apt/cache/archives/partial
  cp /etc/apt/sources.list.d/debian.sources "$work/apt/parts/" 2>/dev/null &&
    sed -i 's/^Types:.*/Types: deb-src/' "$work/apt/parts/debian.sources"
  [ ! -s /etc/apt/sources.list ] || sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$work/apt/parts/main.list"
  source_apt apt-get update > "$work/apt.log" 2>&1 ||
    { tail -3 "$work/apt.log" >&2; echo "The lists of Debian's source packages cannot be fetched." >&2; exit 3; }
}

# fetch PACKAGE: unpacks the newest version that the mirror serves (its lists may be ahead of its pool) into $work/PACKAGE.
fetch()
{
  open_sources
  local version
  for version in $(source_apt apt-cache showsrc "$1" 2>/dev/null | sed -n 's/^Version: //p' | sort -rVu); do
    rm -rf "$work/unpack"
    mkdir "$work/unpack"
    if (cd "$work/unpack" && source_apt apt-get source "$1=$version") > "$work/apt.log" 2>&1; then
      mv "$work"/unpack/*/ "$work/$1"
      say "$1 $version"
      return 0
    fi
  done
  tail -3 "$work/apt.log" >&2
  echo "The source package $1 cannot be fetched." >&2
  exit 3
}

# --- recipes ------------------------------------------------------------------------------------------------------

# quietly COMMAND...: its output is shown only when it fails.
quietly() { "$@" > "$work/log" 2>&1 || { grep -E 'rror|FAILED' "$work/log" | head -20 >&2 || true; tail -20 "$work/log" >&2; exit 1; }; }

# with_cmake PACKAGE OPTION...
with_cmake()
{
  local package=$1
  shift
  quietly cmake -S "$work/$package" -B "$work/$package-build" -G Ninja -DCMAKE_TOOLCHAIN_FILE="$here/toolchain.cmake" \
    -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE=-O2 -DCMAKE_CXX_FLAGS_RELEASE=-O2 -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DBUILD_SHARED_LIBS=OFF "$@"
  quietly ninja -C "$work/$package-build" -j"$jobs"
  quietly ninja -C "$work/$package-build" install
}

# What travels with every program, and the names that Poco includes headers of Windows by. The second header takes away
# a macro that would stand in the way of a name in Poco::Net.
make_runtime()
{
  mkdir -p "$prefix/bin" "$prefix/include/by-poco"
  cp "$(dirname "$($triple-g++-posix -print-libgcc-file-name)")"/{libgcc_s_seh-1,libstdc++-6}.dll \
    /usr/$triple/lib/libwinpthread-1.dll "$prefix/bin/"
  $triple-strip --strip-unneeded "$prefix"/bin/*.dll
  echo '#include <winsock2.h>' > "$prefix/include/by-poco/Winsock2.h"
  printf '#include <iphlpapi.h>\n#undef TIMESTAMP_REQUEST\n' > "$prefix/include/by-poco/Iphlpapi.h"
}

# Only the two DLLs: as a whole it would compile everything twice, once more for static libraries.
make_openssl()
{
  fetch openssl
  cd "$work/openssl"
  quietly ./Configure mingw64 --cross-compile-prefix=$triple- --prefix="$prefix" --libdir=lib --openssldir=C:/ssl \
    shared threads no-tests no-legacy no-engine no-idea no-camellia no-seed no-aria no-bf no-cast no-rc2 no-mdc2 \
    no-whirlpool no-cms no-ts no-srp
  quietly make -j"$jobs" build_generated libcrypto-3-x64.dll libssl-3-x64.dll
  mkdir -p "$prefix/include/openssl" "$prefix/lib"
  cp include/openssl/*.h "$prefix/include/openssl/"
  cp libcrypto-3-x64.dll libssl-3-x64.dll "$prefix/bin/"
  cp libcrypto.dll.a libssl.dll.a "$prefix/lib/"
  $triple-strip --strip-unneeded "$prefix"/bin/lib{crypto,ssl}-3-x64.dll
}

make_poco()
{
  local off=""
  for part in ENCODINGS MONGODB REDIS ZIP PAGECOMPILER PAGECOMPILER_FILE2PAGE ACTIVERECORD ACTIVERECORD_COMPILER JWT DATA \
    DATA_ODBC DATA_MYSQL DATA_POSTGRESQL DATA_SQLITE; do
    off="$off -DENABLE_$part=OFF"
  done
  fetch poco
  with_cmake poco $off -DENABLE_NETSSL=ON -DENABLE_CRYPTO=ON -DBUILD_SHARED_LIBS=ON -DCMAKE_UNITY_BUILD=ON \
    -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 -DCMAKE_PROJECT_INCLUDE="$here/poco-unity.cmake"
  $triple-strip --strip-unneeded "$prefix"/bin/libPoco*.dll
}

make_simdjson()
{
  fetch simdjson
  with_cmake simdjson -DSIMDJSON_DEVELOPER_MODE=OFF -DSIMDJSON_BUILD_STATIC=ON
}

make_sqlite()
{
  fetch sqlite3
  mkdir "$work/sqlite3/out"
  cd "$work/sqlite3/out"
  quietly ../configure
  quietly make sqlite3.c
  quietly $triple-gcc-posix -O2 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_COLUMN_METADATA \
    -DSQLITE_OMIT_LOAD_EXTENSION -c sqlite3.c -o sqlite3.o
  cp sqlite3.h "$prefix/include/"
  rm -f "$prefix/lib/libsqlite3.a"
  $triple-ar rcs "$prefix/lib/libsqlite3.a" sqlite3.o
}

# The library reads zones from the text files beside the program: Windows has no zone files of the usual form. It opens
# them by UTF-8 names, not in the code page of the machine.
make_date()
{
  fetch howardhinnant-date
  cd "$work/howardhinnant-date"
  sed -i -E 's/std::ifstream ?(\w*)\((\w[^;]*)\);/std::ifstream \1(std::filesystem::u8path(\2));/
    s/::_access\(filename.c_str\(\), 0\) == 0/std::filesystem::exists(std::filesystem::u8path(filename))/
    1i #include <filesystem>' src/tz.cpp
  [ "$(grep -c u8path src/tz.cpp)" = 5 ] || { echo "date: the places that open files are not where they were" >&2; exit 1; }
  with_cmake howardhinnant-date -DBUILD_TZ_LIB=ON -DMANUAL_TZ_DB=ON -DUSE_SYSTEM_TZ_DB=OFF -DCMAKE_CXX_STANDARD=17 \
    -DCMAKE_CXX_FLAGS="-isystem $prefix/include/by-poco -DNOMINMAX -Wno-deprecated-declarations"
}

make_zones()
{
  fetch tzdata
  cd "$work/tzdata"
  mkdir -p "$prefix/share/tzdata"
  local file
  for file in africa antarctica asia australasia backward etcetera europe northamerica southamerica leapseconds; do
    sed -E 's/[[:space:]]*#.*//; /^$/d' "$file" > "$prefix/share/tzdata/$file" # the reader prints comments in unexpected places
  done
  dpkg-parsechangelog -S Version | cut -d- -f1 > "$prefix/share/tzdata/version"
  # Which zone of Windows is which of the database: nobody asks for the machine's own zone. The reader goes by lines.
  printf '%s\n' '<supplementalData>' '<windowsZones>' '<mapTimezones otherVersion="0" typeVersion="0">' '</mapTimezones>' \
    '</windowsZones>' '</supplementalData>' > "$prefix/share/tzdata/windowsZones.xml"
}

# Headers alone: what the machine's own packages hold is right for Windows too.
make_headers()
{
  mkdir -p "$prefix/include" "$prefix/share/cmake"
  cp -r /usr/include/CLI "$valijson/valijson" "$prefix/include/"
  cp -r /usr/share/cmake/CLI11 "$prefix/share/cmake/"
}

# Debian's source has no configure script; the files need none, as the project's own build for Windows shows.
make_sodium()
{
  fetch libsodium
  cd "$work/libsodium/src/libsodium"
  cp ../../builds/msvc/version.h include/sodium/
  local file objects=()
  while read -r file; do
    quietly $triple-gcc-posix -O2 -DCONFIGURED=1 -DSODIUM_STATIC=1 -DHAVE_TI_MODE=1 -DNATIVE_LITTLE_ENDIAN=1 -Iinclude \
      -Iinclude/sodium -w -c "$file" -o "${file//\//_}.o"
    objects+=("${file//\//_}.o")
  done < <(find . -name '*.c' | sed 's|^./||' | sort)
  rm -f "$prefix/lib/libsodium.a"
  $triple-ar rcs "$prefix/lib/libsodium.a" "${objects[@]}"
  cp -r include/sodium include/sodium.h "$prefix/include/"
}

make_lz4()
{
  fetch lz4
  cd "$work/lz4/lib"
  quietly $triple-gcc-posix -O3 -c lz4.c -o lz4.o
  rm -f "$prefix/lib/liblz4.a"
  $triple-ar rcs "$prefix/lib/liblz4.a" lz4.o
  cp lz4.h "$prefix/include/"
}

make_prometheus()
{
  fetch prometheus-cpp
  with_cmake prometheus-cpp -DENABLE_PUSH=OFF -DENABLE_PULL=OFF -DENABLE_TESTING=OFF -DENABLE_COMPRESSION=OFF \
    -DUSE_THIRDPARTY_LIBRARIES=OFF -DGENERATE_PKGCONFIG=OFF
}

# --- parts --------------------------------------------------------------------------------------------------------

# part NAME [PART IT STANDS ON...]
part()
{
  local name=$1 keys="" stamp other
  shift
  for other; do
    keys="$keys $(echo "$prefix"/.made-"$other"-*)"
  done
  stamp=$prefix/.made-$name-$( { declare -f "make_$name" with_cmake; echo "$keys"; } | sha256sum | cut -c1-12)
  [ ! -e "$stamp" ] || return 0
  say "making $name"
  mkdir -p "$prefix"
  rm -f "$prefix"/.made-"$name"-*
  (cd "$work" && "make_$name")
  touch "$stamp"
}

part runtime
part headers
part zones
part date runtime
part sqlite runtime
part simdjson runtime
part sodium runtime
part lz4 runtime
part prometheus runtime
part openssl runtime
part poco openssl
say "done"
echo "$prefix"
