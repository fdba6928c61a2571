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

// shown returns a challenged node's disclosure. Error: ErrNotChallenged.
func (k *Keeper) shown(ctx context.Context, lease markettypes.LeaseID, node uint32) (types.Disclosure, error) {
	d, err := k.Disclosures.Get(ctx, collections.Join(lease.String(), node))
	if errors.Is(err, collections.ErrNotFound) {
		return d, types.ErrNotChallenged.Wrapf("node %d of %s", node, lease)
	}
	return d, err
}

// DiscloseHashes shows the chunk hashes of a challenged node, once, for every challenger. They are their own proof, so anyone may bring
// them. Errors: ErrNotChallenged, ErrDisclosed, ErrInvalidDisclosure.
func (k *Keeper) DiscloseHashes(ctx context.Context, lease markettypes.LeaseID, node uint32, hashes []byte) error {
	d, err := k.shown(ctx, lease, node)
	if err != nil {
		return err
	}
	if d.DisclosedHeight > 0 {
		return types.ErrDisclosed.Wrapf("the hashes of node %d of %s, at height %d", node, lease, d.DisclosedHeight)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	s, err := k.subject(ctx, lease)
	if err != nil {
		return err
	}
	n, err := k.node(ctx, s, node)
	if err != nil {
		return err
	}
	size, _ := n.OutputBytes()
	g := commit.GroupLog2(size, int(params.MaxGroups))
	cvs, err := chainingValues(hashes)
	if err != nil {
		return err
	}
	root, err := commit.FoldGroups(size, g, cvs)
	if err != nil {
		return types.ErrInvalidDisclosure.Wrap(err.Error())
	}
	if got := commit.Node(uint32(n.Dtype), n.Shape, root); hex.EncodeToString(got[:]) != d.Commitment {
		return types.ErrInvalidDisclosure.Wrapf("the hashes give the commitment %x, the trace has %s", got, d.Commitment)
	}
	d.Root, d.GroupLog2, d.Hashes, d.DisclosedHeight = hex.EncodeToString(root[:]), uint32(g), hashes, height(ctx)
	if err := k.Disclosures.Set(ctx, collections.Join(d.LeaseId, node), d); err != nil {
		return err
	}
	return emit(ctx, &types.EventHashesDisclosed{LeaseId: d.LeaseId, Node: node})
}

func chainingValues(hashes []byte) ([]commit.Root, error) {
	if len(hashes) == 0 || len(hashes)%32 != 0 {
		return nil, types.ErrInvalidDisclosure.Wrapf("%d bytes are not a whole number of 32-byte hashes", len(hashes))
	}
	out := make([]commit.Root, len(hashes)/32)
	for i := range out {
		out[i] = commit.Root(hashes[32*i:])
	}
	return out, nil
}

// PickGroup names the group that differs. Errors: ErrNotChallenger, ErrChallengeState, ErrTooLate, ErrInvalidDisclosure.
func (k *Keeper) PickGroup(ctx context.Context, challenger sdk.AccAddress, id types.ChallengeID, group uint32) error {
	stored, c, err := k.turn(ctx, challenger, id)
	if err != nil {
		return err
	}
	if c.State != types.ChallengeStateAwaitPick {
		return types.ErrChallengeState.Wrapf("challenge %s is %s", c.Id, c.State)
	}
	d, err := k.shown(ctx, id.Lease, c.Node)
	if err != nil {
		return err
	}
	if int(group) >= len(d.Hashes)/32 {
		return types.ErrInvalidDisclosure.Wrapf("there is no group %d: node %d has %d", group, c.Node, len(d.Hashes)/32)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	c.Group = group
	if c, err = k.synced(ctx, params.Clock().Move(c, types.ChallengeStateAwaitBytes, height(ctx))); err != nil {
		return err
	}
	if err := k.save(ctx, stored, c); err != nil {
		return err
	}
	return emit(ctx, &types.EventMoveMade{ChallengeId: c.Id, State: c.State, DeadlineHeight: c.DeadlineHeight})
}

// turn returns a live challenge as stored and as it stands, for a move of its challenger. Errors: ErrChallengeNotFound,
// ErrNotChallenger, ErrChallengeState, ErrTooLate.
func (k *Keeper) turn(ctx context.Context, challenger sdk.AccAddress, id types.ChallengeID) (stored, now types.Challenge, err error) {
	stored, err = k.Challenges.Get(ctx, challengeKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return stored, now, types.ErrChallengeNotFound.Wrapf("%s", id)
	}
	if err != nil {
		return stored, now, err
	}
	if stored.Challenger != challenger.String() {
		return stored, now, types.ErrNotChallenger.Wrapf("challenge %s is not %s's", id, challenger)
	}
	if now, err = k.synced(ctx, stored); err != nil {
		return stored, now, err
	}
	if !now.Live() {
		return stored, now, types.ErrChallengeState.Wrapf("challenge %s ended as %s: %s", id, now.State, now.Reason)
	}
	done, err := k.concluded(ctx, id.Lease.String())
	if err != nil {
		return stored, now, err
	}
	if done {
		return stored, now, types.ErrChallengeState.Wrapf("the receipt of challenge %s was concluded; the bond is on its way back", id)
	}
	if now.Owes() == types.Challenger && now.Overdue(height(ctx)) {
		return stored, now, types.ErrTooLate.Wrapf("the move in challenge %s was due at height %d", id, now.DeadlineHeight)
	}
	return stored, now, nil
}

// DiscloseGroup shows the bytes of one group, once, for every challenger. Errors: ErrNotChallenged, ErrNotDisclosed, ErrDisclosed,
// ErrInvalidDisclosure.
func (k *Keeper) DiscloseGroup(ctx context.Context, lease markettypes.LeaseID, node, group uint32, content []byte) error {
	d, err := k.shown(ctx, lease, node)
	if err != nil {
		return err
	}
	if d.DisclosedHeight == 0 {
		return types.ErrNotDisclosed.Wrapf("the hashes of node %d of %s come first", node, lease)
	}
	key := collections.Join3(d.LeaseId, node, group)
	if has, err := k.Groups.Has(ctx, key); err != nil || has {
		return errors.Join(err, types.ErrDisclosed.Wrapf("group %d of node %d of %s", group, node, lease))
	}
	s, err := k.subject(ctx, lease)
	if err != nil {
		return err
	}
	n, err := k.node(ctx, s, node)
	if err != nil {
		return err
	}
	size, _ := n.OutputBytes()
	cvs, err := chainingValues(d.Hashes)
	if err != nil {
		return err
	}
	if err := commit.VerifyGroup(cvs, size, uint8(d.GroupLog2), uint64(group), content); err != nil {
		return types.ErrInvalidDisclosure.Wrap(err.Error())
	}
	x := types.GroupDisclosure{LeaseId: d.LeaseId, Node: node, Group: group, Content: content, Height: height(ctx)}
	if err := k.Groups.Set(ctx, key, x); err != nil {
		return err
	}
	return emit(ctx, &types.EventGroupDisclosed{LeaseId: d.LeaseId, Node: node, Group: group})
}
