package keeper

import (
	"context"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// InitGenesis writes a state and checks it against the bank and x/payment, whose states must be there already. Indexes and queues are
// made from the records.
func (k *Keeper) InitGenesis(ctx context.Context, genesis *types.GenesisState) error {
	if err := genesis.Validate(k.addresses); err != nil {
		return err
	}
	if err := k.Params.Set(ctx, genesis.Params); err != nil {
		return err
	}
	for _, record := range genesis.Owners {
		addr, err := k.addresses.StringToBytes(record.Owner)
		if err != nil {
			return err
		}
		if err := k.Owners.Set(ctx, addr, record); err != nil {
			return err
		}
	}
	for _, order := range genesis.Orders {
		id, err := types.ParseOrderID(order.Id)
		if err != nil {
			return err
		}
		if err := k.saveOrder(ctx, id, types.Order{}, order); err != nil {
			return err
		}
	}
	if err := k.initBids(ctx, genesis.Bids); err != nil {
		return err
	}
	for _, lease := range genesis.Leases {
		id, err := types.ParseLeaseID(lease.Id)
		if err != nil {
			return err
		}
		if err := k.saveLease(ctx, id, types.Lease{}, lease); err != nil {
			return err
		}
	}
	return k.Invariants(ctx)
}

func (k *Keeper) initBids(ctx context.Context, bids []types.Bid) error {
	for _, bid := range bids {
		id, err := types.ParseOrderID(bid.OrderId)
		if err != nil {
			return err
		}
		bidder, err := k.addresses.StringToBytes(bid.Bidder)
		if err != nil {
			return err
		}
		if err := k.Bids.Set(ctx, bidKey(id, bidder), bid); err != nil {
			return err
		}
	}
	return nil
}

// ExportGenesis returns the whole state in the order of the store's keys.
func (k *Keeper) ExportGenesis(ctx context.Context) (*types.GenesisState, error) {
	params, err := k.Params.Get(ctx)
	if err != nil {
		return nil, err
	}
	genesis := &types.GenesisState{Params: params}
	if err := k.Owners.Walk(ctx, nil, appendTo[sdk.AccAddress](&genesis.Owners)); err != nil {
		return nil, err
	}
	if err := k.Orders.Walk(ctx, nil, appendTo[OrderKey](&genesis.Orders)); err != nil {
		return nil, err
	}
	if err := k.Bids.Walk(ctx, nil, appendTo[BidKey](&genesis.Bids)); err != nil {
		return nil, err
	}
	return genesis, k.Leases.Walk(ctx, nil, appendTo[LeaseKey](&genesis.Leases))
}

func appendTo[K, V any](list *[]V) func(K, V) (bool, error) {
	return func(_ K, value V) (bool, error) {
		*list = append(*list, value)
		return false, nil
	}
}
