#!/usr/bin/env bash
# The completion scripts in the shells themselves: bash always, zsh and fish where they are installed.
# Usage: completion.sh DUIJIE
set -euo pipefail
export DUIJIE=$1 LC_ALL=C.UTF-8
PATH=$(dirname "$DUIJIE"):$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
touch "a file.db"
failed=0

# same WHAT FOUND EXPECTED
same()
{
  [ "$2" = "$3" ] || { echo "$1: found '$2', expected '$3'"; failed=1; }
}

in_bash()
{
  bash --norc -c 'source <(duijie completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _duijie
                  printf "%s|" "${COMPREPLY[@]}"' bash "$@"
}
same "bash, a command" "$(in_bash duijie rec)" "records|"
same "bash, a state" "$(in_bash duijie records x --state re)" "received|retrying|"
same "bash, a file" "$(in_bash duijie backup a)" "a file.db|"

if command -v zsh > /dev/null; then
  in_zsh()
  {
    zsh -f -c 'autoload -U compinit; compinit -u -D; source <(duijie completion zsh)
               _describe() { print -rn -- "${(j:|:)offered}" }; _files() { print -n "files" }
               words=("$@"); CURRENT=$#; _duijie' zsh "$@"
  }
  same "zsh, a command" "$(in_zsh duijie rec)" "records:list records of a flow"
  same "zsh, a file" "$(in_zsh duijie backup '')" "files"
else
  echo "zsh is not installed: not tried"
fi

if command -v fish > /dev/null; then
  in_fish() { fish --no-config -c "source (duijie completion fish | psub); complete -C '$1'" | cut -f1 | tr '\n' '|'; }
  same "fish, a command" "$(in_fish 'duijie rec')" "records|"
  same "fish, a state" "$(in_fish 'duijie records x --state re')" "received|retrying|"
else
  echo "fish is not installed: not tried"
fi
exit $failed
