package keeper

import (
	"context"
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
// on, so that one that fails cannot hold up the rest. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	limit := int(params.DeadlinesPerBlock)
	if err := k.endMoves(ctx, limit); err != nil {
		return err
	}
	if err := k.endNamed(ctx, k.TraceQueue, limit, k.withheld); err != nil {
		return err
	}
	if err := k.endNamed(ctx, k.CommitQueue, limit, k.expireCommitment); err != nil {
		return err
	}
	return k.cleanUp(ctx, int(params.RefundsPerBlock))
}

// endMoves works off moves that are overdue.
func (k *Keeper) endMoves(ctx context.Context, limit int) error {
	keys, err := due(ctx, k.DeadlineQueue, limit, func(key DeadlineKey) int64 { return key.K1() })
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := k.DeadlineQueue.Remove(ctx, key); err != nil {
			return err
		}
		name := fmt.Sprintf("%s/%d", key.K2(), key.K3())
		if err := k.isolated(ctx, name, func(ctx context.Context) error {
			lease, err := markettypes.ParseLeaseID(key.K2())
			if err != nil {
				return err
			}
			return k.expire(ctx, types.ChallengeID{Lease: lease, Number: key.K3()})
		}); err != nil {
			return err
		}
	}
	return nil
}

// endNamed works off a queue whose items are named by one text.
func (k *Keeper) endNamed(ctx context.Context, queue collections.KeySet[DueKey], limit int, step func(context.Context, string) error) error {
	keys, err := due(ctx, queue, limit, func(key DueKey) int64 { return key.K1() })
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := queue.Remove(ctx, key); err != nil {
			return err
		}
		if err := k.isolated(ctx, key.K2(), func(ctx context.Context) error { return step(ctx, key.K2()) }); err != nil {
			return err
		}
	}
	return nil
}

// cleanUp spends the budget on concluded receipts, the first in the queue first.
func (k *Keeper) cleanUp(ctx context.Context, budget int) error {
	for budget > 0 {
		leases, err := due(ctx, k.CleanQueue, 1, func(string) int64 { return 0 })
		if err != nil || len(leases) == 0 {
			return err
		}
		lease, spent := leases[0], 0 // what fails has spent nothing, and so leaves the queue
		if err := k.isolated(ctx, lease, func(ctx context.Context) error {
			n, err := k.clean(ctx, lease, budget)
			if err == nil {
				spent = n
			}
			return err
		}); err != nil {
			return err
		}
		if spent < budget {
			if err := k.CleanQueue.Remove(ctx, lease); err != nil {
				return err
			}
		}
		budget -= max(spent, 1)
	}
	return nil
}

// isolated runs one item. A failing one is reported, and stays out of the queue.
func (k *Keeper) isolated(ctx context.Context, name string, step func(context.Context) error) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return step(ctx) })
	if failure == nil {
		return nil
	}
	sdkCtx.Logger().Error("item taken out of the queue", "module", types.ModuleName, "item", name, "error", failure)
	codespace, code, _ := errorsmod.ABCIInfo(failure, false)
	return emit(ctx, &types.EventChallengeQuarantined{ChallengeId: name, Cause: fmt.Sprintf("%s/%d", codespace, code)})
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
