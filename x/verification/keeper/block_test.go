package keeper_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/court"
	"github.com/suretynetwork/surety/x/internal/drain"
	"github.com/suretynetwork/surety/x/verification/types"
)

// endBlock ends one block of this module's, and returns its events by their type.
func endBlock(t *testing.T, w *court.World) (concluded []string, deferred []*types.EventReceiptDeferred) {
	t.Helper()
	require.NoError(t, w.Deliver(func(ctx sdk.Context) error { return w.Verification.EndBlock(ctx) }))
	for _, event := range w.TypedEvents() {
		switch event := event.(type) {
		case *types.EventReceiptConcluded:
			concluded = append(concluded, event.LeaseId)
		case *types.EventReceiptDeferred:
			deferred = append(deferred, event)
		}
	}
	w.NextBlock()
	return concluded, deferred
}

func setFinalisations(t *testing.T, w *court.World, n uint32) {
	t.Helper()
	p := types.DefaultParams()
	p.FinalisationsPerBlock = n
	require.NoError(t, w.Verification.Params.Set(w.Ctx, p))
}

func TestTenThousandReceiptsDueInOneBlockAreConcludedAFewAtATime(t *testing.T) {
	size, each := 10_000, 100
	if testing.Short() {
		size = 1_000
	}
	w := court.New(t)
	terms := w.Terms()
	w.Register("bob", int64(size)*terms.Bond.Int64())
	for i := range size {
		w.Submit(w.Lease(fmt.Sprintf("user%d", i/50), "bob", terms), w.Own, "bob")
		if i%500 == 499 {
			w.AtHeight(w.Ctx.BlockHeight()) // only written, a store slows down
		}
	}
	w.AtHeight(w.Ctx.BlockHeight() + terms.WindowBlocks + 1)
	seen := map[string]bool{}
	for range size / each {
		concluded, deferred := endBlock(t, w)
		require.Len(t, concluded, each, "every block does its share and no more")
		require.Empty(t, deferred)
		for _, lease := range concluded {
			require.False(t, seen[lease], "a receipt is concluded once")
			seen[lease] = true
		}
	}
	concluded, _ := endBlock(t, w)
	require.Empty(t, concluded)
	require.EqualValues(t, size*1_000, w.Amount("bob"), "every one is paid")
	require.NoError(t, w.Invariants())
}

func TestAReceiptThatCannotBeConcludedHoldsNobodyUpAndIsTriedAgain(t *testing.T) {
	w := court.New(t)
	setFinalisations(t, w, 1)
	w.Register("bob", 40_000_000)
	first, second := w.Lease("alice", "bob", w.Terms()), w.Lease("alice", "bob", w.Terms())
	w.Submit(first, w.Own, "bob")
	w.Submit(second, w.Own, "bob")
	order, err := w.Market.GetOrder(w.Ctx, first.Order)
	require.NoError(t, err)
	key := collections.Join(first.Order.Owner, first.Order.Sequence)
	require.NoError(t, w.Market.Orders.Remove(w.Ctx, key)) // no path does this

	w.AtHeight(w.Ctx.BlockHeight() + 11)
	concluded, deferred := endBlock(t, w)
	require.Empty(t, concluded)
	require.Len(t, deferred, 1)
	require.Equal(t, first.String(), deferred[0].LeaseId)
	require.Equal(t, "market/6", deferred[0].Cause)
	concluded, _ = endBlock(t, w)
	require.Equal(t, []string{second.String()}, concluded, "the next one has its turn a block later")

	require.NoError(t, w.Market.Orders.Set(w.Ctx, key, order))
	w.AtHeight(deferred[0].RetryHeight)
	concluded, deferred = endBlock(t, w)
	require.Equal(t, []string{first.String()}, concluded)
	require.Empty(t, deferred)
	require.EqualValues(t, 2_000, w.Amount("bob"))
	require.NoError(t, w.Invariants())
}

func TestADemandThatCannotBeEndedIsTriedAgainAndStillMayBeAnswered(t *testing.T) {
	for _, answered := range []bool{false, true} {
		w := court.New(t)
		w.Register("bob", 40_000_000)
		lease := w.Lease("alice", "bob", w.Terms())
		w.Submit(lease, w.Own, "bob")
		deadline, err := w.Verification.DemandOutput(w.Ctx, w.Addr("alice"), lease)
		require.NoError(t, err)
		stolen := sdk.NewCoins(sdk.NewInt64Coin(court.Denom, 100_000))
		require.NoError(t, w.Bank.SendCoins(w.Ctx, types.DemandAddress(lease), w.Addr("thief"), stolen)) // no path does this
		w.AtHeight(deadline)
		_, deferred := endBlock(t, w)
		require.Len(t, deferred, 1)
		require.Equal(t, deadline+drain.RetryBlocks, deferred[0].RetryHeight)
		require.NoError(t, w.Bank.SendCoins(w.Ctx, w.Addr("thief"), types.DemandAddress(lease), stolen))
		require.NoError(t, w.Verification.Invariants(w.Ctx))
		if answered {
			require.NoError(t, w.Verification.PublishOutput(w.Ctx, w.Addr("bob"), lease, w.Own.Outputs()))
		}
		w.AtHeight(deferred[0].RetryHeight)
		_, deferred = endBlock(t, w)
		require.Empty(t, deferred)
		r, err := w.Verification.GetReceipt(w.Ctx, lease)
		require.NoError(t, err)
		require.Equal(t, map[bool]types.ReceiptState{true: types.ReceiptStateFinal, false: types.ReceiptStateFaulted}[answered], r.State)
	}
}

func TestQueueEntriesThatNameNothingLeaveTheQueues(t *testing.T) {
	w := court.New(t)
	key := collections.Join4(w.Ctx.BlockHeight(), w.Addr("nobody"), uint64(1), w.Addr("bob"))
	require.NoError(t, w.Verification.FinalQueue.Set(w.Ctx, key))
	require.NoError(t, w.Verification.DemandQueue.Set(w.Ctx, key))
	_, deferred := endBlock(t, w)
	require.Len(t, deferred, 2)
	for _, event := range deferred {
		require.Zero(t, event.RetryHeight, "there is nothing to try again")
	}
	for _, queue := range []collections.KeySet[collections.Quad[int64, sdk.AccAddress, uint64, sdk.AccAddress]]{
		w.Verification.FinalQueue, w.Verification.DemandQueue,
	} {
		require.NoError(t, queue.Walk(w.Ctx, nil, func(collections.Quad[int64, sdk.AccAddress, uint64, sdk.AccAddress]) (bool, error) {
			return true, types.ErrReceiptState.Wrap("the queue is not empty")
		}))
	}
}

// A provider that cannot be paid finds a claimable; the block goes on.
func TestAProviderThatCannotBePaidFindsAClaimable(t *testing.T) {
	w := court.New(t)
	w.Register("bob", 40_000_000)
	lease := w.Lease("alice", "bob", w.Terms())
	w.Submit(lease, w.Own, "bob")
	w.Bank.SetSendEnabled(w.Ctx, court.Denom, false)
	w.Blocks(12)
	r, err := w.Verification.GetReceipt(w.Ctx, lease)
	require.NoError(t, err)
	require.Equal(t, types.ReceiptStateFinal, r.State)
	require.Zero(t, w.Amount("bob"))
	owed, err := w.Payment.Claimables.Get(w.Ctx, collections.Join(w.Addr("bob"), court.Denom))
	require.NoError(t, err)
	require.EqualValues(t, 1_000, owed.Int64())
}
