#!/usr/bin/env bash
# A fresh Debian 12 from package to first bill: docs/first-start.md is typed into its terminal and compared line by line; then,
# in English, the service itself writes the first bills, is upgraded, backed up, restored on an emptied machine; a connector
# is built with the kit. Needs root and a Debian mirror; takes some minutes.
# Usage: tests/packaging/fresh_machine.sh [PACKAGES]     folder with the .deb files; default: they are built
# There is no systemd in a root of its own: what the unit says is done here, by the user it names, in the folder it names.
# The transcript is left in build/fresh/transcript.txt.
set -euo pipefail
cd "$(dirname "$0")/../.."
. cmake/setup.sh
. tests/packaging/fresh_root.sh
packages="$packages debootstrap expect"
need_packages
[ "$(id -u)" = 0 ] || { echo "debootstrap needs root." >&2; exit 2; }
given=${1:-}
[ -n "$given" ] || host/packaging/build.sh
given=${given:-build/packages}

folder=$PWD/build/fresh
port=8765 # the one that the document names
mkdir -p "$folder"
transcript=$folder/transcript.txt
: > "$transcript"
root=$(mktemp -d "${TMPDIR:-/var/tmp}/duijie-fresh.XXXXXX")
clean()
{
  for pid in "$folder/service.pid" "$folder/sandbox.pid"; do
    [ ! -s "$pid" ] || kill -9 "$(cat "$pid")" 2> /dev/null || true
    rm -f "$pid"
  done
  umount "$root/proc" 2> /dev/null || true
  rm -rf --one-file-system "$root"
}
trap clean EXIT

die() { echo "FAILED: $*" | tee -a "$transcript" >&2; exit 1; }

# told COMMAND...: as root of the fresh machine, noted with what it prints.
told()
{
  { echo; echo "# $*"; } | tee -a "$transcript"
  in_root "$@" 2>&1 | tee -a "$transcript" || die "$*"
}

eventually() { for _ in $(seq 1200); do "$@" && return 0; sleep 0.1; done; return 1; }

# --- what the document's remarks ask for, and the second half as well -------------------------------------------

unit_says() { sed -n "s/^$1=//p" "$root/lib/systemd/system/duijie.service"; }

installed_and_disabled()
{
  in_root getent passwd duijie > /dev/null || die "there is no user duijie"
  [ "$(in_root systemctl is-enabled duijie 2> /dev/null || true)" = disabled ] || die "the service is enabled"
  [ "$(in_root stat -c '%a %U' /etc/duijie /var/lib/duijie | paste -sd' ')" = "750 duijie 750 duijie" ] ||
    die "rights of /etc/duijie and /var/lib/duijie"
  in_root sh -c '[ -z "$(ls -A /etc/duijie /var/lib/duijie | grep -v :)" ]' || die "something was put into the folders"
}

truth() { curl -sS --noproxy '*' "http://127.0.0.1:$port/_sandbox/truth"; }
right() { case "$(truth 2> /dev/null)" in *'"verdict":"right"'*) return 0 ;; esac; return 1; }
sandbox_answers() { eventually curl -fsS --noproxy '*' -o /dev/null "http://127.0.0.1:$port/_sandbox/health" 2> /dev/null; }

# By the unit's words: user, folder, mask, command. Only the walls that systemd puts around it are not there.
service_started()
{
  local command
  rm -f "$folder/service.code"
  read -ra command < <(unit_says ExecStart)
  (
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 setpriv --no-new-privs \
      chroot --userspec="$(unit_says User):$(unit_says Group)" "$root" \
      sh -c 'cd "$1" && umask "$2" && shift 2 && exec "$@"' sh "$(unit_says WorkingDirectory)" "$(unit_says UMask)" \
      "${command[@]}" > "$folder/service.log" 2>&1 &
    echo $! > "$folder/service.pid"
    wait $! && echo 0 > "$folder/service.code" || echo $? > "$folder/service.code"
  ) &
  # It is there when it answers.
  eventually service_answers
  [ ! -s "$folder/service.code" ] || { cat "$folder/service.log"; die "the service ended at once"; }
}

service_answers() { [ -s "$folder/service.code" ] || in_root duijie reload > /dev/null 2>&1; }

service_stopped()
{
  kill -TERM "$(cat "$folder/service.pid")"
  eventually test -s "$folder/service.code" || die "the service does not end"
  rm "$folder/service.pid"
  { echo; echo "# the service's log:"; cat "$folder/service.log"; } >> "$transcript"
  [ "$(cat "$folder/service.code")" = 0 ] || die "the service ended with $(cat "$folder/service.code")"
}

purged()
{
  local path
  for path in /etc/duijie /var/lib/duijie /usr/lib/duijie /usr/bin/duijie /usr/share/doc/duijie \
    /etc/systemd/system/multi-user.target.wants/duijie.service; do
    if [ -e "$root$path" ] || [ -L "$root$path" ]; then die "$path is still there"; fi
  done
  if in_root getent passwd duijie; then die "the user is still there"; fi
}

# --- the second half -----------------------------------------------------------------------------------------------

# start_sandbox JOURNAL: the same world every time, with the book of that journal.
start_sandbox()
{
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" duijie-sandbox --port $port --documents 60 --start "$start" --journal "$1" \
    > "$folder/sandbox.log" 2>&1 &
  echo $! > "$folder/sandbox.pid"
  sandbox_answers || die "the sandbox does not answer"
}
stop_sandbox()
{
  kill "$(cat "$folder/sandbox.pid")"
  wait "$(cat "$folder/sandbox.pid")" 2> /dev/null || true
  rm -f "$folder/sandbox.pid"
}
bills() { truth | sed -n 's/.*"bills":\([0-9]*\).*/\1/p'; }
counts() { in_root duijie records panying --json --limit 1 | grep -o '"counts":{[^}]*}'; }

# Answers that come from a file, as a machine without anybody at it gives them.
configured_without_anybody()
{
  printf '%s\n' en qimen sandbox-wdt-key sandbox-wdt-secret sandbox-wdt-target sandbox-sid \
    gateway "http://127.0.0.1:$port/router/qm" "" sandbox-client sandbox-client-secret sandbox-instance \
    base_url "http://127.0.0.1:$port" "" "$start" y > "$root/root/answers"
  told sh -c 'duijie init < /root/answers'
  rm "$root/root/answers"
  if grep -rlE 'sandbox-(wdt|client)-secret' "$root/etc/duijie" "$root/var/lib/duijie"; then die "a secret lies open"; fi
  [ "$(in_root find /etc/duijie /var/lib/duijie -not -user duijie)" = "" ] || die "files that the service cannot read"
}

service_writes()
{
  told systemctl enable duijie
  service_started
  eventually right || die "documents and bills do not match: $(truth | cut -c1-400)"
  service_stopped
  [ "$(bills)" -gt 0 ] || die "there are no bills"
  told duijie audit panying
  told systemd-analyze security --no-pager --offline=true --threshold=15 /lib/systemd/system/duijie.service > "$folder/score.txt"
  tail -1 "$folder/score.txt"
}

# The same package under a later version.
upgraded()
{
  local before after version
  version=$(dpkg-deb -f "$given"/duijie_*.deb Version)+1
  dpkg-deb -R "$given"/duijie_*.deb "$folder/newer"
  sed -i "s/^Version: .*/Version: $version/" "$folder/newer/DEBIAN/control"
  dpkg-deb --root-owner-group -b "$folder/newer" "$root/root/duijie-newer.deb" > /dev/null
  rm -rf "$folder/newer"
  before="$(counts) $(in_root sh -c 'cat /etc/duijie/* | sha256sum')"
  told apt-get install -y --no-install-recommends /root/duijie-newer.deb
  after="$(counts) $(in_root sh -c 'cat /etc/duijie/* | sha256sum')"
  [ "$before" = "$after" ] || die "the upgrade changed what it must keep: $before, then $after"
  [ "$(in_root systemctl is-enabled duijie)" = enabled ] || die "the upgrade disabled the service"
  told sh -c 'duijie sync panying || [ $? = 1 ]'
  right || die "after the upgrade documents and bills do not match"
}

# What an operator keeps: the store by backup, configuration and secrets as files.
restored_on_an_empty_machine()
{
  local before counted
  before=$(bills) counted=$(counts)
  told duijie backup /var/lib/duijie/kept.db
  in_root sh -c 'mkdir /root/kept && mv /var/lib/duijie/kept.db /root/kept/ && cp -a /etc/duijie /root/kept/etc'
  told apt-get purge -y duijie duijie-sdk
  purged
  told apt-get install -y --no-install-recommends /root/duijie-newer.deb
  installed_and_disabled
  in_root sh -c 'cp /root/kept/etc/* /etc/duijie/ && chown duijie:duijie /etc/duijie/* &&
    install -o duijie -g duijie -m 600 /root/kept/kept.db /var/lib/duijie/kept.db'
  told duijie restore /var/lib/duijie/kept.db
  [ "$(counts)" = "$counted" ] || die "the restored store is not what it was: $(counts), $counted before"
  told sh -c 'duijie sync panying || [ $? = 1 ]'
  right || die "after the restore documents and bills do not match"
  [ "$(bills)" = "$before" ] || die "after the restore there are $(bills) bills, $before before"
  told duijie audit panying
}
shown_in() # PAGE LANGUAGE
{
  sed -n "/^\`\`\`$2\$/,/^\`\`\`\$/p" "$1" | sed '/^```/d'
}

own_connector()
{
  told apt-get install -y --no-install-recommends /root/duijie-sdk.deb g++ cmake ninja-build > "$folder/sdk.log" 2>&1 ||
    { tail -20 "$folder/sdk.log"; die "the kit cannot be installed"; }
  mkdir "$root/numbers"
  cp tests/packaging/plugin/* "$root/numbers/"
  # The connector that the documentation shows.
  shown_in "$root/usr/share/doc/duijie-sdk/connectors.md" cpp > "$root/numbers/Numbers.cpp"
  shown_in "$root/usr/share/doc/duijie-sdk/connectors.md" json > "$root/numbers/messages.json"
  told cmake -G Ninja -S /numbers -B /numbers/build
  told cmake --build /numbers/build
  told /numbers/build/numbers_test
  told install -m 644 /numbers/build/bin/plugins/libnumbers.so /usr/lib/duijie/plugins/
  told duijie plugins
  in_root duijie plugins --json | tr -d ' \n' | grep -Eq '"id":"numbers"[^}]*"loaded":true|"loaded":true[^}]*"id":"numbers"' ||
    die "the connector is not loaded"
  told rm /usr/lib/duijie/plugins/libnumbers.so
}

make_fresh_root "$root" "$folder/root.log" || die "no fresh root; see $folder/root.log"
cp "$given"/duijie_*.deb "$given"/duijie-sandbox_*.deb "$root/root/"
cp "$given"/duijie-sdk_*.deb "$root/root/duijie-sdk.deb"

export root folder port transcript
export -f die in_root eventually unit_says installed_and_disabled truth right sandbox_answers \
  service_started service_answers service_stopped purged
expect tests/packaging/session.exp docs/first-start.md "$folder/session.txt" env -i \
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm LANG=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 chroot "$root" sh -c 'cd && exec bash --noprofile --norc --noediting' ||
  { cat "$folder/session.txt" >> "$transcript"; die "docs/first-start.md; see $transcript"; }
tee -a "$transcript" < "$folder/session.txt"
if grep -E 'sandbox-(wdt|client)-secret' "$folder/session.txt"; then die "a secret was shown"; fi
[ ! -e "$root/usr/bin/duijie-sandbox" ] || die "the sandbox is still there"

start=$(TZ=Asia/Shanghai date -d '3 days ago' +%F)
told sh -c 'cd && apt-get install -y --no-install-recommends ./duijie_*.deb ./duijie-sandbox_*.deb'
installed_and_disabled
start_sandbox /var/tmp/book
configured_without_anybody
service_writes
upgraded
own_connector
restored_on_an_empty_machine
stop_sandbox
echo "A fresh machine went from package to first bill, and an empty one back to where it was." | tee -a "$transcript"
