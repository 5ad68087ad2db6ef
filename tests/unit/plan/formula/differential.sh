#!/usr/bin/env bash
# Generated expressions, computed by _function and by a MariaDB server of the test's own.
# Usage: differential.sh PROGRAM FOLDER        PROGRAM: formula_answers; FOLDER: where the server keeps its files
#   FORMULA_SEED=n FORMULA_COUNT=n differential.sh ...    others, or more
# Exit code 77, with the reason, where no server is installed.
set -uo pipefail
program=$1 folder=$2
count=${FORMULA_COUNT:-2500} seed=${FORMULA_SEED:-1}
command -v mariadbd > /dev/null && command -v mariadb-install-db > /dev/null ||
  { echo "skipped: mariadb-server is not installed"; exit 77; }

rm -rf "$folder" && mkdir -p "$folder"
socket=$(mktemp -d)/s
common=(--no-defaults --user="$(id -un)" --datadir="$folder/data")
mariadb-install-db "${common[@]}" --auth-root-authentication-method=normal --skip-test-db > "$folder/install.log" 2>&1 ||
  { echo "the server's folder cannot be made:"; tail -5 "$folder/install.log"; exit 1; }
mariadbd "${common[@]}" --socket="$socket" --skip-networking --skip-grant-tables \
  --innodb-flush-log-at-trx-commit=0 > "$folder/server.log" 2>&1 &
server=$!
trap 'kill $server 2> /dev/null; wait $server 2> /dev/null; rm -rf "$(dirname "$socket")"' EXIT
ask=(mariadb --no-defaults --socket="$socket" --default-character-set=utf8mb4 --batch --skip-column-names --raw --force)
until "${ask[@]}" -e 'SELECT 1' > /dev/null 2>&1; do
  kill -0 $server 2> /dev/null || { echo "the server ended:"; tail -5 "$folder/server.log"; exit 1; }
  sleep 0.2
done
echo "FORMULA_SEED=$seed"
"$program" write "$count" "$seed" | "${ask[@]}" > "$folder/answers" 2> "$folder/errors"
"$program" check "$count" "$seed" < "$folder/answers"
