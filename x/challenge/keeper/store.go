package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// GetChallenge returns a challenge with the state that disclosures have given it. Error: ErrChallengeNotFound.
func (k *Keeper) GetChallenge(ctx context.Context, id types.ChallengeID) (types.Challenge, error) {
	c, err := k.Challenges.Get(ctx, challengeKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return c, types.ErrChallengeNotFound.Wrapf("%s", id)
	}
	if err != nil {
		return c, err
	}
	return k.synced(ctx, c)
}

func challengeKey(id types.ChallengeID) ChallengeKey {
	return collections.Join(id.Lease.String(), id.Number)
}

// synced takes disclosures into account.
func (k *Keeper) synced(ctx context.Context, c types.Challenge) (types.Challenge, error) {
	if c.Owes() != types.Provider {
		return c, nil
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return c, err
	}
	d, err := k.Disclosures.Get(ctx, collections.Join(c.LeaseId, c.Node))
	if err != nil {
		return c, err
	}
	shown := types.Shown{Hashes: d.DisclosedHeight, Single: len(d.Hashes) == 32}
	group := c.Group
	if c.State == types.ChallengeStateAwaitHashes {
		group = 0 // the only one, if nothing is to be picked
	}
	if c.State == types.ChallengeStateAwaitBytes || shown.Single {
		g, err := k.Groups.Get(ctx, collections.Join3(c.LeaseId, c.Node, group))
		if err != nil && !errors.Is(err, collections.ErrNotFound) {
			return c, err
		}
		shown.Bytes = g.Height
	}
	return params.Clock().Sync(c, shown), nil
}

// save writes a challenge and moves it in queue and indexes. Before is what is stored, or empty.
func (k *Keeper) save(ctx context.Context, before, after types.Challenge) error {
	id, err := types.ParseChallengeID(after.Id)
	if err != nil {
		return err
	}
	if before.Live() && (!after.Live() || before.DeadlineHeight != after.DeadlineHeight) {
		if err := k.DeadlineQueue.Remove(ctx, collections.Join3(before.DeadlineHeight, after.LeaseId, after.Number)); err != nil {
			return err
		}
	}
	if after.Live() {
		if err := k.DeadlineQueue.Set(ctx, collections.Join3(after.DeadlineHeight, after.LeaseId, after.Number)); err != nil {
			return err
		}
	}
	if before.Live() != after.Live() {
		if err := k.index(ctx, id, after); err != nil {
			return err
		}
	}
	return k.Challenges.Set(ctx, challengeKey(id), after)
}

// index lists a live challenge where live ones are looked for, and takes an ended one out.
func (k *Keeper) index(ctx context.Context, id types.ChallengeID, c types.Challenge) error {
	challenger, err := sdk.AccAddressFromBech32(c.Challenger)
	if err != nil {
		return err
	}
	live := collections.Join3(id.Lease.Provider, c.LeaseId, c.Number)
	priority := collections.Join4(c.LeaseId, c.Node, c.PriorityHeight, c.Number)
	if !c.Live() {
		return errors.Join(k.LiveByProvider.Remove(ctx, live), k.Priority.Remove(ctx, priority))
	}
	return errors.Join(
		k.ByChallenger.Set(ctx, collections.Join3(challenger, c.LeaseId, c.Number)),
		k.LiveByProvider.Set(ctx, live), k.Priority.Set(ctx, priority))
}

// subject is what a challenge is about.
type subject struct {
	lease   markettypes.LeaseID
	receipt verificationtypes.Receipt
	program verificationtypes.Program
}

func (k *Keeper) subject(ctx context.Context, lease markettypes.LeaseID) (subject, error) {
	r, err := k.verification.GetReceipt(ctx, lease)
	if err != nil {
		return subject{}, err
	}
	p, err := k.verification.GetProgram(ctx, r.Signed.ProgramId)
	return subject{lease: lease, receipt: r, program: p}, err
}

// node loads one node of the program. Error: ErrInvalidNode.
func (k *Keeper) node(ctx context.Context, s subject, index uint32) (graph.Node, error) {
	if index >= s.program.NodeCount {
		return graph.Node{}, types.ErrInvalidNode.Wrapf("there is no node %d: program %s has %d", index, s.program.Id, s.program.NodeCount)
	}
	return k.verification.ProgramNode(ctx, s.program.Id, index)
}

// record returns a receipt's record, an empty one if it has none yet.
func (k *Keeper) record(ctx context.Context, lease string) (types.LeaseRecord, error) {
	r, err := k.Leases.Get(ctx, lease)
	if errors.Is(err, collections.ErrNotFound) {
		return types.LeaseRecord{LeaseId: lease}, nil
	}
	return r, err
}
