package simulation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/module"
	simtypes "github.com/cosmos/cosmos-sdk/types/simulation"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/artefact/keeper"
	"github.com/suretynetwork/surety/x/artefact/simulation"
	"github.com/suretynetwork/surety/x/artefact/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
)

// chain is x/artefact and x/payment over a real bank, driven by the module's own simulation operations.
type chain struct {
	*fixture.Fixture
	t         *testing.T
	r         *rand.Rand
	accounts  []simtypes.Account
	keeper    *keeper.Keeper
	delivered map[string]int
}

func newChain(t *testing.T, seed int64) *chain {
	t.Helper()
	c := &chain{
		Fixture: fixture.New(t, types.StoreKey, paymenttypes.StoreKey), t: t, r: rand.New(rand.NewSource(seed)), delivered: map[string]int{},
	}
	c.accounts = simtypes.RandomAccounts(c.r, 12)
	for _, account := range c.accounts {
		c.Fund(account.Address, "10000000usure")
	}
	state := &module.SimulationState{Rand: c.r, Cdc: c.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}}
	payment, err := paymentkeeper.NewKeeper(c.Codec, c.StoreService(paymenttypes.StoreKey), c.Addresses, c.Authority, c.Bank)
	require.NoError(t, err)
	require.NoError(t, payment.InitGenesis(c.Ctx, paymenttypes.DefaultGenesis()))
	c.keeper, err = keeper.NewKeeper(c.Codec, c.StoreService(types.StoreKey), c.Addresses, c.Authority, c.Bank, payment)
	require.NoError(t, err)
	simulation.RandomGenesis(state)
	var genesis types.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &genesis)
	require.NoError(t, c.keeper.InitGenesis(c.Ctx, &genesis))
	return c
}

func (c *chain) factories() []simsx.SimMsgFactoryX {
	k := c.keeper
	return []simsx.SimMsgFactoryX{
		simulation.MsgRegisterArtefactFactory(k),
		simulation.MsgAddVersionFactory(k),
		simulation.MsgDeclareParentFactory(k),
		simulation.MsgAnswerEdgeFactory(k),
		simulation.MsgSetStatusFactory(k),
		simulation.MsgOfferTransferFactory(k),
		simulation.MsgAcceptTransferFactory(k),
		simulation.MsgSetRoyaltyFactory(k),
		simulation.MsgSetGateFactory(k),
		simulation.MsgRequestLicenceFactory(k),
		simulation.MsgGrantLicenceFactory(k),
		simulation.MsgOfferStorageFactory(k),
		simulation.MsgWithdrawOfferFactory(k),
		simulation.MsgPledgeStorageFactory(k),
		simulation.MsgProvePossessionFactory(k),
		simulation.MsgUpdateParamsFactory(k),
		simulation.MsgRegisterArtefactFactory(k),
		simulation.MsgPledgeStorageFactory(k),
		simulation.MsgProvePossessionFactory(k),
		simulation.MsgProvePossessionFactory(k),
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
	server := keeper.NewMsgServer(c.keeper)
	switch msg := msg.(type) {
	case *types.MsgRegisterArtefact:
		_, err = server.RegisterArtefact(ctx, msg)
	case *types.MsgAddVersion:
		_, err = server.AddVersion(ctx, msg)
	case *types.MsgDeclareParent:
		_, err = server.DeclareParent(ctx, msg)
	case *types.MsgAnswerEdge:
		_, err = server.AnswerEdge(ctx, msg)
	case *types.MsgSetStatus:
		_, err = server.SetStatus(ctx, msg)
	case *types.MsgOfferTransfer:
		_, err = server.OfferTransfer(ctx, msg)
	case *types.MsgAcceptTransfer:
		_, err = server.AcceptTransfer(ctx, msg)
	case *types.MsgSetRoyalty:
		_, err = server.SetRoyalty(ctx, msg)
	case *types.MsgSetGate:
		_, err = server.SetGate(ctx, msg)
	case *types.MsgRequestLicence:
		_, err = server.RequestLicence(ctx, msg)
	case *types.MsgGrantLicence:
		_, err = server.GrantLicence(ctx, msg)
	case *types.MsgOfferStorage:
		_, err = server.OfferStorage(ctx, msg)
	case *types.MsgWithdrawOffer:
		_, err = server.WithdrawOffer(ctx, msg)
	case *types.MsgPledgeStorage:
		_, err = server.PledgeStorage(ctx, msg)
	case *types.MsgProvePossession:
		_, err = server.ProvePossession(ctx, msg)
	case *types.MsgUpdateParams:
		_, err = server.UpdateParams(ctx, msg)
	default:
		err = fmt.Errorf("no route for %T", msg)
	}
	return err
}

func TestRandomMessagesAreAcceptedAndConserveCoins(t *testing.T) {
	delivered := map[string]int{}
	for seed := int64(1); seed <= 3; seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			c := newChain(t, seed)
			for block := range 100 {
				// For a few blocks the coin cannot be transferred, so that payments are deferred.
				c.Bank.SetSendEnabled(c.Ctx, "usure", block%20 >= 4)
				for range 8 {
					factories := c.factories()
					c.operate(factories[c.r.Intn(len(factories))])
				}
				require.NoError(t, c.keeper.EndBlock(c.Ctx))
				require.NoError(t, c.keeper.Invariants(c.Ctx))
				c.NextBlock()
			}
			for name, number := range c.delivered {
				delivered[name] += number
			}
		})
	}
	require.Len(t, delivered, 16, "every message was accepted at least once: %v", delivered)
}
