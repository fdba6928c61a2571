#!/usr/bin/env bash
# Runs the engine as an arm64 program, compiled without cgo: its golden vectors and trace roots, which are amd64's, a trained network
# judged in every number, and a few rounds of its property tests. On another processor it runs under qemu-user, which it installs
# where apt-get can.
set -euo pipefail
cd "$(dirname "$0")/.."
engine=./x/verification/engine

emulator=()
if [[ $(uname -m) != aarch64 && $(uname -m) != arm64 ]]; then
  qemu=$(command -v qemu-aarch64 || command -v qemu-aarch64-static || true)
  if [[ -z $qemu ]]; then
    command -v apt-get >/dev/null || {
      echo "qemu-aarch64 is not here, and no apt-get to install it: install qemu-user and try again" >&2
      exit 1
    }
    echo "qemu-aarch64 is not here: installing the Debian package qemu-user" >&2
    root=$([[ $EUID = 0 ]] || echo sudo)
    $root apt-get update -q >&2
    $root apt-get install -q -y --no-install-recommends qemu-user >&2
    qemu=$(command -v qemu-aarch64)
  fi
  emulator=(-exec "$qemu")
fi

mkdir -p build/test
go build -o build/test/testsum ./scripts/testsum
export CGO_ENABLED=0 GOARCH=arm64
go build $engine/...

run() { build/test/testsum -count 1 -timeout 10m ${emulator[@]+"${emulator[@]}"} "$@"; }

echo "golden vectors and trace roots"
run -run 'Golden' $engine $engine/commit $engine/f32 $engine/native $engine/exec $engine/numerics
echo "a trained network, every number of it by the engine and by the referee"
run -run 'Classifier' $engine
echo "arithmetic at its edges"
SURETY_FLOAT_PAIRS=20000 run -run 'Edges|AtIts|AtTheir|RandomOperands' $engine/f32
echo "properties, a few rounds each"
run -run 'Agree|Sessions|AreJudged|ACheat|AreTheirDefinitions|IsItsDefinition|AreTheirSteps' $engine/exec $engine/kernel -rapid.checks=5
