package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// GetProvider returns a provider's record. Error: ErrProviderNotFound.
func (k *Keeper) GetProvider(ctx context.Context, addr sdk.AccAddress) (types.Provider, error) {
	provider, err := k.Providers.Get(ctx, addr)
	if errors.Is(err, collections.ErrNotFound) {
		return types.Provider{}, types.ErrProviderNotFound.Wrapf("%s; register it first", addr)
	}
	return provider, err
}

// Register makes a provider of addr and moves its first bond in. Errors: ErrProviderExists, ErrBondTooSmall, ErrInvalidBond,
// ErrInvalidProfile and the like, or the bank's own when the money is not there.
func (k *Keeper) Register(ctx context.Context, addr sdk.AccAddress, profile types.Profile, bond sdk.Coin) error {
	exists, err := k.Providers.Has(ctx, addr)
	if err != nil {
		return err
	}
	if exists {
		return types.ErrProviderExists.Wrapf("%s; one that is leaving can register again when its last unbonding is paid out", addr)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckBondCoin(bond); err != nil {
		return err
	}
	if bond.Amount.LT(params.MinBond) {
		return types.ErrBondTooSmall.Wrapf("%s, at least %s%s is needed", bond, params.MinBond, params.BondDenom)
	}
	text, err := k.addresses.BytesToString(addr)
	if err != nil {
		return err
	}
	height := sdk.UnwrapSDKContext(ctx).BlockHeight()
	provider, err := types.NewProvider(text, profile, bond.Amount, height)
	if err != nil {
		return err
	}
	if err := k.setAttributes(ctx, addr, nil, provider.Attributes); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	if err := k.bank.SendCoins(ctx, addr, types.BondAddress(addr), sdk.NewCoins(bond)); err != nil {
		return err
	}
	return emit(ctx, &types.EventProviderRegistered{Provider: text, Bond: bond})
}

// Update replaces a provider's own fields and its maintenance window. Errors: ErrProviderNotFound, ErrProviderInactive, or what is
// wrong with the fields.
func (k *Keeper) Update(ctx context.Context, addr sdk.AccAddress, profile types.Profile, window types.Maintenance) error {
	before, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	if err := before.RequireActive(); err != nil {
		return err
	}
	if err := window.Validate(); err != nil {
		return err
	}
	after, err := before.WithProfile(profile, sdk.UnwrapSDKContext(ctx).BlockHeight())
	if err != nil {
		return err
	}
	after.MaintenanceFrom, after.MaintenanceTo = window.From, window.To
	if err := k.setAttributes(ctx, addr, before.Attributes, after.Attributes); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, after); err != nil {
		return err
	}
	return emit(ctx, &types.EventProviderUpdated{Provider: after.Address})
}

// Deregister stops new work and starts to unbond everything. Errors: ErrProviderNotFound, ErrProviderInactive, ErrLiveAllocations.
func (k *Keeper) Deregister(ctx context.Context, addr sdk.AccAddress) error {
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	if err := provider.RequireActive(); err != nil {
		return err
	}
	if provider.Allocations > 0 {
		return types.ErrLiveAllocations.Wrapf("%d of %s; wait for them to end", provider.Allocations, provider.Address)
	}
	provider.State = types.ProviderStateDeregistering
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	if provider.Bond.Free.IsPositive() {
		if _, err := k.startUnbonding(ctx, addr, provider, provider.Bond.Free); err != nil {
			return err
		}
	} else if err := k.removeIfGone(ctx, addr, provider); err != nil {
		return err
	}
	return emit(ctx, &types.EventProviderDeregistered{Provider: provider.Address})
}

// removeIfGone deletes a leaving provider's record with its last coin. Its endorsements stay: they are older than any record that may
// come after, so they count for nothing, and walking them here could be made arbitrarily expensive.
func (k *Keeper) removeIfGone(ctx context.Context, addr sdk.AccAddress, provider types.Provider) error {
	if !provider.Gone() {
		return nil
	}
	if err := k.setAttributes(ctx, addr, provider.Attributes, nil); err != nil {
		return err
	}
	if err := k.Providers.Remove(ctx, addr); err != nil {
		return err
	}
	return emit(ctx, &types.EventProviderRemoved{Provider: provider.Address})
}

// setAttributes moves the index from the old attributes to the new.
func (k *Keeper) setAttributes(ctx context.Context, addr sdk.AccAddress, before, after []types.Attribute) error {
	for _, attribute := range before {
		if err := k.Attributes.Remove(ctx, collections.Join3(attribute.Key, attribute.Value, addr)); err != nil {
			return err
		}
	}
	for _, attribute := range after {
		if err := k.Attributes.Set(ctx, collections.Join3(attribute.Key, attribute.Value, addr)); err != nil {
			return err
		}
	}
	return nil
}
