#!/usr/bin/env bash
# What is handed out is hardened: position independent, nothing writable after the start that need not be, no stack to
# execute, guarded stacks, checked copies. Usage: hardening.sh PROGRAM [LIBRARY...]
# Checked copies show only where a size is known and the compiler cannot prove the copy right: the first file has some.
set -euo pipefail

# lacks FILE: the names of what is missing.
lacks()
{
  local header dynamic symbols
  header=$(readelf -hlW "$1") dynamic=$(readelf -dW "$1") symbols=$(readelf --dyn-syms -W "$1")
  grep -q 'Type:.*DYN' <<< "$header" || echo "position-independence"
  grep -q 'GNU_RELRO' <<< "$header" || echo "relro"
  grep -Eq 'BIND_NOW|FLAGS_1.* NOW' <<< "$dynamic" || echo "bind-now"
  grep -Eq 'GNU_STACK.* RWE' <<< "$header" && echo "a-stack-that-is-not-executable" || true
  grep -q '__stack_chk_fail' <<< "$symbols" || echo "stack-protector"
  grep -Eq '_chk(@|$)' <<< "$(grep -v __stack_chk_fail <<< "$symbols")" || echo "fortify"
}

code=0
for file in "$@"; do
  missing=$(lacks "$file" | if [ "$file" = "$1" ]; then cat; else grep -v '^fortify$' || true; fi | paste -sd' ')
  echo "$file: ${missing:+lacks }${missing:-hardened}"
  [ -z "$missing" ] || code=1
done

# A program that has nothing of it: the questions can be answered with no.
plain=$(mktemp)
trap 'rm -f "$plain"' EXIT
echo 'int main() { return 0; }' |
  "${CXX:-c++}" -x c++ - -o "$plain" -no-pie -fno-stack-protector -z norelro -z lazy -z execstack
all="position-independence relro bind-now a-stack-that-is-not-executable stack-protector fortify"
[ "$(lacks "$plain" | paste -sd' ')" = "$all" ] || { echo "the plain program lacks only: $(lacks "$plain" | paste -sd' ')"; code=1; }
exit "$code"
