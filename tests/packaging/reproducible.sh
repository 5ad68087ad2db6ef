#!/usr/bin/env bash
# Builds the packages twice and compares them byte by byte: in folders of different depth, under different locales, time zones
# and masks; the first with the compiler cache, the second without, so that no object of the one can stand in the other.
# Usage: tests/packaging/reproducible.sh [FOLDER]     default: build/twice
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:-build/twice}
rm -rf "$folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

# One copy for both, so that somebody may go on working meanwhile.
mkdir "$folder/source"
git ls-files -z --cached --others --exclude-standard | xargs -0 cp -a --parents -t "$folder/source"
build=$folder/source/host/packaging/build.sh
first=$folder/a
second=$folder/deeper/down/b
mkdir -p "$folder/deeper/down"
(umask 022 && TZ=UTC LC_ALL=C.UTF-8 "$build" "$first") > "$folder/first.log" 2>&1 ||
  { tail -20 "$folder/first.log"; exit 1; }
(umask 027 && TZ=Asia/Shanghai LC_ALL=C CCACHE_DISABLE=1 "$build" "$second") > "$folder/second.log" 2>&1 ||
  { tail -20 "$folder/second.log"; exit 1; }

code=0
# A comparison that cannot fail proves nothing: the logs name their folders and must differ.
! cmp -s "$first/build.log" "$second/build.log" || { echo "the two builds are one"; code=1; }
diff "$first/SHA256SUMS" "$second/SHA256SUMS" || code=1
cat "$first/SHA256SUMS"

# No path of the machine it was built on stands in what is handed out.
for package in "$first"/*.deb; do
  dpkg-deb -x "$package" "$folder/unpacked"
done
if grep -rlaF -e "$folder" -e "$PWD" "$folder/unpacked"; then
  echo "these files name the folder they were built in"
  code=1
fi
[ "$code" = 0 ] && echo "Twice the same." || echo "The two builds differ."
exit "$code"
