package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/challenge/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// finding is what was found against a provider, and who is to be paid: the winner, unless somebody committed to a fault of the same
// node before.
type finding struct {
	lease   markettypes.LeaseID
	winner  sdk.AccAddress
	node    uint32
	byNode  bool
	verdict types.Verdict
}

// convict gives a verdict: the receipt is faulted, the user made whole, the winner rewarded. Everything else about the receipt is
// refunded and pruned by the clean queue.
func (k *Keeper) convict(ctx context.Context, f finding) error {
	v := f.verdict
	if f.byNode {
		first, found, err := k.firstOn(ctx, f.lease.String(), f.node)
		if err != nil {
			return err
		}
		if found {
			v.ChallengeId = first.Id
			if f.winner, err = sdk.AccAddressFromBech32(first.Challenger); err != nil {
				return err
			}
			if err := k.win(ctx, first, v.Kind); err != nil {
				return err
			}
		}
	}
	split, err := k.verification.Fault(ctx, f.lease, f.winner, v.Kind.String())
	if err != nil {
		return err
	}
	v.LeaseId, v.Winner, v.Height = f.lease.String(), f.winner.String(), height(ctx)
	v.ToUser, v.Reward, v.Burned = split.ToUser, split.ToChallenger, split.Burned
	if err := k.Verdicts.Set(ctx, v.LeaseId, v); err != nil {
		return err
	}
	return emit(ctx, &types.EventVerdictGiven{Verdict: v})
}

// firstOn is the live challenge of a node that was first committed to.
func (k *Keeper) firstOn(ctx context.Context, lease string, node uint32) (types.Challenge, bool, error) {
	iterator, err := k.Priority.Iterate(ctx, collections.NewSuperPrefixedQuadRange[string, uint32, int64, uint64](lease, node))
	if err != nil {
		return types.Challenge{}, false, err
	}
	defer iterator.Close()
	if !iterator.Valid() {
		return types.Challenge{}, false, nil
	}
	key, err := iterator.Key()
	if err != nil {
		return types.Challenge{}, false, err
	}
	c, err := k.Challenges.Get(ctx, collections.Join(lease, key.K4()))
	return c, true, err
}

// win ends a challenge in its challenger's favour.
func (k *Keeper) win(ctx context.Context, c types.Challenge, kind types.VerdictKind) error {
	return k.close(ctx, c, types.ChallengeStateWon, kind.String(), c.Challenger)
}

// lose ends a challenge in the provider's favour: the bond is the provider's, for its trouble. The receipt is none the more confirmed
// for it.
func (k *Keeper) lose(ctx context.Context, c types.Challenge, reason string) error {
	if err := k.close(ctx, c, types.ChallengeStateLost, reason, c.Provider); err != nil {
		return err
	}
	id, err := types.ParseChallengeID(c.Id)
	if err != nil {
		return err
	}
	return k.verification.CloseDispute(ctx, id.Lease)
}

// close ends a challenge as stored and pays its bond.
func (k *Keeper) close(ctx context.Context, stored types.Challenge, state types.ChallengeState, reason, to string) error {
	c := stored.End(state, reason, height(ctx))
	if err := k.save(ctx, stored, c); err != nil {
		return err
	}
	if err := k.payBond(ctx, c, to); err != nil {
		return err
	}
	return emit(ctx, &types.EventChallengeClosed{ChallengeId: c.Id, State: state, Reason: reason})
}

// expire ends a challenge whose move did not come: silence loses. One that a disclosure has moved on is only put back, and one whose
// receipt was concluded meanwhile is refunded: it waits for its refund, not for a move.
func (k *Keeper) expire(ctx context.Context, id types.ChallengeID) error {
	stored, err := k.Challenges.Get(ctx, challengeKey(id))
	if err != nil {
		return err
	}
	c, err := k.synced(ctx, stored)
	if err != nil || !c.Live() {
		return err
	}
	done, err := k.concluded(ctx, c.LeaseId)
	if err != nil {
		return err
	}
	if done {
		return k.close(ctx, stored, types.ChallengeStateRefunded, types.ReasonConcluded, c.Challenger)
	}
	if c.DeadlineHeight > height(ctx) {
		return k.save(ctx, stored, c)
	}
	if c.Owes() == types.Challenger {
		return k.lose(ctx, stored, types.ReasonSilence)
	}
	challenger, err := sdk.AccAddressFromBech32(c.Challenger)
	if err != nil {
		return err
	}
	return k.convict(ctx, finding{lease: id.Lease, winner: challenger, node: c.Node, byNode: true, verdict: types.Verdict{
		Kind: types.VerdictKindSilence, ChallengeId: c.Id, Node: c.Node,
	}})
}

// concluded says whether a lease's receipt was, after it was challenged.
func (k *Keeper) concluded(ctx context.Context, lease string) (bool, error) {
	rec, err := k.Leases.Get(ctx, lease)
	return rec.Concluded, err
}

// AfterReceiptConcluded has what is left of a receipt's challenges refunded and pruned.
func (k *Keeper) AfterReceiptConcluded(ctx context.Context, id markettypes.LeaseID, _ verificationtypes.ReceiptState) error {
	rec, err := k.Leases.Get(ctx, id.String())
	if errors.Is(err, collections.ErrNotFound) {
		return nil // never challenged
	}
	if err != nil {
		return err
	}
	rec.Concluded = true
	if err := k.Leases.Set(ctx, rec.LeaseId, rec); err != nil {
		return err
	}
	return k.CleanQueue.Set(ctx, collections.Join(height(ctx), rec.LeaseId))
}
