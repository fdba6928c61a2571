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
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Opening is a challenger's first move.
type Opening struct {
	Lease      markettypes.LeaseID
	Node       uint32
	Commitment string
	Path       []byte
	Salt       string
}

// CommitChallenge seals a claim and stakes its bond. Errors: ErrInvalidCommitment, ErrCommitmentExists, and the receipt's.
func (k *Keeper) CommitChallenge(ctx context.Context, challenger sdk.AccAddress, lease markettypes.LeaseID, commitment string) (int64, error) {
	if !verificationtypes.IsHash(commitment) {
		return 0, types.ErrInvalidCommitment.Wrapf("%.80q: want 64 lower-case hex digits", commitment)
	}
	r, err := k.verification.GetReceipt(ctx, lease)
	if err != nil {
		return 0, err
	}
	if err := r.InWindow(height(ctx)); err != nil {
		return 0, err
	}
	if has, err := k.Commitments.Has(ctx, commitment); err != nil || has {
		return 0, errors.Join(err, types.ErrCommitmentExists.Wrap(commitment))
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return 0, err
	}
	if err := k.stake(ctx, challenger, types.ClaimAddress(commitment), params.Bond); err != nil {
		return 0, err
	}
	c := types.Commitment{
		Commitment: commitment, Challenger: challenger.String(), LeaseId: lease.String(), Bond: params.Bond, Height: height(ctx),
		ExpiryHeight: height(ctx) + params.CommitTtlBlocks,
	}
	if err := k.Commitments.Set(ctx, commitment, c); err != nil {
		return 0, err
	}
	if err := k.CommitQueue.Set(ctx, collections.Join(c.ExpiryHeight, commitment)); err != nil {
		return 0, err
	}
	return c.ExpiryHeight, emit(ctx, &types.EventChallengeCommitted{LeaseId: c.LeaseId, Challenger: c.Challenger})
}

// OpenChallenge names the first wrong node. Errors: ErrInvalidNode, ErrBadOpening, ErrCommitmentNotFound, ErrInvalidCommitment, and the
// receipt's.
func (k *Keeper) OpenChallenge(ctx context.Context, challenger sdk.AccAddress, o Opening) (types.ChallengeID, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return types.ChallengeID{}, err
	}
	s, err := k.subject(ctx, o.Lease)
	if err != nil {
		return types.ChallengeID{}, err
	}
	if err := k.verification.OpenDispute(ctx, o.Lease); err != nil {
		return types.ChallengeID{}, err
	}
	if err := k.expose(ctx, s, o, params); err != nil {
		return types.ChallengeID{}, err
	}
	rec, err := k.record(ctx, o.Lease.String())
	if err != nil {
		return types.ChallengeID{}, err
	}
	id := types.ChallengeID{Lease: o.Lease, Number: rec.NextNumber}
	rec.NextNumber++
	if err := k.Leases.Set(ctx, rec.LeaseId, rec); err != nil {
		return id, err
	}
	c := types.Challenge{
		Id: id.String(), LeaseId: rec.LeaseId, Number: id.Number, Challenger: challenger.String(), Provider: o.Lease.Provider.String(),
		Node: o.Node, Bond: params.Bond, PriorityHeight: height(ctx), OpenedHeight: height(ctx),
	}
	if c, err = k.secure(ctx, challenger, id, c, o.Salt); err != nil {
		return id, err
	}
	if c, err = k.synced(ctx, params.Clock().Start(c, height(ctx))); err != nil {
		return id, err
	}
	if err := k.save(ctx, types.Challenge{}, c); err != nil {
		return id, err
	}
	return id, errors.Join(
		emit(ctx, &types.EventChallengeOpened{ChallengeId: c.Id, LeaseId: c.LeaseId, Challenger: c.Challenger, Node: c.Node}),
		emit(ctx, &types.EventMoveMade{ChallengeId: c.Id, State: c.State, DeadlineHeight: c.DeadlineHeight}))
}

// expose checks the node and the provider's commitment to it, and opens the place where its content will be disclosed.
func (k *Keeper) expose(ctx context.Context, s subject, o Opening, params types.Params) error {
	n, err := k.node(ctx, s, o.Node)
	if err != nil {
		return err
	}
	if n.Op == graph.OpInput {
		return types.ErrInvalidNode.Wrapf("node %d is an input: show with MsgProveMismatch that it is not the order's", o.Node)
	}
	size, ok := n.OutputBytes()
	if g := commit.GroupLog2(size, int(params.MaxGroups)); !ok || commit.GroupSize(g) > params.MaxGroupBytes {
		return types.ErrInvalidNode.Wrapf("node %d has %d bytes, too many to disclose", o.Node, size)
	}
	if _, err := k.opened(ctx, s, n, o); err != nil {
		return err
	}
	key := collections.Join(o.Lease.String(), o.Node)
	if has, err := k.Disclosures.Has(ctx, key); err != nil || has {
		return err
	}
	return k.Disclosures.Set(ctx, key, types.Disclosure{LeaseId: o.Lease.String(), Node: o.Node, Commitment: o.Commitment})
}

// opened checks a node commitment against the trace: by its slice, or, where the trace is on chain, by looking.
func (k *Keeper) opened(ctx context.Context, s subject, n graph.Node, o Opening) (commit.Root, error) {
	c, ok := verificationtypes.ParseHash(o.Commitment)
	if !ok {
		return c, types.ErrBadOpening.Wrapf("commitment %.80q: want 64 lower-case hex digits", o.Commitment)
	}
	if !n.Committed() {
		return c, types.ErrInvalidNode.Wrapf("node %d is not committed: name the first committed node that is wrong", o.Node)
	}
	if len(o.Path) == 0 {
		t, err := k.Traces.Get(ctx, o.Lease.String())
		if err != nil || t.PublishedHeight == 0 {
			return c, types.ErrBadOpening.Wrap("path: it may be empty only when the trace was published on chain")
		}
		if t.Reference != "" {
			return c, types.ErrBadOpening.Wrapf("path: the trace is at %s, so the slice of the commitment in it is needed", t.Reference)
		}
		if got := hex.EncodeToString(t.Commitments[32*o.Node : 32*o.Node+32]); got != o.Commitment {
			return c, types.ErrBadOpening.Wrapf("node %d of the published trace is %s", o.Node, got)
		}
		return c, nil
	}
	root, _ := verificationtypes.ParseHash(s.receipt.Signed.TraceRoot)
	if err := commit.VerifyTrace(root, s.program.NodeCount, o.Node, c, o.Path); err != nil {
		return c, types.ErrBadOpening.Wrap(err.Error())
	}
	return c, nil
}

// secure brings the bond: from the sealed claim that the salt opens, or from the challenger now.
func (k *Keeper) secure(ctx context.Context, challenger sdk.AccAddress, id types.ChallengeID, c types.Challenge, salt string) (types.Challenge, error) {
	if salt == "" {
		return c, k.stake(ctx, challenger, types.BondAddress(id), c.Bond)
	}
	sum, err := types.ClaimCommitment(chainID(ctx), c.LeaseId, c.Challenger, c.Node, salt)
	if err != nil {
		return c, err
	}
	sealed, err := k.Commitments.Get(ctx, sum)
	if errors.Is(err, collections.ErrNotFound) {
		return c, types.ErrCommitmentNotFound.Wrapf("salt and node %d open no claim that %s sealed on %s", c.Node, c.Challenger, c.LeaseId)
	}
	if err != nil {
		return c, err
	}
	if sealed.Height >= height(ctx) {
		return c, types.ErrInvalidCommitment.Wrapf("the claim was sealed at height %d: open it in a later block", sealed.Height)
	}
	if err := k.dropCommitment(ctx, sealed); err != nil {
		return c, err
	}
	c.PriorityHeight, c.Bond = sealed.Height, sealed.Bond
	return c, k.stake(ctx, types.ClaimAddress(sum), types.BondAddress(id), sealed.Bond)
}

func (k *Keeper) dropCommitment(ctx context.Context, c types.Commitment) error {
	if err := k.CommitQueue.Remove(ctx, collections.Join(c.ExpiryHeight, c.Commitment)); err != nil {
		return err
	}
	return k.Commitments.Remove(ctx, c.Commitment)
}

// expireCommitment ends a sealed claim that was not opened. Its bond is lost, unless the receipt was concluded meanwhile: squatting on
// every node of every receipt must cost.
func (k *Keeper) expireCommitment(ctx context.Context, commitment string) error {
	c, err := k.Commitments.Get(ctx, commitment)
	if err != nil {
		return err
	}
	if err := k.dropCommitment(ctx, c); err != nil {
		return err
	}
	lease, err := markettypes.ParseLeaseID(c.LeaseId)
	if err != nil {
		return err
	}
	r, err := k.verification.GetReceipt(ctx, lease)
	if err != nil {
		return err
	}
	if r.Open() != nil {
		challenger, err := sdk.AccAddressFromBech32(c.Challenger)
		if err != nil {
			return err
		}
		return k.payment.Pay(ctx, types.ClaimAddress(commitment), challenger, c.Bond)
	}
	if err := k.forfeit(ctx, c); err != nil {
		return err
	}
	return emit(ctx, &types.EventCommitmentForfeited{LeaseId: c.LeaseId, Challenger: c.Challenger, Bond: c.Bond})
}
