package simulation

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"

	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
)

// MsgCloseLeaseFactory lets one of the parties of an active lease close it.
func MsgCloseLeaseFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgCloseLease] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgCloseLease) {
		var chosen types.Lease
		looked, wanted := 0, 1+data.Rand().Intn(maxLooked)
		prefix := collections.NewPrefixedPairRange[int32, keeper.LeaseKey](int32(types.LeaseStateActive))
		err := k.Leases.Indexes.State.Walk(ctx, prefix, func(_ int32, key keeper.LeaseKey) (bool, error) {
			looked++
			lease, err := k.Leases.Get(ctx, key)
			if err == nil && !lease.Closing && data.HasAccount(lease.Owner) && data.HasAccount(lease.Provider) {
				chosen = lease
			}
			return looked == wanted, err
		})
		if err != nil || chosen.Id == "" {
			return skip[*types.MsgCloseLease](reporter, "no lease is active")
		}
		by := chosen.Owner
		if data.Rand().Bool() {
			by = chosen.Provider
		}
		return []simsx.SimAccount{data.GetAccount(reporter, by)}, &types.MsgCloseLease{Sender: by, LeaseId: chosen.Id}
	}
}

// MsgUpdateParamsFactory proposes other limits and keeps the denominations.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			return skip[*types.MsgUpdateParams](reporter, err.Error())
		}
		params.OrdersPerBlock = uint32(1 + data.Rand().Intn(10))
		params.LeasesPerBlock = uint32(1 + data.Rand().Intn(10))
		params.MissedSlashBps = uint32(data.Rand().Intn(10_001))
		params.ClosingFeeBps = uint32(data.Rand().Intn(10_001))
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: params}
	}
}
