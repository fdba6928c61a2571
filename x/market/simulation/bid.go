package simulation

import (
	"context"

	"cosmossdk.io/collections"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
)

// aBidder draws an account that may bid on an order and has not.
func aBidder(
	ctx context.Context, k *keeper.Keeper, data *simsx.ChainDataSource, reporter simsx.SimulationReporter, order types.Order,
) simsx.SimAccount {
	id, err := types.ParseOrderID(order.Id)
	if err != nil {
		reporter.Skip(err.Error())
	}
	return data.AnyAccountN(tries, reporter, simsx.SimAccountFilterFn(func(a simsx.SimAccount) bool {
		key := collections.Join3(id.Owner, id.Sequence, a.Address)
		bid, err := k.Bids.Has(ctx, key)
		if err != nil || bid {
			return false
		}
		lease, err := k.Leases.Has(ctx, key)
		return err == nil && !lease && k.CheckBidder(ctx, a.Address, order) == nil
	}))
}

// MsgCommitBidFactory seals a bid.
func MsgCommitBidFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgCommitBid] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgCommitBid) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			return skip[*types.MsgCommitBid](reporter, err.Error())
		}
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		order, found := anOrder(ctx, k, data.Rand(), types.OrderStateOpen, func(o types.Order) bool {
			return o.CheckCommit(now, params.MaxBidsPerOrder) == nil
		})
		if !found {
			return skip[*types.MsgCommitBid](reporter, "no order takes sealed bids")
		}
		bidder := aBidder(ctx, k, data, reporter, order)
		if reporter.IsSkipped() {
			return nil, nil
		}
		if params.BidDeposit.IsPositive() && !bidder.LiquidBalance().BlockAmount(params.BidDeposit) {
			return skip[*types.MsgCommitBid](reporter, "the account cannot pay the deposit")
		}
		chainID := sdk.UnwrapSDKContext(ctx).ChainID()
		commitment, err := types.BidCommitment(chainID, opening(order, bidder.AddressBech32))
		if err != nil {
			return skip[*types.MsgCommitBid](reporter, err.Error())
		}
		return []simsx.SimAccount{bidder}, &types.MsgCommitBid{Bidder: bidder.AddressBech32, OrderId: order.Id, Commitment: commitment}
	}
}

// MsgRevealBidFactory opens a sealed bid, sent by anyone.
func MsgRevealBidFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgRevealBid] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgRevealBid) {
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		order, found := anOrder(ctx, k, data.Rand(), types.OrderStateRevealing, func(o types.Order) bool { return o.CheckReveal(now) == nil })
		if !found {
			return skip[*types.MsgRevealBid](reporter, "no order takes reveals")
		}
		id, err := types.ParseOrderID(order.Id)
		if err != nil {
			return skip[*types.MsgRevealBid](reporter, err.Error())
		}
		sealed := bidsOn(ctx, k, id, types.BidStateCommitted)
		if len(sealed) == 0 {
			return skip[*types.MsgRevealBid](reporter, "all bids are revealed")
		}
		sender := data.AnyAccount(reporter)
		bid := sealed[data.Rand().Intn(len(sealed))]
		open := opening(order, bid.Bidder)
		return []simsx.SimAccount{sender}, &types.MsgRevealBid{
			Sender: sender.AddressBech32, OrderId: order.Id, Bidder: bid.Bidder, Price: open.Price, Salt: open.Salt,
		}
	}
}

// MsgPlaceBidFactory takes an open order.
func MsgPlaceBidFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPlaceBid] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgPlaceBid) {
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		order, found := anOrder(ctx, k, data.Rand(), types.OrderStateOpen, func(o types.Order) bool { return o.CheckOpenBid(now) == nil })
		if !found {
			return skip[*types.MsgPlaceBid](reporter, "no order takes open bids")
		}
		bidder := aBidder(ctx, k, data, reporter, order)
		if reporter.IsSkipped() {
			return nil, nil
		}
		return []simsx.SimAccount{bidder}, &types.MsgPlaceBid{
			Bidder: bidder.AddressBech32, OrderId: order.Id, Price: opening(order, bidder.AddressBech32).Price,
		}
	}
}
