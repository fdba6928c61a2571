package keeper

import (
	"context"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

var zero = math.ZeroInt()

// CommitBid takes a sealed bid and its deposit. Errors: ErrOrderNotFound, ErrWrongTrade, ErrOrderState, ErrTooLate, ErrTooManyBids,
// ErrBidExists, ErrInvalidBid, x/provider's when the bidder may not bid, or the bank's when the deposit is not there.
func (k *Keeper) CommitBid(ctx context.Context, bidder sdk.AccAddress, id types.OrderID, commitment string) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	order, err := k.GetOrder(ctx, id)
	if err != nil {
		return err
	}
	if err := order.CheckCommit(height(ctx), params.MaxBidsPerOrder); err != nil {
		return err
	}
	exists, err := k.Bids.Has(ctx, bidKey(id, bidder))
	if err != nil {
		return err
	}
	if exists {
		return types.ErrBidExists.Wrapf("%s has one of %s; a sealed bid cannot be changed", id, bidder)
	}
	if err := k.CheckBidder(ctx, bidder, order); err != nil {
		return err
	}
	text, err := k.addresses.BytesToString(bidder)
	if err != nil {
		return err
	}
	bid, err := types.NewBid(order, text, commitment, params.BidDeposit, height(ctx))
	if err != nil {
		return err
	}
	if err := k.Bids.Set(ctx, bidKey(id, bidder), bid); err != nil {
		return err
	}
	after := order
	after.Bids++
	if err := k.saveOrder(ctx, id, order, after); err != nil {
		return err
	}
	if err := k.hold(ctx, id, bidder, bid.Deposit); err != nil {
		return err
	}
	return emit(ctx, &types.EventBidCommitted{OrderId: order.Id, Bidder: text})
}

// RevealBid opens a sealed bid, whoever sends the opening. Errors: ErrOrderNotFound, ErrOrderState, ErrTooLate, ErrBidNotFound,
// ErrBidState, ErrInvalidBid, ErrWrongOpening, ErrPriceTooHigh.
func (k *Keeper) RevealBid(ctx context.Context, bidder sdk.AccAddress, id types.OrderID, opening types.BidOpening) error {
	order, err := k.GetOrder(ctx, id)
	if err != nil {
		return err
	}
	if err := order.CheckReveal(height(ctx)); err != nil {
		return err
	}
	bid, err := k.getBid(ctx, id, bidder)
	if err != nil {
		return err
	}
	bid, err = bid.Reveal(sdk.UnwrapSDKContext(ctx).ChainID(), order, opening)
	if err != nil {
		return err
	}
	if err := k.Bids.Set(ctx, bidKey(id, bidder), bid); err != nil {
		return err
	}
	return emit(ctx, &types.EventBidRevealed{OrderId: order.Id, Bidder: bid.Bidder, Price: bid.Price})
}

// PlaceBid takes an open order at a price; the lease begins at once. Errors: ErrOrderNotFound, ErrWrongTrade, ErrOrderState, ErrTooLate,
// ErrInvalidBid, ErrPriceTooHigh, ErrLeaseExists, or x/provider's when the bidder may not bid.
func (k *Keeper) PlaceBid(ctx context.Context, bidder sdk.AccAddress, id types.OrderID, price sdk.Coin) (types.LeaseID, error) {
	order, err := k.GetOrder(ctx, id)
	if err != nil {
		return types.LeaseID{}, err
	}
	if err := order.CheckOpenBid(height(ctx)); err != nil {
		return types.LeaseID{}, err
	}
	if err := order.Terms.CheckPrice(price); err != nil {
		return types.LeaseID{}, err
	}
	if err := k.CheckBidder(ctx, bidder, order); err != nil {
		return types.LeaseID{}, err
	}
	if err := k.checkPolicies(ctx, order, bidder, policytypes.StageOrder); err != nil {
		return types.LeaseID{}, err
	}
	after := order
	after.Bids++
	after, err = k.openLease(ctx, id, after, offer{bidder, price})
	if err != nil {
		return types.LeaseID{}, err
	}
	return types.LeaseID{Order: id, Provider: bidder}, k.saveOrder(ctx, id, order, after)
}

// CheckBidder says whether a provider may take this order now, as far as that depends on the provider. Errors: what x/provider objects to,
// x/policy's ErrRuleBroken.
func (k *Keeper) CheckBidder(ctx context.Context, bidder sdk.AccAddress, order types.Order) error {
	if err := k.provider.CanBid(ctx, bidder, height(ctx), order.Terms.Bond); err != nil {
		return err
	}
	needs, err := order.Terms.Requirements()
	if err != nil {
		return err
	}
	if err := k.provider.Matches(ctx, bidder, needs.Attributes, needs.AllOf, needs.AnyOf); err != nil {
		return err
	}
	return k.checkPolicies(ctx, order, bidder, policytypes.StageProvider)
}
