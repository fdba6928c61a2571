#!/usr/bin/env bash
# Regenerates every .pb.go and .pb.gw.go file from proto/. Hermetic: the tools are pinned in the Makefile and built from the Go
# module proxy, and the imports are read from the Go module cache at the versions in go.mod. Called by `make proto`.
#   protogen.sh            regenerate in place
#   protogen.sh --check    regenerate in a temporary folder and fail if the tree differs
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dir() { go list -m -f '{{.Dir}}' "$1"; }
mkdir -p "$work/deps" "$work/out"
cp -r proto "$work/proto"
sdk=$(dir github.com/cosmos/cosmos-sdk)
gogo=$(dir github.com/cosmos/gogoproto)
cp -r "$sdk/proto/cosmos" "$sdk/proto/amino" "$work/deps/"
cp -r "$gogo/gogoproto" "$work/deps/"
cp -r "$(dir github.com/cosmos/cosmos-proto)/proto/cosmos_proto" "$work/deps/"
cp -r "$(dir github.com/grpc-ecosystem/grpc-gateway)/third_party/googleapis/google" "$work/deps/"
rm -rf "$work/deps/google/rpc" "$work/deps/google/api/experimental"
find "$work/deps" -type f ! -name '*.proto' -delete
chmod -R u+w "$work"
cat >"$work/buf.yaml" <<'YAML'
version: v2
modules:
  - path: proto
    lint:
      use: [STANDARD, COMMENTS]
      except: [RPC_RESPONSE_STANDARD_NAME, RPC_REQUEST_STANDARD_NAME, SERVICE_SUFFIX, RPC_REQUEST_RESPONSE_UNIQUE]
  - path: deps
YAML
cat >"$work/buf.gen.yaml" <<YAML
version: v2
plugins:
  - local: protoc-gen-gocosmos
    out: out
    opt: plugins=grpc,Mgoogle/protobuf/any.proto=github.com/cosmos/gogoproto/types/any
  - local: protoc-gen-grpc-gateway
    out: out
    opt: logtostderr=true,allow_colon_final_segments=true
YAML
export PATH="${TOOLS_DIR:-$root/.tools}:$PATH"
(cd "$work" && buf lint proto && buf generate proto)
made=$work/out/github.com/suretynetwork/surety
if [[ ${1:-} == --check ]]; then
  fail=0
  while IFS= read -r f; do
    cmp -s "$made/$f" "$root/$f" || { echo "stale: $f (run 'make proto')" >&2; fail=1; }
  done < <(cd "$made" && find . -name '*.go' | sed 's#^\./##')
  while IFS= read -r f; do
    [[ -f $made/$f ]] || { echo "orphan: $f has no proto source" >&2; fail=1; }
  done < <(git ls-files '*.pb.go' '*.pb.gw.go')
  exit $fail
fi
git ls-files -o -c --exclude-standard '*.pb.go' '*.pb.gw.go' | xargs -r rm -f
cp -r "$made/." "$root/"
