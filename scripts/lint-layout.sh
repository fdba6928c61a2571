#!/usr/bin/env bash
# Fails on what STYLE asks of files and no linter sees: no Go file above 400 lines, none with CRLF or a machine's path,
# nothing of more than 1 MiB, such as a program built here, and no go.mod line that stands for a local folder.
set -euo pipefail
cd "$(dirname "$0")/.."
fail=0
while IFS= read -r f; do
  case $f in *.pb.go | *.pb.gw.go) continue ;; esac
  lines=$(wc -l <"$f")
  if ((lines > 400)); then
    echo "$f: $lines lines, at most 400: split it by what it is about" >&2
    fail=1
  fi
done < <(git ls-files '*.go')
if git grep -nIE '(^|[^[:alnum:]_.])/(root|home|work|Users)/[[:alnum:]_.-]+' -- '*.go' '*.sh' '*.md' '*.yml' '*.yaml' '*.proto' Makefile; then
  echo "a path of one machine: make it relative" >&2
  fail=1
fi
while IFS= read -r f; do
  if [[ -f $f ]] && (($(wc -c <"$f") > 1048576)); then
    echo "$f: more than 1 MiB: it was built or fetched, and does not belong here" >&2
    fail=1
  fi
done < <(git ls-files)
if grep -nE '^replace .*=> *\.' go.mod; then
  echo "go.mod replaces a module by a folder: nobody else has it" >&2
  fail=1
fi
exit $fail
