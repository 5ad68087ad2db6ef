#!/usr/bin/env bash
# Builds the fuzz targets and runs each with a fixed seed: 100,000 executions, 1,000,000 with DUIJIE_DEEP set.
# Usage: tests/fuzz/run.sh [SECONDS_PER_TARGET [TARGET...]]
#   tests/fuzz/run.sh                 what CI runs
#   tests/fuzz/run.sh 600             and goes on with further seeds until each target had ten minutes
#   tests/fuzz/run.sh 60 JsonFuzz     one target
# Inputs that break a rule are kept in build/fuzz/found; the command that replays one is printed.
set -uo pipefail
cd "$(dirname "$0")/../.."
. cmake/setup.sh
seconds=${1:-0}
[ $# = 0 ] || shift
runs=${FUZZ_RUNS:-100000}
[ -z "${DUIJIE_DEEP:-}" ] || runs=${FUZZ_RUNS:-1000000}
begun=$(date +%s.%N)
if [ $# = 0 ]; then
  for file in tests/fuzz/*Fuzz.cpp; do set -- "$@" "$(basename "$file" .cpp)"; done
  build_preset fuzz fuzz
else
  build_preset fuzz "$@"
fi
found=$PWD/build/fuzz/found
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$found"

# one TARGET: leaves "executions code" in $work/TARGET.count
one()
{
  local target=$1 seed=1 code=0 executions=0 start=$SECONDS
  while :; do
    mkdir "$work/$target.$seed"
    "build/fuzz/bin/$target" -seed="$seed" -runs="$runs" -max_len=4096 -timeout=20 -rss_limit_mb=2048 \
      -print_final_stats=1 -artifact_prefix="$found/$target-" "$work/$target.$seed" "tests/fuzz/corpus/$target" \
      > "$work/$target.log" 2>&1 || code=1
    executions=$((executions + $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")))
    rm -rf "$work/$target.$seed"
    [ $code = 0 ] && [ $((SECONDS - start)) -lt "$seconds" ] || break
    seed=$((seed + 1))
  done
  printf '%-16s %11d executions in %4d s%s\n' "$target" "$executions" $((SECONDS - start)) \
    "$([ $code = 0 ] || echo "  BROKEN (seed $seed)")"
  if [ $code != 0 ]; then
    grep -E '^(broken:|==[0-9]+==ERROR|.*runtime error:|SUMMARY:|ALARM)' "$work/$target.log" | head -5
    sed -n "s|.*Test unit written to \(.*\)|  replay: build/fuzz/bin/$target \1|p" "$work/$target.log"
    [ -n "$(sed -n '/Test unit written/p' "$work/$target.log")" ] || tail -5 "$work/$target.log"
  fi
  echo "$executions $code" > "$work/$target.count"
}
export -f one
export work found runs seconds
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'one {}'

executions=0 broken=0
for target in "$@"; do
  read -r count code < "$work/$target.count" || { count=0 code=1; }
  executions=$((executions + count)) broken=$((broken + code))
done
line=$(printf 'fuzz\t%d\t0\t0\t%d\t0\t%.1f' "$executions" "$broken" \
  "$(echo "$(date +%s.%N) $begun" | awk '{ print $1 - $2 }')")
[ -z "${DUIJIE_PROOF_DIR:-}" ] || { mkdir -p "$DUIJIE_PROOF_DIR" && echo "$line" > "$DUIJIE_PROOF_DIR/fuzz.tsv"; }
echo "$executions executions of $# targets, $broken broken"
[ "$broken" = 0 ]
