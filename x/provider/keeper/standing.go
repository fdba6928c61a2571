package keeper

import (
	"context"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// CanBid says whether a provider may take work at a height with that much free bond. Errors: ErrProviderNotFound, ErrProviderInactive,
// ErrProviderInMaintenance, ErrInsufficientFreeBond.
func (k *Keeper) CanBid(ctx context.Context, addr sdk.AccAddress, height int64, bond math.Int) error {
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	return provider.CanBid(height, bond)
}

// Record counts an outcome for a provider's reputation. It cannot fail: a counter must never hold up a settlement. What goes wrong is
// logged.
func (k *Keeper) Record(ctx context.Context, addr sdk.AccAddress, outcome types.Outcome) {
	provider, err := k.GetProvider(ctx, addr)
	if err == nil {
		var known bool
		if provider.Reputation, known = provider.Reputation.Count(outcome); known {
			err = k.Providers.Set(ctx, addr, provider)
		}
	}
	if err != nil {
		sdk.UnwrapSDKContext(ctx).Logger().Error("outcome not recorded", "module", types.ModuleName, "outcome", outcome, "error", err)
	}
}

// BondDenom returns the denomination of bonds.
func (k *Keeper) BondDenom(ctx context.Context) (string, error) {
	params, err := k.Params.Get(ctx)
	return params.BondDenom, err
}

// RewardBps returns the challenger's share of a slash in basis points.
func (k *Keeper) RewardBps(ctx context.Context) (uint32, error) {
	params, err := k.Params.Get(ctx)
	return params.RewardBps, err
}

// UnbondingBlocks returns how many blocks an unbonding takes.
func (k *Keeper) UnbondingBlocks(ctx context.Context) (int64, error) {
	params, err := k.Params.Get(ctx)
	return params.UnbondingBlocks, err
}
