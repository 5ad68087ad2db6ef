#!/usr/bin/env bash
# What is handed to users of Windows, from the preset `windows`: build/windows/duijie-VERSION-windows-x64.zip and .exe,
# the installer. Usage: host/packaging/windows.sh [--folder-only FOLDER]
#   --folder-only FOLDER  lays the files out there and packs nothing
# The same tree gives the same bytes: dates are those of the last commit.
set -euo pipefail
cd "$(dirname "$0")/../.."
. cmake/setup.sh

build_preset windows duijie wdt_source jdy_target panying_flow
build=build/windows
version=$(sed -n 's/^project(duijie VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

# lay_out FOLDER
lay_out()
{
  mkdir -p "$1/plugins"
  cp "$build/bin/duijie.exe" "$1/"
  cp "$build"/bin/plugins/*.dll "$1/plugins/"
  cp "$DUIJIE_WINDOWS_DEPS"/bin/*.dll "$1/"
  x86_64-w64-mingw32-strip --strip-unneeded "$1/duijie.exe" "$1"/plugins/*.dll
  cp -r "$DUIJIE_WINDOWS_DEPS/share/tzdata" "$1/"
  cp /etc/ssl/certs/ca-certificates.crt "$1/ca-bundle.pem"
  cp host/packaging/duijie.windows.json "$1/duijie.example.json"
  cp LICENSE "$1/LICENSE.txt"
  cp -r docs "$1/"
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

if [ "${1:-}" = --folder-only ]; then
  lay_out "$2"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
name=duijie-$version-windows-x64
lay_out "$work/$name"
rm -f "$build/$name.zip" "$build/$name.exe"
(cd "$work" && find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -@ "$OLDPWD/$build/$name.zip")
makensis -V2 -NOCD -DVERSION="$version" -DFILES="$work/$name" -DOUT="$PWD/$build/$name.exe" host/packaging/windows.nsi
ls -l "$build/$name.zip" "$build/$name.exe" | awk '{ print $5, $9 }'
