package keeper

import (
	"context"
	"errors"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// GetOrder returns an order, also one that has ended. Error: ErrOrderNotFound.
func (k *Keeper) GetOrder(ctx context.Context, id types.OrderID) (types.Order, error) {
	order, err := k.Orders.Get(ctx, orderKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return types.Order{}, types.ErrOrderNotFound.Wrapf("%s", id)
	}
	return order, err
}

// GetLease returns a lease, also one that has ended. Error: ErrLeaseNotFound.
func (k *Keeper) GetLease(ctx context.Context, id types.LeaseID) (types.Lease, error) {
	lease, err := k.Leases.Get(ctx, leaseKey(id))
	if errors.Is(err, collections.ErrNotFound) {
		return types.Lease{}, types.ErrLeaseNotFound.Wrapf("%s", id)
	}
	return lease, err
}

// LeasesOf returns all leases of an order, ended ones too, sorted by provider; at most as many as its redundancy.
func (k *Keeper) LeasesOf(ctx context.Context, id types.OrderID) ([]types.Lease, error) {
	return collect(ctx, k.Leases, id)
}

// bidsOf returns an order's bids sorted by bidder; at most max_bids_per_order.
func (k *Keeper) bidsOf(ctx context.Context, id types.OrderID) ([]types.Bid, error) {
	return collect(ctx, k.Bids, id)
}

func collect[V any, I collections.Indexes[LeaseKey, V]](
	ctx context.Context, from *collections.IndexedMap[LeaseKey, V, I], id types.OrderID,
) ([]V, error) {
	iterator, err := from.Iterate(ctx, collections.NewSuperPrefixedTripleRange[sdk.AccAddress, uint64, sdk.AccAddress](id.Owner, id.Sequence))
	if err != nil {
		return nil, err
	}
	return iterator.Values()
}

func (k *Keeper) getBid(ctx context.Context, id types.OrderID, bidder sdk.AccAddress) (types.Bid, error) {
	bid, err := k.Bids.Get(ctx, bidKey(id, bidder))
	if errors.Is(err, collections.ErrNotFound) {
		return types.Bid{}, types.ErrBidNotFound.Wrapf("%s has none of %s", id, bidder)
	}
	return bid, err
}

// saveOrder writes an order and moves it in the queue. The order before is the one that is stored, or an empty one.
func (k *Keeper) saveOrder(ctx context.Context, id types.OrderID, before, after types.Order) error {
	if before.DueHeight != after.DueHeight {
		if before.DueHeight > 0 {
			if err := k.OrderQueue.Remove(ctx, collections.Join3(before.DueHeight, id.Owner, id.Sequence)); err != nil {
				return err
			}
		}
		if after.DueHeight > 0 {
			if err := k.OrderQueue.Set(ctx, collections.Join3(after.DueHeight, id.Owner, id.Sequence)); err != nil {
				return err
			}
		}
	}
	return k.Orders.Set(ctx, orderKey(id), after)
}

// saveLease writes a lease and moves it in the deadline queue, where only active ones are. The lease before is the one that is stored,
// or an empty one.
func (k *Keeper) saveLease(ctx context.Context, id types.LeaseID, before, after types.Lease) error {
	queued := func(l types.Lease) bool { return l.State == types.LeaseStateActive }
	if queued(before) != queued(after) || before.DeadlineHeight != after.DeadlineHeight {
		if queued(before) {
			if err := k.DeadlineQueue.Remove(ctx, deadlineKey(before.DeadlineHeight, id)); err != nil {
				return err
			}
		}
		if queued(after) {
			if err := k.DeadlineQueue.Set(ctx, deadlineKey(after.DeadlineHeight, id)); err != nil {
				return err
			}
		}
	}
	return k.Leases.Set(ctx, leaseKey(id), after)
}

func deadlineKey(height int64, id types.LeaseID) DeadlineKey {
	return collections.Join4(height, id.Order.Owner, id.Order.Sequence, id.Provider)
}

func (k *Keeper) owner(ctx context.Context, addr sdk.AccAddress) (types.OwnerRecord, error) {
	record, err := k.Owners.Get(ctx, addr)
	if errors.Is(err, collections.ErrNotFound) {
		text, err := k.addresses.BytesToString(addr)
		return types.OwnerRecord{Owner: text, NextSequence: 1}, err
	}
	return record, err
}
