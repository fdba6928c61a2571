package simulation

import (
	"context"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/payment/keeper"
	"github.com/suretynetwork/surety/x/payment/types"
)

// maxLooked bounds how many claimables one operation looks through.
const maxLooked = 50

// MsgClaimFactory claims for a simulated account that is owed something that can move, and is skipped where none is.
func MsgClaimFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgClaim] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgClaim) {
		var owner simsx.SimAccount
		var denom string
		looked := 0
		err := k.Claimables.Walk(ctx, nil, func(key collections.Pair[sdk.AccAddress, string], _ math.Int) (bool, error) {
			looked++
			if data.HasAccount(key.K1().String()) && data.IsSendEnabledDenom(key.K2()) {
				owner, denom = data.GetAccountbyAccAddr(reporter, key.K1()), key.K2()
				return true, nil
			}
			return looked == maxLooked, nil
		})
		if err != nil || denom == "" {
			reporter.Skip("no simulated account is owed anything")
			return nil, nil
		}
		return []simsx.SimAccount{owner}, &types.MsgClaim{Owner: owner.AddressBech32, Denom: denom}
	}
}

// MsgUpdateParamsFactory proposes parameters that keep the denominations in use.
func MsgUpdateParamsFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgUpdateParams] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgUpdateParams) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			reporter.Skip(err.Error())
			return nil, nil
		}
		return nil, &types.MsgUpdateParams{Authority: data.ModuleAccountAddress(reporter, "gov"), Params: params}
	}
}
