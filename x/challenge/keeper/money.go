package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/challenge/types"
)

// This file holds every way in and out of the court's sub-accounts. What a verdict moves is the bond's and the escrow's, elsewhere.

// stake takes a bond or fee in.
func (k *Keeper) stake(ctx context.Context, from, into sdk.AccAddress, amount sdk.Coin) error {
	if !amount.IsPositive() {
		return nil
	}
	return k.bank.SendCoins(ctx, from, into, sdk.NewCoins(amount))
}

// forfeit sends the bond of a sealed claim that was not followed up to the fee collector.
func (k *Keeper) forfeit(ctx context.Context, c types.Commitment) error {
	return k.bank.SendCoinsFromAccountToModule(ctx, types.ClaimAddress(c.Commitment), authtypes.FeeCollectorName, sdk.NewCoins(c.Bond))
}

// payBond pays a challenge's bond out, to its challenger or to the provider that it troubled for nothing.
func (k *Keeper) payBond(ctx context.Context, c types.Challenge, to string) error {
	id, err := types.ParseChallengeID(c.Id)
	if err != nil {
		return err
	}
	addr, err := sdk.AccAddressFromBech32(to)
	if err != nil {
		return err
	}
	return k.payment.Pay(ctx, types.BondAddress(id), addr, c.Bond)
}
