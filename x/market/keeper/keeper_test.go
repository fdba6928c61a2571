package keeper_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	vestingtypes "github.com/cosmos/cosmos-sdk/x/auth/vesting/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
)

func id(f *fixture.Fixture, owner string, sequence uint64) types.OrderID {
	return types.OrderID{Owner: f.Addr(owner), Sequence: sequence}
}

func place(t *testing.T, f *fixture.Fixture, w world, owner string, terms types.Terms) types.OrderID {
	t.Helper()
	f.Fund(f.Addr(owner), "6000usure")
	order, err := w.market.PlaceOrder(f.Ctx, f.Addr(owner), terms)
	require.NoError(t, err)
	return order
}

// populated has an order in every state but expired, a sealed and a revealed bid, and leases in five states. The height is 6.
func populated(t *testing.T) (*fixture.Fixture, world) {
	t.Helper()
	f := fixture.New(t, append([]string{"second"}, storeKeys...)...)
	w := newWorld(t, f)
	for _, name := range []string{"bob", "carol", "dave"} {
		w.register(t, f, name, 10_000)
		f.Fund(f.Addr(name), "100usure")
	}
	two := openTerms()
	two.Redundancy = 2
	byHand := sealedTerms()
	byHand.Award, byHand.CommitBlocks, byHand.RevealBlocks = types.AwardByHand, 1, 1
	later := sealedTerms()
	later.CommitBlocks, later.ProgramId = 10, "ef"+later.ProgramId[2:]

	bid := func(order types.OrderID, bidder string) types.LeaseID {
		lease, err := w.market.PlaceBid(f.Ctx, f.Addr(bidder), order, sdk.NewInt64Coin("usure", 400))
		require.NoError(t, err)
		return lease
	}
	commit := func(order types.OrderID, bidder string) {
		commitment := w.commitment(t, f, order, bidder, sdk.NewInt64Coin("usure", 400))
		require.NoError(t, w.market.CommitBid(f.Ctx, f.Addr(bidder), order, commitment))
	}
	settled := bid(place(t, f, w, "alice", openTerms()), "bob")
	require.NoError(t, w.market.SubmitLease(f.Ctx, settled))
	require.NoError(t, w.market.SettleLease(f.Ctx, settled))
	leased := place(t, f, w, "alice", two)
	bid(leased, "bob")
	submitted := bid(leased, "carol")
	require.NoError(t, w.market.SubmitLease(f.Ctx, submitted))
	bid(place(t, f, w, "alice", two), "dave")
	require.NoError(t, w.market.CancelOrder(f.Ctx, f.Addr("erin"), place(t, f, w, "erin", openTerms())))
	faulted := bid(place(t, f, w, "erin", openTerms()), "carol")
	_, err := w.market.FaultLease(f.Ctx, faulted, f.Addr("dave"), "verdict_element")
	require.NoError(t, err)
	refunded := bid(place(t, f, w, "erin", openTerms()), "carol")
	require.NoError(t, w.market.RefundLease(f.Ctx, refunded, "unresolved"))
	choosing := place(t, f, w, "erin", byHand)
	commit(choosing, "bob")
	revealing := place(t, f, w, "erin", sealedTerms())
	commit(revealing, "bob")
	commit(revealing, "carol")
	commit(place(t, f, w, "frank", later), "dave")
	w.endBlocks(t, f, 3)
	opening := types.BidOpening{Price: sdk.NewInt64Coin("usure", 400), Salt: salt("bob")}
	require.NoError(t, w.market.RevealBid(f.Ctx, f.Addr("bob"), choosing, opening))
	w.endBlocks(t, f, 6)
	require.NoError(t, w.market.RevealBid(f.Ctx, f.Addr("bob"), revealing, opening))
	require.NoError(t, w.invariants(f.Ctx))
	return f, w
}

func TestGenesisComesBackAsItWas(t *testing.T) {
	f, w := populated(t)
	exported, err := w.market.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Len(t, exported.Orders, 9)
	require.Len(t, exported.Bids, 4)
	require.Len(t, exported.Leases, 6)

	again, err := keeper.NewKeeper(f.Codec, f.StoreService("second"), f.Addresses, f.Authority, f.Bank, w.payment, w.provider)
	require.NoError(t, err)
	require.NoError(t, again.InitGenesis(f.Ctx, exported))
	reexported, err := again.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	require.Equal(t, f.Codec.MustMarshalJSON(exported), f.Codec.MustMarshalJSON(reexported))
	for range 30 {
		require.NoError(t, again.EndBlock(f.Ctx), "the derived queues work")
		f.NextBlock()
	}
	states := map[types.OrderState]int{}
	require.NoError(t, again.Orders.Walk(f.Ctx, nil, func(_ keeper.OrderKey, o types.Order) (bool, error) { states[o.State]++; return false, nil }))
	require.Equal(t, map[types.OrderState]int{
		types.OrderStateCancelled: 1, types.OrderStateClosed: 5, types.OrderStateExpired: 2, types.OrderStateLeased: 1,
	}, states)
}

func TestGenesisWithoutTheMoneyIsRefused(t *testing.T) {
	f, w := populated(t)
	exported, err := w.market.ExportGenesis(f.Ctx)
	require.NoError(t, err)
	fresh := fixture.New(t, storeKeys...)
	require.ErrorContains(t, newWorld(t, fresh).market.InitGenesis(fresh.Ctx, exported), "escrow not found")
}

func TestTheKeeperRefusesMistakesOfTheApplication(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	_, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, "governance", f.Bank, w.payment, w.provider)
	require.ErrorContains(t, err, `market: authority "governance"`)
	require.PanicsWithValue(t, "market: hooks are set twice", func() { w.market.SetHooks(w.hooks) })
}

func TestInvariantsNoticeWhatIsWrong(t *testing.T) {
	for name, spoil := range map[string]func(*testing.T, *fixture.Fixture, world){
		"a holding account that owes more than it has": func(t *testing.T, f *fixture.Fixture, w world) {
			coins := sdk.NewCoins(sdk.NewInt64Coin("usure", 1))
			require.NoError(t, f.Bank.SendCoins(f.Ctx, types.HoldingAddress(id(f, "frank", 1)), f.Addr("eve"), coins))
		},
		"an escrow with more than the leases make": func(t *testing.T, f *fixture.Fixture, w world) {
			lease, err := w.market.GetLease(f.Ctx, types.LeaseID{Order: id(f, "alice", 2), Provider: f.Addr("bob")})
			require.NoError(t, err)
			lease.Price = lease.Price.SubAmount(sdk.NewInt64Coin("usure", 1).Amount)
			key := collections.Join3(f.Addr("alice"), uint64(2), f.Addr("bob"))
			require.NoError(t, w.market.Leases.Set(f.Ctx, key, lease))
		},
		"an ended order with an escrow": func(t *testing.T, f *fixture.Fixture, w world) {
			f.Fund(f.Addr("erin"), "5usure")
			require.NoError(t, w.payment.OpenEscrow(f.Ctx, id(f, "erin", 1).String(), f.Addr("erin"), sdk.NewInt64Coin("usure", 5)))
		},
		"an order that is not in the queue": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.market.OrderQueue.Remove(f.Ctx, collections.Join3(int64(11), f.Addr("frank"), uint64(1))))
		},
		"an order under another height": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.market.OrderQueue.Remove(f.Ctx, collections.Join3(int64(11), f.Addr("frank"), uint64(1))))
			require.NoError(t, w.market.OrderQueue.Set(f.Ctx, collections.Join3(int64(12), f.Addr("frank"), uint64(1))))
		},
		"a lease with a receipt and a deadline": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.market.DeadlineQueue.Set(f.Ctx, collections.Join4(int64(11), f.Addr("alice"), uint64(2), f.Addr("carol"))))
		},
		"an active lease without a deadline": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.market.DeadlineQueue.Remove(f.Ctx, collections.Join4(int64(11), f.Addr("alice"), uint64(2), f.Addr("bob"))))
		},
		"a counter that is wrong": func(t *testing.T, f *fixture.Fixture, w world) {
			require.NoError(t, w.market.Owners.Remove(f.Ctx, f.Addr("frank")))
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, w := populated(t)
			spoil(t, f, w)
			require.Error(t, w.market.Invariants(f.Ctx))
		})
	}
}

// An address is known before it is used, so somebody may put an account there first, with a schedule that locks its coins.
func TestALockedAccountAtAHoldingAddressLocksNothingOfOurs(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	trap := types.HoldingAddress(id(f, "alice", 1))
	locked, err := vestingtypes.NewPermanentLockedAccount(authtypes.NewBaseAccountWithAddress(trap), sdk.NewCoins(sdk.NewInt64Coin("usure", 7)))
	require.NoError(t, err)
	f.Account.SetAccount(f.Ctx, f.Account.NewAccount(f.Ctx, locked))
	f.Fund(trap, "7usure")
	order := place(t, f, w, "alice", openTerms())
	w.endBlocks(t, f, 22)
	after, err := w.market.GetOrder(f.Ctx, order)
	require.NoError(t, err)
	require.Equal(t, types.OrderStateExpired, after.State)
	require.Equal(t, "6000", f.Balance(f.Addr("alice"), "usure").String())
}

// Gifts are in no record: they stay where they are and change nothing.
func TestCoinsSentToAHoldingAccountUpsetNothing(t *testing.T) {
	f := fixture.New(t, storeKeys...)
	w := newWorld(t, f)
	order := place(t, f, w, "alice", openTerms())
	f.Fund(types.HoldingAddress(order), "1000000usure")
	require.NoError(t, w.market.CancelOrder(f.Ctx, f.Addr("alice"), order))
	require.Equal(t, "10", f.Balance(authtypes.NewModuleAddress(authtypes.FeeCollectorName), "usure").String())
	require.Equal(t, "1000000", f.Balance(types.HoldingAddress(order), "usure").String())
	require.NoError(t, w.invariants(f.Ctx))
}
