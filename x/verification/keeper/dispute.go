package keeper

import (
	"context"
	"errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// OpenDispute counts a challenge: the receipt cannot become final while it lives. Errors: ErrReceiptNotFound, ErrReceiptState,
// ErrWindowClosed.
func (k *Keeper) OpenDispute(ctx context.Context, id markettypes.LeaseID) error {
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	if err := r.InWindow(height(ctx)); err != nil {
		return err
	}
	r.LiveChallenges++
	return k.Receipts.Set(ctx, leaseKey(id), r)
}

// CloseDispute counts a challenge off. The last one after the window lets the receipt be concluded in the next block. On a concluded
// receipt it does nothing.
func (k *Keeper) CloseDispute(ctx context.Context, id markettypes.LeaseID) error {
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	if r.State != types.ReceiptStatePending {
		return nil
	}
	if r.LiveChallenges == 0 {
		return types.ErrReceiptState.Wrapf("the receipt for %s counts no disputes", id)
	}
	r.LiveChallenges--
	if err := k.Receipts.Set(ctx, leaseKey(id), r); err != nil {
		return err
	}
	if !r.Quiet(height(ctx) + 1) {
		return nil
	}
	return k.FinalQueue.Set(ctx, queueKey(height(ctx)+1, id))
}

// ExtendWindow keeps a receipt open to challenge at least until a height. Errors: ErrReceiptNotFound, ErrReceiptState.
func (k *Keeper) ExtendWindow(ctx context.Context, id markettypes.LeaseID, until int64) error {
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	if err := r.Open(); err != nil {
		return err
	}
	if until <= r.WindowEnd {
		return nil
	}
	if err := k.FinalQueue.Remove(ctx, queueKey(r.WindowEnd+1, id)); err != nil {
		return err
	}
	r.WindowEnd = until
	if err := k.FinalQueue.Set(ctx, queueKey(until+1, id)); err != nil {
		return err
	}
	return k.Receipts.Set(ctx, leaseKey(id), r)
}

// Fault ends a lease against its provider: the user is refunded and the bond slashed. The winner may be nil. The lease may have no
// receipt yet. Errors: ErrReceiptState for a concluded receipt, and x/market's.
func (k *Keeper) Fault(ctx context.Context, id markettypes.LeaseID, winner sdk.AccAddress, reason string) (providertypes.SlashSplit, error) {
	r, err := k.GetReceipt(ctx, id)
	known := err == nil
	if err != nil && !errors.Is(err, types.ErrReceiptNotFound) {
		return providertypes.SlashSplit{}, err
	}
	if known {
		if err := r.Open(); err != nil {
			return providertypes.SlashSplit{}, err
		}
		if err := k.conclude(ctx, id, r, types.ReceiptStateFaulted, reason); err != nil {
			return providertypes.SlashSplit{}, err
		}
	}
	split, err := k.market.FaultLease(ctx, id, winner, reason)
	if err != nil || !known {
		return split, err
	}
	if err := k.wakeSiblings(ctx, id.Order); err != nil {
		return split, err
	}
	return split, k.hooks.AfterReceiptConcluded(ctx, id, types.ReceiptStateFaulted)
}

// conclude writes a receipt's end. The caller moves the lease's money and tells the hooks.
func (k *Keeper) conclude(ctx context.Context, id markettypes.LeaseID, r types.Receipt, state types.ReceiptState, reason string) error {
	if err := k.dropDemand(ctx, id); err != nil {
		return err
	}
	if err := k.FinalQueue.Remove(ctx, queueKey(r.WindowEnd+1, id)); err != nil {
		return err
	}
	r.State, r.ConcludedHeight, r.Reason, r.LiveChallenges = state, height(ctx), reason, 0
	if err := k.Receipts.Set(ctx, leaseKey(id), r); err != nil {
		return err
	}
	return emit(ctx, &types.EventReceiptConcluded{LeaseId: r.Signed.LeaseId, State: state, Reason: reason})
}
