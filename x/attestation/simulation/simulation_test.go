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
	"github.com/suretynetwork/surety/x/attestation/keeper"
	"github.com/suretynetwork/surety/x/attestation/simulation"
	"github.com/suretynetwork/surety/x/attestation/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymentsim "github.com/suretynetwork/surety/x/payment/simulation"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
)

const (
	blocks      = 60
	perBlock    = 8
	startWealth = 1_000_000
)

// chain is x/attestation and x/payment over a real bank, driven by the module's own simulation operations.
type chain struct {
	*fixture.Fixture
	t           *testing.T
	r           *rand.Rand
	accounts    []simtypes.Account
	attestation *keeper.Keeper
	payment     *paymentkeeper.Keeper
	// delivered counts messages by type.
	delivered map[string]int
}

func newChain(t *testing.T, seed int64) *chain {
	t.Helper()
	c := &chain{
		Fixture: fixture.New(t, types.StoreKey, paymenttypes.StoreKey), t: t, r: rand.New(rand.NewSource(seed)), delivered: map[string]int{},
	}
	c.accounts = simtypes.RandomAccounts(c.r, 10)
	for _, account := range c.accounts {
		c.Fund(account.Address, fmt.Sprintf("%dusure", startWealth))
	}
	state := &module.SimulationState{Rand: c.r, Cdc: c.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}}
	var err error
	c.payment, err = paymentkeeper.NewKeeper(c.Codec, c.StoreService(paymenttypes.StoreKey), c.Addresses, c.Authority, c.Bank)
	require.NoError(t, err)
	paymentsim.RandomGenesis(state)
	var paymentGenesis paymenttypes.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[paymenttypes.ModuleName], &paymentGenesis)
	require.NoError(t, c.payment.InitGenesis(c.Ctx, &paymentGenesis))
	c.attestation, err = keeper.NewKeeper(c.Codec, c.StoreService(types.StoreKey), c.Addresses, c.Authority, keeper.Deps{
		Account: c.Account, Bank: c.Bank, Payment: c.payment,
	})
	require.NoError(t, err)
	simulation.RandomGenesis(state)
	var genesis types.GenesisState
	c.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &genesis)
	require.NoError(t, c.attestation.InitGenesis(c.Ctx, &genesis))
	return c
}

func (c *chain) factories() []simsx.SimMsgFactoryX {
	k := c.attestation
	return []simsx.SimMsgFactoryX{
		simulation.MsgRegisterSchemaFactory(k), simulation.MsgAttestFactory(k), simulation.MsgAttestFactory(k),
		simulation.MsgMultiAttestFactory(k), simulation.MsgDelegatedAttestFactory(k), simulation.MsgRevokeFactory(k),
		simulation.MsgIncreaseNonceFactory(k), simulation.MsgSetRevokerFactory(k), simulation.MsgTimestampFactory(),
		simulation.MsgRevokeOffchainFactory(), simulation.MsgAnchorBatchFactory(), simulation.MsgRevokeAnchoredFactory(k),
		simulation.MsgOpenDisputeFactory(k), simulation.MsgOpenDisputeFactory(k), simulation.MsgDecideDisputeFactory(k),
		simulation.MsgUpdateParamsFactory(k),
	}
}

// operate makes one random message and requires that it is accepted.
func (c *chain) operate(factory simsx.SimMsgFactoryX) {
	data := simsx.NewChainDataSource(c.Ctx, c.r, c.Account, c.Bank, c.Addresses, c.accounts...)
	reporter := simsx.NewBasicSimulationReporter().WithScope(factory.MsgType())
	_, msg := factory.Create()(c.Ctx, data, reporter)
	if reporter.IsSkipped() || msg == nil {
		return
	}
	name := sdk.MsgTypeURL(msg)
	require.NoError(c.t, c.Deliver(func(ctx sdk.Context) error { return c.route(ctx, msg) }), "%s: %s", name, msg)
	c.delivered[name]++
}

func (c *chain) route(ctx context.Context, msg sdk.Msg) (err error) {
	s := keeper.NewMsgServer(c.attestation)
	switch msg := msg.(type) {
	case *types.MsgRegisterSchema:
		_, err = s.RegisterSchema(ctx, msg)
	case *types.MsgAttest:
		_, err = s.Attest(ctx, msg)
	case *types.MsgMultiAttest:
		_, err = s.MultiAttest(ctx, msg)
	case *types.MsgDelegatedAttest:
		_, err = s.DelegatedAttest(ctx, msg)
	case *types.MsgRevoke:
		_, err = s.Revoke(ctx, msg)
	case *types.MsgIncreaseNonce:
		_, err = s.IncreaseNonce(ctx, msg)
	case *types.MsgSetRevoker:
		_, err = s.SetRevoker(ctx, msg)
	case *types.MsgTimestamp:
		_, err = s.Timestamp(ctx, msg)
	case *types.MsgRevokeOffchain:
		_, err = s.RevokeOffchain(ctx, msg)
	case *types.MsgAnchorBatch:
		_, err = s.AnchorBatch(ctx, msg)
	case *types.MsgRevokeAnchored:
		_, err = s.RevokeAnchored(ctx, msg)
	case *types.MsgOpenDispute:
		_, err = s.OpenDispute(ctx, msg)
	case *types.MsgDecideDispute:
		msg.Arbiter = c.Authority
		_, err = s.DecideDispute(ctx, msg)
	case *types.MsgUpdateParams:
		msg.Authority = c.Authority
		_, err = s.UpdateParams(ctx, msg)
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
			supply := c.Supply("usure")
			for range blocks {
				for range perBlock {
					factories := c.factories()
					c.operate(factories[c.r.Intn(len(factories))])
				}
				require.NoError(t, c.attestation.EndBlock(c.Ctx))
				require.NoError(t, c.attestation.Invariants(c.Ctx))
				require.NoError(t, c.payment.Invariants(c.Ctx))
				require.Equal(t, supply.String(), c.Supply("usure").String())
				c.NextBlock()
			}
			for name, number := range c.delivered {
				delivered[name] += number
			}
		})
	}
	require.Len(t, delivered, 14, "every message was accepted at least once: %v", delivered)
}
