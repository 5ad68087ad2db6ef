#!/usr/bin/env bash
# 25,000 generated (expression, zone, instant) triples: the host's next instant beside two npm libraries'.
# Usage: cron_differential.sh PROGRAM FOLDER        PROGRAM: cron_triples; FOLDER: where npm installs the libraries
#   SCHEDULE_SEED=n cron_differential.sh ...        other triples
# Exit code 77, with the reason, where npm cannot install them.
set -uo pipefail
here=$(dirname "$0")
said=$("$here/../../support/npm_install.sh" "$here/libraries" "$2" 18) || { echo "skipped: ${said##*$'\n'}"; exit 77; }
echo "SCHEDULE_SEED=${SCHEDULE_SEED:-1}"
"$1" 25000 "${SCHEDULE_SEED:-1}" | node "$2/compare.mjs"
