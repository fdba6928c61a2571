package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	"github.com/suretynetwork/surety/x/internal/drain"
	markettypes "github.com/suretynetwork/surety/x/market/types"
)

// EndBlock ends moves, demands and sealed claims that are overdue, then cleans up after concluded receipts: at most
// deadlines_per_block of each of the former, and refunds_per_block items of the latter. An item leaves its queue before it is worked
// on, so that one that fails cannot hold up the rest; it is tried again drain.RetryBlocks later. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	limit := int(params.DeadlinesPerBlock)
	if err := k.endMoves(ctx, limit); err != nil {
		return err
	}
	if err := k.endNamed(ctx, k.TraceQueue, limit, k.withheld, k.postponeTrace); err != nil {
		return err
	}
	if err := k.endNamed(ctx, k.CommitQueue, limit, k.expireCommitment, k.postponeCommitment); err != nil {
		return err
	}
	return k.cleanUp(ctx, int(params.RefundsPerBlock))
}

// endMoves works off moves that are overdue.
func (k *Keeper) endMoves(ctx context.Context, limit int) error {
	keys, err := due(ctx, k.DeadlineQueue, limit, DeadlineKey.K1)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := k.DeadlineQueue.Remove(ctx, key); err != nil {
			return err
		}
		name := fmt.Sprintf("%s/%d", key.K2(), key.K3())
		step := func(ctx context.Context) error {
			lease, err := markettypes.ParseLeaseID(key.K2())
			if err != nil {
				return err
			}
			return k.expire(ctx, types.ChallengeID{Lease: lease, Number: key.K3()})
		}
		postpone := func(ctx context.Context, to int64) error {
			return k.postponeMove(ctx, collections.Join(key.K2(), key.K3()), to)
		}
		if err := k.isolated(ctx, name, step, postpone); err != nil {
			return err
		}
	}
	return nil
}

// endNamed works off a queue whose items are named by one text.
func (k *Keeper) endNamed(
	ctx context.Context, queue collections.KeySet[DueKey], limit int, step func(context.Context, string) error,
	postpone func(context.Context, string, int64) error,
) error {
	keys, err := due(ctx, queue, limit, DueKey.K1)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := queue.Remove(ctx, key); err != nil {
			return err
		}
		if err := k.isolated(ctx, key.K2(),
			func(ctx context.Context) error { return step(ctx, key.K2()) },
			func(ctx context.Context, to int64) error { return postpone(ctx, key.K2(), to) },
		); err != nil {
			return err
		}
	}
	return nil
}

// cleanUp spends the budget on concluded receipts, the first in the queue first.
func (k *Keeper) cleanUp(ctx context.Context, budget int) error {
	for budget > 0 {
		keys, err := due(ctx, k.CleanQueue, 1, DueKey.K1)
		if err != nil || len(keys) == 0 {
			return err
		}
		lease, spent := keys[0].K2(), 0 // what fails has spent nothing, and so leaves the head
		if err := k.isolated(ctx, lease,
			func(ctx context.Context) error {
				n, err := k.clean(ctx, lease, budget)
				if err == nil {
					spent = n
				}
				return err
			},
			func(ctx context.Context, to int64) error { return k.CleanQueue.Set(ctx, collections.Join(to, lease)) },
		); err != nil {
			return err
		}
		if spent < budget {
			if err := k.CleanQueue.Remove(ctx, keys[0]); err != nil {
				return err
			}
		}
		budget -= max(spent, 1)
	}
	return nil
}

// isolated does one item. One that fails is reported and postponed; one without a readable record has nothing to be done for, and is
// left out of the queue.
func (k *Keeper) isolated(ctx context.Context, name string, step func(context.Context) error, postpone func(context.Context, int64) error) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return step(ctx) })
	if failure == nil {
		return nil
	}
	sdkCtx.Logger().Error("step put off", "module", types.ModuleName, "item", name, "error", failure)
	codespace, code, _ := errorsmod.ABCIInfo(failure, false)
	event := &types.EventStepDeferred{
		Item: name, Cause: fmt.Sprintf("%s/%d", codespace, code), RetryHeight: height(ctx) + drain.RetryBlocks,
	}
	switch err := postpone(ctx, event.RetryHeight); {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		event.RetryHeight = 0
	case err != nil:
		return err
	}
	return emit(ctx, event)
}

func (k *Keeper) postponeMove(ctx context.Context, key ChallengeKey, to int64) error {
	c, err := k.Challenges.Get(ctx, key)
	if err != nil || !c.Live() {
		return err
	}
	c.DeadlineHeight = to
	if err := k.Challenges.Set(ctx, key, c); err != nil {
		return err
	}
	return k.DeadlineQueue.Set(ctx, collections.Join3(to, key.K1(), key.K2()))
}

func (k *Keeper) postponeTrace(ctx context.Context, lease string, to int64) error {
	t, err := k.Traces.Get(ctx, lease)
	if err != nil {
		return err
	}
	t.DeadlineHeight = to
	if err := k.Traces.Set(ctx, lease, t); err != nil {
		return err
	}
	return k.TraceQueue.Set(ctx, collections.Join(to, lease))
}

func (k *Keeper) postponeCommitment(ctx context.Context, commitment string, to int64) error {
	c, err := k.Commitments.Get(ctx, commitment)
	if err != nil {
		return err
	}
	c.ExpiryHeight = to
	if err := k.Commitments.Set(ctx, commitment, c); err != nil {
		return err
	}
	return k.CommitQueue.Set(ctx, collections.Join(to, commitment))
}

// due reads the head of a queue.
func due[K any](ctx context.Context, queue collections.KeySet[K], limit int, when func(K) int64) ([]K, error) {
	iterator, err := queue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer iterator.Close()
	now := height(ctx)
	var out []K
	for ; iterator.Valid() && len(out) < limit; iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if when(key) > now {
			break
		}
		out = append(out, key)
	}
	return out, nil
}
