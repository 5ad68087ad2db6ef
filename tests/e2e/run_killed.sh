#!/usr/bin/env bash
# Kills ./run (script, sandbox and host together) with SIGKILL at random moments, then lets it finish: the verdict must
# be the same as without. Usage: tests/e2e/run_killed.sh [KILLS]; RANDOM_SEED replays the moments.
set -euo pipefail
cd "$(dirname "$0")/../.."
kills=${1:-50}
seed=${RANDOM_SEED:-$(date +%s)}
RANDOM=$((seed % 32768))
echo "RANDOM_SEED=$seed replays the moments"
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
export DUIJIE_RUN_STATE=$state/run

done_kills=0 finished=0
while [ "$done_kills" -lt "$kills" ]; do
  setsid ./run --documents 1500 > "$state/out" 2>&1 &
  leader=$!
  sleep "$(printf '0.%03d' $((RANDOM % 999)))"
  sleep "$((RANDOM % 2))"
  if kill -0 "$leader" 2>/dev/null; then
    kill -9 -- "-$leader" 2>/dev/null || true
    done_kills=$((done_kills + 1))
    wait "$leader" 2>/dev/null || true
  else
    wait "$leader" || { cat "$state/out"; echo "A run failed."; exit 1; }
    finished=$((finished + 1))
  fi
done
# Interrupted ones go on; what is finished begins anew: either way the verdict must be right.
./run --documents 1500 > "$state/out" 2>&1 || { cat "$state/out"; exit 1; }
grep -E 'Verdict|结论' "$state/out"
echo "$done_kills kills, $finished runs finished between them, verdict right"
