# Sourced by run.sh: the program as users get it, in a folder of Chinese characters and blanks, carries documents from the
# sandbox (the Linux program: it is HTTP on this machine) and proves it, under each code page.

# A locale that is UTF-8 is code page 1252 to programs of Windows, unless its language says more.
sync_in()
{
  local locale=$1 home=$work/"数据 集成 $1" port
  wine_locale "$locale"
  rm -rf "$home"
  host/packaging/windows.sh --folder-only "$home" || return 1
  rm -f "$work/port"
  build/release/bin/duijie-sandbox --seed 5 --documents 150 --start 2026-01-05 --port 0 --port-file "$work/port" \
    > "$work/sandbox" 2>&1 &
  sandbox=$!
  for _ in $(seq 200); do [ -s "$work/port" ] && break; sleep 0.05; done
  port=$(cat "$work/port")
  sed -e "s/@PORT@/$port/g" -e "s/@START@/2026-01-05 00:00:00/" -e "s#@PLUGINS@#plugins#" -e 's#sqlite:duijie.db#sqlite:库/对接 1.db#' \
    tests/sandbox/duijie.json.in > "$home/配置 文件.json"
  cd "$home" || return 1
  local code=0
  # 1: the world holds documents that a person has to look at.
  wine ./duijie.exe --lang zh --config "配置 文件.json" sync panying || code=$?
  [ "$code" -le 1 ] && wine ./duijie.exe --lang zh --config "配置 文件.json" audit panying --report "报告 文件夹"
  code=$?
  cd "$OLDPWD" || return 1
  local truth
  truth=$(curl -sS --noproxy '*' "http://127.0.0.1:$port/_sandbox/truth")
  kill "$sandbox"
  wait "$sandbox" 2>/dev/null
  sandbox=""
  echo "$truth" | cut -c1-300
  [ "$code" = 0 ] && grep -q '"verdict":"right"' <<< "$truth" && [ -s "$home/库/对接 1.db" ] &&
    compgen -G "$home/报告 文件夹/panying-2026-01-0*json" > /dev/null
}

# Loaded from a folder with such a name, and refused when it is made for another host.
plugins_in()
{
  local home=$work/"数据 集成 $1"
  wine_locale "$1"
  cp build/windows/tests/gallery/libraries/gallery_wrong_abi_major.dll build/windows/tests/gallery/libraries/gallery_no_stamp.dll \
    "$home/plugins/" && echo "no library" > "$home/plugins/说明.dll" || return 1
  (cd "$home" && wine ./duijie.exe --lang en --config "配置 文件.json" plugins --json > plugins.out)
  cat "$home/plugins.out"
  grep -q 'speaks plugin contract 2' "$home/plugins.out" && grep -q 'carries no Duijie plugin stamp' "$home/plugins.out" &&
    grep -q '说明.dll is refused: its content is not a shared library' "$home/plugins.out" &&
    [ "$(grep -o '"loaded":true' "$home/plugins.out" | wc -l)" = 3 ]
}

build_release duijie-sandbox
for locale in C.UTF-8 zh_CN.UTF-8; do
  check "sync and audit in a folder of Chinese characters and blanks, $locale" sync_in "$locale"
  check "plugins are loaded and refused there, $locale" plugins_in "$locale"
done
