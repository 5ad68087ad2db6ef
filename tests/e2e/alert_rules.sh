#!/bin/sh
# alert_rules.sh FOLDER: has promtool check the alert rules there, and what they say to given series.
set -eu
cd "$1"
promtool=$(command -v "${PROMTOOL:-promtool}") || {
  echo "skipped: promtool is not here (Debian package prometheus, or PROMTOOL=/path/to/promtool)"
  exit 77
}
"$promtool" check rules duijie.rules.yml
"$promtool" test rules duijie.rules.test.yml
