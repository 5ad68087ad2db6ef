#!/usr/bin/env bash
# Prints a software bill of materials (CycloneDX 1.4) of the files given: the Debian packages whose libraries they load,
# and those whose headers or static code were compiled into them, each with its version.
# Usage: SOURCE_DATE_EPOCH=SECONDS sbom.sh FILE...
set -euo pipefail
cd "$(dirname "$0")/../.." > /dev/null || exit 1
version=$(sed -n 's/^project(duijie VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
# Header-only, or linked into the program.
compiled_in="libcli11-dev libhowardhinnant-date-dev libpoco-dev libsimdjson-dev libsqlite3-dev libssl-dev"

# On a system with a merged /usr the linker names /lib, dpkg /usr/lib, or the other way round: both are asked for.
linked()
{
  local files
  files=$(ldd "$@" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | sed 's/^\/usr//' | sort -u)
  # shellcheck disable=SC2046,SC2086  # one name a word
  { dpkg-query -S $files $(sed 's/^/\/usr/' <<< "$files") 2> /dev/null || true; } | sed 's/:.*//'
}

component()
{
  dpkg-query -W -f='{"type":"library","bom-ref":"${Package}","name":"${Package}","version":"${Version}",' "$1"
  dpkg-query -W -f='"purl":"pkg:deb/debian/${Package}@${Version}?arch=${Architecture}",' "$1"
  printf '"properties":[{"name":"duijie:linkage","value":"%s"}]}' "$2"
}

# Its headers may have come without the package (cmake/setup.sh).
valijson()
{
  local version
  version=$(cat "${DUIJIE_VALIJSON:-/usr/include}/version" 2> /dev/null || dpkg-query -W -f='${Version}' libvalijson-dev)
  printf '{"type":"library","bom-ref":"libvalijson-dev","name":"libvalijson-dev","version":"%s",' "$version"
  printf '"purl":"pkg:deb/debian/libvalijson-dev@%s?arch=all",' "$version"
  printf '"properties":[{"name":"duijie:linkage","value":"compiled-in"}]}'
}

components=$({ for p in $(linked "$@" | sort -u); do component "$p" shared; echo; done
  for p in $compiled_in; do component "$p" compiled-in; echo; done; valijson; echo; } | paste -sd,)
digest=$(sha256sum <<< "$version $components" | cut -c1-32)
serial=$(sed -E 's/(.{8})(.{4}).(.{3}).(.{3})(.{12})/\1-\2-5\3-8\4-\5/' <<< "$digest")
moment=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%dT%H:%M:%SZ)
printf '{"bomFormat":"CycloneDX","specVersion":"1.4","serialNumber":"urn:uuid:%s","version":1,\n' "$serial"
printf '"metadata":{"timestamp":"%s","component":{"type":"application","bom-ref":"duijie","name":"duijie",' "$moment"
printf '"version":"%s","licenses":[{"license":{"id":"Apache-2.0"}}]}},\n"components":[%s]}\n' "$version" "$components"
