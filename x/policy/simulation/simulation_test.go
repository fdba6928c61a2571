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
	"github.com/suretynetwork/surety/x/policy/keeper"
	"github.com/suretynetwork/surety/x/policy/simulation"
	"github.com/suretynetwork/surety/x/policy/types"
)

func TestRandomMessagesAreAccepted(t *testing.T) {
	delivered := map[string]int{}
	for seed := int64(1); seed <= 3; seed++ {
		f := fixture.New(t, types.StoreKey)
		r := rand.New(rand.NewSource(seed))
		accounts := simtypes.RandomAccounts(r, 8)
		for _, account := range accounts {
			f.Fund(account.Address, "1000000usure")
		}
		k, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority, keeper.Deps{Bank: f.Bank})
		require.NoError(t, err)
		state := &module.SimulationState{Rand: r, Cdc: f.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}}
		simulation.RandomGenesis(state)
		var genesis types.GenesisState
		f.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &genesis)
		require.NoError(t, k.InitGenesis(f.Ctx, &genesis))
		factories := []simsx.SimMsgFactoryX{
			simulation.MsgPublishPolicyFactory(k), simulation.MsgRetirePolicyFactory(k), simulation.MsgApproveOrderFactory(k),
			simulation.MsgWithdrawApprovalFactory(k), simulation.MsgUpdateParamsFactory(k),
		}
		supply := f.Supply("usure")
		for range 300 {
			factory := factories[r.Intn(len(factories))]
			data := simsx.NewChainDataSource(f.Ctx, r, f.Account, f.Bank, f.Addresses, accounts...)
			reporter := simsx.NewBasicSimulationReporter().WithScope(factory.MsgType())
			_, msg := factory.Create()(f.Ctx, data, reporter)
			if reporter.IsSkipped() || msg == nil {
				continue
			}
			name := sdk.MsgTypeURL(msg)
			require.NoError(t, f.Deliver(func(ctx sdk.Context) error { return route(ctx, f, k, msg) }), "%s: %s", name, msg)
			delivered[name]++
			require.NoError(t, k.Invariants(f.Ctx))
			f.NextBlock()
		}
		require.Equal(t, supply.String(), f.Supply("usure").String())
	}
	require.Len(t, delivered, 5, "every message was accepted at least once: %v", delivered)
}

func route(ctx context.Context, f *fixture.Fixture, k *keeper.Keeper, msg sdk.Msg) (err error) {
	s := keeper.NewMsgServer(k)
	switch msg := msg.(type) {
	case *types.MsgPublishPolicy:
		_, err = s.PublishPolicy(ctx, msg)
	case *types.MsgRetirePolicy:
		_, err = s.RetirePolicy(ctx, msg)
	case *types.MsgApproveOrder:
		_, err = s.ApproveOrder(ctx, msg)
	case *types.MsgWithdrawApproval:
		_, err = s.WithdrawApproval(ctx, msg)
	case *types.MsgUpdateParams:
		msg.Authority = f.Authority
		_, err = s.UpdateParams(ctx, msg)
	default:
		err = fmt.Errorf("no route for %T", msg)
	}
	return err
}
