package keeper

import (
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/types"
)

// Invariants returns the first broken one.
func (k *Keeper) Invariants(ctx context.Context) error {
	for _, check := range []func(context.Context) error{k.DemandsSolvent, k.PendingOnesLive} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	return nil
}

// DemandsSolvent checks that every live demand has its fee in its own sub-account and is in the queue.
func (k *Keeper) DemandsSolvent(ctx context.Context) error {
	return k.Demands.Walk(ctx, nil, func(key LeaseKey, d types.OutputDemand) (bool, error) {
		id := queuedLease(queueKeyOf(d.DeadlineHeight, key))
		if has := k.bank.GetBalance(ctx, types.DemandAddress(id), d.Fee.Denom); has.IsLT(d.Fee) {
			return true, fmt.Errorf("demand of %s has %s of its fee of %s", d.LeaseId, has, d.Fee)
		}
		has, err := k.DemandQueue.Has(ctx, queueKeyOf(d.DeadlineHeight, key))
		if err == nil && !has {
			err = fmt.Errorf("demand of %s is not in the queue at height %d", d.LeaseId, d.DeadlineHeight)
		}
		return err != nil, err
	})
}

// PendingOnesLive checks that a receipt that is not concluded has a lease that waits for it, and is queued while its window is open.
func (k *Keeper) PendingOnesLive(ctx context.Context) error {
	return k.Receipts.Walk(ctx, nil, func(key LeaseKey, r types.Receipt) (bool, error) {
		if r.State != types.ReceiptStatePending || height(ctx) > r.WindowEnd {
			return false, nil
		}
		has, err := k.FinalQueue.Has(ctx, queueKeyOf(r.WindowEnd+1, key))
		if err == nil && !has {
			err = fmt.Errorf("the receipt for %s is not in the queue at height %d", r.Signed.LeaseId, r.WindowEnd+1)
		}
		return err != nil, err
	})
}
