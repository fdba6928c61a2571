package types

// validate checks a stored order on its own. Terms are checked for what later steps rely on, not against parameters: those may have
// changed since.
func (o Order) validate() error {
	id, err := ParseOrderID(o.Id)
	if err != nil {
		return err
	}
	if o.Owner != id.Owner.String() || !isHash(o.Hash) {
		return ErrInvalidGenesis.Wrapf("order %s belongs to %s, hash %q", o.Id, o.Owner, shorten(o.Hash))
	}
	if o.State < OrderStateOpen || o.State > OrderStateCancelled || o.PlacedHeight < 0 || o.DueHeight < 0 {
		return ErrInvalidGenesis.Wrapf("order %s: state %d, placed %d, due %d", o.Id, o.State, o.PlacedHeight, o.DueHeight)
	}
	if !o.Taking() && o.DueHeight != 0 {
		return ErrInvalidGenesis.Wrapf("order %s is %s and due at %d", o.Id, o.State, o.DueHeight)
	}
	if err := validateCoin(o.Id, "fee", o.Fee); err != nil {
		return err
	}
	if (o.Leases > 0 || o.Ended()) && !o.Fee.IsZero() {
		return ErrInvalidGenesis.Wrapf("order %s is %s with %d leases and still holds the fee %s", o.Id, o.State, o.Leases, o.Fee)
	}
	return o.Terms.validateStored(o.Id)
}

func (t Terms) validateStored(of string) error {
	if err := validatePrice(t.MaxPrice); err != nil {
		return ErrInvalidGenesis.Wrapf("%s: %s", of, err)
	}
	if err := checkAmount("bond", t.Bond, 1); err != nil {
		return err
	}
	if err := checkAmount("declared_loss", t.DeclaredLoss, 0); err != nil {
		return err
	}
	if t.Redundancy < 1 || t.Redundancy > MaxRedundancyLimit || !isHash(t.ProgramId) {
		return ErrInvalidGenesis.Wrapf("%s: redundancy %d, program %q", of, t.Redundancy, shorten(t.ProgramId))
	}
	for _, blocks := range []int64{t.DeadlineBlocks, t.WindowBlocks, t.CommitBlocks, t.RevealBlocks, t.TtlBlocks} {
		if blocks < 0 || blocks > MaxBlocks {
			return ErrInvalidGenesis.Wrapf("%s: a span of %d blocks", of, blocks)
		}
	}
	_, err := t.Requirements()
	return err
}

func (b Bid) validate(order Order) error {
	if order.Terms.Trade != TradeSealed || !isHash(b.Commitment) || b.TermsHash != "" && !isHash(b.TermsHash) {
		return ErrInvalidGenesis.Wrapf("bid of %s on %s: not sealed, or no hash", b.Bidder, b.OrderId)
	}
	if b.State != BidStateCommitted && b.State != BidStateRevealed || b.State == BidStateRevealed && order.State == OrderStateOpen {
		return ErrInvalidGenesis.Wrapf("bid of %s on %s is %s, the order is %s", b.Bidder, b.OrderId, b.State, order.State)
	}
	if err := validateCoin(b.OrderId, "deposit", b.Deposit); err != nil {
		return err
	}
	if b.State == BidStateRevealed {
		return order.Terms.CheckPrice(b.Price)
	}
	return validateCoin(b.OrderId, "price", b.Price)
}

func (l Lease) validate(order Order) error {
	id, err := ParseLeaseID(l.Id)
	if err != nil {
		return err
	}
	if l.OrderId != id.Order.String() || l.Owner != order.Owner || l.Provider != id.Provider.String() {
		return ErrInvalidGenesis.Wrapf("lease %s is of order %s, owner %s, provider %s", l.Id, l.OrderId, l.Owner, l.Provider)
	}
	if l.State < LeaseStateActive || l.State > LeaseStateRefunded || l.OpenedHeight < 0 || l.DeadlineHeight < 0 {
		return ErrInvalidGenesis.Wrapf("lease %s: state %d, opened %d, deadline %d", l.Id, l.State, l.OpenedHeight, l.DeadlineHeight)
	}
	if l.Bond.IsNil() || !l.Bond.Equal(order.Terms.Bond) {
		return ErrInvalidGenesis.Wrapf("lease %s has a bond of %s, its order wants %s", l.Id, l.Bond, order.Terms.Bond)
	}
	return order.Terms.CheckPrice(l.Price)
}
