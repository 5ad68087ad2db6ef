#!/usr/bin/env bash
# The manual pages can be read, in either language and in windows of any width, without a complaint of the formatter.
# Usage: manual.sh DUIJIE
set -euo pipefail
command -v groff > /dev/null || { echo "groff is not installed: skipped"; exit 77; }
page=$(mktemp)
trap 'rm -f "$page"' EXIT

# As man does it for a page in a folder of that language.
formatted() { { printf '%s' "$2"; cat "$page"; } | preconv -e utf8 | timeout 10 groff -mandoc -ww -Tutf8 "-rLL=$1n"; }

code=0
for language in en zh; do
  LC_ALL=C.UTF-8 "$1" --lang $language manual > "$page"
  [ $language = en ] && before="" || before=$'.mso zh.tmac\n.hla zh\n'
  for width in 36 60 78 80 117 160 200; do
    lines=$(formatted $width "$before" 2> "$page.said" | wc -l) || lines=0
    # That a long word leaves gaps in a narrow window is no fault of the page.
    if [ "$lines" -lt 200 ] || grep -Ev "(cannot|can't) (adjust|break) line" "$page.said"; then
      echo "$language, $width columns: $lines lines"
      code=1
    fi
  done
done
rm -f "$page.said"
exit $code
