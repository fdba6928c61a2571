#!/usr/bin/env bash
# Runs a command beside a Celestia of its own: scripts/with-celestia.sh FOLDER COMMAND... . FOLDER has the binaries of `make celestia-nodes`. The command
# finds the bridge node's address in SURETY_CELESTIA, and `surety demo` as --celestia.
set -euo pipefail
nodes=$1
shift
home=$(mktemp -d)
devnet=
trap '[[ -z $devnet ]] || { kill "$devnet" 2>/dev/null && wait "$devnet" 2>/dev/null || true; }; rm -rf "$home"' EXIT
"$nodes/devnet" --home "$home/data" --rpc-port 0 --block-time 500ms >"$home/log" 2>&1 &
devnet=$!
for _ in $(seq 600); do
  grep -q '^READY$' "$home/log" && break
  kill -0 "$devnet" 2>/dev/null || { tail -n 30 "$home/log" >&2; exit 1; }
  sleep 0.2
done
SURETY_CELESTIA=$(sed -n 's/^BRIDGE=//p' "$home/log")
[[ -n $SURETY_CELESTIA ]] || { echo "Celestia did not start:" >&2; tail -n 30 "$home/log" >&2; exit 1; }
export SURETY_CELESTIA
"$@"
