package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// AwardOrder gives the owner's order to a revealed bid. The owner may choose again until it has as many leases as it wants or its time
// is over. Errors: ErrOrderNotFound, ErrNotOwner, ErrOrderState, ErrTooLate, ErrBidNotFound, or x/provider's when the bidder cannot
// take it any more.
func (k *Keeper) AwardOrder(ctx context.Context, sender sdk.AccAddress, id types.OrderID, bidder sdk.AccAddress) (types.LeaseID, error) {
	order, err := k.ownOrder(ctx, sender, id)
	if err != nil {
		return types.LeaseID{}, err
	}
	if err := order.CheckChoice(height(ctx)); err != nil {
		return types.LeaseID{}, err
	}
	bid, err := k.getBid(ctx, id, bidder)
	if err != nil {
		return types.LeaseID{}, err
	}
	if err := k.CheckBidder(ctx, bidder, order); err != nil {
		return types.LeaseID{}, err
	}
	if err := k.checkPolicies(ctx, order, bidder, policytypes.StageOrder); err != nil {
		return types.LeaseID{}, err
	}
	after, err := k.openLease(ctx, id, order, offer{bidder, bid.Price})
	if err != nil {
		return types.LeaseID{}, err
	}
	if err := k.Bids.Remove(ctx, bidKey(id, bidder)); err != nil {
		return types.LeaseID{}, err
	}
	if err := k.saveOrder(ctx, id, order, after); err != nil {
		return types.LeaseID{}, err
	}
	return types.LeaseID{Order: id, Provider: bidder}, k.stopChoosing(ctx, id, after)
}

// stopChoosing ends the choice when there is no lease or no bid left to choose.
func (k *Keeper) stopChoosing(ctx context.Context, id types.OrderID, order types.Order) error {
	if !order.Taking() {
		return k.dropBids(ctx, id, order)
	}
	bids, err := k.bidsOf(ctx, id)
	if err != nil || len(bids) > 0 {
		return err
	}
	return k.stopTaking(ctx, id, order)
}
