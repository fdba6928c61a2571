package keeper

import (
	"context"
	"errors"

	datypes "github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/market/types"
)

// advanceOrder makes the step that an order is due for.
func (k *Keeper) advanceOrder(ctx context.Context, id types.OrderID, order types.Order) error {
	switch order.State {
	case types.OrderStateOpen:
		if order.Terms.Trade == types.TradeSealed && order.Bids > 0 {
			return k.startRevealing(ctx, id, order)
		}
		return k.stopTaking(ctx, id, order)
	case types.OrderStateRevealing:
		return k.closeReveals(ctx, id, order)
	case types.OrderStateChoosing:
		return k.stopTaking(ctx, id, order)
	default:
		return types.ErrOrderState.Wrapf("%s is %s and is due for nothing", id, order.State)
	}
}

func (k *Keeper) startRevealing(ctx context.Context, id types.OrderID, order types.Order) error {
	after := order.StartRevealing(height(ctx))
	if err := k.saveOrder(ctx, id, order, after); err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderRevealing{OrderId: order.Id, Until: after.LastReveal()})
}

// stopTaking is the end of an order's time: it goes on with the leases it has, or expires without any.
func (k *Keeper) stopTaking(ctx context.Context, id types.OrderID, order types.Order) error {
	if order.Leases == 0 {
		return k.expireOrder(ctx, id, order)
	}
	if err := k.dropBids(ctx, id, order); err != nil {
		return err
	}
	after, unspent := order.StopTaking()
	if !after.Finished() {
		if err := k.releaseEscrow(ctx, id, id.Owner, unspent); err != nil {
			return err
		}
		return k.saveOrder(ctx, id, order, after)
	}
	refund, err := k.endOrder(ctx, id, order, after.End(types.OrderStateClosed))
	if err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderClosed{OrderId: order.Id, Refund: refund})
}

// closeReveals forfeits the bids that were not revealed, and awards the order or leaves that to its owner.
func (k *Keeper) closeReveals(ctx context.Context, id types.OrderID, order types.Order) error {
	bids, err := k.bidsOf(ctx, id)
	if err != nil {
		return err
	}
	revealed := make([]types.Bid, 0, len(bids))
	for _, bid := range bids {
		if bid.State == types.BidStateRevealed {
			revealed = append(revealed, bid)
		} else if err := k.forfeitBid(ctx, id, bid, types.ForfeitNotRevealed); err != nil {
			return err
		}
	}
	if order.Terms.Award == types.AwardByHand && len(revealed) > 0 {
		return k.startChoosing(ctx, id, order, revealed)
	}
	return k.award(ctx, id, order, revealed)
}

// startChoosing returns the deposits: an owner that takes its time should not hold the bidders' money. So a bid that waits for a choice
// binds nobody, and one whose bond has gone elsewhere cannot be chosen.
func (k *Keeper) startChoosing(ctx context.Context, id types.OrderID, order types.Order, revealed []types.Bid) error {
	for _, bid := range revealed {
		bidder, err := k.addresses.StringToBytes(bid.Bidder)
		if err != nil {
			return err
		}
		after, deposit := bid.ReturnDeposit()
		if err := k.giveBack(ctx, id, bidder, deposit); err != nil {
			return err
		}
		if err := k.Bids.Set(ctx, bidKey(id, bidder), after); err != nil {
			return err
		}
	}
	after := order.StartChoosing(height(ctx))
	if err := k.saveOrder(ctx, id, order, after); err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderChoosing{OrderId: order.Id, Until: after.DueHeight})
}

// award gives leases to the best revealed bids that still can take them. A replicated order needs all its leases; any other goes on
// with fewer.
func (k *Keeper) award(ctx context.Context, id types.OrderID, order types.Order, revealed []types.Bid) error {
	if err := k.checkPublished(ctx, order.Terms); errors.Is(err, datypes.ErrDataBehind) {
		return errors.Join(k.expireOrder(ctx, id, order), emit(ctx, &types.EventDataBehind{OrderId: order.Id, Reason: err.Error()}))
	} else if err != nil {
		return err
	}
	chosen, err := k.choose(ctx, id, order, revealed)
	if err != nil {
		return err
	}
	needed := uint32(1)
	if order.Terms.Method == types.MethodReplicated {
		needed = order.Terms.Redundancy
	}
	if uint64(len(chosen)) < uint64(needed) {
		return k.expireOrder(ctx, id, order)
	}
	after := order
	for _, won := range chosen {
		if after, err = k.openLease(ctx, id, after, won); err != nil {
			return err
		}
	}
	if err := k.dropBids(ctx, id, order); err != nil {
		return err
	}
	after, unspent := after.StopTaking()
	if err := k.releaseEscrow(ctx, id, id.Owner, unspent); err != nil {
		return err
	}
	return k.saveOrder(ctx, id, order, after)
}
