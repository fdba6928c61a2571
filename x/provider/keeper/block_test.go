package keeper_test

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/provider/types"
)

const dueHeight = 50

// crowd makes providers with 16 unbondings of one coin each, all due at one height, as many as it takes.
func crowd(t *testing.T, entries int) (*fixture.Fixture, world) {
	t.Helper()
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	genesis := types.DefaultGenesis()
	for number := range entries / 16 {
		addr := make(sdk.AccAddress, 20)
		binary.BigEndian.PutUint64(addr, uint64(number)+1)
		text := f.Bech32(addr)
		provider, err := types.NewProvider(text, types.Profile{Moniker: "x", Endpoint: "http://x", ReceiptKey: receiptKey}, math.ZeroInt(), 1)
		require.NoError(t, err)
		provider.Bond.Unbonding, provider.UnbondingEntries, provider.UnbondingSequence = math.NewInt(16), 16, 16
		genesis.Providers = append(genesis.Providers, provider)
		for sequence := range uint64(16) {
			genesis.Unbondings = append(genesis.Unbondings, types.Unbonding{
				Provider: text, Sequence: sequence, Amount: math.OneInt(), CompletionHeight: dueHeight,
			})
		}
		f.Fund(types.BondAddress(addr), "16usure")
	}
	require.NoError(t, w.keeper.InitGenesis(f.Ctx, genesis))
	f.AtHeight(dueHeight)
	return f, w
}

func queueLength(t *testing.T, f *fixture.Fixture, w world) int {
	t.Helper()
	length := 0
	require.NoError(t, w.keeper.UnbondingQueue.Walk(f.Ctx, nil,
		func(collections.Triple[int64, sdk.AccAddress, uint64]) (bool, error) { length++; return false, nil }))
	return length
}

// The work of a block is what one hundred entries cost, whether a hundred or a hundred thousand are due.
func TestAHundredThousandUnbondingsDueInOneBlockAreDrainedByTheHundred(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 100000 records")
	}
	few, small := crowd(t, 112)
	bound := few.Gas(func(ctx sdk.Context) error { return small.keeper.EndBlock(ctx) })

	const all = 100_000
	f, w := crowd(t, all)
	for block := 1; block <= 3; block++ {
		used := f.Gas(func(ctx sdk.Context) error { return w.keeper.EndBlock(ctx) })
		require.LessOrEqual(t, used, bound+bound/50)
		require.Equal(t, all-100*block, queueLength(t, f, w))
		f.NextBlock()
	}
	params := types.DefaultParams()
	params.MaxUnbondingsPerBlock = types.MaxUnbondingsPerBlockLimit
	require.NoError(t, w.keeper.SetParams(f.Ctx, params))
	for range all / types.MaxUnbondingsPerBlockLimit {
		require.NoError(t, w.keeper.EndBlock(f.Ctx))
		f.NextBlock()
	}
	require.Zero(t, queueLength(t, f, w))
	require.NoError(t, w.keeper.Invariants(f.Ctx))
}
