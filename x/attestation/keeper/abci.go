package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/types"
	"github.com/suretynetwork/surety/x/internal/drain"
)

// EndBlock ends disputes that nobody decided in time, and forgets unordered requests whose deadline has passed, at most
// max_drained_per_block of each. A dispute that fails leaves the head of the queue. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.lapseDisputes(ctx, params.MaxDrainedPerBlock); err != nil {
		return err
	}
	return k.forgetSpent(ctx, params.MaxDrainedPerBlock)
}

func (k *Keeper) lapseDisputes(ctx context.Context, limit uint32) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	due, err := head(ctx, k.DisputeQueue, limit, func(key QueueKey) bool { return key.K1() < sdkCtx.BlockHeight() })
	if err != nil {
		return err
	}
	for _, key := range due {
		failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return k.lapse(ctx, key) })
		if failure == nil {
			continue
		}
		sdkCtx.Logger().Error("dispute put off", "module", types.ModuleName, "uid", types.HashOf(key.K2()).String(), "error", failure)
		if err := k.postpone(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) lapse(ctx context.Context, key QueueKey) error {
	uid := types.HashOf(key.K2())
	dispute, err := k.GetDispute(ctx, uid)
	if err != nil {
		return err
	}
	if err := k.returnBond(ctx, uid, dispute); err != nil {
		return err
	}
	return emit(ctx, &types.EventDisputeLapsed{Uid: uid.String()})
}

// postpone moves a dispute that failed away from the head. A queue key without a dispute is dropped: there is nothing to end.
func (k *Keeper) postpone(ctx context.Context, key QueueKey) error {
	if err := k.DisputeQueue.Remove(ctx, key); err != nil {
		return err
	}
	uid := types.HashOf(key.K2())
	event := &types.EventDisputeDeferred{Uid: uid.String()}
	dispute, err := k.Disputes.Get(ctx, uid[:])
	switch {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		return emit(ctx, event)
	case err != nil:
		return err
	}
	height := sdk.UnwrapSDKContext(ctx).BlockHeight()
	dispute.DeadlineHeight = height + min(drain.RetryBlocks, math.MaxInt64-height)
	if err := k.setDispute(ctx, uid, dispute); err != nil {
		return err
	}
	event.RetryHeight = dispute.DeadlineHeight
	return emit(ctx, event)
}

func (k *Keeper) forgetSpent(ctx context.Context, limit uint32) error {
	time := now(ctx)
	past, err := head(ctx, k.Spent, limit, func(key SpentKey) bool { return key.K1() < time })
	if err != nil {
		return err
	}
	for _, key := range past {
		if err := k.Spent.Remove(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// head reads the keys at the head of a queue that are due, at most limit.
func head[K any](ctx context.Context, queue collections.KeySet[K], limit uint32, due func(K) bool) (keys []K, err error) {
	iterator, err := queue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid() && uint64(len(keys)) < uint64(limit); iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if !due(key) {
			break
		}
		keys = append(keys, key)
	}
	return keys, nil
}
