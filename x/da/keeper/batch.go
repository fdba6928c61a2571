package keeper

import (
	"context"
	"encoding/hex"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// What the proof of a blob costs beside what it reads: measured, see the README.
const (
	gasPerHash       = 25
	gasPerCommitByte = 1
)

// VerifyBlob checks that a blob is on Celestia, not so long that its nodes may have dropped it, and returns what the proof shows of it.
// Errors: ErrNoClient, ErrClientFrozen, ErrHeaderNotFound, ErrBlobTooOld, ErrInvalidBlobProof.
func (k *Keeper) VerifyBlob(ctx context.Context, ref types.Reference, proof types.BlobProof) (types.Blob, error) {
	params, _, err := k.working(ctx)
	if err != nil {
		return types.Blob{}, err
	}
	sdkCtx := sdk.UnwrapSDKContext(ctx)
	sdkCtx.GasMeter().ConsumeGas(gasPerHash*proof.Hashes(), "verify a blob's proof")
	missing := types.ErrHeaderNotFound.Wrapf("height %d of Celestia; bring it with MsgUpdateClient first", ref.Height)
	header, err := records.Get(ctx, k.Headers, ref.Height, missing)
	if err != nil {
		return types.Blob{}, err
	}
	if age := sdkCtx.BlockTime().Sub(header.Time); age > params.MaxBlobAge {
		return types.Blob{}, types.ErrBlobTooOld.Wrapf("it is of %s ago; what is older than %s may be gone: post it again", age, params.MaxBlobAge)
	}
	root, err := header.Root()
	if err != nil {
		return types.Blob{}, err
	}
	return proof.Verify(root, ref)
}

// Holds says whether content, as a blob of share version 0, is what a reference commits to. Error: ErrInvalidReference.
func (k *Keeper) Holds(ctx context.Context, ref types.Reference, content []byte) (bool, error) {
	sdk.UnwrapSDKContext(ctx).GasMeter().ConsumeGas(gasPerCommitByte*uint64(len(content)), "commit to a blob")
	commitment, err := types.Commit(ref.Namespace, content)
	return commitment == ref.Commitment, err
}

// RecordBatch records that the next blocks are published. Errors: ErrNotPoster, ErrInvalidReference, ErrInvalidNamespace, ErrInvalidBatch,
// ErrBatchOutOfOrder, ErrDigestNotFound, and those of VerifyBlob.
func (k *Keeper) RecordBatch(ctx context.Context, poster, reference string, proof types.BlobProof) (uint64, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if !params.IsPoster(poster) {
		return 0, types.ErrNotPoster.Wrapf("%s; governance names the posters", poster)
	}
	ref, err := types.ParseReference(reference)
	if err != nil {
		return 0, err
	}
	if got := hex.EncodeToString(ref.Namespace.Bytes()); got != params.Namespace {
		return 0, types.ErrInvalidNamespace.Wrapf("batches of this chain are in %s, not in %s", params.Namespace, got)
	}
	blob, err := k.VerifyBlob(ctx, ref, proof)
	if err != nil {
		return 0, err
	}
	manifest, _, err := types.DecodeManifest(blob.Start)
	if err != nil {
		return 0, err
	}
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return 0, err
	}
	if err := k.checkManifest(ctx, manifest, progress); err != nil {
		return 0, err
	}
	progress.Batches++
	progress.ProvedHeight = manifest.To
	batch := types.Batch{
		Number: progress.Batches, FromHeight: manifest.From, ToHeight: manifest.To, Reference: reference, Bytes: uint64(blob.Size), Poster: poster,
		RecordedHeight: height(ctx), RecordedTime: sdk.UnwrapSDKContext(ctx).BlockTime(), Digest: hex.EncodeToString(manifest.Digest[:]),
	}
	if err := k.saveBatch(ctx, batch); err != nil {
		return 0, err
	}
	if err := k.Progress.Set(ctx, progress); err != nil {
		return 0, err
	}
	return batch.Number, emit(ctx, &types.EventBatchRecorded{
		Number: batch.Number, FromHeight: batch.FromHeight, ToHeight: batch.ToHeight, Reference: reference, Poster: poster,
	})
}

func (k *Keeper) saveBatch(ctx context.Context, batch types.Batch) error {
	if err := k.Batches.Set(ctx, batch.Number, batch); err != nil {
		return err
	}
	return k.BatchEnds.Set(ctx, batch.ToHeight, batch.Number)
}

// checkManifest checks what a batch says of itself against what the chain knows of its own blocks.
func (k *Keeper) checkManifest(ctx context.Context, m types.Manifest, progress types.Progress) error {
	if id := sdk.UnwrapSDKContext(ctx).ChainID(); m.ChainID != id {
		return types.ErrInvalidBatch.Wrapf("it is of the chain %q, this is %q", m.ChainID, id)
	}
	if m.From != progress.ProvedHeight+1 {
		return types.ErrBatchOutOfOrder.Wrapf("it begins at height %d, the next to be recorded is %d", m.From, progress.ProvedHeight+1)
	}
	digest, err := records.Get(ctx, k.Digests, m.To, types.ErrDigestNotFound.Wrapf("of height %d, at which a batch may not end now", m.To))
	if err != nil {
		return err
	}
	if digest.Digest != hex.EncodeToString(m.Digest[:]) {
		return types.ErrInvalidBatch.Wrapf("its blocks up to height %d have the digest %x, this chain's have %s", m.To, m.Digest, digest.Digest)
	}
	if progress.Batches == 0 {
		if m.BeforeHeight != 0 {
			return types.ErrInvalidBatch.Wrap("it names a batch before it, and is the first")
		}
		return nil
	}
	before, err := k.Batches.Get(ctx, progress.Batches)
	if err != nil {
		return err
	}
	ref, err := types.ParseReference(before.Reference)
	if err != nil {
		return err
	}
	if ref.Height != m.BeforeHeight || ref.Commitment != m.BeforeCommitment {
		return types.ErrInvalidBatch.Wrapf("it does not name the batch before it, %s", before.Reference)
	}
	return nil
}

// RewindBatches takes back a batch and all after it. Where they ended, batches may end again. Error: ErrBatchNotFound.
func (k *Keeper) RewindBatches(ctx context.Context, number uint64) error {
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return err
	}
	if number == 0 || number > progress.Batches {
		return types.ErrBatchNotFound.Wrapf("%d, there are %d", number, progress.Batches)
	}
	for ; progress.Batches >= number; progress.Batches-- {
		batch, err := k.Batches.Get(ctx, progress.Batches)
		if err != nil {
			return err
		}
		progress.ProvedHeight = batch.FromHeight - 1
		if err := k.dropBatch(ctx, batch); err != nil {
			return err
		}
	}
	if err := k.Progress.Set(ctx, progress); err != nil {
		return err
	}
	return emit(ctx, &types.EventBatchesRewound{Number: number, ProvedHeight: progress.ProvedHeight})
}

func (k *Keeper) dropBatch(ctx context.Context, batch types.Batch) error {
	if err := k.Batches.Remove(ctx, batch.Number); err != nil {
		return err
	}
	if err := k.BatchEnds.Remove(ctx, batch.ToHeight); err != nil {
		return err
	}
	return k.Digests.Set(ctx, batch.ToHeight, types.Digest{Height: batch.ToHeight, Digest: batch.Digest})
}

// BatchAt returns the batch that holds a height. Error: ErrBatchNotFound.
func (k *Keeper) BatchAt(ctx context.Context, at int64) (types.Batch, error) {
	number, found, err := edge(ctx, k.BatchEnds, new(collections.Range[int64]).StartInclusive(at))
	if err != nil {
		return types.Batch{}, err
	}
	if found {
		batch, err := k.Batches.Get(ctx, number)
		if err != nil || batch.FromHeight <= at {
			return batch, err
		}
	}
	return types.Batch{}, types.ErrBatchNotFound.Wrapf("none holds height %d", at)
}

// Lag returns how many blocks of this chain are not recorded as published.
func (k *Keeper) Lag(ctx context.Context) (lag, most int64, err error) {
	progress, err := k.Progress.Get(ctx)
	if err != nil {
		return 0, 0, err
	}
	params, err := k.Params.Get(ctx)
	return max(height(ctx)-progress.ProvedHeight, 0), params.MaxLagBlocks, err
}

// CheckLag refuses what relies on published data while it is too far behind. Error: ErrDataBehind.
func (k *Keeper) CheckLag(ctx context.Context) error {
	lag, most, err := k.Lag(ctx)
	if err != nil {
		return err
	}
	if most > 0 && lag > most {
		return types.ErrDataBehind.Wrapf("%d blocks are not published yet, at most %d may be; try again once batches have been recorded", lag, most)
	}
	return nil
}
