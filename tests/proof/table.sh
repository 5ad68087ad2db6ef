#!/usr/bin/env bash
# Prints what the harnesses of the proof counted. Usage: table.sh FOLDER
# Exit code 1 when something was lost, doubled, unexpected or stuck.
set -euo pipefail
shopt -s nullglob
lines=("$1"/*.tsv)
[ ${#lines[@]} -gt 0 ] || exit 0
cat "${lines[@]}" | sort | awk -F'\t' '
  BEGIN { form = "%-28s %11s %7s %8s %11s %7s %9s\n"
          printf form, "harness", "executions", "lost", "doubled", "unexpected", "stuck", "seconds" }
  { printf form, $1, $2, $3, $4, $5, $6, $7; n += $2; l += $3; d += $4; u += $5; s += $6; t += $7 }
  END { printf form, "in all", n, l, d, u, s, sprintf("%.1f", t); exit l + d + u + s > 0 }'
