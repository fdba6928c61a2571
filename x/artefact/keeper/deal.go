package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/internal/records"
)

// GetDeal returns a deal. Error: ErrDealNotFound.
func (k *Keeper) GetDeal(ctx context.Context, id types.DealID) (types.Deal, error) {
	return records.Get(ctx, k.Deals, dealKey(id), types.ErrDealNotFound.Wrap(id.String()))
}

// saveDeal writes a deal and its place in the queue. Before is the deal as it was, the zero deal for a new one.
func (k *Keeper) saveDeal(ctx context.Context, id types.DealID, before, after types.Deal) error {
	if before.DueHeight != 0 {
		if err := k.DealQueue.Remove(ctx, collections.Join3(before.DueHeight, id.Sponsor, id.Sequence)); err != nil {
			return err
		}
	}
	if after.DueHeight != 0 {
		if err := k.DealQueue.Set(ctx, collections.Join3(after.DueHeight, id.Sponsor, id.Sequence)); err != nil {
			return err
		}
	}
	return k.Deals.Set(ctx, dealKey(id), after)
}

// OfferStorage holds a reward for whoever keeps an artefact. Errors: ErrArtefactNotFound, ErrInvalidDeal, or the bank's.
func (k *Keeper) OfferStorage(ctx context.Context, sponsor sdk.AccAddress, offer types.Deal) (types.DealID, error) {
	artefact, err := k.GetArtefact(ctx, offer.ArtefactId)
	if err != nil {
		return types.DealID{}, err
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return types.DealID{}, err
	}
	sequence, err := k.Sequences.Get(ctx, sponsor)
	if errors.Is(err, collections.ErrNotFound) {
		sequence, err = 1, nil
	}
	if err != nil {
		return types.DealID{}, err
	}
	id := types.DealID{Sponsor: sponsor, Sequence: sequence}
	deal, err := types.NewDeal(id, artefact, offer, params, height(ctx))
	if err != nil {
		return id, err
	}
	if err := k.Sequences.Set(ctx, sponsor, sequence+1); err != nil {
		return id, err
	}
	if err := k.saveDeal(ctx, id, types.Deal{}, deal); err != nil {
		return id, err
	}
	if err := k.hold(ctx, sponsor, types.RewardAddress(id), deal.Reward); err != nil {
		return id, err
	}
	return id, emit(ctx, &types.EventDealOffered{DealId: deal.Id, ArtefactId: deal.ArtefactId, Reward: deal.Reward, Bond: deal.Bond})
}

// WithdrawOffer takes an offer back. Errors: ErrDealNotFound, ErrNotParty, ErrDealState.
func (k *Keeper) WithdrawOffer(ctx context.Context, sponsor sdk.AccAddress, id types.DealID) error {
	deal, err := k.GetDeal(ctx, id)
	if err != nil {
		return err
	}
	if !id.Sponsor.Equals(sponsor) {
		return types.ErrNotParty.Wrapf("%s was offered by %s", deal.Id, deal.Sponsor)
	}
	if deal.State != types.DealStateOffered {
		return types.ErrDealState.Wrapf("%s is %s; only an offer without a holder can be withdrawn", deal.Id, deal.State)
	}
	return k.endDeal(ctx, id, deal, deal, types.ReasonWithdrawn)
}

// PledgeStorage takes an offer with a bond. Errors: ErrDealNotFound, ErrDealState, or the bank's.
func (k *Keeper) PledgeStorage(ctx context.Context, holder sdk.AccAddress, id types.DealID) error {
	deal, err := k.GetDeal(ctx, id)
	if err != nil {
		return err
	}
	text, err := k.text(holder)
	if err != nil {
		return err
	}
	after, err := deal.Pledge(text, height(ctx))
	if err != nil {
		return err
	}
	if err := k.saveDeal(ctx, id, deal, after); err != nil {
		return err
	}
	if err := k.hold(ctx, holder, types.BondAddress(id), deal.Bond); err != nil {
		return err
	}
	return emit(ctx, &types.EventDealPledged{DealId: deal.Id, Holder: text})
}

// ProvePossession answers a challenge, and says whether rightly. A wrong answer is no error: it costs bond. Errors: ErrDealNotFound,
// ErrDealState, ErrNotParty.
func (k *Keeper) ProvePossession(ctx context.Context, holder sdk.AccAddress, id types.DealID, slice []byte) (bool, error) {
	deal, err := k.GetDeal(ctx, id)
	if err != nil {
		return false, err
	}
	text, err := k.text(holder)
	if err != nil {
		return false, err
	}
	if err := deal.RequireAnswer(text); err != nil {
		return false, err
	}
	artefact, err := k.GetArtefact(ctx, deal.ArtefactId)
	if err != nil {
		return false, err
	}
	if !deal.Opens(artefact.Core.Digests.Blake3, artefact.Core.Size_, slice) {
		return false, k.missed(ctx, id, deal, types.ReasonWrong)
	}
	after, paid := deal.Prove(height(ctx))
	if err := k.payReward(ctx, id, holder, paid); err != nil {
		return false, err
	}
	if err := emit(ctx, &types.EventPossessionProven{DealId: deal.Id, Round: deal.Round, Paid: paid}); err != nil {
		return false, err
	}
	return true, k.goOn(ctx, id, deal, after)
}

// missed takes bond for an answer that was wrong or did not come.
func (k *Keeper) missed(ctx context.Context, id types.DealID, deal types.Deal, reason string) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	after, loss := deal.Miss(params, height(ctx))
	if err := k.takeBond(ctx, id, deal.Bond.Denom, loss); err != nil {
		return err
	}
	event := &types.EventPossessionMissed{
		DealId: deal.Id, Round: deal.Round, Slashed: sdk.NewCoin(deal.Bond.Denom, loss.Total()), Reason: reason,
	}
	if err := emit(ctx, event); err != nil {
		return err
	}
	return k.goOn(ctx, id, deal, after)
}

// goOn saves a deal after a round, or ends it with its last one.
func (k *Keeper) goOn(ctx context.Context, id types.DealID, before, after types.Deal) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if reason, over := after.Over(params); over {
		return k.endDeal(ctx, id, before, after, reason)
	}
	return k.saveDeal(ctx, id, before, after)
}

// endDeal pays what is left to whom it belongs.
func (k *Keeper) endDeal(ctx context.Context, id types.DealID, before, deal types.Deal, reason string) error {
	after, refund, bond := deal.End()
	if err := k.saveDeal(ctx, id, before, after); err != nil {
		return err
	}
	if err := k.payReward(ctx, id, id.Sponsor, refund); err != nil {
		return err
	}
	if bond.IsPositive() {
		holder, err := k.parse(deal.Holder)
		if err != nil {
			return err
		}
		if err := k.pay(ctx, types.BondAddress(id), holder, bond); err != nil {
			return err
		}
	}
	return emit(ctx, &types.EventDealEnded{DealId: deal.Id, Refund: refund, Bond: bond, Reason: reason})
}

// advanceDeal makes the step that a deal is due for: its offer ends, a challenge begins, or the time to answer is over.
func (k *Keeper) advanceDeal(ctx context.Context, id types.DealID) error {
	deal, err := k.GetDeal(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case deal.State == types.DealStateOffered:
		return k.endDeal(ctx, id, deal, deal, types.ReasonNoHolder)
	case deal.Challenged:
		return k.missed(ctx, id, deal, types.ReasonSilent)
	}
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	artefact, err := k.GetArtefact(ctx, deal.ArtefactId)
	if err != nil {
		return err
	}
	after, err := deal.Challenge(sdk.UnwrapSDKContext(ctx).HeaderHash(), artefact.Core.Size_, params, height(ctx))
	if err != nil {
		return err
	}
	if err := k.saveDeal(ctx, id, deal, after); err != nil {
		return err
	}
	return emit(ctx, &types.EventPossessionChallenged{
		DealId: deal.Id, Round: after.Round, Offset: after.Offset, Length: after.Length, Deadline: after.DueHeight,
	})
}
