#!/usr/bin/env bash
# Every page that the package installs, and every link from one of them to another.
# Usage: links.sh BUILD_FOLDER
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$1" --component host --prefix "$folder" > "$folder/log" || { cat "$folder/log"; exit 1; }

pages=0 links=0 broken=0
while read -r page; do
  pages=$((pages + 1))
  while read -r link; do
    links=$((links + 1))
    [ -e "$(dirname "$page")/$link" ] || { echo "${page#"$folder"/}: $link leads nowhere"; broken=$((broken + 1)); }
  done < <(grep -oE '\]\([^)# ]+' "$page" | sed 's/^](//' | grep -vE '^[a-z]+:' || true)
done < <(find "$folder/share/doc" -name '*.md')
echo "$pages pages, $links links, $broken broken"
[ "$pages" -gt 20 ] && [ "$links" -gt 50 ] && [ "$broken" = 0 ]
