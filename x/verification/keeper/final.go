package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// Why receipts are concluded.
const (
	reasonWindow       = "window_closed"
	reasonAgreed       = "receipts_agree"
	reasonDisagreement = "disagreement"
	reasonEquivocation = "equivocation"
	reasonWithheld     = "output_withheld"
	reasonUnreadable   = "output_unreadable"
)

// sibling is a receipt with its lease.
type sibling struct {
	id      markettypes.LeaseID
	receipt types.Receipt
}

// finalise concludes a receipt whose turn has come. One that is still disputed only leaves the queue: whatever ends the dispute puts
// it back.
func (k *Keeper) finalise(ctx context.Context, id markettypes.LeaseID) error {
	r, err := k.GetReceipt(ctx, id)
	if err != nil {
		return err
	}
	if r.State != types.ReceiptStatePending || !r.Quiet(height(ctx)) {
		return nil
	}
	order, err := k.market.GetOrder(ctx, id.Order)
	if err != nil {
		return err
	}
	if order.Terms.Method != markettypes.MethodReplicated {
		return k.accept(ctx, sibling{id, r}, reasonWindow)
	}
	group, err := k.pending(ctx, id.Order)
	if err != nil {
		return err
	}
	for _, s := range group {
		if !s.receipt.Quiet(height(ctx)) {
			return nil
		}
	}
	if same(group) {
		return k.acceptAll(ctx, group, reasonWindow)
	}
	return k.rejectAll(ctx, group)
}

// pending lists an order's receipts that are not concluded, at most as many as its redundancy.
func (k *Keeper) pending(ctx context.Context, id markettypes.OrderID) ([]sibling, error) {
	leases, err := k.market.LeasesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []sibling
	for _, l := range leases {
		lease, err := markettypes.ParseLeaseID(l.Id)
		if err != nil {
			return nil, err
		}
		r, err := k.GetReceipt(ctx, lease)
		if errors.Is(err, types.ErrReceiptNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if r.State == types.ReceiptStatePending {
			out = append(out, sibling{lease, r})
		}
	}
	return out, nil
}

// same says whether receipts found the same.
func same(group []sibling) bool {
	for _, s := range group {
		if !s.receipt.Signed.SameResult(group[0].receipt.Signed) {
			return false
		}
	}
	return true
}

// accept makes a receipt final: the provider is paid and its bond freed.
func (k *Keeper) accept(ctx context.Context, s sibling, reason string) error {
	if err := k.conclude(ctx, s.id, s.receipt, types.ReceiptStateFinal, reason); err != nil {
		return err
	}
	if err := k.market.SettleLease(ctx, s.id); err != nil {
		return err
	}
	return k.hooks.AfterReceiptConcluded(ctx, s.id, types.ReceiptStateFinal)
}

func (k *Keeper) acceptAll(ctx context.Context, group []sibling, reason string) error {
	for _, s := range group {
		if err := k.accept(ctx, s, reason); err != nil {
			return err
		}
	}
	return nil
}

// rejectAll ends a disagreement that nobody took to court: nobody is paid, and everybody's silence costs something.
func (k *Keeper) rejectAll(ctx context.Context, group []sibling) error {
	for _, s := range group {
		if err := k.conclude(ctx, s.id, s.receipt, types.ReceiptStateUnresolved, reasonDisagreement); err != nil {
			return err
		}
		if err := k.market.RefundLease(ctx, s.id, reasonDisagreement); err != nil {
			return err
		}
		if err := k.hooks.AfterReceiptConcluded(ctx, s.id, types.ReceiptStateUnresolved); err != nil {
			return err
		}
	}
	return nil
}

// wakeSiblings has the rest of a replicated order looked at in the next block: a fault may have ended the disagreement.
func (k *Keeper) wakeSiblings(ctx context.Context, id markettypes.OrderID) error {
	group, err := k.pending(ctx, id)
	if err != nil || len(group) == 0 {
		return err
	}
	return k.FinalQueue.Set(ctx, queueKey(max(height(ctx), group[0].receipt.WindowEnd)+1, group[0].id))
}

// due reads the head of a queue.
func due(ctx context.Context, queue collections.KeySet[QueueKey], limit uint32) ([]QueueKey, error) {
	iterator, err := queue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer iterator.Close()
	now := sdk.UnwrapSDKContext(ctx).BlockHeight()
	var out []QueueKey
	for ; iterator.Valid() && uint64(len(out)) < uint64(limit); iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if key.K1() > now {
			break
		}
		out = append(out, key)
	}
	return out, nil
}
