package keeper

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/attestation/eas"
	"github.com/suretynetwork/surety/x/attestation/types"
)

// Timestamp records that digests are known now, all or none. Errors: ErrInvalidBatch, ErrAlreadyTimestamped.
func (k *Keeper) Timestamp(ctx context.Context, digests []eas.Hash) (uint64, error) {
	time := now(ctx)
	return time, k.each(ctx, digests, func(digest eas.Hash) error {
		before, err := k.GetTimestamp(ctx, digest)
		if err != nil {
			return err
		}
		if before != 0 {
			return types.ErrAlreadyTimestamped.Wrapf("%s, at %d", digest, before)
		}
		if err := k.Timestamps.Set(ctx, digest[:], time); err != nil {
			return err
		}
		return emit(ctx, &types.EventTimestamped{Digest: digest.String(), Time: time})
	})
}

// GetTimestamp returns when a digest was first seen, 0 for never.
func (k *Keeper) GetTimestamp(ctx context.Context, digest eas.Hash) (uint64, error) {
	time, err := k.Timestamps.Get(ctx, digest[:])
	return time, missing(err)
}

// RevokeOffchain records that an account takes digests back, all or none. Errors: ErrInvalidBatch, ErrAlreadyRevoked.
func (k *Keeper) RevokeOffchain(ctx context.Context, revoker sdk.AccAddress, digests []eas.Hash) (uint64, error) {
	time := now(ctx)
	return time, k.each(ctx, digests, func(digest eas.Hash) error {
		before, err := k.GetOffchainRevocation(ctx, revoker, digest)
		if err != nil {
			return err
		}
		if before != 0 {
			return types.ErrAlreadyRevoked.Wrapf("%s, at %d", digest, before)
		}
		if err := k.Offchain.Set(ctx, collections.Join(revoker, digest[:]), time); err != nil {
			return err
		}
		return emit(ctx, &types.EventOffchainRevoked{Revoker: k.text(revoker), Digest: digest.String(), Time: time})
	})
}

// GetOffchainRevocation returns when an account took a digest back, 0 for never.
func (k *Keeper) GetOffchainRevocation(ctx context.Context, revoker sdk.AccAddress, digest eas.Hash) (uint64, error) {
	time, err := k.Offchain.Get(ctx, collections.Join(revoker, digest[:]))
	return time, missing(err)
}

func (k *Keeper) each(ctx context.Context, digests []eas.Hash, do func(eas.Hash) error) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckCount(len(digests)); err != nil {
		return err
	}
	for i, digest := range digests {
		if err := do(digest); err != nil {
			return itemError(i, len(digests), err)
		}
	}
	return nil
}

// Anchor anchors a batch of off-chain attestations. Errors: ErrInvalidAnchor, ErrInvalidUID, ErrAnchorExists.
func (k *Keeper) Anchor(ctx context.Context, attester sdk.AccAddress, anchor types.Anchor) error {
	if err := anchor.Validate(k.addresses); err != nil {
		return err
	}
	root := mustHash(anchor.Root)
	anchor.Attester, anchor.Root, anchor.Time, anchor.Revoked = k.text(attester), root.String(), now(ctx), 0
	key := collections.Join(attester, root[:])
	exists, err := k.Anchors.Has(ctx, key)
	if err != nil {
		return err
	}
	if exists {
		return types.ErrAnchorExists.Wrapf("%s of %s", root, anchor.Attester)
	}
	if err := k.Anchors.Set(ctx, key, anchor); err != nil {
		return err
	}
	return emit(ctx, &types.EventBatchAnchored{
		Attester: anchor.Attester, Root: anchor.Root, Size_: anchor.Size_, Location: anchor.Location,
	})
}

// GetAnchor returns an anchored batch. Error: ErrAnchorNotFound.
func (k *Keeper) GetAnchor(ctx context.Context, attester sdk.AccAddress, root eas.Hash) (types.Anchor, error) {
	anchor, err := k.Anchors.Get(ctx, collections.Join(attester, root[:]))
	if errors.Is(err, collections.ErrNotFound) {
		return anchor, types.ErrAnchorNotFound.Wrapf("%s of %s", root, attester)
	}
	return anchor, err
}

// RevokeAnchored takes some of an anchored batch back, all or none. A status list is kept in chunks, so that it costs the same however
// large the batch is. Errors: ErrInvalidBatch, ErrAnchorNotFound, ErrInvalidAnchor, ErrAlreadyRevoked.
func (k *Keeper) RevokeAnchored(ctx context.Context, attester sdk.AccAddress, root eas.Hash, indexes []uint64) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := params.CheckCount(len(indexes)); err != nil {
		return err
	}
	anchor, err := k.GetAnchor(ctx, attester, root)
	if err != nil {
		return err
	}
	for i, index := range indexes {
		if index >= anchor.Size_ {
			return itemError(i, len(indexes), types.ErrInvalidAnchor.Wrapf("index %d, the batch has %d", index, anchor.Size_))
		}
		if err := k.setStatus(ctx, attester, root, index); err != nil {
			return itemError(i, len(indexes), err)
		}
		event := &types.EventAnchoredRevoked{Attester: anchor.Attester, Root: anchor.Root, Index: index}
		if err := emit(ctx, event); err != nil {
			return err
		}
	}
	anchor.Revoked += uint64(len(indexes))
	return k.Anchors.Set(ctx, collections.Join(attester, root[:]), anchor)
}

func (k *Keeper) setStatus(ctx context.Context, attester sdk.AccAddress, root eas.Hash, index uint64) error {
	chunk := index / types.ChunkIndexes
	bits, err := k.StatusChunk(ctx, attester, root, chunk)
	if err != nil {
		return err
	}
	place, bit := bitOf(index)
	if bits[place]&bit != 0 {
		return types.ErrAlreadyRevoked.Wrapf("index %d of %s", index, root)
	}
	bits[place] |= bit
	return k.Statuses.Set(ctx, collections.Join3(attester, root[:], chunk), bits)
}

// StatusChunk returns one chunk of a status list; one that was never written has no bit set.
func (k *Keeper) StatusChunk(ctx context.Context, attester sdk.AccAddress, root eas.Hash, chunk uint64) ([]byte, error) {
	bits, err := k.Statuses.Get(ctx, collections.Join3(attester, root[:], chunk))
	if errors.Is(err, collections.ErrNotFound) {
		return make([]byte, types.ChunkBytes), nil
	}
	if err == nil && len(bits) != types.ChunkBytes {
		err = fmt.Errorf("chunk %d of %s has %d bytes", chunk, root, len(bits))
	}
	// What was read belongs to the store; the caller may change its own.
	return bytes.Clone(bits), err
}

func bitOf(index uint64) (place int, bit byte) {
	within := index % types.ChunkIndexes
	return int(within / 8), 1 << (within % 8)
}

// missing turns "not found" into nothing.
func missing(err error) error {
	if errors.Is(err, collections.ErrNotFound) {
		return nil
	}
	return err
}
