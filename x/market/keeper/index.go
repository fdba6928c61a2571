package keeper

import (
	"cosmossdk.io/collections"
	"cosmossdk.io/collections/indexes"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

type (
	// OrderKey is owner, sequence.
	OrderKey = collections.Pair[sdk.AccAddress, uint64]
	// OrderQueueKey is due height, owner, sequence.
	OrderQueueKey = collections.Triple[int64, sdk.AccAddress, uint64]
	// LeaseKey is owner, sequence, provider.
	LeaseKey = collections.Triple[sdk.AccAddress, uint64, sdk.AccAddress]
	// BidKey is owner, sequence, bidder.
	BidKey = LeaseKey
	// DeadlineKey is deadline height, owner, sequence, provider.
	DeadlineKey = collections.Quad[int64, sdk.AccAddress, uint64, sdk.AccAddress]
	// ProviderState finds a provider's leases, all or those in one state.
	ProviderState = collections.Pair[sdk.AccAddress, int32]
)

var (
	orderKeyCodec = collections.PairKeyCodec(sdk.AccAddressKey, collections.Uint64Key)
	leaseKeyCodec = collections.TripleKeyCodec(sdk.AccAddressKey, collections.Uint64Key, sdk.AccAddressKey)
)

func orderKey(id types.OrderID) OrderKey { return collections.Join(id.Owner, id.Sequence) }

func leaseKey(id types.LeaseID) LeaseKey {
	return collections.Join3(id.Order.Owner, id.Order.Sequence, id.Provider)
}

func bidKey(id types.OrderID, bidder sdk.AccAddress) BidKey {
	return collections.Join3(id.Owner, id.Sequence, bidder)
}

func leaseIDOf(key LeaseKey) types.LeaseID {
	return types.LeaseID{Order: types.OrderID{Owner: key.K1(), Sequence: key.K2()}, Provider: key.K3()}
}

// OrderIndexes find orders by state and by program; the key finds them by owner.
type OrderIndexes struct {
	State   *indexes.Multi[int32, OrderKey, types.Order]
	Program *indexes.Multi[string, OrderKey, types.Order]
}

// IndexesList lists the indexes.
func (i OrderIndexes) IndexesList() []collections.Index[OrderKey, types.Order] {
	return []collections.Index[OrderKey, types.Order]{i.State, i.Program}
}

func newOrderIndexes(sb *collections.SchemaBuilder) OrderIndexes {
	return OrderIndexes{
		State: indexes.NewMulti(sb, types.OrdersByStatePrefix, "orders_by_state", collections.Int32Key, orderKeyCodec,
			func(_ OrderKey, o types.Order) (int32, error) { return int32(o.State), nil }),
		Program: indexes.NewMulti(sb, types.OrdersByProgramPrefix, "orders_by_program", collections.StringKey, orderKeyCodec,
			func(_ OrderKey, o types.Order) (string, error) { return o.Terms.ProgramId, nil }),
	}
}

// BidIndexes find bids by bidder; the key finds them by order.
type BidIndexes struct {
	Bidder *indexes.Multi[sdk.AccAddress, BidKey, types.Bid]
}

// IndexesList lists the indexes.
func (i BidIndexes) IndexesList() []collections.Index[BidKey, types.Bid] {
	return []collections.Index[BidKey, types.Bid]{i.Bidder}
}

func newBidIndexes(sb *collections.SchemaBuilder) BidIndexes {
	return BidIndexes{Bidder: indexes.NewMulti(sb, types.BidsByBidderPrefix, "bids_by_bidder", sdk.AccAddressKey, leaseKeyCodec,
		func(key BidKey, _ types.Bid) (sdk.AccAddress, error) { return key.K3(), nil })}
}

// LeaseIndexes find leases by provider and state, and by state; the key finds them by order.
type LeaseIndexes struct {
	Provider *indexes.Multi[ProviderState, LeaseKey, types.Lease]
	State    *indexes.Multi[int32, LeaseKey, types.Lease]
}

// IndexesList lists the indexes.
func (i LeaseIndexes) IndexesList() []collections.Index[LeaseKey, types.Lease] {
	return []collections.Index[LeaseKey, types.Lease]{i.Provider, i.State}
}

func newLeaseIndexes(sb *collections.SchemaBuilder) LeaseIndexes {
	return LeaseIndexes{
		Provider: indexes.NewMulti(sb, types.LeasesByProviderPrefix, "leases_by_provider",
			collections.PairKeyCodec(sdk.AccAddressKey, collections.Int32Key), leaseKeyCodec,
			func(key LeaseKey, l types.Lease) (ProviderState, error) {
				return collections.Join(key.K3(), int32(l.State)), nil
			}),
		State: indexes.NewMulti(sb, types.LeasesByStatePrefix, "leases_by_state", collections.Int32Key, leaseKeyCodec,
			func(_ LeaseKey, l types.Lease) (int32, error) { return int32(l.State), nil }),
	}
}
