package keeper

import (
	"context"
	"errors"
	"math"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/drain"
	"github.com/suretynetwork/surety/x/provider/types"
)

// EndBlock pays out unbondings that are due, at most max_unbondings_per_block of them, earliest first. An entry that fails leaves the
// head of the queue for one whole unbonding period. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	due, err := k.dueUnbondings(ctx, sdkCtx.BlockHeight(), params.MaxUnbondingsPerBlock)
	if err != nil {
		return err
	}
	for _, key := range due {
		failure := drain.Safely(sdkCtx, func(ctx sdk.Context) error { return k.completeUnbonding(ctx, key, params.BondDenom) })
		if failure == nil {
			continue
		}
		sdkCtx.Logger().Error("unbonding put off", "module", types.ModuleName,
			"provider", key.K2(), "sequence", key.K3(), "error", failure)
		if err := k.postponeUnbonding(ctx, key, params.UnbondingBlocks); err != nil {
			return err
		}
	}
	return nil
}

// dueUnbondings reads the head of the queue.
func (k *Keeper) dueUnbondings(ctx context.Context, height int64, limit uint32) (due []QueueKey, err error) {
	iterator, err := k.UnbondingQueue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, iterator.Close()) }()
	for ; iterator.Valid() && uint64(len(due)) < uint64(limit); iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if key.K1() > height {
			break
		}
		due = append(due, key)
	}
	return due, nil
}

// completeUnbonding pays one entry out and, with the last one of a leaving provider, deletes the provider.
func (k *Keeper) completeUnbonding(ctx context.Context, key QueueKey, denom string) error {
	addr, id := key.K2(), collections.Join(key.K2(), key.K3())
	entry, err := k.Unbondings.Get(ctx, id)
	if err != nil {
		return err
	}
	provider, err := k.GetProvider(ctx, addr)
	if err != nil {
		return err
	}
	if provider.Bond, err = provider.Bond.PayOut(entry.Amount); err != nil {
		return err
	}
	if provider.UnbondingEntries == 0 {
		return types.ErrInvalidBond.Wrapf("%s counts no unbondings, but has %d", provider.Address, entry.Sequence)
	}
	provider.UnbondingEntries--
	if err := k.Unbondings.Remove(ctx, id); err != nil {
		return err
	}
	if err := k.UnbondingQueue.Remove(ctx, key); err != nil {
		return err
	}
	if err := k.Providers.Set(ctx, addr, provider); err != nil {
		return err
	}
	coin := sdk.NewCoin(denom, entry.Amount)
	if err := k.payment.Pay(ctx, types.BondAddress(addr), addr, coin); err != nil {
		return err
	}
	if err := k.removeIfGone(ctx, addr, provider); err != nil {
		return err
	}
	return emit(ctx, &types.EventUnbondingCompleted{Provider: provider.Address, Amount: coin})
}

// postponeUnbonding moves an entry that failed away from the head. A queue key without an entry is dropped: there is nothing to pay.
func (k *Keeper) postponeUnbonding(ctx context.Context, key QueueKey, blocks int64) error {
	if err := k.UnbondingQueue.Remove(ctx, key); err != nil {
		return err
	}
	text, err := k.addresses.BytesToString(key.K2())
	if err != nil {
		return err
	}
	event := &types.EventUnbondingDeferred{Provider: text, Sequence: key.K3()}
	entry, err := k.Unbondings.Get(ctx, collections.Join(key.K2(), key.K3()))
	switch {
	case errors.Is(err, collections.ErrNotFound), errors.Is(err, collections.ErrEncoding):
		return emit(ctx, event)
	case err != nil:
		return err
	}
	height := sdk.UnwrapSDKContext(ctx).BlockHeight()
	entry.CompletionHeight = height + min(blocks, math.MaxInt64-height)
	if err := k.setUnbonding(ctx, key.K2(), entry); err != nil {
		return err
	}
	event.RetryHeight = entry.CompletionHeight
	return emit(ctx, event)
}
