package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// CommitReceipt seals a replicated receipt. Errors: ErrInvalidCommitment, ErrCommitmentExists, ErrRound, and x/market's.
func (k *Keeper) CommitReceipt(ctx context.Context, provider sdk.AccAddress, id markettypes.LeaseID, commitment string) error {
	j, err := k.job(ctx, id)
	if err != nil {
		return err
	}
	if !id.Provider.Equals(provider) {
		return types.ErrInvalidCommitment.Wrapf("lease %s is not %s's", id, provider)
	}
	if j.order.Terms.Method != markettypes.MethodReplicated {
		return types.ErrRound.Wrapf("order %s is not replicated: submit the receipt", id.Order)
	}
	if !types.IsHash(commitment) {
		return types.ErrInvalidCommitment.Wrapf("%.80q: want 64 lower-case hex digits", commitment)
	}
	if j.lease.State != markettypes.LeaseStateActive || height(ctx) > j.lease.DeadlineHeight {
		return types.ErrRound.Wrapf("lease %s is %s with its deadline at height %d", id, j.lease.State, j.lease.DeadlineHeight)
	}
	round, err := k.round(ctx, id.Order)
	if err != nil {
		return err
	}
	if round.State != types.RoundStateCommitting {
		return types.ErrRound.Wrapf("order %s is %s", id.Order, round.State)
	}
	if has, err := k.Commitments.Has(ctx, leaseKey(id)); err != nil || has {
		return errors.Join(err, types.ErrCommitmentExists.Wrapf("lease %s has one", id))
	}
	return k.seal(ctx, j, round, commitment)
}

// seal stores a commitment. The lease must outlive its fellows' deadlines, and has then still to be revealed.
func (k *Keeper) seal(ctx context.Context, j job, round types.Round, commitment string) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.Commitments.Set(ctx, leaseKey(j.id), types.ReceiptCommitment{LeaseId: j.lease.Id, Commitment: commitment}); err != nil {
		return err
	}
	round.Commits++
	if err := k.Rounds.Set(ctx, orderKey(j.id.Order), round); err != nil {
		return err
	}
	if err := k.market.SetLeaseDeadline(ctx, j.id, j.lease.DeadlineHeight+params.RevealBlocks+1); err != nil {
		return err
	}
	if err := emit(ctx, &types.EventReceiptCommitted{LeaseId: j.lease.Id}); err != nil {
		return err
	}
	return k.advance(ctx, j.id.Order)
}

func (k *Keeper) round(ctx context.Context, id markettypes.OrderID) (types.Round, error) {
	r, err := k.Rounds.Get(ctx, orderKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return types.Round{OrderId: id.String(), State: types.RoundStateCommitting}, nil
	}
	return r, err
}

// checkReveal judges a receipt of a replicated order. Errors: ErrRound, ErrInvalidCommitment.
func (k *Keeper) checkReveal(ctx context.Context, id markettypes.LeaseID, s Submission) error {
	round, err := k.round(ctx, id.Order)
	if err != nil {
		return err
	}
	if round.State != types.RoundStateRevealing {
		return types.ErrRound.Wrapf("order %s is %s: receipts are taken when every provider has committed", id.Order, round.State)
	}
	c, err := k.Commitments.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return types.ErrInvalidCommitment.Wrapf("lease %s has not committed to a receipt", id)
	}
	if err != nil {
		return err
	}
	sum, err := s.Receipt.Commitment(chainID(ctx), s.Salt)
	if err != nil {
		return err
	}
	if sum != c.Commitment {
		return types.ErrInvalidCommitment.Wrapf("receipt and salt hash to %s, committed was %s", sum, c.Commitment)
	}
	round.Reveals++
	return k.Rounds.Set(ctx, orderKey(id.Order), round)
}

// advance moves a round on when every lease that still lives has done its part.
func (k *Keeper) advance(ctx context.Context, id markettypes.OrderID) error {
	round, err := k.round(ctx, id)
	if err != nil {
		return err
	}
	leases, err := k.market.LeasesOf(ctx, id)
	if err != nil {
		return err
	}
	switch round.State {
	case types.RoundStateCommitting:
		return k.maybeReveal(ctx, id, round, leases)
	case types.RoundStateRevealing:
		return k.maybeCompare(ctx, id, round, leases)
	default:
		return nil
	}
}

func (k *Keeper) maybeReveal(ctx context.Context, id markettypes.OrderID, round types.Round, leases []markettypes.Lease) error {
	active, err := k.withState(leases, markettypes.LeaseStateActive)
	if err != nil {
		return err
	}
	for _, lease := range active {
		if has, err := k.Commitments.Has(ctx, leaseKey(lease)); err != nil || !has {
			return err
		}
	}
	if len(active) == 0 {
		round.State = types.RoundStateDone
		return k.Rounds.Set(ctx, orderKey(id), round)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	round.State = types.RoundStateRevealing
	until := height(ctx) + params.RevealBlocks
	for _, lease := range active {
		if err := k.market.SetLeaseDeadline(ctx, lease, until); err != nil {
			return err
		}
	}
	if err := k.Rounds.Set(ctx, orderKey(id), round); err != nil {
		return err
	}
	return emit(ctx, &types.EventRoundRevealing{OrderId: round.OrderId, Until: until})
}

func (k *Keeper) maybeCompare(ctx context.Context, id markettypes.OrderID, round types.Round, leases []markettypes.Lease) error {
	active, err := k.withState(leases, markettypes.LeaseStateActive)
	if err != nil || len(active) > 0 {
		return err
	}
	group, err := k.pending(ctx, id)
	if err != nil {
		return err
	}
	round.State, round.Agreed = types.RoundStateDone, len(group) > 1 && same(group)
	if err := k.Rounds.Set(ctx, orderKey(id), round); err != nil {
		return err
	}
	if err := emit(ctx, &types.EventRoundCompared{OrderId: round.OrderId, Agreed: round.Agreed}); err != nil || !round.Agreed {
		return err
	}
	delivered := false
	for _, s := range group {
		if s.receipt.LiveChallenges > 0 {
			return nil // the court decides first
		}
		delivered = delivered || s.receipt.HasOutput
	}
	order, err := k.market.GetOrder(ctx, id)
	if err != nil || !delivered || order.Terms.OutputKey != "" {
		return err // a result that the owner does not have yet, or cannot read, must stay open to be demanded and contested
	}
	return k.acceptAll(ctx, group, reasonAgreed)
}

func (*Keeper) withState(leases []markettypes.Lease, state markettypes.LeaseState) ([]markettypes.LeaseID, error) {
	var out []markettypes.LeaseID
	for _, l := range leases {
		if l.State != state {
			continue
		}
		id, err := markettypes.ParseLeaseID(l.Id)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}
