package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"

	"github.com/suretynetwork/surety/x/internal/drain"
	"github.com/suretynetwork/surety/x/payment/types"
)

// Causes of EventPaymentDeferred.
const (
	causeBlocked = "blocked"
	causeRefused = "refused"
)

// Pay delivers an amount, or, where the recipient cannot be paid, keeps it for the recipient to claim. A zero amount does nothing.
// It fails only on the caller's side: ErrInvalidAmount, ErrInvalidRecipient for an empty address, or the bank's ErrInsufficientFunds.
func (k *Keeper) Pay(ctx context.Context, from, to sdk.AccAddress, amount sdk.Coin) error {
	if err := types.ValidateAmount(amount); err != nil {
		return err
	}
	if amount.IsZero() {
		return nil
	}
	if to.Empty() {
		return types.ErrInvalidRecipient.Wrapf("no address to pay %s to", amount)
	}
	if k.bank.BlockedAddr(to) {
		return k.deferPayment(ctx, from, payment{to, amount, causeBlocked})
	}
	if !k.bank.IsSendEnabledCoin(ctx, amount) {
		return k.deferPayment(ctx, from, payment{to, amount, causeRefused})
	}
	err := drain.Safely(sdk.UnwrapSDKContext(ctx), func(ctx sdk.Context) error {
		return k.bank.SendCoins(ctx, from, to, sdk.NewCoins(amount))
	})
	if err == nil || errors.Is(err, sdkerrors.ErrInsufficientFunds) {
		return err
	}
	sdk.UnwrapSDKContext(ctx).Logger().Info("payment deferred", "module", types.ModuleName, "error", err)
	return k.deferPayment(ctx, from, payment{to, amount, causeRefused})
}

type payment struct {
	to     sdk.AccAddress
	amount sdk.Coin
	cause  string
}

func (k *Keeper) deferPayment(ctx context.Context, from sdk.AccAddress, p payment) error {
	owner, err := k.addresses.BytesToString(p.to)
	if err != nil {
		return err
	}
	key := collections.Join(p.to, p.amount.Denom)
	owed, err := k.claimable(ctx, key)
	if err != nil {
		return err
	}
	owed, err = owed.SafeAdd(p.amount.Amount)
	if err != nil {
		return types.ErrInvalidAmount.Wrapf("claimable of %s: %s", owner, err)
	}
	if err := k.Claimables.Set(ctx, key, owed); err != nil {
		return err
	}
	if err := k.bank.SendCoins(ctx, from, types.ClaimablesAddress(), sdk.NewCoins(p.amount)); err != nil {
		return err
	}
	return emit(ctx, &types.EventPaymentDeferred{Owner: owner, Amount: p.amount, Cause: p.cause})
}

// Claim pays what is owed to owner in one denomination to recipient and returns it. Errors: ErrNothingToClaim, ErrInvalidRecipient,
// ErrSendDisabled, or the bank's own when it refuses the recipient.
func (k *Keeper) Claim(ctx context.Context, owner, recipient sdk.AccAddress, denom string) (sdk.Coin, error) {
	if err := k.checkRecipient(recipient); err != nil {
		return sdk.Coin{}, err
	}
	key := collections.Join(owner, denom)
	owed, err := k.claimable(ctx, key)
	if err != nil {
		return sdk.Coin{}, err
	}
	if owed.IsZero() {
		return sdk.Coin{}, types.ErrNothingToClaim.Wrapf("no %q waits for %s", denom, owner)
	}
	if err := k.Claimables.Remove(ctx, key); err != nil {
		return sdk.Coin{}, err
	}
	amount := sdk.NewCoin(denom, owed)
	if !k.bank.IsSendEnabledCoin(ctx, amount) {
		return sdk.Coin{}, types.ErrSendDisabled.Wrapf("%s cannot move now; claim again when the bank allows it", denom)
	}
	if err := k.bank.SendCoins(ctx, types.ClaimablesAddress(), recipient, sdk.NewCoins(amount)); err != nil {
		return sdk.Coin{}, err
	}
	return amount, k.emitClaimed(ctx, owner, recipient, amount)
}

// A claim to the sub-account it comes from would erase the record and leave the money.
func (k *Keeper) checkRecipient(recipient sdk.AccAddress) error {
	if k.bank.BlockedAddr(recipient) || recipient.Equals(types.ClaimablesAddress()) {
		return types.ErrInvalidRecipient.Wrapf("%s may not receive coins; name another recipient", recipient)
	}
	return nil
}

func (k *Keeper) emitClaimed(ctx context.Context, owner, recipient sdk.AccAddress, amount sdk.Coin) error {
	from, err := k.addresses.BytesToString(owner)
	if err != nil {
		return err
	}
	to, err := k.addresses.BytesToString(recipient)
	if err != nil {
		return err
	}
	return emit(ctx, &types.EventClaimed{Owner: from, Recipient: to, Amount: amount})
}

// claimable returns zero where nothing is owed.
func (k *Keeper) claimable(ctx context.Context, key collections.Pair[sdk.AccAddress, string]) (math.Int, error) {
	owed, err := k.Claimables.Get(ctx, key)
	if errors.Is(err, collections.ErrNotFound) {
		return math.ZeroInt(), nil
	}
	return owed, err
}
