package keeper_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/internal/drain"
)

// endBlock ends one block of the court's and counts what it closed.
func (g *game) endBlock() (closed int) {
	g.t.Helper()
	require.NoError(g.t, g.Deliver(func(ctx sdk.Context) error { return g.Challenge.EndBlock(ctx) }))
	for _, event := range g.TypedEvents() {
		if _, ok := event.(*types.EventChallengeClosed); ok {
			closed++
		}
	}
	g.NextBlock()
	return closed
}

// crowd has n accounts challenge the same node.
func (g *game) crowd(n int) {
	g.t.Helper()
	for i := range n {
		name := fmt.Sprintf("crowd%d", i)
		g.Fund(g.Addr(name), fmt.Sprintf("%dusure", bond))
		g.open(name, liedNode)
	}
}

// Refunding ten thousand takes longer than anybody's clock: waiting for a refund is not silence.
func TestTenThousandChallengersAreRefundedInBoundedBlocks(t *testing.T) {
	size := 10_000
	if testing.Short() {
		size = 1_000
	}
	g := start(t, liar)
	p, err := g.Challenge.Params.Get(g.Ctx)
	require.NoError(t, err)
	p.RefundsPerBlock, p.DeadlinesPerBlock = 50, 50
	require.NoError(t, g.Challenge.Params.Set(g.Ctx, p))
	g.crowd(size)
	id := g.open("carol", liedNode)
	require.NoError(t, g.disclose(liedNode))
	require.NoError(t, g.discloseGroup(liedNode, 0))
	guilty, err := g.prove("carol", id, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	require.True(t, guilty)
	_, err = g.prove("crowd7", types.ChallengeID{Lease: g.lease, Number: 7}, g.proof(liedNode, 2))
	require.ErrorIs(t, err, types.ErrChallengeState, "who waits for a refund cannot lose it any more")

	blocks, left := 0, size // one of the crowd won, carol waits with the rest
	for ; left > 0; blocks++ {
		closed := g.endBlock()
		require.LessOrEqual(t, closed, 100)
		require.Positive(t, closed)
		left -= closed
	}
	require.LessOrEqual(t, blocks, size/50)
	require.NoError(t, g.Invariants())
	v, err := g.Challenge.Verdicts.Get(g.Ctx, g.lease.String())
	require.NoError(t, err)
	for i := range size {
		want := int64(bond)
		if i == 0 {
			want += v.Reward.Int64() // the first to open is paid
		}
		require.Equal(t, want, g.Amount(fmt.Sprintf("crowd%d", i)))
	}
	require.EqualValues(t, 10_000_000, g.Amount("carol"))
	require.Positive(t, blocks-40, "longer than a challenge's clocks")
}

func TestWhatFailsAtTheHeadOfAQueueHoldsNobodyUpAndIsTriedAgain(t *testing.T) {
	g := start(t, nil)
	p, err := g.Challenge.Params.Get(g.Ctx)
	require.NoError(t, err)
	p.DeadlinesPerBlock = 1
	require.NoError(t, g.Challenge.Params.Set(g.Ctx, p))
	poisoned, healthy := g.open("carol", liedNode), g.open("dave", liedNode)
	require.NoError(t, g.disclose(liedNode))
	require.NoError(t, g.discloseGroup(liedNode, 0))
	stolen := sdk.NewCoins(sdk.NewInt64Coin("usure", bond))
	require.NoError(t, g.Bank.SendCoins(g.Ctx, types.BondAddress(poisoned), g.Addr("thief"), stolen))

	due := g.state(healthy).DeadlineHeight
	g.AtHeight(due + 1)
	g.endBlock()
	require.Equal(t, types.ChallengeStateAwaitProof, g.state(poisoned).State)
	for _, event := range g.TypedEvents() {
		if deferred, ok := event.(*types.EventStepDeferred); ok {
			require.Equal(t, poisoned.String(), deferred.Item)
			require.Equal(t, "sdk/5", deferred.Cause)
		}
	}
	g.endBlock()
	require.Equal(t, types.ChallengeStateLost, g.state(healthy).State, "the next one has its turn a block later")
	require.NoError(t, g.Challenge.LiveOnesQueued(g.Ctx))

	require.NoError(t, g.Bank.SendCoins(g.Ctx, g.Addr("thief"), types.BondAddress(poisoned), stolen))
	g.AtHeight(due + 1 + drain.RetryBlocks)
	g.endBlock()
	require.Equal(t, types.ChallengeStateLost, g.state(poisoned).State)
}

// No path makes a queue entry without a record; one must not stop what comes after it.
func TestQueueEntriesThatNameNothingLeaveTheQueues(t *testing.T) {
	g := start(t, nil)
	lease, now := g.lease.String(), g.Ctx.BlockHeight()
	require.NoError(t, g.Challenge.DeadlineQueue.Set(g.Ctx, collections.Join3(now, lease, uint64(9))))
	require.NoError(t, g.Challenge.TraceQueue.Set(g.Ctx, collections.Join(now, lease)))
	require.NoError(t, g.Challenge.CommitQueue.Set(g.Ctx, collections.Join(now, "nothing")))
	require.NoError(t, g.Deliver(func(ctx sdk.Context) error { return g.Challenge.EndBlock(ctx) }))
	dropped := map[string]int64{}
	for _, event := range g.TypedEvents() {
		if deferred, ok := event.(*types.EventStepDeferred); ok {
			dropped[deferred.Item] = deferred.RetryHeight
		}
	}
	require.Equal(t, map[string]int64{lease + "/9": 0, lease: 0, "nothing": 0}, dropped)
	require.NoError(t, g.Invariants())
}

func TestADemandForTheTraceOfAConcludedReceiptIsNotHeldAgainstAnybody(t *testing.T) {
	g := start(t, liar)
	deadline, err := g.Challenge.DemandTrace(g.Ctx, g.Addr("dave"), g.lease)
	require.NoError(t, err)
	p, err := g.Challenge.Params.Get(g.Ctx)
	require.NoError(t, err)
	p.RefundsPerBlock = 1
	require.NoError(t, g.Challenge.Params.Set(g.Ctx, p))
	g.crowd(50)
	id := g.open("carol", liedNode)
	_, err = g.prove("carol", id, g.proof(liedNode, liedElement))
	require.NoError(t, err)
	for g.Ctx.BlockHeight() <= deadline {
		g.endBlock()
	}
	g.endBlock()
	for _, event := range g.TypedEvents() {
		_, deferred := event.(*types.EventStepDeferred)
		require.False(t, deferred)
	}
	g.Blocks(60)
	require.EqualValues(t, 10_000_000, g.Amount("dave"), "the fee comes back")
	require.EqualValues(t, 10_000_000, g.Amount("carol"))
}
