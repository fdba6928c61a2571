package keeper

import (
	"context"
	"errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// choose ranks the bids and takes the best. One that cannot take the lease any more forfeits its deposit, and the next is looked at. One
// that a policy keeps from it does not: the owner may have chosen who attests.
func (k *Keeper) choose(ctx context.Context, id types.OrderID, order types.Order, revealed []types.Bid) ([]offer, error) {
	if len(revealed) == 0 {
		return nil, nil
	}
	if err := k.checkPolicies(ctx, order, nil, policytypes.StageOrder); isPolicy(err) {
		return nil, k.sayBroken(ctx, order, nil, err)
	} else if err != nil {
		return nil, err
	}
	candidates, byBidder, err := k.candidates(ctx, revealed)
	if err != nil {
		return nil, err
	}
	seed := types.TieSeed(sdk.UnwrapSDKContext(ctx).HeaderHash(), id)
	var chosen []offer
	for _, candidate := range types.Rank(order.Terms.Award, seed, candidates) {
		if uint64(len(chosen)) == uint64(order.Terms.Redundancy) {
			break
		}
		fits := k.CheckBidder(ctx, candidate.Bidder, order)
		if isPolicy(fits) {
			if err := k.sayBroken(ctx, order, candidate.Bidder, fits); err != nil {
				return nil, err
			}
			continue
		}
		reason, err := unfit(fits)
		if err != nil {
			return nil, err
		}
		if reason == "" {
			chosen = append(chosen, offer{candidate.Bidder, candidate.Price})
		} else if err := k.forfeitBid(ctx, id, byBidder[candidate.Bidder.String()], reason); err != nil {
			return nil, err
		}
	}
	return chosen, nil
}

func (k *Keeper) candidates(ctx context.Context, revealed []types.Bid) ([]types.Candidate, map[string]types.Bid, error) {
	candidates := make([]types.Candidate, 0, len(revealed))
	byBidder := make(map[string]types.Bid, len(revealed))
	for _, bid := range revealed {
		bidder, err := k.addresses.StringToBytes(bid.Bidder)
		if err != nil {
			return nil, nil, err
		}
		provider, err := k.provider.GetProvider(ctx, bidder)
		if err != nil && !errors.Is(err, providertypes.ErrProviderNotFound) {
			return nil, nil, err
		}
		candidates = append(candidates, types.Candidate{Bidder: bidder, Price: bid.Price, Reputation: provider.Reputation})
		byBidder[bid.Bidder] = bid
	}
	return candidates, byBidder, nil
}

// unfit sorts what keeps a bidder from a lease: its own fault has a reason, broken storage stays an error.
func unfit(err error) (string, error) {
	for _, cause := range []error{
		providertypes.ErrInsufficientFreeBond, providertypes.ErrProviderInactive, providertypes.ErrProviderNotFound,
	} {
		if errors.Is(err, cause) {
			return types.ForfeitBondGone, nil
		}
	}
	for _, cause := range []error{
		providertypes.ErrProviderInMaintenance, providertypes.ErrAttributeMissing, providertypes.ErrAttributeNotEndorsed,
	} {
		if errors.Is(err, cause) {
			return types.ForfeitNotEligible, nil
		}
	}
	return "", err
}

func (k *Keeper) forfeitBid(ctx context.Context, id types.OrderID, bid types.Bid, reason string) error {
	bidder, err := k.addresses.StringToBytes(bid.Bidder)
	if err != nil {
		return err
	}
	if err := k.forfeit(ctx, id, bid.Deposit); err != nil {
		return err
	}
	if err := k.Bids.Remove(ctx, bidKey(id, bidder)); err != nil {
		return err
	}
	return emit(ctx, &types.EventBidForfeited{OrderId: bid.OrderId, Bidder: bid.Bidder, Deposit: bid.Deposit, Reason: reason})
}
