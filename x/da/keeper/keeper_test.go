package keeper_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/da/types"
)

// populated has a client with some headers, two batches, and blocks that are not recorded.
func populated(tb fixture.TB) (*fixture.Fixture, world) {
	f := fixture.New(tb, types.StoreKey)
	w := newWorld(tb, f, 4)
	w.reach(tb, 10)
	params, err := w.keeper.Params.Get(f.Ctx)
	require.NoError(tb, err)
	params.Posters = []string{f.Bech32(f.Addr("ann"))}
	require.NoError(tb, w.keeper.SetParams(f.Ctx, params))
	require.NoError(tb, w.keeper.TrustHeader(f.Ctx, w.block(tb, 2).Summary()))
	w.blocksUntil(tb, f, 30)
	for _, span := range [][2]int64{{1, 8}, {9, 20}} {
		w.record(tb, f, span[0], span[1])
	}
	return f, w
}

// record posts, brings and records.
func (w *world) record(tb fixture.TB, f *fixture.Fixture, from, to int64) {
	content, err := w.manifest(tb, f, from, to).Encode()
	require.NoError(tb, err)
	msg := w.post(tb, f, namespace, append(content, strings.Repeat("blocks", 300)...))
	msg.Poster = f.Bech32(f.Addr("ann"))
	_, err = w.msgs.UpdateClient(f.Ctx, w.bring(tb, msg.Poster, w.block(tb, w.celestia.Height()), 2))
	require.NoError(tb, err)
	_, err = w.msgs.RecordBatch(f.Ctx, msg)
	require.NoError(tb, err)
}

func TestExportImportExport(t *testing.T) {
	f, w := populated(t)
	first, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.NoError(t, first.Validate(f.Addresses))
	require.Len(t, first.Batches, 2)
	other := fixture.New(t, types.StoreKey)
	fresh := newWorld(t, other, 4)
	require.NoError(t, fresh.keeper.Digests.Clear(other.Ctx, nil))
	require.NoError(t, fresh.keeper.InitGenesis(other.Ctx, first))
	second, err := fresh.keeper.ExportGenesis(other.Ctx)
	require.NoError(t, err)
	require.Equal(t, f.Codec.MustMarshalJSON(first), f.Codec.MustMarshalJSON(second))
	other.AtHeight(30)
	fresh.sums, fresh.celestia = w.sums, w.celestia
	fresh.blocksUntil(t, other, 35)
	fresh.record(t, other, 21, 35)
}

func TestAGenesisThatContradictsItselfIsRefused(t *testing.T) {
	f, w := populated(t)
	good, err := w.keeper.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	raw, err := json.Marshal(good)
	require.NoError(t, err)
	for name, spoil := range map[string]func(g *types.GenesisState){
		"headers out of order":         func(g *types.GenesisState) { g.Headers[0], g.Headers[1] = g.Headers[1], g.Headers[0] },
		"another latest height":        func(g *types.GenesisState) { g.Client.LatestHeight++ },
		"another number of headers":    func(g *types.GenesisState) { g.Client.Headers++ },
		"a header that is not later":   func(g *types.GenesisState) { g.Headers[1].Time = g.Headers[0].Time },
		"a header without a root":      func(g *types.GenesisState) { g.Headers[0].DataRoot = "" },
		"headers of no chain":          func(g *types.GenesisState) { g.Params.CelestiaChainId = "" },
		"a reason too long":            func(g *types.GenesisState) { g.Client.FrozenReason = strings.Repeat("x", 513) },
		"a digest that is none":        func(g *types.GenesisState) { g.Digests[0].Digest = "ab" },
		"digests out of order":         func(g *types.GenesisState) { g.Digests[0], g.Digests[1] = g.Digests[1], g.Digests[0] },
		"another head":                 func(g *types.GenesisState) { g.Progress.HeadHeight++ },
		"proved beyond the head":       func(g *types.GenesisState) { g.Progress.ProvedHeight = 31 },
		"another end":                  func(g *types.GenesisState) { g.Progress.ProvedHeight-- },
		"a batch less":                 func(g *types.GenesisState) { g.Batches = g.Batches[:1] },
		"a gap between batches":        func(g *types.GenesisState) { g.Batches[1].FromHeight++ },
		"a batch with another number":  func(g *types.GenesisState) { g.Batches[1].Number++ },
		"a batch without a reference":  func(g *types.GenesisState) { g.Batches[1].Reference = "" },
		"a batch with another digest":  func(g *types.GenesisState) { g.Batches[1].Digest = "" },
		"a batch by nobody":            func(g *types.GenesisState) { g.Batches[1].Poster = "" },
		"a batch recorded before it":   func(g *types.GenesisState) { g.Batches[1].RecordedHeight = 2 },
		"parameters out of range":      func(g *types.GenesisState) { g.Params.MaxHeaders = 0 },
		"more posters than are needed": func(g *types.GenesisState) { g.Params.Posters = make([]string, 33) },
	} {
		t.Run(name, func(t *testing.T) {
			var g types.GenesisState
			require.NoError(t, json.Unmarshal(raw, &g))
			require.NoError(t, g.Validate(f.Addresses))
			spoil(&g)
			require.Error(t, g.Validate(f.Addresses))
		})
	}
}

func TestInvariantsNoticeABatchTooMany(t *testing.T) {
	f, w := populated(t)
	require.NoError(t, w.keeper.Invariants(f.Ctx))
	batch, err := w.keeper.Batches.Get(f.Ctx, 2)
	require.NoError(t, err)
	batch.Number = 3
	require.NoError(t, w.keeper.Batches.Set(f.Ctx, 3, batch))
	require.ErrorContains(t, w.keeper.Invariants(f.Ctx), "3 batches, the progress says 2")
}

func TestQueriesAreBounded(t *testing.T) {
	f, w := populated(t)
	headers, err := w.query.Headers(f.Ctx, &types.QueryHeadersRequest{Pagination: &query.PageRequest{Limit: 2}})
	require.NoError(t, err)
	require.Len(t, headers.Headers, 2)
	require.NotEmpty(t, headers.Pagination.NextKey)
	batches, err := w.query.Batches(f.Ctx, &types.QueryBatchesRequest{Pagination: &query.PageRequest{Limit: 1}})
	require.NoError(t, err)
	require.Len(t, batches.Batches, 1)
	_, err = w.query.Header(f.Ctx, &types.QueryHeaderRequest{Height: 3})
	require.ErrorContains(t, err, "height 3 of Celestia: header not found")
	params, err := w.query.Params(f.Ctx, &types.QueryParamsRequest{})
	require.NoError(t, err)
	require.Equal(t, namespace, params.Params.Namespace)
	_, err = w.query.Batch(f.Ctx, nil)
	require.Error(t, err)
}

// A chain whose blocks nobody posts keeps 40 bytes a block, and catches up a bounded number at a time.
func TestAHundredThousandUnpublishedBlocksCostABlockNothing(t *testing.T) {
	const blocks = 100_000
	f := fixture.New(t, types.StoreKey)
	w := newWorld(t, f, 4)
	w.reach(t, 10)
	require.NoError(t, w.keeper.TrustHeader(f.Ctx, w.block(t, 2).Summary()))
	params, err := w.keeper.Params.Get(f.Ctx)
	require.NoError(t, err)
	params.Posters = []string{f.Bech32(f.Addr("ann"))}
	require.NoError(t, w.keeper.SetParams(f.Ctx, params))
	w.blocksUntil(t, f, 10)
	few := f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) })
	for height := int64(11); height < blocks; height++ {
		digest := types.Digest{Height: height, Digest: fmt.Sprintf("%064x", height)}
		require.NoError(t, w.keeper.Digests.Set(f.Ctx, height, digest))
	}
	sum, err := types.Digest{Digest: fmt.Sprintf("%064x", blocks-1)}.Sum()
	require.NoError(t, err)
	w.sums[blocks-1] = sum
	require.NoError(t, w.keeper.Progress.Set(f.Ctx, types.Progress{HeadHeight: blocks - 1}))
	f.AtHeight(blocks)
	w.begin(t, f)
	many := f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) })
	require.InEpsilon(t, few, many, 0.02)
	w.record(t, f, 1, blocks)
	full := f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) })
	for f.Ctx.BlockHeight() < blocks+10 {
		f.NextBlock()
		w.begin(t, f)
		require.LessOrEqual(t, f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) }), full+full/50)
	}
	left, err := w.query.Digest(f.Ctx, &types.QueryDigestRequest{Height: 1})
	require.NoError(t, err)
	require.EqualValues(t, 1_101, left.Digest.Height, "100 a block")
	t.Logf("end of a block: %d gas with 10 unpublished blocks, %d with %d, %d while it catches up", few, many, blocks, full)
}

func TestGas(t *testing.T) {
	f, w := populated(t)
	f.NextBlock()
	ann := f.Bech32(f.Addr("ann"))
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	content, err := w.manifest(t, f, 21, 30).Encode()
	require.NoError(t, err)
	batch := w.post(t, f, namespace, append(content, strings.Repeat("blocks", 300)...))
	batch.Poster = ann
	header := w.bring(t, ann, w.block(t, w.celestia.Height()), 2)
	fork, err := w.celestia.Fork(w.celestia.Height(), began.Add(time.Second))
	require.NoError(t, err)
	second := w.bring(t, ann, fork, 2)
	measure("MsgUpdateClient", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateClient(ctx, header)
		return err
	})
	measure("MsgRecordBatch", func(ctx sdk.Context) error {
		_, err := w.msgs.RecordBatch(ctx, batch)
		return err
	})
	measure("MsgRewindBatches", func(ctx sdk.Context) error {
		_, err := w.msgs.RewindBatches(ctx, &types.MsgRewindBatches{Authority: f.Authority, Number: 3})
		return err
	})
	measure("MsgSubmitMisbehaviour", func(ctx sdk.Context) error {
		_, err := w.msgs.SubmitMisbehaviour(ctx, &types.MsgSubmitMisbehaviour{
			Sender: ann, First: header.LightBlock, Second: second.LightBlock, TrustedHeight: 2, TrustedValidators: header.TrustedValidators,
		})
		return err
	})
	measure("MsgTrustHeader", func(ctx sdk.Context) error {
		_, err := w.msgs.TrustHeader(ctx, &types.MsgTrustHeader{Authority: f.Authority, Header: w.block(t, w.celestia.Height()).Summary()})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		params, err := w.keeper.Params.Get(ctx)
		require.NoError(t, err)
		params.MaxLagBlocks = 100
		_, err = w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: params})
		return err
	})
}
