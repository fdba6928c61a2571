package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// This file has every way in which money enters and leaves the module. Fees and deposits are in the order's holding account, prices in
// its escrow with x/payment; bonds never leave x/provider but by its own slash.

// hold takes a fee or a deposit in.
func (k *Keeper) hold(ctx context.Context, id types.OrderID, from sdk.AccAddress, amount sdk.Coin) error {
	if amount.IsZero() {
		return nil
	}
	return k.bank.SendCoins(ctx, from, types.HoldingAddress(id), sdk.NewCoins(amount))
}

// giveBack returns a fee or a deposit.
func (k *Keeper) giveBack(ctx context.Context, id types.OrderID, to sdk.AccAddress, amount sdk.Coin) error {
	return k.payment.Pay(ctx, types.HoldingAddress(id), to, amount)
}

// forfeit gives a fee or a deposit to the fee collector.
func (k *Keeper) forfeit(ctx context.Context, id types.OrderID, amount sdk.Coin) error {
	if amount.IsZero() {
		return nil
	}
	return k.bank.SendCoinsFromAccountToModule(ctx, types.HoldingAddress(id), authtypes.FeeCollectorName, sdk.NewCoins(amount))
}

// lockEscrow locks the highest price for every lease that the order wants.
func (k *Keeper) lockEscrow(ctx context.Context, id types.OrderID, terms types.Terms) error {
	return k.payment.OpenEscrow(ctx, id.String(), id.Owner, terms.Escrow())
}

// releaseEscrow pays a price, or returns a part of the escrow to the owner. Zero is nothing to do.
func (k *Keeper) releaseEscrow(ctx context.Context, id types.OrderID, to sdk.AccAddress, amount sdk.Coin) error {
	return k.payment.ReleaseEscrow(ctx, id.String(), to, amount)
}

// closeEscrow returns what is left to the owner.
func (k *Keeper) closeEscrow(ctx context.Context, id types.OrderID) (sdk.Coin, error) {
	return k.payment.CloseEscrow(ctx, id.String())
}

// payLease pays what a lease earned. Of the price of a result that is final, royalties go first; any other payment is the provider's
// alone. A recipient that cannot be paid is credited by x/payment, so a royalty holds up nobody.
func (k *Keeper) payLease(ctx context.Context, id types.LeaseID, lease types.Lease, paid sdk.Coin) error {
	if lease.State != types.LeaseStateSettled {
		if err := k.royalties.DropRoyalty(ctx, lease.Id); err != nil {
			return err
		}
		return k.releaseEscrow(ctx, id.Order, id.Provider, paid)
	}
	payouts, rest, err := k.royalties.TakeRoyalties(ctx, lease.Id, paid)
	if err != nil {
		return err
	}
	for _, payout := range payouts {
		recipient, err := k.addresses.StringToBytes(payout.Recipient)
		if err != nil {
			return err
		}
		if err := k.releaseEscrow(ctx, id.Order, recipient, payout.Amount); err != nil {
			return err
		}
	}
	return k.releaseEscrow(ctx, id.Order, id.Provider, rest)
}
