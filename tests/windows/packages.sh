# Sourced by run.sh: zip and installer as they are handed to users.

package_is_built() { host/packaging/windows.sh; }

package_is_repeatable()
{
  local before after
  before=$(sha256sum build/windows/duijie-*.zip build/windows/duijie-*.exe)
  host/packaging/windows.sh && after=$(sha256sum build/windows/duijie-*.zip build/windows/duijie-*.exe)
  echo "$before"
  echo "$after"
  [ "$before" = "$after" ]
}

# Silent, into a folder of Chinese characters (without blanks: Wine would put quotes around the word, which installers do not
# take off); data and configuration survive an upgrade and the end.
installer_life()
{
  local home=$WINEPREFIX/drive_c/对接程序 installer
  wine_locale C.UTF-8
  installer=$(ls "$PWD"/build/windows/duijie-*-windows-x64.exe)
  rm -rf "$home"
  wine "$installer" /S '/D=C:\对接程序' || return 1
  [ -x "$home/duijie.exe" ] && [ -s "$home/tzdata/asia" ] && [ -s "$home/ca-bundle.pem" ] || { ls "$home"; return 1; }
  (cd "$home" && wine ./duijie.exe --version) || return 1
  wine sc query duijie | grep STOPPED > /dev/null || { echo "the service is not there"; return 1; }
  echo kept > "$home/duijie.json"
  mkdir "$home/data" && echo kept > "$home/data/duijie.db"
  wine "$installer" /S || return 1
  grep -q kept "$home/duijie.json" || return 1
  # _?= keeps the uninstaller from going on behind our back as a copy of itself.
  wine "$home/uninstall.exe" /S '_?=C:\对接程序' || return 1
  ! wine sc query duijie || { echo "the service is still there"; return 1; }
  [ ! -e "$home/duijie.exe" ] && [ ! -e "$home/plugins" ] && grep -q kept "$home/duijie.json" && grep -q kept "$home/data/duijie.db"
}

check "zip and installer are built" package_is_built
check "the same tree gives the same bytes" package_is_repeatable
check "the installer installs, upgrades and uninstalls, and keeps what is the user's" installer_life
