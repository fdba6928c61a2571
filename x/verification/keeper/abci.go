package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/drain"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// EndBlock concludes receipts whose windows have closed and demands whose deadlines have passed, at most finalisations_per_block of
// each, earliest first. An item leaves its queue before it is worked on, so that one that fails cannot hold up the rest; it is tried
// again drain.RetryBlocks later. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	for _, work := range []struct {
		queue    collections.KeySet[QueueKey]
		step     func(context.Context, markettypes.LeaseID) error
		postpone func(context.Context, markettypes.LeaseID, int64) error
	}{
		{k.DemandQueue, k.expireDemand, k.postponeDemand},
		{k.FinalQueue, k.finalise, k.postponeReceipt},
	} {
		keys, err := due(ctx, work.queue, params.FinalisationsPerBlock)
		if err != nil {
			return err
		}
		for _, key := range keys {
			if err := work.queue.Remove(ctx, key); err != nil {
				return err
			}
			if err := k.isolated(ctx, queuedLease(key), work.step, work.postpone); err != nil {
				return err
			}
		}
	}
	return nil
}

// isolated does one item. One that fails is reported and postponed; one without a readable record has nothing to be done for, and is
// left out of the queue.
func (k *Keeper) isolated(
	ctx context.Context, id markettypes.LeaseID, step func(context.Context, markettypes.LeaseID) error,
	postpone func(context.Context, markettypes.LeaseID, int64) error,
) error {
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return step(ctx, id) })
	if failure == nil {
		return nil
	}
	sdkCtx.Logger().Error("receipt put off", "module", types.ModuleName, "lease", id.String(), "error", failure)
	event := &types.EventReceiptDeferred{LeaseId: id.String(), Cause: cause(failure), RetryHeight: height(ctx) + drain.RetryBlocks}
	switch err := postpone(ctx, id, event.RetryHeight); {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		event.RetryHeight = 0
	case err != nil:
		return err
	}
	return emit(ctx, event)
}

func (k *Keeper) postponeDemand(ctx context.Context, id markettypes.LeaseID, to int64) error {
	d, err := k.Demands.Get(ctx, leaseKey(id))
	if err != nil {
		return err
	}
	d.DeadlineHeight = to
	if err := k.Demands.Set(ctx, leaseKey(id), d); err != nil {
		return err
	}
	return k.DemandQueue.Set(ctx, queueKey(to, id))
}

func (k *Keeper) postponeReceipt(ctx context.Context, id markettypes.LeaseID, to int64) error {
	if _, err := k.Receipts.Get(ctx, leaseKey(id)); err != nil {
		return err
	}
	return k.FinalQueue.Set(ctx, queueKey(to, id))
}

// cause names an error by codespace and code, which every node agrees on.
func cause(err error) string {
	codespace, code, _ := errorsmod.ABCIInfo(err, false)
	return fmt.Sprintf("%s/%d", codespace, code)
}
