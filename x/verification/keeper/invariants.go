package keeper

import (
	"context"
	"fmt"

	markettypes "github.com/suretynetwork/surety/x/market/types"
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

// PendingOnesLive checks that a receipt that is not concluded has a lease that waits for it, and will be looked at: it is in the queue, or
// somebody disputes it, or, where its order is replicated, so is one of its fellows, whose turn is the turn of all.
func (k *Keeper) PendingOnesLive(ctx context.Context) error {
	queued := map[string]bool{}
	if err := k.FinalQueue.Walk(ctx, nil, func(key QueueKey) (bool, error) {
		queued[queuedLease(key).String()] = true
		return false, nil
	}); err != nil {
		return err
	}
	return k.Receipts.Walk(ctx, nil, func(key LeaseKey, r types.Receipt) (bool, error) {
		if r.State != types.ReceiptStatePending {
			return false, nil
		}
		err := k.pendingOneLive(ctx, queuedLease(queueKeyOf(0, key)), queued)
		return err != nil, err
	})
}

func (k *Keeper) pendingOneLive(ctx context.Context, id markettypes.LeaseID, queued map[string]bool) error {
	j, err := k.job(ctx, id)
	if err != nil {
		return err
	}
	if j.lease.State != markettypes.LeaseStateSubmitted {
		return fmt.Errorf("the receipt for %s is pending, its lease is %s", id, j.lease.State)
	}
	group, err := k.pending(ctx, id.Order)
	if err != nil {
		return err
	}
	for _, s := range group {
		waitsFor := s.id.Provider.Equals(id.Provider) || j.order.Terms.Method == markettypes.MethodReplicated
		if waitsFor && (s.receipt.LiveChallenges > 0 || queued[s.id.String()]) {
			return nil
		}
	}
	return fmt.Errorf("the receipt for %s is pending, and nothing will conclude it", id)
}
