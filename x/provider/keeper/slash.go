package keeper

import (
	"context"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

// Slash takes from one allocation, pays the user and the challenger, burns the rest and frees what was not slashed. The allocation is
// gone afterwards. A recipient that cannot be paid is credited and is no error. Errors: ErrProviderNotFound, ErrAllocationNotFound,
// ErrInvalidSlash for a negative amount.
func (k *Keeper) Slash(ctx context.Context, request types.SlashRequest) (types.SlashSplit, error) {
	request, err := request.Normalise()
	if err != nil {
		return types.SlashSplit{}, err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return types.SlashSplit{}, err
	}
	provider, allocated, err := k.takeAllocation(ctx, request.Provider, request.AllocationID)
	if err != nil {
		return types.SlashSplit{}, err
	}
	slashed := request.Slashed(allocated)
	split, err := types.SplitSlash(slashed, request.Loss, params.RewardBps, !request.Challenger.Empty())
	if err != nil {
		return types.SlashSplit{}, err
	}
	if provider.Bond, err = provider.Bond.Slash(allocated, slashed); err != nil {
		return types.SlashSplit{}, err
	}
	if err := k.Providers.Set(ctx, request.Provider, provider); err != nil {
		return types.SlashSplit{}, err
	}
	if err := k.distribute(ctx, request, split, params.BondDenom); err != nil {
		return types.SlashSplit{}, err
	}
	coin := func(amount math.Int) sdk.Coin { return sdk.NewCoin(params.BondDenom, amount) }
	return split, emit(ctx, &types.EventBondSlashed{
		Provider: provider.Address, Id: request.AllocationID, Slashed: coin(slashed), ToUser: coin(split.ToUser),
		ToChallenger: coin(split.ToChallenger), Burned: coin(split.Burned), Reason: request.Reason,
	})
}

// distribute is the one way by which slashed money leaves a bond.
func (k *Keeper) distribute(ctx context.Context, request types.SlashRequest, split types.SlashSplit, denom string) error {
	from := types.BondAddress(request.Provider)
	if split.ToUser.IsPositive() {
		if err := k.payment.Pay(ctx, from, request.User, sdk.NewCoin(denom, split.ToUser)); err != nil {
			return err
		}
	}
	if split.ToChallenger.IsPositive() {
		if err := k.payment.Pay(ctx, from, request.Challenger, sdk.NewCoin(denom, split.ToChallenger)); err != nil {
			return err
		}
	}
	if !split.Burned.IsPositive() {
		return nil
	}
	burned := sdk.NewCoins(sdk.NewCoin(denom, split.Burned))
	if err := k.bank.SendCoinsFromAccountToModule(ctx, from, types.ModuleName, burned); err != nil {
		return err
	}
	return k.bank.BurnCoins(ctx, types.ModuleName, burned)
}
