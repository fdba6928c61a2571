package keeper

import (
	"context"
	"fmt"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/drain"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// EndBlock concludes receipts whose windows have closed and demands whose deadlines have passed, at most finalisations_per_block of
// each, earliest first. An item leaves its queue before it is worked on, so that one that fails cannot hold up the rest. Only broken
// storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.drain(ctx, k.DemandQueue, params.FinalisationsPerBlock, k.expireDemand); err != nil {
		return err
	}
	return k.drain(ctx, k.FinalQueue, params.FinalisationsPerBlock, k.finalise)
}

func (k *Keeper) drain(
	ctx context.Context, queue collections.KeySet[QueueKey], limit uint32, step func(context.Context, markettypes.LeaseID) error,
) error {
	keys, err := due(ctx, queue, limit)
	if err != nil {
		return err
	}
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	for _, key := range keys {
		if err := queue.Remove(ctx, key); err != nil {
			return err
		}
		id := queuedLease(key)
		failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return step(ctx, id) })
		if failure == nil {
			continue
		}
		sdkCtx.Logger().Error("receipt taken out of the queue", "module", types.ModuleName, "lease", id.String(), "error", failure)
		if err := emit(ctx, &types.EventReceiptQuarantined{LeaseId: id.String(), Cause: cause(failure)}); err != nil {
			return err
		}
	}
	return nil
}

// cause names an error by codespace and code, which every node agrees on.
func cause(err error) string {
	codespace, code, _ := errorsmod.ABCIInfo(err, false)
	return fmt.Sprintf("%s/%d", codespace, code)
}
