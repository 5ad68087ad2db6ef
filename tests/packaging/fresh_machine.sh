#!/usr/bin/env bash
# A fresh Debian 12 from package to first document: install, configure, run against the sandbox, audit, stop, upgrade,
# build a connector with the kit, purge. Needs root and a Debian mirror; takes some minutes.
# Usage: tests/packaging/fresh_machine.sh [PACKAGES]     folder with the .deb files; default: they are built
# There is no systemd in a root of its own, so the host is started here as the service would start it.
# The transcript is left in build/fresh/transcript.txt; build/fresh/base.tar makes the next time faster.
set -euo pipefail
cd "$(dirname "$0")/../.."
. cmake/setup.sh
packages="$packages debootstrap"
need_packages
[ "$(id -u)" = 0 ] || { echo "debootstrap needs root." >&2; exit 2; }
given=${1:-}
[ -n "$given" ] || host/packaging/build.sh
given=${given:-build/packages}
[ -x build/release/bin/duijie-sandbox ] || build_release duijie-sandbox

folder=$PWD/build/fresh
mkdir -p "$folder"
transcript=$folder/transcript.txt
: > "$transcript"
root=$(mktemp -d "${TMPDIR:-/var/tmp}/duijie-fresh.XXXXXX")
sandbox=""
clean()
{
  [ -z "$sandbox" ] || kill "$sandbox" 2> /dev/null || true
  umount "$root/proc" 2> /dev/null || true
  rm -rf --one-file-system "$root"
}
trap clean EXIT

die() { echo "FAILED: $*" | tee -a "$transcript" >&2; exit 1; }

# in_root COMMAND...: as root of the fresh machine, noted with what it prints.
in_root()
{
  { echo; echo "# $*"; } | tee -a "$transcript"
  quietly "$@" 2>&1 | tee -a "$transcript"
}
quietly()
{
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}
as_duijie() { in_root setpriv --reuid duijie --regid duijie --init-groups "$@"; }

fresh_root()
{
  if [ ! -s "$folder/base.tar" ]; then
    local mirror
    mirror=$(apt-get indextargets --format '$(SITE)' | grep -v security | head -1)
    debootstrap --variant=minbase bookworm "$root" "$mirror" > "$folder/debootstrap.log" 2>&1 ||
      die "debootstrap; see $folder/debootstrap.log"
    # What this machine needs to reach its mirror, the fresh one needs too.
    rm -f "$root"/etc/apt/sources.list
    cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/"
    quietly apt-get -qq update > "$folder/update.log" 2>&1 || die "apt-get update; see $folder/update.log"
    tar -C "$root" --one-file-system -cf "$folder/base.tar.new" .
    mv "$folder/base.tar.new" "$folder/base.tar"
  else
    tar -C "$root" -xf "$folder/base.tar"
  fi
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  mount -t proc proc "$root/proc"
  mkdir "$root/packages"
  cp "$given"/*.deb "$root/packages/"
}

start_sandbox()
{
  rm -f "$folder/port"
  build/release/bin/duijie-sandbox --seed 1 --documents 60 --start "$1" --port 0 --port-file "$folder/port" \
    --journal "$folder/journal.jsonl" > "$folder/sandbox.log" 2>&1 &
  sandbox=$!
  for _ in $(seq 200); do [ -s "$folder/port" ] && break; sleep 0.05; done
  [ -s "$folder/port" ] || die "the sandbox did not start"
}
truth() { curl -sS --noproxy '*' "http://127.0.0.1:$(cat "$folder/port")/_sandbox/truth"; }
right() { case "$(truth)" in *'"verdict":"right"'*) return 0 ;; esac; return 1; }

install_host()
{
  in_root apt-get install -y --no-install-recommends ./packages/duijie_*.deb
  quietly getent passwd duijie > /dev/null || die "there is no user duijie"
  [ ! -e "$root/etc/systemd/system/multi-user.target.wants/duijie.service" ] || die "the service is enabled"
  [ "$(stat -c '%a %U' "$root/etc/duijie")" = "750 root" ] || die "rights of /etc/duijie"
  in_root duijie --version
  in_root duijie plugins --config /usr/share/doc/duijie/examples/duijie.json
}

first_documents()
{
  local start
  start=$(TZ=Asia/Shanghai date -d '3 days ago' +%F)
  rm -f "$folder/journal.jsonl"
  start_sandbox "$start"
  sed -e "s/@PORT@/$(cat "$folder/port")/g" -e "s/@START@/$start 00:00:00/" -e 's#@PLUGINS@#/usr/lib/duijie/plugins#' \
    -e 's#sqlite:duijie.db#sqlite:/var/lib/duijie/duijie.db#' tests/sandbox/duijie.json.in > "$root/etc/duijie/duijie.json"
  as_duijie duijie -c /etc/duijie/duijie.json validate
  # As the unit has it: the user, the folder, the command.
  echo "# duijie --config /etc/duijie/duijie.json run      (as the service)" | tee -a "$transcript"
  (cd "$root" && exec env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 chroot --userspec=duijie:duijie "$root" \
    /usr/bin/duijie --config /etc/duijie/duijie.json run) > "$folder/run.log" 2>&1 &
  local host=$!
  for _ in $(seq 600); do right && break; kill -0 $host 2> /dev/null || break; sleep 0.2; done
  kill -TERM $host
  local code=0
  wait $host || code=$?
  tee -a "$transcript" < "$folder/run.log"
  [ "$code" = 0 ] || die "the host ended with $code"
  right || die "documents and bills do not match: $(truth | cut -c1-400)"
  as_duijie duijie -c /etc/duijie/duijie.json audit panying
  as_duijie duijie -c /etc/duijie/duijie.json records panying --state done --limit 3
}

upgrade()
{
  local before after
  before=$(quietly duijie -c /etc/duijie/duijie.json records panying --json --limit 1 | grep -o '"counts":{[^}]*}')
  in_root apt-get install -y --no-install-recommends --reinstall ./packages/duijie_*.deb
  after=$(quietly duijie -c /etc/duijie/duijie.json records panying --json --limit 1 | grep -o '"counts":{[^}]*}')
  [ -n "$before" ] && [ "$before" = "$after" ] || die "the store is not what it was: $before, then $after"
  as_duijie duijie -c /etc/duijie/duijie.json sync panying
  right || die "after the upgrade documents and bills do not match"
}

own_connector()
{
  in_root apt-get install -y --no-install-recommends ./packages/duijie-sdk_*.deb g++ cmake ninja-build
  mkdir "$root/numbers"
  cp tests/packaging/plugin/* "$root/numbers/"
  # The connector that the documentation shows.
  sed -n '/^```cpp$/,/^```$/p' "$root/usr/share/doc/duijie-sdk/connectors.md" | sed '/^```/d' > "$root/numbers/Numbers.cpp"
  in_root cmake -G Ninja -S /numbers -B /numbers/build
  in_root cmake --build /numbers/build
  in_root /numbers/build/numbers_test
  in_root install -m 644 /numbers/build/bin/plugins/libnumbers.so /usr/lib/duijie/plugins/
  in_root duijie -c /etc/duijie/duijie.json plugins --json
  grep -q '"id":"numbers"[^}]*"loaded":true\|"loaded":true[^}]*"id":"numbers"' <(tail -40 "$transcript" | tr -d ' \n') ||
    die "the connector is not loaded"
  in_root rm /usr/lib/duijie/plugins/libnumbers.so
}

purge()
{
  in_root apt-get purge -y duijie duijie-sdk
  for path in /etc/duijie /var/lib/duijie /usr/lib/duijie /usr/bin/duijie /usr/share/doc/duijie; do
    [ ! -e "$root$path" ] || die "$path is still there"
  done
  if quietly getent passwd duijie; then die "the user is still there"; fi
}

fresh_root
install_host
first_documents
upgrade
own_connector
purge
echo "A fresh machine went from package to first document and back." | tee -a "$transcript"
