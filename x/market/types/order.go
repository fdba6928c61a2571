package types

import sdk "github.com/cosmos/cosmos-sdk/types"

// NewOrder returns an open order. A sealed one is next looked at when commitments close, an open one when it has lived out its time.
func NewOrder(id OrderID, terms Terms, hash string, fee sdk.Coin, height int64) Order {
	order := Order{
		Id: id.String(), Owner: id.Owner.String(), Terms: terms, Hash: hash, State: OrderStateOpen, Fee: fee,
		PlacedHeight: height, DueHeight: height + terms.TtlBlocks,
	}
	if terms.Trade == TradeSealed {
		order.DueHeight = height + terms.CommitBlocks
	}
	return order
}

// Taking says whether the order has not got all its leases and has not given up on them.
func (o Order) Taking() bool {
	return o.State == OrderStateOpen || o.State == OrderStateRevealing || o.State == OrderStateChoosing
}

// Ended says whether nothing can happen to the order any more.
func (o Order) Ended() bool {
	return o.State == OrderStateClosed || o.State == OrderStateExpired || o.State == OrderStateCancelled
}

// Quarantined says whether an automatic step failed: the order takes nothing more and waits for its owner or its last lease.
func (o Order) Quarantined() bool { return o.Taking() && o.DueHeight == 0 }

// BlocksRemaining returns how long until the chain next acts on the order; 0 when it waits for nothing or is due.
func (o Order) BlocksRemaining(height int64) int64 { return max(o.DueHeight-height, 0) }

// CheckCommit says whether a sealed bid may be placed. Errors: ErrWrongTrade, ErrOrderState, ErrTooLate, ErrTooManyBids.
func (o Order) CheckCommit(height int64, maxBids uint32) error {
	if o.Terms.Trade != TradeSealed {
		return ErrWrongTrade.Wrapf("%s takes open bids; place one at once", o.Id)
	}
	if err := o.requireState(OrderStateOpen, "sealed bids"); err != nil {
		return err
	}
	if height > o.DueHeight {
		return ErrTooLate.Wrapf("%s took sealed bids until height %d, this is %d", o.Id, o.DueHeight, height)
	}
	if o.Bids >= maxBids {
		return ErrTooManyBids.Wrapf("%s has %d, no more are taken", o.Id, o.Bids)
	}
	return nil
}

// CheckReveal says whether a sealed bid may be opened. Errors: ErrOrderState, ErrTooLate.
func (o Order) CheckReveal(height int64) error {
	if err := o.requireState(OrderStateRevealing, "reveals"); err != nil {
		return err
	}
	if last := o.LastReveal(); height > last {
		return ErrTooLate.Wrapf("%s took reveals until height %d, this is %d", o.Id, last, height)
	}
	return nil
}

// LastReveal returns the last height for reveals. The award comes a block later, so that the seed that breaks ties is not known, nor
// can be bent, by who reveals last.
func (o Order) LastReveal() int64 { return o.DueHeight - 1 }

// CheckOpenBid says whether an open bid may be placed. Errors: ErrWrongTrade, ErrOrderState, ErrTooLate.
func (o Order) CheckOpenBid(height int64) error {
	if o.Terms.Trade != TradeOpen {
		return ErrWrongTrade.Wrapf("%s takes sealed bids; commit to one and reveal it", o.Id)
	}
	if err := o.requireState(OrderStateOpen, "bids"); err != nil {
		return err
	}
	return o.checkDue(height)
}

// CheckChoice says whether the owner may choose now. Errors: ErrOrderState, ErrTooLate.
func (o Order) CheckChoice(height int64) error {
	if err := o.requireState(OrderStateChoosing, "choices by hand"); err != nil {
		return err
	}
	return o.checkDue(height)
}

// CheckCancel says whether the owner may withdraw the order. Bidders who have shown their prices are owed an award, so not while
// reveals are taken; an owner who may choose may also choose nobody. Error: ErrOrderState.
func (o Order) CheckCancel() error {
	withdrawable := o.Leases == 0 && (o.State == OrderStateOpen || o.State == OrderStateChoosing)
	stuck := o.Quarantined() && o.LiveLeases == 0
	if !withdrawable && !stuck {
		return ErrOrderState.Wrapf("%s is %s with %d leases; it can be cancelled before its first lease, and not while bids are revealed",
			o.Id, o.State, o.Leases)
	}
	return nil
}

func (o Order) checkDue(height int64) error {
	if height > o.DueHeight {
		return ErrTooLate.Wrapf("%s took bids until height %d, this is %d", o.Id, o.DueHeight, height)
	}
	return nil
}

func (o Order) requireState(state OrderState, what string) error {
	if o.State != state {
		return ErrOrderState.Wrapf("%s is %s, %s are taken in %s", o.Id, o.State, what, state)
	}
	if o.Quarantined() {
		return ErrOrderState.Wrapf("%s is stuck after a failed step and takes nothing; its owner may cancel it", o.Id)
	}
	return nil
}

// StartRevealing closes commitments. Reveals count from the block that does it, so that a late one costs bidders no time.
func (o Order) StartRevealing(height int64) Order {
	o.State, o.DueHeight = OrderStateRevealing, height+o.Terms.RevealBlocks+1
	return o
}

// StartChoosing leaves the award to the owner until the order's time is over, and for at least one block.
func (o Order) StartChoosing(height int64) Order {
	o.State, o.DueHeight = OrderStateChoosing, max(o.PlacedHeight+o.Terms.TtlBlocks, height+1)
	return o
}

// AddLease counts a lease and, with the last one wanted, takes no more.
func (o Order) AddLease() Order {
	o.Leases++
	o.LiveLeases++
	if o.Leases >= o.Terms.Redundancy {
		o.State, o.DueHeight = OrderStateLeased, 0
	}
	return o
}

// StopTaking settles for the leases there are and returns what was locked for those that were not made.
func (o Order) StopTaking() (Order, sdk.Coin) {
	unspent := o.Unspent()
	o.State, o.DueHeight = OrderStateLeased, 0
	return o, unspent
}

// Unspent returns what is locked for leases that have not been made.
func (o Order) Unspent() sdk.Coin {
	if !o.Taking() || o.Leases >= o.Terms.Redundancy {
		return o.Terms.unspent(0)
	}
	return o.Terms.unspent(o.Terms.Redundancy - o.Leases)
}

// EndLease counts a lease that ended. Error: ErrOrderState when none is live.
func (o Order) EndLease() (Order, error) {
	if o.LiveLeases == 0 {
		return o, ErrOrderState.Wrapf("%s has no live lease", o.Id)
	}
	o.LiveLeases--
	return o, nil
}

// Finished says whether the order had its leases, all have ended, and no more can come.
func (o Order) Finished() bool {
	return o.Leases > 0 && o.LiveLeases == 0 && (o.State == OrderStateLeased || o.Quarantined())
}

// End puts the order into a final state.
func (o Order) End(state OrderState) Order {
	o.State, o.DueHeight = state, 0
	return o
}
