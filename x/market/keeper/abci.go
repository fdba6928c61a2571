package keeper

import (
	"context"
	"errors"
	"fmt"
	"math"

	"cosmossdk.io/collections"
	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/internal/drain"
	"github.com/suretynetwork/surety/x/market/types"
)

// What one block spends on orders is bounded by bids and by gas, each so many times orders_per_block, or what one order takes: an award
// also checks policies and moves coins, and what that costs only the meter knows.
const (
	bidsPerOrder = 4
	gasPerOrder  = 500_000
)

// EndBlock advances orders and ends leases that are due, earliest first and a bounded number of each. What fails leaves the head of its
// queue. Only broken storage returns an error.
func (k *Keeper) EndBlock(ctx context.Context) error {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return err
	}
	if err := k.advanceOrders(ctx, params); err != nil {
		return err
	}
	return k.passDeadlines(ctx, params)
}

func (k *Keeper) advanceOrders(ctx context.Context, params types.Params) error {
	due, err := head(ctx, k.OrderQueue, height(ctx), params.OrdersPerBlock, func(key OrderQueueKey) int64 { return key.K1() })
	if err != nil {
		return err
	}
	budget := bidsPerOrder * uint64(params.OrdersPerBlock)
	gas := sdk.UnwrapSDKContext(ctx).GasMeter()
	enough := gas.GasConsumed() + gasPerOrder*uint64(params.OrdersPerBlock)
	var bids uint64
	for i, key := range due {
		if gas.GasConsumed() > enough {
			return nil
		}
		id := types.OrderID{Owner: key.K2(), Sequence: key.K3()}
		order, err := k.GetOrder(ctx, id)
		if err == nil {
			if bids += uint64(order.Bids); bids > budget && i > 0 {
				return nil
			}
			err = drain.Safely(sdk.UnwrapSDKContext(ctx), func(ctx sdk.Context) error { return k.advanceOrder(ctx, id, order) })
		}
		if err == nil {
			continue
		}
		if err := k.quarantine(ctx, key, id, err); err != nil {
			return err
		}
	}
	return nil
}

// quarantine takes an order whose step failed out of the queue. Its owner may cancel it; leases it has run on.
func (k *Keeper) quarantine(ctx context.Context, key OrderQueueKey, id types.OrderID, failure error) error {
	sdk.UnwrapSDKContext(ctx).Logger().Error("order quarantined", "module", types.ModuleName, "order", id.String(), "error", failure)
	if err := k.OrderQueue.Remove(ctx, key); err != nil {
		return err
	}
	event := &types.EventOrderQuarantined{OrderId: id.String(), Cause: cause(failure)}
	order, err := k.Orders.Get(ctx, orderKey(id))
	if unreadable(err) {
		return emit(ctx, event)
	}
	if err != nil {
		return err
	}
	order.DueHeight = 0
	if err := k.Orders.Set(ctx, orderKey(id), order); err != nil {
		return err
	}
	return emit(ctx, event)
}

func (k *Keeper) passDeadlines(ctx context.Context, params types.Params) error {
	due, err := head(ctx, k.DeadlineQueue, height(ctx), params.LeasesPerBlock, func(key DeadlineKey) int64 { return key.K1() })
	if err != nil {
		return err
	}
	for _, key := range due {
		id := leaseIDOf(collections.Join3(key.K2(), key.K3(), key.K4()))
		failure := drain.Safely(sdk.UnwrapSDKContext(ctx), func(ctx sdk.Context) error { return k.passIfDue(ctx, key, id, params) })
		if failure == nil {
			continue
		}
		if err := k.deferLease(ctx, key, id, params.MaxDeadlineBlocks, failure); err != nil {
			return err
		}
	}
	return nil
}

// passIfDue reads the lease again: a hook on one lease of an order may have moved another one's deadline in this very block.
func (k *Keeper) passIfDue(ctx context.Context, key DeadlineKey, id types.LeaseID, params types.Params) error {
	queued, err := k.DeadlineQueue.Has(ctx, key)
	if err != nil || !queued {
		return err
	}
	lease, err := k.GetLease(ctx, id)
	if err != nil {
		return err
	}
	return k.passDeadline(ctx, id, lease, params)
}

// deferLease gives a lease whose end failed a new deadline, as far away as the longest job, so that many of them cannot keep others from
// the head of the queue. Owner and provider may close it in the meantime.
func (k *Keeper) deferLease(ctx context.Context, key DeadlineKey, id types.LeaseID, blocks int64, failure error) error {
	sdk.UnwrapSDKContext(ctx).Logger().Error("lease put off", "module", types.ModuleName, "lease", id.String(), "error", failure)
	if err := k.DeadlineQueue.Remove(ctx, key); err != nil {
		return err
	}
	event := &types.EventLeaseDeferred{LeaseId: id.String(), Cause: cause(failure)}
	lease, err := k.Leases.Get(ctx, leaseKey(id))
	if unreadable(err) {
		return emit(ctx, event)
	}
	if err != nil {
		return err
	}
	after := lease
	now := height(ctx)
	after.DeadlineHeight = now + min(blocks, math.MaxInt64-now)
	if err := k.saveLease(ctx, id, lease, after); err != nil {
		return err
	}
	event.DeadlineHeight = after.DeadlineHeight
	return emit(ctx, event)
}

// head reads the first keys of a queue that are due. The iterator is closed before anything is removed.
func head[K any](ctx context.Context, queue collections.KeySet[K], now int64, limit uint32, due func(K) int64) ([]K, error) {
	iterator, err := queue.Iterate(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer iterator.Close()
	var keys []K
	for ; iterator.Valid() && uint64(len(keys)) < uint64(limit); iterator.Next() {
		key, err := iterator.Key()
		if err != nil {
			return nil, err
		}
		if due(key) > now {
			break
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// unreadable says that a queue's key has no record that can be read: there is nothing to do for it.
func unreadable(err error) bool {
	return errors.Is(err, collections.ErrNotFound) || errors.Is(err, collections.ErrEncoding)
}

// cause names an error by codespace and code. Its text may differ between machines and must not become state.
func cause(err error) string {
	codespace, code, _ := errorsmod.ABCIInfo(err, false)
	return fmt.Sprintf("%s/%d", codespace, code)
}
