package keeper

import (
	"context"
	"fmt"

	"cosmossdk.io/collections"

	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// Invariants returns the first broken one.
func (k *Keeper) Invariants(ctx context.Context) error {
	for _, check := range []func(context.Context) error{k.BondsSolvent, k.LiveOnesQueued, k.CountersMatch, k.ReceiptsHeldUp} {
		if err := check(ctx); err != nil {
			return err
		}
	}
	return nil
}

// BondsSolvent checks that every live challenge, sealed claim and unanswered demand has its coins in its own sub-account.
func (k *Keeper) BondsSolvent(ctx context.Context) error {
	err := k.Challenges.Walk(ctx, nil, func(_ ChallengeKey, c types.Challenge) (bool, error) {
		id, err := types.ParseChallengeID(c.Id)
		if err != nil || !c.Live() {
			return err != nil, err
		}
		if has := k.bank.GetBalance(ctx, types.BondAddress(id), c.Bond.Denom); has.IsLT(c.Bond) {
			return true, fmt.Errorf("challenge %s has %s of its bond of %s", c.Id, has, c.Bond)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	err = k.Commitments.Walk(ctx, nil, func(_ string, c types.Commitment) (bool, error) {
		if has := k.bank.GetBalance(ctx, types.ClaimAddress(c.Commitment), c.Bond.Denom); has.IsLT(c.Bond) {
			return true, fmt.Errorf("sealed claim %s has %s of its bond of %s", c.Commitment, has, c.Bond)
		}
		return false, nil
	})
	if err != nil {
		return err
	}
	return k.Traces.Walk(ctx, nil, func(id string, t types.Trace) (bool, error) {
		lease, err := markettypes.ParseLeaseID(id)
		if err != nil || t.PublishedHeight > 0 {
			return err != nil, err
		}
		if has := k.bank.GetBalance(ctx, types.TraceAddress(lease), t.Fee.Denom); has.IsLT(t.Fee) {
			return true, fmt.Errorf("demand for the trace of %s has %s of its fee of %s", id, has, t.Fee)
		}
		return false, nil
	})
}

// LiveOnesQueued checks that a challenge is in the deadline queue and the live indexes exactly while it lives.
func (k *Keeper) LiveOnesQueued(ctx context.Context) error {
	live, queued, ranked := 0, 0, 0
	err := k.Challenges.Walk(ctx, nil, func(_ ChallengeKey, c types.Challenge) (bool, error) {
		if !c.Live() {
			return false, nil
		}
		live++
		has, err := k.DeadlineQueue.Has(ctx, collections.Join3(c.DeadlineHeight, c.LeaseId, c.Number))
		if err == nil && !has {
			err = fmt.Errorf("live challenge %s is not in the queue at height %d", c.Id, c.DeadlineHeight)
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	if err := k.DeadlineQueue.Walk(ctx, nil, func(DeadlineKey) (bool, error) { queued++; return false, nil }); err != nil {
		return err
	}
	if err := k.Priority.Walk(ctx, nil, func(PriorityKey) (bool, error) { ranked++; return false, nil }); err != nil {
		return err
	}
	if live != queued || live != ranked {
		return fmt.Errorf("%d challenges live, %d are queued, %d are ranked", live, queued, ranked)
	}
	return nil
}

// CountersMatch checks that a receipt's record numbers every challenge of it.
func (k *Keeper) CountersMatch(ctx context.Context) error {
	counted := map[string]uint64{}
	if err := k.Challenges.Walk(ctx, nil, func(key ChallengeKey, _ types.Challenge) (bool, error) {
		counted[key.K1()]++
		return false, nil
	}); err != nil {
		return err
	}
	return k.Leases.Walk(ctx, nil, func(id string, r types.LeaseRecord) (bool, error) {
		if counted[id] != r.NextNumber {
			return true, fmt.Errorf("lease %s counts %d challenges and has %d", id, r.NextNumber, counted[id])
		}
		return false, nil
	})
}

// ReceiptsHeldUp checks that a receipt that is not concluded counts at least the disputes that this module has on it.
func (k *Keeper) ReceiptsHeldUp(ctx context.Context) error {
	disputes := map[string]uint32{}
	if err := k.Priority.Walk(ctx, nil, func(key PriorityKey) (bool, error) { disputes[key.K1()]++; return false, nil }); err != nil {
		return err
	}
	if err := k.TraceQueue.Walk(ctx, nil, func(key DueKey) (bool, error) { disputes[key.K2()]++; return false, nil }); err != nil {
		return err
	}
	return k.Leases.Walk(ctx, nil, func(id string, rec types.LeaseRecord) (bool, error) {
		lease, err := markettypes.ParseLeaseID(id)
		if err != nil || rec.Concluded {
			return err != nil, err
		}
		r, err := k.verification.GetReceipt(ctx, lease)
		if err == nil && (r.Open() != nil || r.LiveChallenges < disputes[id]) {
			err = fmt.Errorf("the receipt for %s is %s and counts %d disputes, of which the court knows %d", id, r.State, r.LiveChallenges, disputes[id])
		}
		return err != nil, err
	})
}
