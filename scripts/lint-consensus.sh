#!/usr/bin/env bash
# Fails on what must not appear in code that all nodes have to run alike: goroutines, channels, iteration over maps, and
# floating point. Covers x/ and app/ but for tests, simulations and the engine's off-chain packages.
set -euo pipefail
cd "$(dirname "$0")/.."
exec go run ./scripts/consensuslint
