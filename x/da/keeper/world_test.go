package keeper_test

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/keeper"
	"github.com/suretynetwork/surety/x/da/types"
)

const (
	namespace = "0000000000000000000000000000000000000000000000737572657479"
	elsewhere = "0000000000000000000000000000000000000000000000000000000707"
)

var began = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// world is the module beside a Celestia of its own, whose blocks come every 10 milliseconds.
type world struct {
	keeper   *keeper.Keeper
	msgs     types.MsgServer
	query    types.QueryServer
	celestia *celestia.Embedded
	sums     map[int64][types.HashSize]byte
}

func newWorld(tb fixture.TB, f *fixture.Fixture, validators int) world {
	k, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority)
	require.NoError(tb, err)
	genesis := types.DefaultGenesis()
	genesis.Params.CelestiaChainId, genesis.Params.Namespace = "celestia", namespace
	require.NoError(tb, k.InitGenesis(f.Ctx, genesis))
	chain, err := celestia.NewEmbedded(celestia.Settings{ChainID: "celestia", Validators: validators}, began)
	require.NoError(tb, err)
	w := world{
		keeper: k, msgs: keeper.NewMsgServer(k), query: keeper.NewQueryServer(k), celestia: chain, sums: map[int64][types.HashSize]byte{},
	}
	w.begin(tb, f)
	return w
}

// begin runs what the beginning of a block runs, for a block whose header hashes to what its height is.
func (w *world) begin(tb fixture.TB, f *fixture.Fixture) {
	height := f.Ctx.BlockHeight()
	hash := sha256.Sum256(fmt.Appendf(nil, "block %d", height))
	f.Ctx = f.Ctx.WithHeaderHash(hash[:])
	w.sums[height] = types.NextDigest(w.sums[height-1], hash[:])
	require.NoError(tb, w.keeper.BeginBlock(f.Ctx))
}

func (w *world) blocksUntil(tb fixture.TB, f *fixture.Fixture, height int64) {
	for f.Ctx.BlockHeight() < height {
		require.NoError(tb, w.keeper.EndBlock(f.Ctx))
		f.NextBlock()
		w.begin(tb, f)
	}
}

func (w *world) reach(tb fixture.TB, height int64) {
	for w.celestia.Height() < height {
		_, err := w.celestia.Append(began.Add(time.Duration(w.celestia.Height())*10*time.Millisecond), nil)
		require.NoError(tb, err)
	}
}

func (w *world) block(tb fixture.TB, height int64) celestia.Block {
	block, err := w.celestia.Block(height)
	require.NoError(tb, err)
	return block
}

// bring makes the message that brings a block.
func (w *world) bring(tb fixture.TB, sender string, block celestia.Block, by int64) *types.MsgUpdateClient {
	raw, err := block.LightBlock()
	require.NoError(tb, err)
	validators, err := w.block(tb, 1).ValidatorBytes()
	require.NoError(tb, err)
	return &types.MsgUpdateClient{Sender: sender, LightBlock: raw, TrustedHeight: by, TrustedValidators: validators}
}

// manifest is an honest one.
func (w *world) manifest(tb fixture.TB, f *fixture.Fixture, from, to int64) types.Manifest {
	m := types.Manifest{From: from, To: to, RawSize: 1_000, Digest: w.sums[to], ChainID: fixture.ChainID}
	progress, err := w.keeper.Progress.Get(f.Ctx)
	require.NoError(tb, err)
	if progress.Batches > 0 {
		batch, err := w.keeper.Batches.Get(f.Ctx, progress.Batches)
		require.NoError(tb, err)
		ref, err := types.ParseReference(batch.Reference)
		require.NoError(tb, err)
		m.BeforeHeight, m.BeforeCommitment = ref.Height, ref.Commitment
	}
	return m
}

// post puts a content on Celestia and makes the message that records it.
func (w *world) post(tb fixture.TB, f *fixture.Fixture, where string, content []byte) *types.MsgRecordBatch {
	blob, err := celestia.NewBlob(where, content)
	require.NoError(tb, err)
	height, err := w.celestia.Append(began.Add(time.Duration(w.celestia.Height())*10*time.Millisecond), []celestia.Blob{blob})
	require.NoError(tb, err)
	blobs, err := w.celestia.Blobs(height, blob.Namespace)
	require.NoError(tb, err)
	proof, ref, err := celestia.Prove(f.Ctx, w.celestia, w.block(tb, height), blobs[0])
	require.NoError(tb, err)
	return &types.MsgRecordBatch{Reference: ref.String(), Proof: proof}
}

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	runner = features.Common(runner, func(s *suite) *features.World { return &s.World })
	clientSteps(runner).
		Step(`^it fails, saying: (.*)$`, (*suite).failsSaying).
		Step(`^(\d+) days pass$`, (*suite).daysPass).
		Step(`^the chain is at height (\d+)$`, func(s *suite, height int64) { s.blocksUntil(s, s.Fixture, height) }).
		Step(`^([a-z]+) may post$`, (*suite).mayPost).
		Step(`^at most (\d+) blocks may be unpublished$`, (*suite).mayLag).
		Step(`^([a-z]+) posts blocks (\d+) to (\d+)$`, func(s *suite, name string, from, to int64) { s.posts(from, to, namespace, "", "") }).
		Step(`^([a-z]+) posts blocks (\d+) to (\d+) elsewhere$`, func(s *suite, name string, from, to int64) { s.posts(from, to, elsewhere, "", "") }).
		Step(`^([a-z]+) posts blocks (\d+) to (\d+), saying that its ([a-z]+) is ([a-z0-9]+)$`,
			func(s *suite, name string, from, to int64, what, value string) {
				s.posts(from, to, namespace, what, value)
			}).
		Step(`^([a-z]+) records (it|the first again)$`, (*suite).records).
		Step(`^([a-z]+) records it with another reference$`, (*suite).recordsAnother).
		Step(`^blocks are proved up to (\d+)$`, (*suite).provedUpTo).
		Step(`^batch (\d+) is from (\d+) to (\d+)$`, (*suite).batchIs).
		Step(`^the lag is (\d+)$`, (*suite).lagIs).
		Step(`^new optimistic leases are refused: (.*)$`, func(s *suite, text string) { require.EqualError(s, s.keeper.CheckLag(s.Ctx), text) }).
		Step(`^new optimistic leases are not refused$`, func(s *suite) { require.NoError(s, s.keeper.CheckLag(s.Ctx)) }).
		Step(`^(governance|[a-z]+) takes back batch (\d+)$`, (*suite).takesBack).
		Step(`^(governance|[a-z]+) sets ([a-z_]+) to (.*)$`, (*suite).sets).
		Step(`^(\d+) running hashes are kept$`, (*suite).hashesKept).
		Step(`^(\d+) headers are kept$`, (*suite).headersKept).
		Run()
}

func clientSteps(runner *gocuke.Runner) *gocuke.Runner {
	return runner.
		Step(`^Celestia is at height (\d+)$`, func(s *suite, height int64) { s.reach(s, height) }).
		Step(`^a chain that follows nothing$`, (*suite).followsNothing).
		Step(`^(governance|[a-z]+) trusts height (\d+)$`, (*suite).trusts).
		Step(`^governance trusts height (\d+), made at the time of height (\d+)$`, (*suite).trustsFork).
		Step(`^governance trusts a header without a hash$`, (*suite).trustsNothing).
		Step(`^([a-z]+) brings height (\d+) by height (\d+)$`, func(s *suite, name string, height, by int64) {
			s.reach(s, height)
			s.brings(name, s.block(s, height), by, false)
		}).
		Step(`^([a-z]+) brings heights (\d+) to (\d+)$`, (*suite).bringsMany).
		Step(`^([a-z]+) brings its header$`, func(s *suite, name string) { s.brings(name, s.block(s, s.celestia.Height()), 2, false) }).
		Step(`^([a-z]+) brings height (\d+) by height (\d+) without validators$`, func(s *suite, name string, height, by int64) {
			s.brings(name, s.block(s, height), by, true)
		}).
		Step(`^([a-z]+) brings height (\d+) by height (\d+) with (\d+) of 4 signatures$`, func(s *suite, name string, height, by, left int64) {
			s.brings(name, signedBy(s.block(s, height), int(left)), by, false)
		}).
		Step(`^([a-z]+) brings a fork of height (\d+) by height (\d+)$`, func(s *suite, name string, height, by int64) {
			s.brings(name, s.fork(height, height), by, false)
		}).
		Step(`^([a-z]+) brings height (\d+), made at the time of height (\d+), by height (\d+)$`,
			func(s *suite, name string, height, time, by int64) { s.brings(name, s.fork(height, time), by, false) }).
		Step(`^([a-z]+) brings rubbish$`, (*suite).bringsRubbish).
		Step(`^([a-z]+) shows height (\d+) and (.*), by height (\d+)$`, (*suite).shows).
		Step(`^the client's latest height is (\d+)$`, (*suite).latestIs).
		Step(`^the client is frozen: (.*)$`, (*suite).frozen).
		Step(`^heights ([0-9, ]+) are believed$`, (*suite).believed).
		Step(`^no header is believed$`, func(s *suite) { s.believed("") })
}

type suite struct {
	gocuke.TestingT
	features.World

	world

	posted []*types.MsgRecordBatch
}

func (s *suite) Before() {
	s.Open(s, types.StoreKey)
	s.world = newWorld(s, s.Fixture, 4)
}

func (s *suite) After() {
	s.Close()
	require.NoError(s, s.keeper.Invariants(s.Ctx))
}

func (s *suite) failsSaying(text string) { require.ErrorContains(s, s.Err(), s.Text(text)) }

// authority returns governance's account, or somebody's.
func (s *suite) authority(name string) string {
	if name == "governance" {
		return s.Authority
	}
	return s.Bech32(s.Who(name))
}

func (s *suite) daysPass(days int64) {
	header := s.Ctx.BlockHeader()
	header.Time = header.Time.AddDate(0, 0, int(days))
	s.Ctx = s.Ctx.WithBlockHeader(header)
}

func (s *suite) sets(name, param, value string) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	number := func() (n int64) {
		_, err := fmt.Sscan(value, &n)
		require.NoError(s, err)
		return n
	}
	span := func() time.Duration {
		d, err := time.ParseDuration(value)
		require.NoError(s, err)
		return d
	}
	switch param {
	case "celestia_chain_id":
		params.CelestiaChainId = strings.Replace(value, "<51 letters>", strings.Repeat("x", 51), 1)
	case "namespace":
		params.Namespace = value
	case "trusting_period":
		params.TrustingPeriod = span()
	case "max_clock_drift":
		params.MaxClockDrift = span()
	case "max_blob_age":
		params.MaxBlobAge = span()
	case "max_headers":
		params.MaxHeaders = uint32(number())
	case "max_lag_blocks":
		params.MaxLagBlocks = number()
	case "posters":
		params.Posters = strings.Fields(s.Text(value))
		slices.Sort(params.Posters)
		slices.Reverse(params.Posters)
	default:
		require.Fail(s, "no parameter "+param)
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: s.authority(name), Params: params})
		return err
	})
}

// signedBy is the block with the first so many signatures.
func signedBy(block celestia.Block, left int) celestia.Block {
	commit := *block.Commit
	commit.Signatures = slices.Clone(commit.Signatures)
	for i := left; i < len(commit.Signatures); i++ {
		commit.Signatures[i] = cmttypes.NewCommitSigAbsent()
	}
	block.Commit = &commit
	return block
}
