# Sourced: one Wine of its own for all that runs Windows programs here. `wine_begin FOLDER`, and `wine_end` at the end.

wine_begin()
{
  export WINEPREFIX=$1/wine WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=" DISPLAY=
  export LC_ALL=C.UTF-8 # with a locale that is not UTF-8 Wine finds no file of a name outside ASCII
  WINEPATH="Z:$(tr / '\\' <<< "$DUIJIE_WINDOWS_DEPS/bin")"
  export WINEPATH
  # What a Chinese Windows is to its programs: code page 936. Made here, so that nothing of the machine is changed.
  export LOCPATH=$1/locale
  [ -d "$LOCPATH/zh_CN.UTF-8" ] || { mkdir -p "$LOCPATH" && localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8"; } || return 1
  [ -e "$WINEPREFIX/ready" ] || { wineboot -i > /dev/null 2>&1 && wineserver -w && touch "$WINEPREFIX/ready"; } || return 1
  # Wine ends services, and forgets what it knows, with the last ordinary program: this one stays. It ends with its input.
  coproc wine cmd /c "set /p x=" > /dev/null 2>&1
  wine_keeper=$COPROC_PID
}

# wine_locale LOCALE: programs that start from now on run under it, and so does Wine's own server.
wine_locale()
{
  wine_end
  export LC_ALL=$1
  coproc wine cmd /c "set /p x=" > /dev/null 2>&1
  wine_keeper=$COPROC_PID
}

wine_end()
{
  [ -z "${wine_keeper:-}" ] || kill "$wine_keeper" 2>/dev/null || true
  wine_keeper=""
  wineserver -k 2>/dev/null || true # the server of this prefix alone
  wineserver -w 2>/dev/null || true
}
