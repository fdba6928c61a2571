package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/drain"
)

// EndBlock gives expired requests back and moves due deals on, at most items_per_block of each, earliest first. One that fails leaves the
// head of its queue for a while. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	requests, err := dueKeys(ctx, k.RequestQueue, params.ItemsPerBlock, RequestQueueKey.K1)
	if err != nil {
		return err
	}
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	for _, key := range requests {
		if failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return k.expireRequest(ctx, key) }); failure != nil {
			if err := k.postponeRequest(ctx, key, failure); err != nil {
				return err
			}
		}
	}
	deals, err := dueKeys(ctx, k.DealQueue, params.ItemsPerBlock, DealQueueKey.K1)
	if err != nil {
		return err
	}
	for _, key := range deals {
		id := types.DealID{Sponsor: key.K2(), Sequence: key.K3()}
		if failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return k.advanceDeal(ctx, id) }); failure != nil {
			if err := k.postponeDeal(ctx, key, failure); err != nil {
				return err
			}
		}
	}
	return nil
}

// dueKeys reads the head of a queue.
func dueKeys[K any](ctx context.Context, queue collections.KeySet[K], limit uint32, at func(K) int64) (due []K, err error) {
	iterator, err := queue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid() && uint64(len(due)) < uint64(limit); iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if at(key) > height(ctx) {
			break
		}
		due = append(due, key)
	}
	return due, nil
}

func retryHeight(ctx context.Context) int64 {
	return height(ctx) + min(drain.RetryBlocks, math.MaxInt64-height(ctx))
}

// postponeRequest moves a request that failed away from the head. A queue key without a request is dropped: there is nothing to give back.
func (k *Keeper) postponeRequest(ctx context.Context, key RequestQueueKey, failure error) error {
	sdk.UnwrapSDKContext(ctx).Logger().Error("request put off", "module", types.ModuleName, "artefact", key.K2(), "error", failure)
	if err := k.RequestQueue.Remove(ctx, key); err != nil {
		return err
	}
	event := &types.EventItemDeferred{Item: key.K2() + "/" + key.K3().String()}
	request, err := k.Requests.Get(ctx, collections.Join(key.K2(), key.K3()))
	switch {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		return emit(ctx, event)
	case err != nil:
		return err
	}
	request.ExpiresHeight = retryHeight(ctx)
	event.RetryHeight = request.ExpiresHeight
	if err := k.setRequest(ctx, key.K3(), request); err != nil {
		return err
	}
	return emit(ctx, event)
}

// postponeDeal does the same for a deal.
func (k *Keeper) postponeDeal(ctx context.Context, key DealQueueKey, failure error) error {
	id := types.DealID{Sponsor: key.K2(), Sequence: key.K3()}
	sdk.UnwrapSDKContext(ctx).Logger().Error("deal put off", "module", types.ModuleName, "deal", id.String(), "error", failure)
	if err := k.DealQueue.Remove(ctx, key); err != nil {
		return err
	}
	event := &types.EventItemDeferred{Item: id.String()}
	deal, err := k.Deals.Get(ctx, dealKey(id))
	switch {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		return emit(ctx, event)
	case err != nil:
		return err
	}
	before := deal
	deal.DueHeight = retryHeight(ctx)
	event.RetryHeight = deal.DueHeight
	if err := k.saveDeal(ctx, id, before, deal); err != nil {
		return err
	}
	return emit(ctx, event)
}
