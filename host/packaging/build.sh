#!/usr/bin/env bash
# Builds the Debian packages duijie, duijie-sandbox and duijie-sdk with a software bill of materials, and lets lintian look
# at them. Usage: host/packaging/build.sh [FOLDER]     default: build/packages
# The source tree is put together in FOLDER/tree: what is under version control, and debian/ at its place.
# The same tree gives the same bytes in any folder (tests/packaging/reproducible.sh).
set -euo pipefail
cd "$(dirname "$0")/../.."
source=$PWD
. cmake/setup.sh

# What the tree is built with, the packages' own description must ask for as well: libraries for tests alone excepted.
for library in $(tr ' ' '\n' <<< "$packages" | grep -e '-dev$' | grep -v '^libboost-test-dev$'); do
  grep -Eq "^ +$library( |,|$)" host/packaging/debian/control ||
    { echo "host/packaging/debian/control lacks the build dependency $library" >&2; exit 1; }
done
packages="$packages build-essential debhelper dpkg-dev fakeroot lintian"
need_packages
need_valijson
[ -z "${DUIJIE_VALIJSON:-}" ] || export DEB_BUILD_PROFILES=pkg.duijie.headers # its headers are there, its package is not

folder=${1:-build/packages}
rm -rf "$folder"
mkdir -p "$folder/tree"
folder=$(cd "$folder" && pwd)
# A copy inside another tree is not that tree's.
if [ "$(git rev-parse --show-toplevel 2> /dev/null)" = "$(pwd -P)" ]; then
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp -a --parents -t "$folder/tree"
else
  tar -c --exclude=./build . | tar -x -C "$folder/tree"
fi
cd "$folder/tree"
chmod -R u=rwX,go=rX .
cp -r host/packaging/debian debian
for part in service sysusers tmpfiles; do
  cp "host/packaging/duijie.$part" "debian/duijie.$part"
done

# The compiler cache is the user's own, and objects of other folders serve: packages are compiled like the tree, in the
# locale of the caller, which the cache looks at too.
CCACHE_DIR=$(ccache -k cache_dir) CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1
export CCACHE_DIR CCACHE_BASEDIR CCACHE_NOHASHDIR
log=$folder/build.log
dpkg-buildpackage --build=binary --no-sign > "$log" 2>&1 ||
  { tail -40 "$log" >&2; echo "The packages were not built; see $log" >&2; exit 1; }
cp debian/duijie/usr/share/doc/duijie/duijie.cdx.json "$folder/"
cd "$folder"
lintian --fail-on error,warning --allow-root --tag-display-limit 0 ./*.changes
sha256sum ./*.deb duijie.cdx.json | tee SHA256SUMS
