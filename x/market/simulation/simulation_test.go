package simulation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	simtypes "github.com/cosmos/cosmos-sdk/types/simulation"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/simulation"
	"github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymentsim "github.com/suretynetwork/surety/x/payment/simulation"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	providerkeeper "github.com/suretynetwork/surety/x/provider/keeper"
	providersim "github.com/suretynetwork/surety/x/provider/simulation"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

const (
	blocks      = 150
	perBlock    = 8
	startWealth = 1_000_000
)

// chain is the market over the modules below it and a real bank, driven by their own simulation operations.
type chain struct {
	*fixture.Fixture
	t        *testing.T
	r        *rand.Rand
	accounts []simtypes.Account
	payment  *paymentkeeper.Keeper
	provider *providerkeeper.Keeper
	market   *keeper.Keeper
	// seen counts accepted messages and ended leases and orders by name.
	seen map[string]int
}

func newChain(t *testing.T, seed int64) *chain {
	t.Helper()
	c := &chain{
		Fixture: fixture.New(t, paymenttypes.StoreKey, providertypes.StoreKey, types.StoreKey), t: t,
		r: rand.New(rand.NewSource(seed)), seen: map[string]int{},
	}
	c.accounts = simtypes.RandomAccounts(c.r, 20)
	for _, account := range c.accounts {
		c.Fund(account.Address, fmt.Sprintf("%dusure", startWealth))
	}
	c.start(&module.SimulationState{Rand: c.r, Cdc: c.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}})
	return c
}

func (c *chain) start(state *module.SimulationState) {
	paymentsim.RandomGenesis(state)
	providersim.RandomGenesis(state)
	simulation.RandomGenesis(state)
	var payment paymenttypes.GenesisState
	var provider providertypes.GenesisState
	var market types.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[paymenttypes.ModuleName], &payment)
	c.Codec.MustUnmarshalJSON(state.GenState[providertypes.ModuleName], &provider)
	c.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &market)
	provider.Params.UnbondingBlocks = 30

	var err error
	c.payment, err = paymentkeeper.NewKeeper(c.Codec, c.StoreService(paymenttypes.StoreKey), c.Addresses, c.Authority, c.Bank)
	require.NoError(c.t, err)
	require.NoError(c.t, c.payment.InitGenesis(c.Ctx, &payment))
	c.provider, err = providerkeeper.NewKeeper(c.Codec, c.StoreService(providertypes.StoreKey), c.Addresses, c.Authority,
		c.Account, c.Bank, c.payment)
	require.NoError(c.t, err)
	require.NoError(c.t, c.provider.InitGenesis(c.Ctx, &provider))
	c.market, err = keeper.NewKeeper(c.Codec, c.StoreService(types.StoreKey), c.Addresses, c.Authority, c.Bank, c.payment, c.provider)
	require.NoError(c.t, err)
	require.NoError(c.t, c.market.InitGenesis(c.Ctx, &market))
}

// operations are the module's own, the frequent ones more than once, and those that make and change providers.
func (c *chain) operations() []simsx.SimMsgFactoryX {
	place, commit, reveal := simulation.MsgPlaceOrderFactory(c.market), simulation.MsgCommitBidFactory(c.market), simulation.MsgRevealBidFactory(c.market)
	return []simsx.SimMsgFactoryX{
		place, place, place, commit, commit, commit, commit, reveal, reveal, reveal, reveal, reveal,
		simulation.MsgPlaceBidFactory(c.market), simulation.MsgPlaceBidFactory(c.market), simulation.MsgAwardOrderFactory(c.market),
		simulation.MsgCancelOrderFactory(c.market), simulation.MsgCloseLeaseFactory(c.market), simulation.MsgUpdateParamsFactory(c.market),
		providersim.MsgRegisterProviderFactory(c.provider), providersim.MsgRegisterProviderFactory(c.provider),
		providersim.MsgBondFactory(c.provider), providersim.MsgUnbondFactory(c.provider), providersim.MsgUpdateProviderFactory(c.provider),
		paymentsim.MsgClaimFactory(c.payment),
	}
}

// operate makes one random message and requires that it is accepted.
func (c *chain) operate(factory simsx.SimMsgFactoryX) {
	data := simsx.NewChainDataSource(c.Ctx, c.r, c.Account, c.Bank, c.Addresses, c.accounts...)
	reporter := simsx.NewBasicSimulationReporter().WithScope(factory.MsgType())
	_, msg := factory.Create()(c.Ctx, data, reporter)
	if reporter.IsSkipped() {
		return
	}
	if update, is := msg.(*types.MsgUpdateParams); is {
		update.Authority = c.Authority
	}
	name := sdk.MsgTypeURL(msg)
	require.NoError(c.t, c.Deliver(func(ctx sdk.Context) error { return c.route(ctx, msg) }), "%s: %s", name, msg)
	c.seen[name]++
}

func (c *chain) route(ctx context.Context, msg sdk.Msg) (err error) {
	market, provider, payment := keeper.NewMsgServer(c.market), providerkeeper.NewMsgServer(c.provider), paymentkeeper.NewMsgServer(c.payment)
	switch msg := msg.(type) {
	case *types.MsgPlaceOrder:
		_, err = market.PlaceOrder(ctx, msg)
	case *types.MsgCancelOrder:
		_, err = market.CancelOrder(ctx, msg)
	case *types.MsgCommitBid:
		_, err = market.CommitBid(ctx, msg)
	case *types.MsgRevealBid:
		_, err = market.RevealBid(ctx, msg)
	case *types.MsgPlaceBid:
		_, err = market.PlaceBid(ctx, msg)
	case *types.MsgAwardOrder:
		_, err = market.AwardOrder(ctx, msg)
	case *types.MsgCloseLease:
		_, err = market.CloseLease(ctx, msg)
	case *types.MsgUpdateParams:
		_, err = market.UpdateParams(ctx, msg)
	case *providertypes.MsgRegisterProvider:
		_, err = provider.RegisterProvider(ctx, msg)
	case *providertypes.MsgUpdateProvider:
		_, err = provider.UpdateProvider(ctx, msg)
	case *providertypes.MsgBond:
		_, err = provider.Bond(ctx, msg)
	case *providertypes.MsgUnbond:
		_, err = provider.Unbond(ctx, msg)
	case *paymenttypes.MsgClaim:
		_, err = payment.Claim(ctx, msg)
	default:
		err = fmt.Errorf("no route for %T", msg)
	}
	return err
}

// judge stands in for receipts and the court: some active leases get a receipt, some of those with one are settled, faulted or refunded.
func (c *chain) judge() {
	for _, lease := range c.leases(types.LeaseStateActive) {
		if c.r.Intn(6) == 0 {
			require.NoError(c.t, c.market.SubmitLease(c.Ctx, lease))
		}
	}
	for _, lease := range c.leases(types.LeaseStateSubmitted) {
		var err error
		switch c.r.Intn(8) {
		case 0:
			_, err = c.market.FaultLease(c.Ctx, lease, c.accounts[c.r.Intn(len(c.accounts))].Address, "verdict_element")
		case 1:
			err = c.market.RefundLease(c.Ctx, lease, "unresolved")
		case 2, 3:
			err = c.market.SettleLease(c.Ctx, lease)
		}
		require.NoError(c.t, err)
	}
}

func (c *chain) leases(state types.LeaseState) []types.LeaseID {
	var found []types.LeaseID
	in := collections.NewPrefixedPairRange[int32, keeper.LeaseKey](int32(state))
	require.NoError(c.t, c.market.Leases.Indexes.State.Walk(c.Ctx, in, func(_ int32, key keeper.LeaseKey) (bool, error) {
		found = append(found, types.LeaseID{Order: types.OrderID{Owner: key.K1(), Sequence: key.K2()}, Provider: key.K3()})
		return false, nil
	}))
	return found
}

// conserved requires that every coin is with an account, in a bond, in an escrow, held with an order, waiting to be claimed, or a fee.
func (c *chain) conserved() {
	sum, err := c.provider.Bonded(c.Ctx)
	require.NoError(c.t, err)
	add := func(addr sdk.AccAddress) { sum = sum.Add(c.Balance(addr, "usure")) }
	for _, account := range c.accounts {
		add(account.Address)
	}
	add(paymenttypes.ClaimablesAddress())
	add(authtypes.NewModuleAddress(authtypes.FeeCollectorName))
	require.NoError(c.t, c.market.Orders.Walk(c.Ctx, nil, func(key keeper.OrderKey, order types.Order) (bool, error) {
		add(types.HoldingAddress(types.OrderID{Owner: key.K1(), Sequence: key.K2()}))
		add(paymenttypes.EscrowAddress(order.Id))
		return false, nil
	}))
	require.Equal(c.t, c.Supply("usure").String(), sum.String())
}

func (c *chain) countEnds() {
	require.NoError(c.t, c.market.Orders.Walk(c.Ctx, nil, func(_ keeper.OrderKey, o types.Order) (bool, error) {
		c.seen[o.State.String()]++
		return false, nil
	}))
	require.NoError(c.t, c.market.Leases.Walk(c.Ctx, nil, func(_ keeper.LeaseKey, l types.Lease) (bool, error) {
		c.seen[l.State.String()]++
		return false, nil
	}))
}

func TestRandomMessagesAreAcceptedAndConserveCoins(t *testing.T) {
	seen := map[string]int{}
	for seed := int64(1); seed <= 3; seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			c := newChain(t, seed)
			for block := range blocks {
				// For a few blocks the coin cannot be transferred, so that payments are deferred and claimed later.
				c.Bank.SetSendEnabled(c.Ctx, "usure", block%20 >= 3)
				for range perBlock {
					operations := c.operations()
					c.operate(operations[c.r.Intn(len(operations))])
				}
				c.judge()
				require.NoError(t, c.provider.EndBlock(c.Ctx))
				require.NoError(t, c.market.EndBlock(c.Ctx))
				require.NoError(t, c.market.Invariants(c.Ctx))
				require.NoError(t, c.provider.Invariants(c.Ctx))
				require.NoError(t, c.payment.Invariants(c.Ctx))
				c.conserved()
				c.NextBlock()
			}
			c.countEnds()
			for name, number := range c.seen {
				seen[name] += number
			}
		})
	}
	t.Log(seen)
	for _, name := range []string{
		"PlaceOrder", "CancelOrder", "CommitBid", "RevealBid", "PlaceBid", "AwardOrder", "CloseLease", "UpdateParams",
	} {
		require.NotZero(t, seen["/surety.market.v1.Msg"+name], "%s was never accepted: %v", name, seen)
	}
	for state := types.LeaseStateSettled; state <= types.LeaseStateRefunded; state++ {
		require.NotZero(t, seen[state.String()], "no lease ended %s: %v", state, seen)
	}
	for state := types.OrderStateClosed; state <= types.OrderStateCancelled; state++ {
		require.NotZero(t, seen[state.String()], "no order ended %s: %v", state, seen)
	}
}
