package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"
	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// Allocate puts free bond behind id; the amount may be zero. Errors: ErrProviderNotFound, ErrProviderInactive,
// ErrInsufficientFreeBond, ErrAllocationExists, ErrInvalidAllocation.
func (k *Keeper) Allocate(ctx context.Context, addr sdk.AccAddress, id string, amount sdkmath.Int) error {
	if err := types.ValidateAllocationID(id); err != nil {
		return err
	}
	if amount.IsNil() || amount.IsNegative() {
		return types.ErrInvalidAllocation.Wrapf("%s for %s", amount, id)
	}
	provider, err := k.activeProvider(ctx, addr)
	if err != nil {
		return err
	}
	key := collections.Join(addr, id)
	exists, err := k.Allocations.Has(ctx, key)
	if err != nil {
		return err
	}
	if exists {
		return types.ErrAllocationExists.Wrapf("%s of %s", id, provider.Address)
	}
	if provider.Bond, err = provider.Bond.Allocate(amount); err != nil {
		return err
	}
	if provider.Allocations == math.MaxUint32 {
		return types.ErrInvalidAllocation.Wrapf("%s has %d, no more are possible", provider.Address, provider.Allocations)
	}
	provider.Allocations++
	if err := k.Allocations.Set(ctx, key, amount); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	coin, err := k.bondCoin(ctx, amount)
	if err != nil {
		return err
	}
	return emit(ctx, &types.EventBondAllocated{Provider: provider.Address, Id: id, Amount: coin})
}

// Release frees the bond behind id. Errors: ErrProviderNotFound, ErrAllocationNotFound.
func (k *Keeper) Release(ctx context.Context, addr sdk.AccAddress, id string) error {
	provider, amount, err := k.takeAllocation(ctx, addr, id)
	if err != nil {
		return err
	}
	if provider.Bond, err = provider.Bond.Release(amount); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	coin, err := k.bondCoin(ctx, amount)
	if err != nil {
		return err
	}
	return emit(ctx, &types.EventBondReleased{Provider: provider.Address, Id: id, Amount: coin})
}

// takeAllocation deletes the record and counts it off. The caller moves the amount and saves the provider.
func (k *Keeper) takeAllocation(ctx context.Context, addr sdk.AccAddress, id string) (types.Provider, sdkmath.Int, error) {
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return provider, sdkmath.Int{}, err
	}
	key := collections.Join(addr, id)
	amount, err := k.Allocations.Get(ctx, key)
	if errors.Is(err, collections.ErrNotFound) {
		return provider, amount, types.ErrAllocationNotFound.Wrapf("%s of %s", id, provider.Address)
	}
	if err != nil {
		return provider, amount, err
	}
	if provider.Allocations == 0 {
		return provider, amount, types.ErrInvalidAllocation.Wrapf("%s counts none, but has %s", provider.Address, id)
	}
	provider.Allocations--
	return provider, amount, k.Allocations.Remove(ctx, key)
}

func (k *Keeper) bondCoin(ctx context.Context, amount sdkmath.Int) (sdk.Coin, error) {
	denom, err := k.BondDenom(ctx)
	if err != nil {
		return sdk.Coin{}, err
	}
	return sdk.NewCoin(denom, amount), nil
}
