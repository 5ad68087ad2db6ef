#!/usr/bin/env bash
# Lays a peer of the bench into FOLDER and has npm install what it needs, unless that is there already; the first time
# that takes minutes.
# Usage: install.sh PEER FOLDER
# Where the peer cannot be had, the last line of the output says why and the exit code is 1.
set -uo pipefail
source=$(dirname "$0")
mkdir -p "$2" && cp "$source"/*.js "$2"/ || { echo "nothing can be written to $2"; exit 1; }
exec "$source/../../support/npm_install.sh" "$source/$1" "$2/$1" 20
