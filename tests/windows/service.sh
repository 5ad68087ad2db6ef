# Sourced by run.sh: the life of the service, from a folder of Chinese characters and blanks.

# eventually COMMAND...: within a minute.
eventually()
{
  for _ in $(seq 300); do
    "$@" && return 0
    sleep 0.2
  done
  echo "never: $*"
  return 1
}

service_is() { wine sc query duijie | grep "$1" > /dev/null; } # to its end: a writer cut short fails too
log_says() { grep -Eq "$1" "$home/duijie-service.log"; }

service_life()
{
  local home=$WINEPREFIX/drive_c/"数据集成 服务"
  wine_locale "$1"
  rm -rf "$home"
  host/packaging/windows.sh --folder-only "$home" || return 1
  sed -e "s/@PORT@/9/g" -e "s/@START@/2026-01-05 00:00:00/" -e "s#@PLUGINS@#plugins#" tests/sandbox/duijie.json.in > "$home/duijie.json"
  cd "$home" || return 1
  local code=1
  wine ./duijie.exe /registerService "/displayName=数据集成" "/description=旺店通 → 金蝶" /startup=auto &&
    ! service_is RUNNING && service_cycle && service_cycle && wine ./duijie.exe /unregisterService && ! wine sc query duijie &&
    code=0
  cd "$OLDPWD" || return 1
  cat "$home/duijie-service.log"
  return "$code"
}

service_cycle()
{
  rm -f "$home/duijie-service.log"
  wine net start duijie && eventually service_is RUNNING && eventually log_says "$begun_sentence" && [ -s "$home/duijie.db" ] &&
    wine net stop duijie && eventually service_is STOPPED && eventually log_says "$ended_sentence"
}

# A configuration that is wrong ends the service with a sentence in its log.
service_refuses()
{
  local home=$WINEPREFIX/drive_c/"数据集成 服务" code=1
  cd "$home" || return 1
  echo '{ "flow": 1 }' > duijie.json
  rm -f duijie-service.log
  wine ./duijie.exe /registerService || return 1
  wine net start duijie
  eventually service_is STOPPED && log_says '"flow"|“flow”' && code=0
  wine ./duijie.exe /unregisterService
  cd "$OLDPWD" || return 1
  cat "$home/duijie-service.log"
  return "$code"
}

# In the language of that Windows.
begun_sentence='Running 1 flows|开始运行' ended_sentence='Stopped on request|已按要求停止'
for locale in C.UTF-8 zh_CN.UTF-8; do
  check "the service is registered, runs, stops, twice, and is gone, $locale" service_life "$locale"
done
check "the service ends with a sentence when the configuration is wrong" service_refuses
