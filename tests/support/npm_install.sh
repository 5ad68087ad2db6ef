#!/usr/bin/env bash
# Lays the files of SOURCE, a package.json and its lock among them, into FOLDER and has npm install what they need,
# unless that is there already. For tests and the bench alone: nothing of npm is part of the product.
# Usage: npm_install.sh SOURCE FOLDER NODE      NODE: the oldest major version they work with
# Where it cannot be had, the last line of the output says why and the exit code is 1.
set -uo pipefail
source=$1
folder=$2
log=$folder.log

fail() { echo "$1"; exit 1; }

command -v node > /dev/null || fail "node is not installed"
command -v npm > /dev/null || fail "npm is not installed"
[ "$(node -p "process.versions.node.split('.')[0] >= $3")" = true ] || fail "node $(node --version) is older than $3"
mkdir -p "$folder" && cp "$source"/* "$folder"/ || fail "nothing can be written to $folder"
cmp -s "$folder/package-lock.json" "$folder/.installed" && exit 0

# Native parts are built when no built one can be fetched; a Node from a package brings its headers along.
prefix=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
[ -e "$prefix/include/node/node.h" ] && export npm_config_nodedir=$prefix
echo "npm installs into $folder, once" >&2
(cd "$folder" && timeout 1200 npm ci --no-audit --no-fund --fetch-retries=1) > "$log" 2>&1 ||
  fail "npm could not install it: $(grep -m1 -E 'npm (error|ERR!)' "$log" || tail -1 "$log")"
cp "$folder/package-lock.json" "$folder/.installed"
