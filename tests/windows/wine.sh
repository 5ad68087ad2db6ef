# Sourced: one Wine of its own for all that runs Windows programs here. `wine_begin FOLDER`, and `wine_end` at the end.

wine_begin()
{
  export WINEPREFIX=$1/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml,winedbg.exe=" DISPLAY=
  export LC_ALL=C.UTF-8 # with a locale that is not UTF-8 Wine finds no file of a name outside ASCII
  WINEPATH="Z:$(tr / '\\' <<< "$DUIJIE_WINDOWS_DEPS/bin")"
  export WINEPATH
  # What a Chinese Windows is to its programs: code page 936. Made here, so that nothing of the machine is changed.
  export LOCPATH=$1/locale
  [ -d "$LOCPATH/zh_CN.UTF-8" ] || { mkdir -p "$LOCPATH" && localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8"; } || return 1
  # One that was not finished cannot be mended, and its server may still be there.
  [ -e "$WINEPREFIX/ready" ] || { wineserver -k > /dev/null 2>&1 || true; rm -rf "$WINEPREFIX"; }
  [ -e "$WINEPREFIX/ready" ] || { wineboot -i > /dev/null 2>&1 && wineserver -w && touch "$WINEPREFIX/ready"; } || return 1
  [ -p "$1/keep" ] || mkfifo "$1/keep" || return 1
  exec 9<> "$1/keep"
  wine_keep
}

# Wine ends services, and forgets what it knows, with the last ordinary program: this one stays, waiting for a line.
wine_keep()
{
  wine cmd /c "set /p x=" <&9 > /dev/null 2>&1 &
  wine cmd /c exit # not before its server is there
}

# wine_locale LOCALE: programs that start from now on run under it, and so does Wine's own server.
wine_locale()
{
  wine_end
  export LC_ALL=$1
  wine_keep
}

wine_end()
{
  local try
  for try in 1 2 3; do
    wineserver -k 2>/dev/null || true # the server of this prefix alone
    timeout 20 wineserver -w 2>/dev/null && break
  done
}
