package simulation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	simtypes "github.com/cosmos/cosmos-sdk/types/simulation"

	"github.com/suretynetwork/surety/testutil/fixture"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymentsim "github.com/suretynetwork/surety/x/payment/simulation"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	"github.com/suretynetwork/surety/x/provider/keeper"
	"github.com/suretynetwork/surety/x/provider/simulation"
	"github.com/suretynetwork/surety/x/provider/types"
)

const (
	blocks      = 120
	perBlock    = 6
	startWealth = 10_000_000
)

// chain is x/provider and x/payment over a real bank, driven by the modules' own simulation operations.
type chain struct {
	*fixture.Fixture
	t        *testing.T
	r        *rand.Rand
	accounts []simtypes.Account
	provider *keeper.Keeper
	payment  *paymentkeeper.Keeper
	leases   []lease
	// delivered counts messages by type.
	delivered map[string]int
}

type lease struct {
	provider sdk.AccAddress
	id       string
}

func newChain(t *testing.T, seed int64) *chain {
	t.Helper()
	c := &chain{
		Fixture: fixture.New(t, types.StoreKey, paymenttypes.StoreKey), t: t, r: rand.New(rand.NewSource(seed)), delivered: map[string]int{},
	}
	c.accounts = simtypes.RandomAccounts(c.r, 20)
	for _, account := range c.accounts {
		c.Fund(account.Address, fmt.Sprintf("%dusure", startWealth))
	}
	state := &module.SimulationState{Rand: c.r, Cdc: c.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}}
	return c.start(state)
}

func (c *chain) start(state *module.SimulationState) *chain {
	var err error
	c.payment, err = paymentkeeper.NewKeeper(c.Codec, c.StoreService(paymenttypes.StoreKey), c.Addresses, c.Authority, c.Bank)
	require.NoError(c.t, err)
	paymentsim.RandomGenesis(state)
	var paymentGenesis paymenttypes.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[paymenttypes.ModuleName], &paymentGenesis)
	require.NoError(c.t, c.payment.InitGenesis(c.Ctx, &paymentGenesis))

	c.provider, err = keeper.NewKeeper(c.Codec, c.StoreService(types.StoreKey), c.Addresses, c.Authority, c.Account, c.Bank, c.payment)
	require.NoError(c.t, err)
	simulation.RandomGenesis(state)
	var genesis types.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &genesis)
	require.NoError(c.t, c.provider.InitGenesis(c.Ctx, &genesis))
	return c
}

// factories are the operations, the frequent ones more than once.
func (c *chain) factories() []simsx.SimMsgFactoryX {
	return []simsx.SimMsgFactoryX{
		simulation.MsgRegisterProviderFactory(c.provider), simulation.MsgRegisterProviderFactory(c.provider),
		simulation.MsgBondFactory(c.provider), simulation.MsgUnbondFactory(c.provider), simulation.MsgUnbondFactory(c.provider),
		simulation.MsgUpdateProviderFactory(c.provider), simulation.MsgDeregisterProviderFactory(c.provider),
		simulation.MsgEndorseAttributeFactory(c.provider), simulation.MsgRevokeEndorsementFactory(c.provider),
		simulation.MsgUpdateParamsFactory(c.provider), paymentsim.MsgClaimFactory(c.payment),
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
	if params, is := msg.(*types.MsgUpdateParams); is {
		params.Authority = c.Authority
	}
	name := sdk.MsgTypeURL(msg)
	require.NoError(c.t, c.Deliver(func(ctx sdk.Context) error { return c.route(ctx, msg) }), "%s: %s", name, msg)
	c.delivered[name]++
}

func (c *chain) route(ctx context.Context, msg sdk.Msg) (err error) {
	provider, payment := keeper.NewMsgServer(c.provider), paymentkeeper.NewMsgServer(c.payment)
	switch msg := msg.(type) {
	case *types.MsgRegisterProvider:
		_, err = provider.RegisterProvider(ctx, msg)
	case *types.MsgUpdateProvider:
		_, err = provider.UpdateProvider(ctx, msg)
	case *types.MsgDeregisterProvider:
		_, err = provider.DeregisterProvider(ctx, msg)
	case *types.MsgBond:
		_, err = provider.Bond(ctx, msg)
	case *types.MsgUnbond:
		_, err = provider.Unbond(ctx, msg)
	case *types.MsgEndorseAttribute:
		_, err = provider.EndorseAttribute(ctx, msg)
	case *types.MsgRevokeEndorsement:
		_, err = provider.RevokeEndorsement(ctx, msg)
	case *types.MsgUpdateParams:
		_, err = provider.UpdateParams(ctx, msg)
	case *paymenttypes.MsgClaim:
		_, err = payment.Claim(ctx, msg)
	default:
		err = fmt.Errorf("no route for %T", msg)
	}
	return err
}

// play stands in for the market and the court: it begins, ends and slashes leases.
func (c *chain) play(block int) (burned math.Int) {
	addr := c.accounts[c.r.Intn(len(c.accounts))].Address
	if provider, err := c.provider.GetProvider(c.Ctx, addr); err == nil && provider.CanBid(c.Ctx.BlockHeight(), math.OneInt()) == nil {
		amount := math.NewInt(1 + c.r.Int63n(provider.Bond.Free.Int64()))
		next := lease{addr, fmt.Sprintf("lease/%d", block)}
		require.NoError(c.t, c.provider.Allocate(c.Ctx, next.provider, next.id, amount))
		c.leases = append(c.leases, next)
	}
	if len(c.leases) == 0 || c.r.Intn(2) == 0 {
		return math.ZeroInt()
	}
	ending := c.leases[0]
	c.leases = c.leases[1:]
	if c.r.Intn(2) == 0 {
		require.NoError(c.t, c.provider.Release(c.Ctx, ending.provider, ending.id))
		return math.ZeroInt()
	}
	split, err := c.provider.Slash(c.Ctx, types.SlashRequest{
		Provider: ending.provider, AllocationID: ending.id, Amount: math.NewInt(c.r.Int63n(1_000_000)), Loss: math.NewInt(c.r.Int63n(1_000_000)),
		User: c.accounts[c.r.Intn(len(c.accounts))].Address, Challenger: c.accounts[c.r.Intn(len(c.accounts))].Address,
	})
	require.NoError(c.t, err)
	return split.Burned
}

// conserved requires that every coin is with an account, in a bond, or waiting to be claimed.
func (c *chain) conserved() {
	sum, err := c.provider.Bonded(c.Ctx)
	require.NoError(c.t, err)
	for _, account := range c.accounts {
		sum = sum.Add(c.Balance(account.Address, "usure"))
	}
	sum = sum.Add(c.Balance(paymenttypes.ClaimablesAddress(), "usure"))
	require.Equal(c.t, c.Supply("usure").String(), sum.String())
}

func TestRandomMessagesAreAcceptedAndConserveCoins(t *testing.T) {
	delivered := map[string]int{}
	for seed := int64(1); seed <= 4; seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			c := newChain(t, seed)
			supply := c.Supply("usure")
			for block := range blocks {
				// For a few blocks the coin cannot be transferred, so that payments are deferred and claimed later.
				c.Bank.SetSendEnabled(c.Ctx, "usure", block%20 >= 4)
				for range perBlock {
					factories := c.factories()
					c.operate(factories[c.r.Intn(len(factories))])
				}
				supply = supply.Sub(c.play(block))
				require.NoError(t, c.provider.EndBlock(c.Ctx))
				require.NoError(t, c.provider.Invariants(c.Ctx))
				require.NoError(t, c.payment.Invariants(c.Ctx))
				require.Equal(t, supply.String(), c.Supply("usure").String())
				c.conserved()
				c.NextBlock()
			}
			for name, number := range c.delivered {
				delivered[name] += number
			}
		})
	}
	require.Len(t, delivered, 9, "every message was accepted at least once: %v", delivered)
}
