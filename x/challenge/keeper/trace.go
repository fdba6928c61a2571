package keeper

import (
	"context"
	"encoding/hex"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
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
	t, err := k.liveDemand(ctx, lease.String())
	if err != nil {
		return err
	}
	if height(ctx) > t.DeadlineHeight {
		return types.ErrTooLate.Wrapf("the trace of %s was due at height %d", t.LeaseId, t.DeadlineHeight)
	}
	s, err := k.subject(ctx, lease)
	if err != nil {
		return err
	}
	if len(commitments) != 32*int(s.program.NodeCount) {
		return types.ErrInvalidTrace.Wrapf("it has %d bytes, a trace of %d nodes has %d", len(commitments), s.program.NodeCount, 32*s.program.NodeCount)
	}
	if root := commit.Sum(commitments); hex.EncodeToString(root[:]) != s.receipt.Signed.TraceRoot {
		return types.ErrInvalidTrace.Wrapf("it hashes to %x, the receipt says %s", root, s.receipt.Signed.TraceRoot)
	}
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
	t.Commitments, t.PublishedHeight = commitments, height(ctx)
	if err := k.Traces.Set(ctx, t.LeaseId, t); err != nil {
		return err
	}
	if err := k.verification.ExtendWindow(ctx, lease, height(ctx)+params.TraceGraceBlocks); err != nil {
		return err
	}
	if err := k.verification.CloseDispute(ctx, lease); err != nil {
		return err
	}
	return emit(ctx, &types.EventTracePublished{LeaseId: t.LeaseId})
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
