package keeper

import (
	"context"
	"math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
)

// PlaceOrder locks escrow and fee and opens an order for bids. Policies get the versions that are the newest now, and what does not depend
// on the provider must hold already. Errors: ErrInvalidTerms, ErrTooManyOrders, what a hook objects to, x/policy's with the rule,
// x/payment's for a denomination it does not hold, or the bank's when the money is not there.
func (k *Keeper) PlaceOrder(ctx context.Context, owner sdk.AccAddress, terms types.Terms) (types.OrderID, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return types.OrderID{}, err
	}
	if err := k.checkPublished(ctx, terms); err != nil {
		return types.OrderID{}, err
	}
	if terms.PolicyIds, err = k.policies.Resolve(ctx, terms.PolicyIds); err != nil {
		return types.OrderID{}, err
	}
	if err := k.CheckTerms(ctx, params, terms); err != nil {
		return types.OrderID{}, err
	}
	id, err := k.nextOrder(ctx, owner, params.MaxOrdersPerOwner)
	if err != nil {
		return types.OrderID{}, err
	}
	hash, err := types.OrderHash(sdk.UnwrapSDKContext(ctx).ChainID(), id.String(), terms)
	if err != nil {
		return types.OrderID{}, err
	}
	order := types.NewOrder(id, terms, hash, params.OrderFee, height(ctx))
	if err := k.checkPolicies(ctx, order, nil, policytypes.StagePlace); err != nil {
		return types.OrderID{}, err
	}
	if err := k.saveOrder(ctx, id, types.Order{}, order); err != nil {
		return types.OrderID{}, err
	}
	if err := k.lockEscrow(ctx, id, terms); err != nil {
		return types.OrderID{}, err
	}
	if err := k.hold(ctx, id, owner, order.Fee); err != nil {
		return types.OrderID{}, err
	}
	return id, emit(ctx, &types.EventOrderPlaced{
		OrderId: order.Id, Owner: order.Owner, ProgramId: terms.ProgramId, Trade: terms.Trade, Escrow: terms.Escrow(), Hash: hash,
	})
}

// CheckTerms says whether an order with these terms may be placed. Errors: ErrInvalidTerms or what a hook objects to.
func (k *Keeper) CheckTerms(ctx context.Context, params types.Params, terms types.Terms) error {
	rewardBps, err := k.provider.RewardBps(ctx)
	if err != nil {
		return err
	}
	unbonding, err := k.provider.UnbondingBlocks(ctx)
	if err != nil {
		return err
	}
	if err := terms.Validate(types.Rules{Params: params, RewardBps: rewardBps, UnbondingBlocks: unbonding}); err != nil {
		return err
	}
	return k.hooks.BeforeOrderPlaced(ctx, terms)
}

// nextOrder numbers an order and counts it as live.
func (k *Keeper) nextOrder(ctx context.Context, owner sdk.AccAddress, maximum uint32) (types.OrderID, error) {
	record, err := k.owner(ctx, owner)
	if err != nil {
		return types.OrderID{}, err
	}
	if record.LiveOrders >= maximum {
		return types.OrderID{}, types.ErrTooManyOrders.Wrapf("%s has %d, at most %d are possible; wait for one to end or cancel one",
			record.Owner, record.LiveOrders, maximum)
	}
	if record.NextSequence == math.MaxUint64 {
		return types.OrderID{}, types.ErrSequenceExhausted.Wrapf("%s has used all", record.Owner)
	}
	id := types.OrderID{Owner: owner, Sequence: record.NextSequence}
	record.NextSequence++
	record.LiveOrders++
	return id, k.Owners.Set(ctx, owner, record)
}

// CancelOrder withdraws an order without leases for its owner. Bidders get their deposits back; the fee is kept. Errors:
// ErrOrderNotFound, ErrNotOwner, ErrOrderState.
func (k *Keeper) CancelOrder(ctx context.Context, sender sdk.AccAddress, id types.OrderID) error {
	order, err := k.ownOrder(ctx, sender, id)
	if err != nil {
		return err
	}
	if err := order.CheckCancel(); err != nil {
		return err
	}
	if err := k.dropBids(ctx, id, order); err != nil {
		return err
	}
	if err := k.forfeit(ctx, id, order.Fee); err != nil {
		return err
	}
	after := order
	after.Fee.Amount = zero
	if _, err := k.endOrder(ctx, id, order, after.End(types.OrderStateCancelled)); err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderCancelled{OrderId: order.Id})
}

// expireOrder ends an order that found no provider. Nobody is at fault, so the fee goes back.
func (k *Keeper) expireOrder(ctx context.Context, id types.OrderID, order types.Order) error {
	if err := k.dropBids(ctx, id, order); err != nil {
		return err
	}
	after, err := k.returnFee(ctx, id, order)
	if err != nil {
		return err
	}
	if _, err := k.endOrder(ctx, id, order, after.End(types.OrderStateExpired)); err != nil {
		return err
	}
	return emit(ctx, &types.EventOrderExpired{OrderId: order.Id})
}

// endOrder writes an order's final state and returns the rest of its escrow to the owner.
func (k *Keeper) endOrder(ctx context.Context, id types.OrderID, before, after types.Order) (sdk.Coin, error) {
	record, err := k.owner(ctx, id.Owner)
	if err != nil {
		return sdk.Coin{}, err
	}
	if record.LiveOrders == 0 {
		return sdk.Coin{}, types.ErrOrderState.Wrapf("%s counts no live orders, but has %s", record.Owner, id)
	}
	record.LiveOrders--
	if err := k.Owners.Set(ctx, id.Owner, record); err != nil {
		return sdk.Coin{}, err
	}
	if err := k.saveOrder(ctx, id, before, after); err != nil {
		return sdk.Coin{}, err
	}
	return k.closeEscrow(ctx, id)
}

// returnFee gives the order fee back, once.
func (k *Keeper) returnFee(ctx context.Context, id types.OrderID, order types.Order) (types.Order, error) {
	fee := order.Fee
	order.Fee.Amount = zero
	return order, k.giveBack(ctx, id, id.Owner, fee)
}

// dropBids deletes all bids of an order and returns the deposits that are still held; at most max_bids_per_order of them. Most orders that
// expire have none, so the counter saves the look.
func (k *Keeper) dropBids(ctx context.Context, id types.OrderID, order types.Order) error {
	if order.Bids == 0 {
		return nil
	}
	bids, err := k.bidsOf(ctx, id)
	if err != nil {
		return err
	}
	for _, bid := range bids {
		bidder, err := k.addresses.StringToBytes(bid.Bidder)
		if err != nil {
			return err
		}
		if err := k.giveBack(ctx, id, bidder, bid.Deposit); err != nil {
			return err
		}
		if err := k.Bids.Remove(ctx, bidKey(id, bidder)); err != nil {
			return err
		}
	}
	return nil
}

func (k *Keeper) ownOrder(ctx context.Context, sender sdk.AccAddress, id types.OrderID) (types.Order, error) {
	order, err := k.GetOrder(ctx, id)
	if err == nil && !id.Owner.Equals(sender) {
		err = types.ErrNotOwner.Wrapf("%s belongs to %s, not to %s", id, order.Owner, sender)
	}
	return order, err
}
