#!/usr/bin/env bash
# How much of a machine the service could reach if it were taken over: systemd's own score, 0 (nothing) to 10.
# Usage: service_score.sh SERVICE-FILE
set -euo pipefail
command -v systemd-analyze > /dev/null || { echo "systemd-analyze is not installed: skipped"; exit 77; }
most=15 # tenths
report=$(systemd-analyze security --no-pager --offline=true --threshold=$most "$1") && code=0 || code=$?
tail -1 <<< "$report"
# A threshold that nothing can pass proves that the tool looks at this file.
if systemd-analyze security --no-pager --offline=true --threshold=1 "$1" > /dev/null 2>&1; then
  echo "systemd-analyze accepts every threshold"
  exit 1
fi
exit "$code"
