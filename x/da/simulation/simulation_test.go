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
	"github.com/suretynetwork/surety/x/da/keeper"
	"github.com/suretynetwork/surety/x/da/simulation"
	"github.com/suretynetwork/surety/x/da/types"
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
		k, err := keeper.NewKeeper(f.Codec, f.StoreService(types.StoreKey), f.Addresses, f.Authority)
		require.NoError(t, err)
		state := &module.SimulationState{
			Rand: r, Cdc: f.Codec, BondDenom: "usure", GenState: map[string]json.RawMessage{}, GenTimestamp: f.Ctx.BlockTime(), Accounts: accounts,
		}
		simulation.RandomGenesis(state)
		var genesis types.GenesisState
		f.Codec.MustUnmarshalJSON(state.GenState[types.ModuleName], &genesis)
		require.NoError(t, k.InitGenesis(f.Ctx, &genesis))
		celestia := simulation.NewCelestia()
		factories := []simsx.SimMsgFactoryX{
			simulation.MsgUpdateClientFactory(k, celestia), simulation.MsgRecordBatchFactory(k, celestia),
			simulation.MsgUpdateClientFactory(k, celestia), simulation.MsgRecordBatchFactory(k, celestia),
			simulation.MsgSubmitMisbehaviourFactory(k, celestia), simulation.MsgTrustHeaderFactory(k, celestia),
			simulation.MsgTrustHeaderFactory(k, celestia), simulation.MsgRewindBatchesFactory(k), simulation.MsgUpdateParamsFactory(k),
		}
		for range 300 {
			require.NoError(t, k.BeginBlock(f.Ctx))
			factory := factories[r.Intn(len(factories))]
			data := simsx.NewChainDataSource(f.Ctx, r, f.Account, f.Bank, f.Addresses, accounts...)
			reporter := simsx.NewBasicSimulationReporter().WithScope(factory.MsgType())
			_, msg := factory.Create()(f.Ctx, data, reporter)
			if !reporter.IsSkipped() && msg != nil {
				name := sdk.MsgTypeURL(msg)
				require.NoError(t, f.Deliver(func(ctx sdk.Context) error { return route(ctx, f, k, msg) }), name)
				delivered[name]++
			}
			require.NoError(t, k.EndBlock(f.Ctx))
			require.NoError(t, k.Invariants(f.Ctx))
			f.NextBlock()
		}
	}
	require.Len(t, delivered, 6, "every message was accepted at least once: %v", delivered)
}

func route(ctx context.Context, f *fixture.Fixture, k *keeper.Keeper, msg sdk.Msg) (err error) {
	s := keeper.NewMsgServer(k)
	switch msg := msg.(type) {
	case *types.MsgUpdateClient:
		_, err = s.UpdateClient(ctx, msg)
	case *types.MsgRecordBatch:
		_, err = s.RecordBatch(ctx, msg)
	case *types.MsgSubmitMisbehaviour:
		_, err = s.SubmitMisbehaviour(ctx, msg)
	case *types.MsgTrustHeader:
		msg.Authority = f.Authority
		_, err = s.TrustHeader(ctx, msg)
	case *types.MsgRewindBatches:
		msg.Authority = f.Authority
		_, err = s.RewindBatches(ctx, msg)
	case *types.MsgUpdateParams:
		msg.Authority = f.Authority
		_, err = s.UpdateParams(ctx, msg)
	default:
		err = fmt.Errorf("no route for %T", msg)
	}
	return err
}
