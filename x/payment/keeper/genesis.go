package keeper

import (
	"context"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/payment/types"
)

// InitGenesis writes a state and checks it against the bank, whose state must be there already.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, escrow := range genesis.Escrows {
		if err := k.Escrows.Set(ctx, escrow.Id, escrow); err != nil {
			return err
		}
	}
	for _, claimable := range genesis.Claimables {
		owner, err := k.addresses.StringToBytes(claimable.Owner)
		if err != nil {
			return err
		}
		key := collections.Join(sdk.AccAddress(owner), claimable.Amount.Denom)
		if err := k.Claimables.Set(ctx, key, claimable.Amount.Amount); err != nil {
			return err
		}
	}
	return k.Invariants(ctx)
}

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	genesis := &types.GenesisState{Params: params}
	err = k.Escrows.Walk(ctx, nil, func(_ string, escrow types.Escrow) (bool, error) {
		genesis.Escrows = append(genesis.Escrows, escrow)
		return false, nil
	})
	if err != nil {
		return nil, err
	}
	err = k.Claimables.Walk(ctx, nil, func(key collections.Pair[sdk.AccAddress, string], amount math.Int) (bool, error) {
		owner, err := k.addresses.BytesToString(key.K1())
		genesis.Claimables = append(genesis.Claimables, types.Claimable{Owner: owner, Amount: sdk.NewCoin(key.K2(), amount)})
		return false, err
	})
	return genesis, err
}
