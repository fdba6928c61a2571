package keeper

import (
	"context"
	"encoding/hex"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

// DemandTrace makes the provider publish its trace list, once per receipt, for everybody. Errors: ErrTraceExists, and the receipt's.
func (k *Keeper) DemandTrace(ctx context.Context, demander sdk.AccAddress, lease markettypes.LeaseID) (int64, error) {
	id := lease.String()
	if has, err := k.Traces.Has(ctx, id); err != nil || has {
		return 0, errors.Join(err, types.ErrTraceExists.Wrap(id))
	}
	if err := k.verification.OpenDispute(ctx, lease); err != nil {
		return 0, err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if err := k.stake(ctx, demander, types.TraceAddress(lease), params.TraceFee); err != nil {
		return 0, err
	}
	t := types.Trace{LeaseId: id, Demander: demander.String(), Fee: params.TraceFee, DeadlineHeight: height(ctx) + params.TraceBlocks}
	rec, err := k.record(ctx, id)
	if err != nil {
		return 0, err
	}
	if err := k.Leases.Set(ctx, id, rec); err != nil {
		return 0, err
	}
	if err := k.Traces.Set(ctx, id, t); err != nil {
		return 0, err
	}
	if err := k.TraceQueue.Set(ctx, collections.Join(t.DeadlineHeight, id)); err != nil {
		return 0, err
	}
	if err := k.TraceDemands.Set(ctx, collections.Join(lease.Provider, id)); err != nil {
		return 0, err
	}
	return t.DeadlineHeight, emit(ctx, &types.EventTraceDemanded{LeaseId: id, Demander: t.Demander, DeadlineHeight: t.DeadlineHeight})
}

// liveDemand returns a demand that waits for its trace. Error: ErrTraceNotFound.
func (k *Keeper) liveDemand(ctx context.Context, id string) (types.Trace, error) {
	t, err := k.Traces.Get(ctx, id)
	if errors.Is(err, collections.ErrNotFound) || (err == nil && t.PublishedHeight > 0) {
		return t, types.ErrTraceNotFound.Wrapf("nobody waits for the trace of %s", id)
	}
	return t, err
}

// PublishTrace answers a demand. The fee goes to the provider, whoever publishes; the receipt stays open long enough to be challenged.
// Errors: ErrTraceNotFound, ErrInvalidTrace, ErrTooLate.
func (k *Keeper) PublishTrace(ctx context.Context, lease markettypes.LeaseID, commitments []byte) error {
	t, s, err := k.due(ctx, lease)
	if err != nil {
		return err
	}
	if len(commitments) != 32*int(s.program.NodeCount) {
		return types.ErrInvalidTrace.Wrapf("it has %d bytes, a trace of %d nodes has %d", len(commitments), s.program.NodeCount, 32*s.program.NodeCount)
	}
	if root := commit.Sum(commitments); hex.EncodeToString(root[:]) != s.receipt.Signed.TraceRoot {
		return types.ErrInvalidTrace.Wrapf("it hashes to %x, the receipt says %s", root, s.receipt.Signed.TraceRoot)
	}
	t.Commitments = commitments
	return k.published(ctx, lease, t)
}

// due returns the demand for a lease's trace while it can be answered. Errors: ErrTraceNotFound, ErrTooLate.
func (k *Keeper) due(ctx context.Context, lease markettypes.LeaseID) (types.Trace, subject, error) {
	t, err := k.liveDemand(ctx, lease.String())
	if err != nil {
		return t, subject{}, err
	}
	if height(ctx) > t.DeadlineHeight {
		return t, subject{}, types.ErrTooLate.Wrapf("the trace of %s was due at height %d", t.LeaseId, t.DeadlineHeight)
	}
	s, err := k.subject(ctx, lease)
	return t, s, err
}

// PublishTraceBlob answers a demand by showing that a blob of the trace's length is on Celestia. Whether it is the trace everybody can see
// there, and show with ProveFalseTrace if it is not; so only the provider may say where it is, in its receipt or now. Errors: ErrNotProvider,
// ErrInvalidTrace, those of PublishTrace and x/da's.
func (k *Keeper) PublishTraceBlob(
	ctx context.Context, sender sdk.AccAddress, lease markettypes.LeaseID, reference string, proof datypes.BlobProof,
) error {
	t, s, err := k.due(ctx, lease)
	if err != nil {
		return err
	}
	if reference != s.receipt.Signed.TraceLocation && !sender.Equals(lease.Provider) {
		return types.ErrNotProvider.Wrapf("the receipt says that the trace is at %.180q; only %s may name another place", s.receipt.Signed.TraceLocation, lease.Provider)
	}
	ref, err := datypes.ParseReference(reference)
	if err != nil {
		return err
	}
	blob, err := k.da.VerifyBlob(ctx, ref, proof)
	if err != nil {
		return err
	}
	if want := 32 * s.program.NodeCount; blob.Size != want {
		return types.ErrInvalidTrace.Wrapf("the blob has %d bytes, a trace of %d nodes has %d", blob.Size, s.program.NodeCount, want)
	}
	if blob.ShareVersion != 0 {
		return types.ErrInvalidTrace.Wrapf("the blob has share version %d, a trace has 0", blob.ShareVersion)
	}
	t.Reference = reference
	return k.published(ctx, lease, t)
}

// ProveFalseTrace convicts a provider that published something else on Celestia than its trace. Errors: ErrTraceNotFound, ErrInvalidTrace
// when the content is not what was published, ErrNoMismatch when it is the trace, and the receipt's.
func (k *Keeper) ProveFalseTrace(ctx context.Context, sender sdk.AccAddress, lease markettypes.LeaseID, content []byte) error {
	s, err := k.subject(ctx, lease)
	if err != nil {
		return err
	}
	if err := s.receipt.InWindow(height(ctx)); err != nil {
		return err
	}
	t, err := k.Traces.Get(ctx, lease.String())
	if errors.Is(err, collections.ErrNotFound) || (err == nil && t.Reference == "") {
		return types.ErrTraceNotFound.Wrapf("the trace of %s was not published on Celestia", lease)
	}
	if err != nil {
		return err
	}
	if len(content) != 32*int(s.program.NodeCount) {
		return types.ErrInvalidTrace.Wrapf("it has %d bytes, what was published has %d", len(content), 32*s.program.NodeCount)
	}
	ref, err := datypes.ParseReference(t.Reference)
	if err != nil {
		return err
	}
	same, err := k.da.Holds(ctx, ref, content)
	if err != nil {
		return err
	}
	if !same {
		return types.ErrInvalidTrace.Wrapf("it is not what was published at %s", t.Reference)
	}
	if root := commit.Sum(content); hex.EncodeToString(root[:]) == s.receipt.Signed.TraceRoot {
		return types.ErrNoMismatch.Wrapf("what was published at %s is the trace", t.Reference)
	}
	return k.convict(ctx, finding{lease: lease, winner: sender, verdict: types.Verdict{Kind: types.VerdictKindTraceFalse}})
}

// published ends a demand: the fee is the provider's, and there is time to look at the trace.
func (k *Keeper) published(ctx context.Context, lease markettypes.LeaseID, t types.Trace) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.unqueueTrace(ctx, lease, t); err != nil {
		return err
	}
	if err := k.payment.Pay(ctx, types.TraceAddress(lease), lease.Provider, t.Fee); err != nil {
		return err
	}
	t.PublishedHeight = height(ctx)
	if err := k.Traces.Set(ctx, t.LeaseId, t); err != nil {
		return err
	}
	if err := k.verification.ExtendWindow(ctx, lease, height(ctx)+params.TraceGraceBlocks); err != nil {
		return err
	}
	if err := k.verification.CloseDispute(ctx, lease); err != nil {
		return err
	}
	return emit(ctx, &types.EventTracePublished{LeaseId: t.LeaseId, Reference: t.Reference})
}

func (k *Keeper) unqueueTrace(ctx context.Context, lease markettypes.LeaseID, t types.Trace) error {
	if err := k.TraceQueue.Remove(ctx, collections.Join(t.DeadlineHeight, t.LeaseId)); err != nil {
		return err
	}
	return k.TraceDemands.Remove(ctx, collections.Join(lease.Provider, t.LeaseId))
}

// withheld gives the verdict on a trace that did not come: silence loses. After the receipt was concluded nobody waits for it any more,
// and its fee is about to be given back.
func (k *Keeper) withheld(ctx context.Context, id string) error {
	if done, err := k.concluded(ctx, id); err != nil || done {
		return err
	}
	t, err := k.liveDemand(ctx, id)
	if err != nil {
		return err
	}
	lease, err := markettypes.ParseLeaseID(id)
	if err != nil {
		return err
	}
	demander, err := sdk.AccAddressFromBech32(t.Demander)
	if err != nil {
		return err
	}
	return k.convict(ctx, finding{lease: lease, winner: demander, verdict: types.Verdict{Kind: types.VerdictKindTraceWithheld}})
}
