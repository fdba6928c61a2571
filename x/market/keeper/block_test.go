package keeper_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	storetypes "github.com/cosmos/cosmos-sdk/store/v2/types"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

func mustOrder(t *testing.T, f *fixture.Fixture, w world, owner string, sequence uint64) types.Order {
	t.Helper()
	order, err := w.market.GetOrder(f.Ctx, id(f, owner, sequence))
	require.NoError(t, err)
	return order
}

func queued(t *testing.T, f *fixture.Fixture, w world) int {
	t.Helper()
	length := 0
	require.NoError(t, w.market.OrderQueue.Walk(f.Ctx, nil, func(keeper.OrderQueueKey) (bool, error) { length++; return false, nil }))
	return length
}

// crowd writes so many open orders that are due at height 21, each with its escrow.
func crowd(t *testing.T, orders uint64) (*fixture.Fixture, world) {
	t.Helper()
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	p := params()
	p.OrdersPerBlock = types.DefaultParams().OrdersPerBlock
	require.NoError(t, w.market.Params.Set(f.Ctx, p))
	owner, terms, free := f.Addr("alice"), openTerms(), sdk.NewInt64Coin("usure", 0)
	for sequence := uint64(1); sequence <= orders; sequence++ {
		order := types.NewOrder(types.OrderID{Owner: owner, Sequence: sequence}, terms, terms.ProgramId, free, 1)
		require.NoError(t, w.market.Orders.Set(f.Ctx, collections.Join(owner, sequence), order))
		require.NoError(t, w.market.OrderQueue.Set(f.Ctx, collections.Join3(order.DueHeight, owner, sequence)))
		escrow := paymenttypes.Escrow{Id: order.Id, Depositor: order.Owner, Balance: terms.MaxPrice}
		require.NoError(t, w.payment.Escrows.Set(f.Ctx, order.Id, escrow))
		key := collections.Join(paymenttypes.EscrowAddress(order.Id), "usure")
		require.NoError(t, f.Bank.Balances.Set(f.Ctx, key, terms.MaxPrice.Amount))
	}
	record := types.OwnerRecord{Owner: f.Bech32(owner), NextSequence: orders + 1, LiveOrders: uint32(orders)}
	require.NoError(t, w.market.Owners.Set(f.Ctx, owner, record))
	commit(t, f)
	f.AtHeight(21)
	return f, w
}

// An uncommitted tree looks through all its new keys for every iterator, so a test with many keys commits as a chain does.
func commit(t *testing.T, f *fixture.Fixture) {
	t.Helper()
	multistore, is := f.Ctx.MultiStore().(storetypes.CommitMultiStore)
	require.True(t, is)
	multistore.Commit()
}

// The work of a block is what one hundred orders cost, whether a hundred or a hundred thousand are due.
func TestAHundredThousandOrdersExpiringInOneBlockAreDrainedByTheHundred(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 100000 orders")
	}
	few, small := crowd(t, 100)
	bound := few.Gas(func(ctx sdk.Context) error { return small.market.EndBlock(ctx) })
	require.Zero(t, queued(t, few, small))

	const all = 100_000
	f, w := crowd(t, all)
	for block := 1; block <= 3; block++ {
		used := f.Gas(func(ctx sdk.Context) error { return w.market.EndBlock(ctx) })
		require.LessOrEqual(t, used, bound+bound/20)
		commit(t, f)
		require.Equal(t, all-100*block, queued(t, f, w))
		f.NextBlock()
	}
}

func TestTheLastOfManyOrdersThatAreDueExpiresToo(t *testing.T) {
	const all, blocks = 2_050, 21
	f, w := crowd(t, all)
	for range blocks {
		require.NotZero(t, queued(t, f, w))
		require.NoError(t, f.Deliver(func(ctx sdk.Context) error { return w.market.EndBlock(ctx) }))
		commit(t, f)
		f.NextBlock()
	}
	require.Zero(t, queued(t, f, w))
	require.Equal(t, types.OrderStateExpired, mustOrder(t, f, w, "alice", all).State)
	require.Equal(t, strconv.Itoa(all*1_000), f.Balance(f.Addr("alice"), "usure").String())
	require.NoError(t, w.market.Invariants(f.Ctx))
}

// Awards look at bids, so bids are bounded too: two orders at four bids each fill a block that allows two orders.
func TestABlockLooksAtABoundedNumberOfBids(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	p := params()
	p.OrdersPerBlock, p.MaxBidsPerOrder = 2, 6
	require.NoError(t, w.market.Params.Set(f.Ctx, p))
	orders := []types.OrderID{place(t, f, w, "alice", sealedTerms()), place(t, f, w, "alice", sealedTerms())}
	for i := range 6 {
		name := "bidder" + strconv.Itoa(i)
		w.register(t, f, name, 2_000)
		f.Fund(f.Addr(name), "14usure")
		for _, order := range orders {
			commitment := w.commitment(t, f, order, name, sdk.NewInt64Coin("usure", 400))
			require.NoError(t, w.market.CommitBid(f.Ctx, f.Addr(name), order, commitment))
		}
	}
	f.AtHeight(4)
	require.NoError(t, w.market.EndBlock(f.Ctx))
	require.Equal(t, types.OrderStateRevealing, mustOrder(t, f, w, "alice", 1).State)
	require.Equal(t, types.OrderStateOpen, mustOrder(t, f, w, "alice", 2).State, "twelve bids are more than eight")
	f.NextBlock()
	require.NoError(t, w.market.EndBlock(f.Ctx))
	second := mustOrder(t, f, w, "alice", 2)
	require.Equal(t, types.OrderStateRevealing, second.State)
	require.Equal(t, int64(8), second.DueHeight, "its reveals get their whole time")
}

// dear are policies that cost so much gas to check.
type dear struct {
	types.NoPolicies
	gas uint64
}

func (dear) Resolve(_ context.Context, ids []string) ([]string, error) { return ids, nil }

func (d dear) Check(ctx context.Context, _ []string, _ policytypes.Order, _ sdk.AccAddress, _ policytypes.Stage) error {
	sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(d.gas, "policies")
	return nil
}

// Awards check policies, and one bid on a dear order costs as much as many on a cheap one: what is counted is what they use.
func TestABlockEndsWhenItsAwardsHaveUsedEnough(t *testing.T) {
	const orders = 3
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	w.market.SetPolicies(dear{gas: 600_000})
	p := params()
	p.OrdersPerBlock = orders
	require.NoError(t, w.market.Params.Set(f.Ctx, p))
	terms := sealedTerms()
	terms.PolicyIds = []string{"dear"}
	w.register(t, f, "bob", 10_000)
	f.Fund(f.Addr("bob"), "100usure")
	price := sdk.NewInt64Coin("usure", 400)
	for range orders {
		order := place(t, f, w, "alice", terms)
		require.NoError(t, w.market.CommitBid(f.Ctx, f.Addr("bob"), order, w.commitment(t, f, order, "bob", price)))
	}
	f.AtHeight(4)
	require.NoError(t, w.market.EndBlock(f.Ctx))
	f.NextBlock()
	for sequence := uint64(1); sequence <= orders; sequence++ {
		opening := types.BidOpening{Price: price, Salt: salt("bob")}
		require.NoError(t, w.market.RevealBid(f.Ctx, f.Addr("bob"), id(f, "alice", sequence), opening))
	}
	f.AtHeight(7)
	require.NoError(t, w.market.EndBlock(f.Ctx))
	states := func() (leased int) {
		for sequence := uint64(1); sequence <= orders; sequence++ {
			if mustOrder(t, f, w, "alice", sequence).State == types.OrderStateLeased {
				leased++
			}
		}
		return leased
	}
	require.Equal(t, 2, states(), "two awards have used more than three orders should")
	f.NextBlock()
	require.NoError(t, w.market.EndBlock(f.Ctx))
	require.Equal(t, orders, states())
}

// A hook that is told of one lease's end may move another one's deadline in the same block.
func TestALeaseWhoseDeadlineAHookMovesIsNotEnded(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	terms := openTerms()
	terms.Redundancy = 2
	order := place(t, f, w, "alice", terms)
	for _, name := range []string{"bob", "carol"} {
		w.register(t, f, name, 1_000)
		_, err := w.market.PlaceBid(f.Ctx, f.Addr(name), order, sdk.NewInt64Coin("usure", 400))
		require.NoError(t, err)
	}
	w.hooks.onEnd = func(ctx context.Context, lease types.Lease) error {
		other := "bob"
		if lease.Provider == f.Bech32(f.Addr("bob")) {
			other = "carol"
		}
		return w.market.SetLeaseDeadline(ctx, types.LeaseID{Order: order, Provider: f.Addr(other)}, 15)
	}
	f.AtHeight(11)
	require.NoError(t, w.market.EndBlock(f.Ctx))
	require.Equal(t, []string{"LEASE_STATE_MISSED"}, w.hooks.ended)
	leases, err := w.market.LeasesOf(f.Ctx, order)
	require.NoError(t, err)
	require.ElementsMatch(t, []int64{11, 15}, []int64{leases[0].DeadlineHeight, leases[1].DeadlineHeight})
	require.NoError(t, w.invariants(f.Ctx))
}

func TestEqualBidsAreOrderedByTheHeaderOfTheAward(t *testing.T) {
	winners := map[string]int{}
	for seed := range byte(20) {
		f := fixture.New(t, storeKeys...)
		w := newWorld(t, f)
		order := place(t, f, w, "alice", sealedTerms())
		for _, name := range []string{"bob", "carol"} {
			w.register(t, f, name, 1_000)
			f.Fund(f.Addr(name), "7usure")
			commitment := w.commitment(t, f, order, name, sdk.NewInt64Coin("usure", 400))
			require.NoError(t, w.market.CommitBid(f.Ctx, f.Addr(name), order, commitment))
		}
		w.endBlocks(t, f, 5)
		for _, name := range []string{"bob", "carol"} {
			opening := types.BidOpening{Price: sdk.NewInt64Coin("usure", 400), Salt: salt(name)}
			require.NoError(t, w.market.RevealBid(f.Ctx, f.Addr(name), order, opening))
		}
		w.endBlocks(t, f, 7)
		require.NoError(t, w.market.EndBlock(f.Ctx.WithHeaderHash([]byte{seed})))
		leases, err := w.market.LeasesOf(f.Ctx, order)
		require.NoError(t, err)
		require.Len(t, leases, 1)
		winners[leases[0].Provider]++
	}
	require.Len(t, winners, 2, "each of two equal bids wins under some header: %v", winners)
}

// A queue entry without a record, which no path makes, must not stop what comes after it.
func TestAQueueEntryThatNamesNothingLeavesTheQueue(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	place(t, f, w, "alice", openTerms())
	require.NoError(t, w.market.OrderQueue.Set(f.Ctx, collections.Join3(int64(1), f.Addr("nobody"), uint64(1))))
	require.NoError(t, w.market.DeadlineQueue.Set(f.Ctx, collections.Join4(int64(1), f.Addr("nobody"), uint64(1), f.Addr("bob"))))
	f.AtHeight(21)
	require.NoError(t, f.Deliver(func(ctx sdk.Context) error { return w.market.EndBlock(ctx) }))
	require.Equal(t, types.OrderStateExpired, mustOrder(t, f, w, "alice", 1).State)
	require.NoError(t, w.invariants(f.Ctx))
	var named []string
	for _, event := range f.TypedEvents() {
		switch event := event.(type) {
		case *types.EventOrderQuarantined:
			named = append(named, event.Cause)
		case *types.EventLeaseDeferred:
			named = append(named, event.Cause)
		}
	}
	require.Equal(t, []string{"market/6", "market/19"}, named)
}

// A failed step leaves the order to its owner, who gets everything back but the fee; so do the bidders.
func TestAQuarantinedOrderCanBeCancelled(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	order := place(t, f, w, "alice", sealedTerms())
	w.register(t, f, "bob", 1_000)
	f.Fund(f.Addr("bob"), "7usure")
	commitment := w.commitment(t, f, order, "bob", sdk.NewInt64Coin("usure", 400))
	require.NoError(t, w.market.CommitBid(f.Ctx, f.Addr("bob"), order, commitment))
	w.endBlocks(t, f, 7)
	stuck := mustOrder(t, f, w, "alice", 1)
	require.NoError(t, w.market.OrderQueue.Remove(f.Ctx, collections.Join3(stuck.DueHeight, order.Owner, order.Sequence)))
	stuck.DueHeight = 0
	require.NoError(t, w.market.Orders.Set(f.Ctx, collections.Join(order.Owner, order.Sequence), stuck))
	require.NoError(t, w.market.CancelOrder(f.Ctx, f.Addr("alice"), order))
	require.Equal(t, "5990", f.Balance(f.Addr("alice"), "usure").String())
	require.Equal(t, "7", f.Balance(f.Addr("bob"), "usure").String())
	require.NoError(t, w.invariants(f.Ctx))
}

// Leases run on when their order is stuck, and its last one closes it.
func TestAQuarantinedOrderEndsWithItsLastLease(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	terms := openTerms()
	terms.Redundancy = 2
	order := place(t, f, w, "alice", terms)
	w.register(t, f, "bob", 1_000)
	lease, err := w.market.PlaceBid(f.Ctx, f.Addr("bob"), order, sdk.NewInt64Coin("usure", 400))
	require.NoError(t, err)
	stuck := mustOrder(t, f, w, "alice", 1)
	require.NoError(t, w.market.OrderQueue.Remove(f.Ctx, collections.Join3(stuck.DueHeight, order.Owner, order.Sequence)))
	stuck.DueHeight = 0
	require.NoError(t, w.market.Orders.Set(f.Ctx, collections.Join(order.Owner, order.Sequence), stuck))

	require.ErrorIs(t, w.market.CancelOrder(f.Ctx, f.Addr("alice"), order), types.ErrOrderState)
	require.NoError(t, w.market.SubmitLease(f.Ctx, lease))
	require.NoError(t, w.market.SettleLease(f.Ctx, lease))
	require.Equal(t, types.OrderStateClosed, mustOrder(t, f, w, "alice", 1).State)
	require.Equal(t, "5600", f.Balance(f.Addr("alice"), "usure").String())
	require.NoError(t, w.invariants(f.Ctx))
}
