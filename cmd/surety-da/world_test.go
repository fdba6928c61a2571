package main

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/testutil/binary"
	"github.com/suretynetwork/surety/testutil/celestianet"
	"github.com/suretynetwork/surety/testutil/network"
	"github.com/suretynetwork/surety/testutil/process"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/da/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

const namespace = "0000000000000000000000000000000000000000000000737572657479"

// realNodes says that Celestia's own nodes are used, and that tests take the time for what their names say.
var realNodes = os.Getenv("SURETY_CELESTIA_NODES") != ""

// long returns the second number with real nodes, the first otherwise.
func long(short, full int64) int64 {
	if realNodes {
		return full
	}
	return short
}

// world is a chain of one validator that follows a Celestia, and people who use it.
type world struct {
	t        *testing.T
	binary   string
	celestia *celestianet.Celestia
	net      *network.Network
	genesis  string
	chain    *chain.Client
	sent     int
}

var people = []string{"ann", "bob", "carl", "dora"}

func newWorld(t *testing.T, celestiaPause, pause time.Duration) *world {
	t.Helper()
	w := &world{t: t, binary: binary.Build(t, "surety-da"), celestia: celestianet.Start(t, celestiaPause)}
	fund := []string{"poster=100000000000usure"}
	for _, name := range people {
		fund = append(fund, name+"=100000000000usure")
	}
	w.net = network.Start(t, network.Options{Validators: 1, Fund: fund, Pause: pause, Prepare: func(n *network.Network) {
		w.genesis = filepath.Join(n.Nodes[0].Home, "config", "genesis.json")
		w.run("genesis", w.genesis, "--celestia", w.celestia.URL, "--namespace", namespace, "--poster", n.Address("poster"))
	}})
	w.chain = w.client("")
	return w
}

// client connects to the chain as somebody, or to read.
func (w *world) client(name string) *chain.Client {
	w.t.Helper()
	enc, err := chain.NewEncoding()
	require.NoError(w.t, err)
	options := chain.Options{Node: w.net.Nodes[0].GRPC, GasPrice: sdk.NewDecCoinFromDec("usure", math.LegacyNewDecWithPrec(1, 3))}
	if name != "" {
		options.Key = name
		options.Keyring, err = keyring.New("surety", keyring.BackendTest, w.net.Nodes[0].Home, nil, enc.Codec)
		require.NoError(w.t, err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c, err := chain.Dial(ctx, enc, options)
	require.NoError(w.t, err)
	w.t.Cleanup(func() { _ = c.Close() })
	return c
}

// try runs surety-da and returns what it prints, and whether it succeeded.
func (w *world) try(args ...string) (string, error) {
	out, err := exec.Command(w.binary, args...).CombinedOutput()
	return string(out), err
}

func (w *world) run(args ...string) string {
	w.t.Helper()
	out, err := w.try(args...)
	require.NoError(w.t, err, "surety-da %s: %s", strings.Join(args, " "), out)
	return out
}

// post starts a poster.
func (w *world) post(args ...string) *process.Process {
	w.t.Helper()
	node := w.net.Nodes[0]
	return process.Start(w.t, nil, w.binary, append([]string{
		"post", "--celestia", w.celestia.URL, "--node", node.RPC, "--chain", node.GRPC, "--home", node.Home, "--keyring-backend", "test",
		"--key", "poster", "--metrics", "", "--max-age", "1s", "--poll", "100ms", "--settle", "2", "--verbose",
	}, args...)...)
}

// load sends transactions of several kinds until stopped, and says then how many got into blocks.
func (w *world) load() (stop func() int) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	counts := make([]int, len(people))
	for i, name := range people {
		client := w.client(name)
		group.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				_, err := client.Send(ctx, message(client, name, n))
				if err == nil {
					counts[i]++
					continue
				}
				var refused *chain.TxError
				assert.False(w.t, errors.As(err, &refused), "%s: %s", name, err)
			}
		})
	}
	return func() int {
		cancel()
		group.Wait()
		for _, count := range counts {
			w.sent += count
		}
		return w.sent
	}
}

// message is one of several kinds.
func message(c *chain.Client, name string, n int) sdk.Msg {
	self := c.Address().String()
	switch n % 5 {
	case 1:
		return &attestationtypes.MsgRegisterSchema{Registrar: self, Schema: fmt.Sprintf("uint256 %s%d", name, n), Revocable: true}
	case 2:
		return &policytypes.MsgPublishPolicy{Owner: self, Name: "ours", Content: policytypes.Content{Title: fmt.Sprint("version ", n), Rules: []policytypes.Rule{{
			Id: "window", Kind: policytypes.RuleVerification, MinWindowBlocks: int64(1 + n), MinBond: math.ZeroInt(),
		}}}}
	case 3:
		digest := func(kind string) string {
			raw := fmt.Appendf(nil, "%s %s %d", kind, name, n)
			return hex.EncodeToString(append(make([]byte, 32-min(32, len(raw))), raw[:min(32, len(raw))]...))
		}
		return &artefacttypes.MsgRegisterArtefact{
			Owner: self, Name: name + "/" + strings.Repeat("k", 1+n/26) + string(rune('a'+n%26)), Core: artefacttypes.Core{
				Kind: artefacttypes.KindDataset, Version: "1.0.0", Size_: 10, FileCount: 1, Licence: artefacttypes.Licence{Spdx: "MIT"},
				Digests: artefacttypes.Digests{Blake3: digest("blake3"), Sha256: digest("sha256")},
			},
		}
	}
	return &banktypes.MsgSend{FromAddress: self, ToAddress: self, Amount: sdk.NewCoins(sdk.NewInt64Coin("usure", int64(1+n)))}
}

func (w *world) lag() *types.QueryLagResponse {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	lag, err := w.chain.DA.Lag(ctx, &types.QueryLagRequest{})
	require.NoError(w.t, err)
	return lag
}

// published waits until a block is recorded as published.
func (w *world) published(height int64, timeout time.Duration, poster *process.Process) {
	w.t.Helper()
	for deadline := time.Now().Add(timeout); w.lag().ProvedHeight < height; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(deadline) {
			require.Fail(w.t, "the poster is late", "%d of %d after %s:\n%s", w.lag().ProvedHeight, height, timeout, poster.Log(20))
		}
	}
}

func (w *world) batches() []types.Batch {
	w.t.Helper()
	var all []types.Batch
	for number := uint64(1); ; number++ {
		answer, err := w.chain.DA.Batch(context.Background(), &types.QueryBatchRequest{Number: number})
		if chain.IsNotFound(err) {
			return all
		}
		require.NoError(w.t, err)
		all = append(all, answer.Batch)
	}
}

// requireOnce requires that every block up to the last recorded one is in one batch on the chain, and in one on Celestia.
func (w *world) requireOnce() (last int64) {
	w.t.Helper()
	for i, batch := range w.batches() {
		require.EqualValues(w.t, i+1, batch.Number)
		require.Equal(w.t, last+1, batch.FromHeight, "a gap or an overlap")
		last = batch.ToHeight
	}
	client := w.celestia.Client()
	ctx := context.Background()
	head, err := client.Head(ctx)
	require.NoError(w.t, err)
	space, err := types.ParseNamespace(namespace)
	require.NoError(w.t, err)
	seen := map[int64]int64{}
	for height := int64(1); height <= head.Header.Height; height++ {
		blobs, err := client.All(ctx, height, space)
		require.NoError(w.t, err)
		for _, blob := range blobs {
			manifest, _, err := types.DecodeManifest(blob.Data)
			require.NoError(w.t, err)
			for at := manifest.From; at <= manifest.To; at++ {
				require.Zero(w.t, seen[at], "block %d is on Celestia at heights %d and %d", at, seen[at], height)
				seen[at] = height
			}
		}
	}
	for at := int64(1); at <= last; at++ {
		require.NotZero(w.t, seen[at], "block %d is recorded and not on Celestia", at)
	}
	return last
}

// restored is what `surety-da restore --output json` prints.
type restored struct {
	First   int64  `json:"first_height"`
	Last    int64  `json:"last_height"`
	AppHash string `json:"app_hash"`
}

func (w *world) restore(home string, args ...string) (restored, string) {
	w.t.Helper()
	command := exec.Command(w.binary, append([]string{
		"restore", "--genesis", w.genesis, "--home", home, "--celestia", w.celestia.URL, "--output", "json",
	}, args...)...)
	var notes strings.Builder
	command.Stderr = &notes
	out, err := command.Output()
	require.NoError(w.t, err, notes.String())
	var r restored
	require.NoError(w.t, json.Unmarshal(out, &r))
	return r, notes.String()
}

// appHash is that of the state after a block, by the chain's own node.
func (w *world) appHash(height int64) string {
	w.t.Helper()
	w.net.Nodes[0].WaitHeight(height+1, time.Minute)
	rpc, err := w.net.Nodes[0].Client()
	require.NoError(w.t, err)
	next := height + 1
	block, err := rpc.Block(context.Background(), &next)
	require.NoError(w.t, err)
	return block.Block.AppHash.String()
}

// seeded returns a random source that names its seed.
func seeded(t *testing.T) *rand.Rand {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("SURETY_SEED"); text != "" {
		_, err := fmt.Sscan(text, &seed)
		require.NoError(t, err)
	}
	t.Logf("SURETY_SEED=%d", seed)
	return rand.New(rand.NewPCG(seed, 0))
}
