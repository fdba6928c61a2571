package types

import (
	"cosmossdk.io/core/address"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// tally is what the records say of one order.
type tally struct {
	order        Order
	bids, leases uint32
	live         uint32
}

// Validate checks what can be checked without the bank: well-formed records, none twice, every bid and lease of a known order, and
// counters that count their records. Error: ErrInvalidGenesis or what is wrong with a record.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	orders, err := g.tallyOrders()
	if err != nil {
		return err
	}
	if err := g.tallyBids(orders, addresses); err != nil {
		return err
	}
	if err := g.tallyLeases(orders); err != nil {
		return err
	}
	for _, order := range g.Orders {
		if err := orders[order.Id].check(); err != nil {
			return err
		}
	}
	return g.validateOwners(addresses)
}

func (g GenesisState) tallyOrders() (map[string]*tally, error) {
	orders := make(map[string]*tally, len(g.Orders))
	for _, order := range g.Orders {
		if err := order.validate(); err != nil {
			return nil, err
		}
		if orders[order.Id] != nil {
			return nil, ErrInvalidGenesis.Wrapf("order %s is there twice", order.Id)
		}
		orders[order.Id] = &tally{order: order}
	}
	return orders, nil
}

func (g GenesisState) tallyBids(orders map[string]*tally, addresses address.Codec) error {
	seen := make(map[string]bool, len(g.Bids))
	for _, bid := range g.Bids {
		of, key := orders[bid.OrderId], bid.OrderId+"/"+bid.Bidder
		if of == nil || seen[key] || !of.order.Taking() {
			return ErrInvalidGenesis.Wrapf("bid %s: an unknown order, one that takes no bids, or there twice", key)
		}
		if _, err := addresses.StringToBytes(bid.Bidder); err != nil {
			return ErrInvalidGenesis.Wrapf("bid %s: bidder: %s", key, err)
		}
		if err := bid.validate(of.order); err != nil {
			return err
		}
		seen[key] = true
		of.bids++
	}
	return nil
}

func (g GenesisState) tallyLeases(orders map[string]*tally) error {
	seen := make(map[string]bool, len(g.Leases))
	for _, lease := range g.Leases {
		of := orders[lease.OrderId]
		if of == nil || seen[lease.Id] {
			return ErrInvalidGenesis.Wrapf("lease %s: an unknown order, or there twice", lease.Id)
		}
		if err := lease.validate(of.order); err != nil {
			return err
		}
		seen[lease.Id] = true
		of.leases++
		if lease.Live() {
			of.live++
		}
	}
	return nil
}

// check compares counters with records. Bids that were settled are still counted, so there may be fewer than the counter says.
func (t tally) check() error {
	o := t.order
	if o.Leases != t.leases || o.LiveLeases != t.live {
		return ErrInvalidGenesis.Wrapf("order %s says %d leases, %d live; they are %d, %d live", o.Id, o.Leases, o.LiveLeases, t.leases, t.live)
	}
	if t.bids > o.Bids || o.State == OrderStateOpen && o.Terms.Trade == TradeSealed && t.bids != o.Bids {
		return ErrInvalidGenesis.Wrapf("order %s says %d bids, they are %d", o.Id, o.Bids, t.bids)
	}
	if o.Leases > o.Terms.Redundancy || o.Finished() || o.Ended() && o.LiveLeases > 0 || o.State == OrderStateLeased && o.Leases == 0 {
		return ErrInvalidGenesis.Wrapf("order %s is %s with %d leases, %d live, of %d", o.Id, o.State, o.Leases, o.LiveLeases, o.Terms.Redundancy)
	}
	return nil
}

func (g GenesisState) validateOwners(addresses address.Codec) error {
	live, last := map[string]uint32{}, map[string]uint64{}
	for _, order := range g.Orders {
		id, err := ParseOrderID(order.Id)
		if err != nil {
			return err
		}
		last[order.Owner] = max(last[order.Owner], id.Sequence)
		if !order.Ended() {
			live[order.Owner]++
		}
	}
	seen := make(map[string]bool, len(g.Owners))
	for _, record := range g.Owners {
		if _, err := addresses.StringToBytes(record.Owner); err != nil || seen[record.Owner] {
			return ErrInvalidGenesis.Wrapf("owner %q: no address, or there twice", record.Owner)
		}
		if record.NextSequence <= last[record.Owner] || record.LiveOrders != live[record.Owner] {
			return ErrInvalidGenesis.Wrapf("owner %s says %d live orders and next %d; they are %d, and %d is taken",
				record.Owner, record.LiveOrders, record.NextSequence, live[record.Owner], last[record.Owner])
		}
		seen[record.Owner] = true
	}
	for _, order := range g.Orders {
		if !seen[order.Owner] {
			return ErrInvalidGenesis.Wrapf("order %s: its owner has no record", order.Id)
		}
	}
	return nil
}

// validateCoin checks a coin that may be zero.
func validateCoin(of, name string, coin sdk.Coin) error {
	if err := coin.Validate(); err != nil {
		return ErrInvalidGenesis.Wrapf("%s: %s: %s", of, name, err)
	}
	return nil
}
