package keeper

import (
	"context"
	"errors"
	"fmt"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
)

// Invariants checks everything that must always hold. It walks the whole state: for tests, genesis and operators, not for blocks.
func (k *Keeper) Invariants(ctx context.Context) error {
	return errors.Join(k.HoldingsSolvent(ctx), k.EscrowsExact(ctx), k.RecordsAddUp(ctx), k.OrderQueueMatches(ctx), k.DeadlineQueueMatches(ctx))
}

// HoldingsSolvent says that every order's holding account has at least its fee and its bids' deposits.
func (k *Keeper) HoldingsSolvent(ctx context.Context) error {
	return k.eachOrder(ctx, func(id types.OrderID, order types.Order) error {
		owed := sdk.NewCoins(order.Fee)
		bids, err := k.bidsOf(ctx, id)
		if err != nil {
			return err
		}
		for _, bid := range bids {
			owed = owed.Add(bid.Deposit)
		}
		for _, coin := range owed {
			if held := k.bank.GetBalance(ctx, types.HoldingAddress(id), coin.Denom); held.IsLT(coin) {
				return fmt.Errorf("order %s owes %s in fee and deposits and holds %s", id, coin, held)
			}
		}
		return nil
	})
}

// EscrowsExact says that an order that has not ended has in escrow the prices of its live leases and the highest price for each lease that
// may still be made, no more and no less, and that one that has ended has no escrow.
func (k *Keeper) EscrowsExact(ctx context.Context) error {
	return k.eachOrder(ctx, func(id types.OrderID, order types.Order) error {
		balance, err := k.payment.EscrowBalance(ctx, id.String())
		if order.Ended() {
			if !errors.Is(err, paymenttypes.ErrEscrowNotFound) {
				return fmt.Errorf("order %s is %s and has an escrow of %s: %w", id, order.State, balance, err)
			}
			return nil
		}
		if err != nil {
			return err
		}
		leases, err := k.LeasesOf(ctx, id)
		if err != nil {
			return err
		}
		expected := order.Unspent()
		for _, lease := range leases {
			if lease.Live() {
				expected = expected.Add(lease.Price)
			}
		}
		if !balance.Equal(expected) {
			return fmt.Errorf("order %s has %s in escrow, its leases make %s", id, balance, expected)
		}
		return nil
	})
}

// RecordsAddUp says what an export would be refused for.
func (k *Keeper) RecordsAddUp(ctx context.Context) error {
	genesis, err := k.ExportGenesis(ctx)
	if err != nil {
		return err
	}
	return genesis.Validate(k.addresses)
}

// OrderQueueMatches says that every order that is due for something is in the queue once, under its height, and nothing else is there.
func (k *Keeper) OrderQueueMatches(ctx context.Context) error {
	var queued, due int
	err := k.OrderQueue.Walk(ctx, nil, func(key OrderQueueKey) (bool, error) {
		queued++
		id := types.OrderID{Owner: key.K2(), Sequence: key.K3()}
		order, err := k.GetOrder(ctx, id)
		if err == nil && order.DueHeight != key.K1() {
			err = fmt.Errorf("order %s is queued for %d and due at %d", id, key.K1(), order.DueHeight)
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	err = k.Orders.Walk(ctx, nil, func(_ OrderKey, order types.Order) (bool, error) {
		if order.DueHeight > 0 {
			due++
		}
		return false, nil
	})
	if err == nil && queued != due {
		err = fmt.Errorf("%d orders are due for something, %d are in the queue", due, queued)
	}
	return err
}

// DeadlineQueueMatches says that every active lease is in the queue once, under its deadline, and nothing else is there.
func (k *Keeper) DeadlineQueueMatches(ctx context.Context) error {
	var queued, active int
	err := k.DeadlineQueue.Walk(ctx, nil, func(key DeadlineKey) (bool, error) {
		queued++
		lease, err := k.GetLease(ctx, leaseIDOf(collections.Join3(key.K2(), key.K3(), key.K4())))
		if err == nil && (lease.State != types.LeaseStateActive || lease.DeadlineHeight != key.K1()) {
			err = fmt.Errorf("lease %s is queued for %d; it is %s, deadline %d", lease.Id, key.K1(), lease.State, lease.DeadlineHeight)
		}
		return err != nil, err
	})
	if err != nil {
		return err
	}
	err = k.Leases.Walk(ctx, nil, func(_ LeaseKey, lease types.Lease) (bool, error) {
		if lease.State == types.LeaseStateActive {
			active++
		}
		return false, nil
	})
	if err == nil && queued != active {
		err = fmt.Errorf("%d leases are active, %d are in the queue", active, queued)
	}
	return err
}

func (k *Keeper) eachOrder(ctx context.Context, check func(types.OrderID, types.Order) error) error {
	return k.Orders.Walk(ctx, nil, func(key OrderKey, order types.Order) (bool, error) {
		err := check(types.OrderID{Owner: key.K1(), Sequence: key.K2()}, order)
		return err != nil, err
	})
}
