package keeper

import (
	"context"
	"encoding/hex"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// prunedPerBlock bounds what the end of a block takes away of each kind.
const prunedPerBlock = 100

// BeginBlock goes on with the running hash of this chain's blocks.
func (k *Keeper) BeginBlock(ctx context.Context) error {
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return err
	}
	before, err := k.digestBefore(ctx, &progress)
	if err != nil {
		return err
	}
	progress.HeadHeight = height(ctx)
	if err := k.Progress.Set(ctx, progress); err != nil {
		return err
	}
	digest := types.NextDigest(before, sdk.UnwrapSDKContext(ctx).HeaderHash())
	return k.Digests.Set(ctx, progress.HeadHeight, types.Digest{Height: progress.HeadHeight, Digest: hex.EncodeToString(digest[:])})
}

// digestBefore returns the digest of the block before this one. Where there is none the chain, or this module, begins: what was before
// needs no batch.
func (k *Keeper) digestBefore(ctx context.Context, progress *types.Progress) (before [types.HashSize]byte, err error) {
	last, err := k.Digests.Get(ctx, height(ctx)-1)
	if errors.Is(err, collections.ErrNotFound) {
		progress.ProvedHeight = height(ctx) - 1
		return before, nil
	}
	if err != nil {
		return before, err
	}
	return last.Sum()
}

// EndBlock forgets what is not needed: digests of recorded blocks but the last, and the lowest headers beyond the limit.
func (k *Keeper) EndBlock(ctx context.Context) error {
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return err
	}
	before := min(progress.ProvedHeight, progress.HeadHeight)
	if _, err := removeSome(ctx, k.Digests, new(collections.Range[int64]).EndExclusive(before), prunedPerBlock); err != nil {
		return err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	client, err := k.Client.Get(ctx)
	if err != nil || client.Headers <= uint64(params.MaxHeaders) {
		return err
	}
	removed, err := removeSome(ctx, k.Headers, nil, min(prunedPerBlock, client.Headers-uint64(params.MaxHeaders)))
	if err != nil {
		return err
	}
	client.Headers -= removed
	return k.Client.Set(ctx, client)
}

// removeSome removes the first entries of a range, at most so many, and says how many there were.
func removeSome[V any](ctx context.Context, m collections.Map[int64, V], within collections.Ranger[int64], most uint64) (uint64, error) {
	keys, err := records.Keys(ctx, m, within, most)
	if err != nil {
		return 0, err
	}
	for _, key := range keys {
		if err := m.Remove(ctx, key); err != nil {
			return 0, err
		}
	}
	return uint64(len(keys)), nil
}
