package keeper

import (
	"context"
	"math"

	"cosmossdk.io/collections"
	sdkmath "cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// Bond adds to a provider's free bond. Errors: ErrProviderNotFound, ErrProviderInactive, ErrInvalidBond, or the bank's own.
func (k *Keeper) Bond(ctx context.Context, addr sdk.AccAddress, amount sdk.Coin) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckBondCoin(amount); err != nil {
		return err
	}
	provider, err := k.activeProvider(ctx, addr)
	if err != nil {
		return err
	}
	if provider.Bond, err = provider.Bond.Add(amount.Amount); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	if err := k.bank.SendCoins(ctx, addr, types.BondAddress(addr), sdk.NewCoins(amount)); err != nil {
		return err
	}
	return emit(ctx, &types.EventBonded{Provider: provider.Address, Amount: amount})
}

// Unbond starts to take free bond out and returns the height at which it is paid. What stays must still be the least bond of a
// registration. Errors: ErrProviderNotFound, ErrProviderInactive, ErrInvalidBond, ErrInsufficientFreeBond, ErrBondTooSmall,
// ErrTooManyUnbondings.
func (k *Keeper) Unbond(ctx context.Context, addr sdk.AccAddress, amount sdk.Coin) (int64, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if err := params.CheckBondCoin(amount); err != nil {
		return 0, err
	}
	provider, err := k.activeProvider(ctx, addr)
	if err != nil {
		return 0, err
	}
	if provider.UnbondingEntries >= params.MaxUnbondingEntries {
		return 0, types.ErrTooManyUnbondings.Wrapf("%d are under way, at most %d are possible; wait for one to end",
			provider.UnbondingEntries, params.MaxUnbondingEntries)
	}
	if err := provider.CheckRemaining(amount.Amount, params.MinBond); err != nil {
		return 0, err
	}
	return k.startUnbonding(ctx, addr, provider, amount.Amount)
}

// startUnbonding saves the provider with one queue entry more.
func (k *Keeper) startUnbonding(ctx context.Context, addr sdk.AccAddress, provider types.Provider, amount sdkmath.Int) (int64, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	height := sdk.UnwrapSDKContext(ctx).BlockHeight()
	if height > math.MaxInt64-params.UnbondingBlocks {
		return 0, types.ErrInvalidBond.Wrapf("height %d and %d blocks overflow", height, params.UnbondingBlocks)
	}
	if provider.Bond, err = provider.Bond.Unbond(amount); err != nil {
		return 0, err
	}
	entry := types.Unbonding{
		Provider: provider.Address, Sequence: provider.UnbondingSequence, Amount: amount, CompletionHeight: height + params.UnbondingBlocks,
	}
	provider.UnbondingSequence++
	provider.UnbondingEntries++
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return 0, err
	}
	if err := k.setUnbonding(ctx, addr, entry); err != nil {
		return 0, err
	}
	return entry.CompletionHeight, emit(ctx, &types.EventUnbondingStarted{
		Provider: provider.Address, Amount: sdk.NewCoin(params.BondDenom, amount), CompletionHeight: entry.CompletionHeight,
	})
}

// setUnbonding writes an entry and its place in the queue.
func (k *Keeper) setUnbonding(ctx context.Context, addr sdk.AccAddress, entry types.Unbonding) error {
	if err := k.Unbondings.Set(ctx, collections.Join(addr, entry.Sequence), entry); err != nil {
		return err
	}
	return k.UnbondingQueue.Set(ctx, collections.Join3(entry.CompletionHeight, addr, entry.Sequence))
}

func (k *Keeper) activeProvider(ctx context.Context, addr sdk.AccAddress) (types.Provider, error) {
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return provider, err
	}
	return provider, provider.RequireActive()
}
