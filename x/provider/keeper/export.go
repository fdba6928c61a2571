package keeper

import (
	"context"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	genesis := &types.GenesisState{Params: params}
	err = k.Providers.Walk(ctx, nil, func(_ sdk.AccAddress, provider types.Provider) (bool, error) {
		genesis.Providers = append(genesis.Providers, provider)
		return false, nil
	})
	if err != nil {
		return nil, err
	}
	err = k.Allocations.Walk(ctx, nil, func(key AllocationKey, amount math.Int) (bool, error) {
		provider, err := k.addresses.BytesToString(key.K1())
		genesis.Allocations = append(genesis.Allocations, types.Allocation{Provider: provider, Id: key.K2(), Amount: amount})
		return false, err
	})
	if err != nil {
		return nil, err
	}
	err = k.Unbondings.Walk(ctx, nil, func(_ UnbondingKey, entry types.Unbonding) (bool, error) {
		genesis.Unbondings = append(genesis.Unbondings, entry)
		return false, nil
	})
	if err != nil {
		return nil, err
	}
	err = k.Endorsements.Walk(ctx, nil, func(_ EndorsementKey, endorsement types.Endorsement) (bool, error) {
		genesis.Endorsements = append(genesis.Endorsements, endorsement)
		return false, nil
	})
	return genesis, err
}
