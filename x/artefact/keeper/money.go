package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/artefact/types"
)

// This file has every way in which money enters and leaves the module. Royalties never enter it: the market pays them from its escrow.

// hold takes a price, a reward or a bond in.
func (k *Keeper) hold(ctx context.Context, from, account sdk.AccAddress, amount sdk.Coin) error {
	if amount.IsZero() {
		return nil
	}
	return k.bank.SendCoins(ctx, from, account, sdk.NewCoins(amount))
}

// pay lets money out of a sub-account. A recipient that cannot be paid is credited by x/payment. Zero is nothing to do.
func (k *Keeper) pay(ctx context.Context, account, to sdk.AccAddress, amount sdk.Coin) error {
	return k.payment.Pay(ctx, account, to, amount)
}

// forfeit gives money to the fee collector: the fee for a claim, or a part of a bond.
func (k *Keeper) forfeit(ctx context.Context, from sdk.AccAddress, amount sdk.Coin) error {
	if amount.IsZero() {
		return nil
	}
	return k.bank.SendCoinsFromAccountToModule(ctx, from, authtypes.FeeCollectorName, sdk.NewCoins(amount))
}

// payReward pays a holder for an answer, or a sponsor what was not earned.
func (k *Keeper) payReward(ctx context.Context, id types.DealID, to sdk.AccAddress, amount sdk.Coin) error {
	return k.pay(ctx, types.RewardAddress(id), to, amount)
}

// takeBond takes a loss from a holder's bond.
func (k *Keeper) takeBond(ctx context.Context, id types.DealID, denom string, loss types.Loss) error {
	if err := k.pay(ctx, types.BondAddress(id), id.Sponsor, sdk.NewCoin(denom, loss.ToSponsor)); err != nil {
		return err
	}
	return k.forfeit(ctx, types.BondAddress(id), sdk.NewCoin(denom, loss.Forfeited))
}
