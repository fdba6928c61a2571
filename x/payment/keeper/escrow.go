package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/payment/types"
)

// OpenEscrow locks a positive amount of the depositor's money under id. Errors: ErrEscrowExists, ErrDenomNotAllowed, ErrInvalidEscrow,
// ErrInvalidAmount, or the bank's own when the depositor does not have the money.
func (k *Keeper) OpenEscrow(ctx context.Context, id string, depositor sdk.AccAddress, amount sdk.Coin) error {
	owner, err := k.addresses.BytesToString(depositor)
	if err != nil {
		return err
	}
	escrow, err := types.NewEscrow(id, owner, amount)
	if err != nil {
		return err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if !params.Allows(amount.Denom) {
		return types.ErrDenomNotAllowed.Wrapf("an escrow cannot hold %s; the payment parameters list those it can", amount.Denom)
	}
	exists, err := k.Escrows.Has(ctx, id)
	if err != nil {
		return err
	}
	if exists {
		return types.ErrEscrowExists.Wrap(id)
	}
	if err := k.Escrows.Set(ctx, id, escrow); err != nil {
		return err
	}
	if err := k.bank.SendCoins(ctx, depositor, types.EscrowAddress(id), sdk.NewCoins(amount)); err != nil {
		return err
	}
	return emit(ctx, &types.EventEscrowOpened{Id: id, Depositor: owner, Amount: amount})
}

// ReleaseEscrow pays a part of an escrow out. A zero amount does nothing. Errors: ErrEscrowNotFound, ErrInsufficientFunds,
// ErrDenomNotAllowed; a recipient that cannot be paid is credited and is no error.
func (k *Keeper) ReleaseEscrow(ctx context.Context, id string, to sdk.AccAddress, amount sdk.Coin) error {
	escrow, err := k.escrow(ctx, id)
	if err != nil {
		return err
	}
	after, err := escrow.Release(amount)
	if err != nil || amount.IsZero() {
		return err
	}
	recipient, err := k.addresses.BytesToString(to)
	if err != nil {
		return err
	}
	if err := k.Escrows.Set(ctx, id, after); err != nil {
		return err
	}
	if err := k.Pay(ctx, types.EscrowAddress(id), to, amount); err != nil {
		return err
	}
	return emit(ctx, &types.EventEscrowReleased{Id: id, Recipient: recipient, Amount: amount})
}

// CloseEscrow pays what is left back to the depositor, deletes the record and returns what was left, which may be zero. Coins that
// someone else sent to the sub-account stay there. Error: ErrEscrowNotFound.
func (k *Keeper) CloseEscrow(ctx context.Context, id string) (sdk.Coin, error) {
	escrow, err := k.escrow(ctx, id)
	if err != nil {
		return sdk.Coin{}, err
	}
	depositor, err := k.addresses.StringToBytes(escrow.Depositor)
	if err != nil {
		return sdk.Coin{}, err
	}
	if err := k.Escrows.Remove(ctx, id); err != nil {
		return sdk.Coin{}, err
	}
	if err := k.Pay(ctx, types.EscrowAddress(id), depositor, escrow.Balance); err != nil {
		return sdk.Coin{}, err
	}
	return escrow.Balance, emit(ctx, &types.EventEscrowClosed{Id: id, Depositor: escrow.Depositor, Refund: escrow.Balance})
}

// EscrowBalance returns what an escrow still holds. Error: ErrEscrowNotFound.
func (k *Keeper) EscrowBalance(ctx context.Context, id string) (sdk.Coin, error) {
	escrow, err := k.escrow(ctx, id)
	return escrow.Balance, err
}

func (k *Keeper) escrow(ctx context.Context, id string) (types.Escrow, error) {
	if err := types.ValidateEscrowID(id); err != nil {
		return types.Escrow{}, err
	}
	escrow, err := k.Escrows.Get(ctx, id)
	if errors.Is(err, collections.ErrNotFound) {
		return types.Escrow{}, types.ErrEscrowNotFound.Wrap(id)
	}
	return escrow, err
}
