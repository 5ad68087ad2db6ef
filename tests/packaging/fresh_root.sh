# shellcheck shell=bash
# Sourced by fresh_machine.sh: a root of its own, as fresh as a Debian 12 with systemd is after its installation.

# Where its archive is kept, which makes the next time faster; of the mirror and the way to it that this machine uses.
fresh_cache=${DUIJIE_FRESH_CACHE:-/var/cache/duijie-fresh}

# make_fresh_root ROOT LOG
make_fresh_root()
{
  local root=$1 log=$2 base=$fresh_cache/bookworm-$(dpkg --print-architecture).tar mirrors
  if [ ! -s "$base" ]; then
    mirrors=$(apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
      grep bookworm | sort -u)
    [ -n "$mirrors" ] || { echo "this machine names no mirror of Debian 12"; return 1; }
    debootstrap --variant=minbase --include=systemd,ca-certificates bookworm "$root" \
      "$(awk '$3 == "bookworm" { print $2; exit }' <<< "$mirrors")" > "$log" 2>&1 || { tail -5 "$log"; return 1; }
    echo "$mirrors" > "$root/etc/apt/sources.list"
    { apt-config dump | grep -E '^Acquire::(https?|ftp)' || true; } > "$root/etc/apt/apt.conf.d/99of-this-machine"
    rm -rf "$root"/var/cache/apt/archives/*.deb
    mkdir -p "$fresh_cache"
    tar -C "$root" --one-file-system -cf "$base.$$" . && mv "$base.$$" "$base" || return 1
  else
    tar -C "$root" -xf "$base"
  fi
  chmod 755 "$root" # mktemp made it for us alone
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  # Services are not started where no systemd runs.
  printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  mount -t proc proc "$root/proc"
  in_root apt-get -qq update >> "$log" 2>&1 || { tail -5 "$log"; return 1; }
}

# in_root COMMAND...: as root of the fresh machine, with nothing of this one's environment. The variable `root` says where.
in_root()
{
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive SYSTEMD_OFFLINE=1 chroot "$root" "$@"
}
