package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
)

// MsgPlaceOrderFactory places an order with short spans for a program that the modules above know, or for any where they do not care.
func MsgPlaceOrderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgPlaceOrder] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgPlaceOrder) {
		params, err := k.Params.Get(ctx)
		if err != nil {
			return skip[*types.MsgPlaceOrder](reporter, err.Error())
		}
		owner := data.AnyAccountN(tries, reporter, simsx.SimAccountFilterFn(func(a simsx.SimAccount) bool {
			record, err := k.Owners.Get(ctx, a.Address)
			return err != nil || record.LiveOrders < params.MaxOrdersPerOwner
		}))
		if reporter.IsSkipped() {
			return nil, nil
		}
		terms, ok := randomTerms(ctx, k, data.Rand(), params.OrderFee.Denom)
		if !ok {
			return skip[*types.MsgPlaceOrder](reporter, "no program is known")
		}
		if k.CheckTerms(ctx, params, terms) != nil {
			return skip[*types.MsgPlaceOrder](reporter, "the terms do not suit the parameters")
		}
		balance := owner.LiquidBalance()
		if !balance.BlockAmount(terms.Escrow()) || params.OrderFee.IsPositive() && !balance.BlockAmount(params.OrderFee) {
			return skip[*types.MsgPlaceOrder](reporter, "the account cannot pay escrow and fee")
		}
		return []simsx.SimAccount{owner}, types.NewMsgPlaceOrder(owner.AddressBech32, terms)
	}
}

func randomTerms(ctx context.Context, k *keeper.Keeper, r *simsx.XRand, denom string) (types.Terms, bool) {
	seed := sha256.Sum256([]byte(r.StringN(10)))
	program, roots := hex.EncodeToString(seed[:]), []string{hex.EncodeToString(seed[:])}
	if source, ok := k.Hooks().(types.ProgramSource); ok {
		var found bool
		if program, roots, found = source.SampleJob(ctx, r.Uint64()); !found {
			return types.Terms{}, false
		}
	}
	terms := types.Terms{
		ProgramId: program, MaxPrice: sdk.NewCoin(denom, math.NewInt(int64(1+r.Intn(1_000)))),
		Bond: math.NewInt(int64(1 + r.Intn(1_000))), DeadlineBlocks: int64(1 + r.Intn(5)), WindowBlocks: int64(1 + r.Intn(5)), InputRoots: roots,
		Redundancy: uint32(1 + r.Intn(3)), Method: types.MethodOptimistic, Trade: types.TradeOpen, TtlBlocks: int64(1 + r.Intn(10)),
	}
	terms.DeclaredLoss = terms.Bond.QuoRaw(4)
	if r.Intn(3) > 0 {
		seal(r, &terms)
	}
	return terms, true
}

func seal(r *simsx.XRand, terms *types.Terms) {
	terms.Trade = types.TradeSealed
	terms.CommitBlocks, terms.RevealBlocks = int64(1+r.Intn(3)), int64(1+r.Intn(3))
	terms.TtlBlocks = terms.CommitBlocks + terms.RevealBlocks + int64(2+r.Intn(5))
	terms.Award = []types.Award{types.AwardLowestPrice, types.AwardScore, types.AwardByHand}[r.Intn(3)]
	if terms.Award != types.AwardByHand && terms.Redundancy > 1 && r.Bool() {
		terms.Method = types.MethodReplicated
	}
}

// MsgCancelOrderFactory withdraws an order without leases.
func MsgCancelOrderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgCancelOrder] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgCancelOrder) {
		order, found := anOrder(ctx, k, data.Rand(), types.OrderStateOpen, func(o types.Order) bool {
			return o.CheckCancel() == nil && data.HasAccount(o.Owner)
		})
		if !found {
			return skip[*types.MsgCancelOrder](reporter, "no order can be cancelled")
		}
		owner := data.GetAccount(reporter, order.Owner)
		return []simsx.SimAccount{owner}, &types.MsgCancelOrder{Owner: order.Owner, OrderId: order.Id}
	}
}

// MsgAwardOrderFactory chooses a bid by hand.
func MsgAwardOrderFactory(k *keeper.Keeper) simsx.SimMsgFactoryFn[*types.MsgAwardOrder] {
	return func(
		ctx context.Context, data *simsx.ChainDataSource, reporter simsx.SimulationReporter,
	) ([]simsx.SimAccount, *types.MsgAwardOrder) {
		now := sdk.UnwrapSDKContext(ctx).BlockHeight()
		order, found := anOrder(ctx, k, data.Rand(), types.OrderStateChoosing, func(o types.Order) bool {
			return o.CheckChoice(now) == nil && data.HasAccount(o.Owner)
		})
		if !found {
			return skip[*types.MsgAwardOrder](reporter, "no order waits for a choice")
		}
		id, err := types.ParseOrderID(order.Id)
		if err != nil {
			return skip[*types.MsgAwardOrder](reporter, err.Error())
		}
		for _, bid := range bidsOn(ctx, k, id, types.BidStateRevealed) {
			bidder, err := sdk.AccAddressFromBech32(bid.Bidder)
			if err == nil && k.CheckBidder(ctx, bidder, order) == nil {
				owner := data.GetAccount(reporter, order.Owner)
				return []simsx.SimAccount{owner}, &types.MsgAwardOrder{Owner: order.Owner, OrderId: order.Id, Bidder: bid.Bidder}
			}
		}
		return skip[*types.MsgAwardOrder](reporter, "no bidder can take the order now")
	}
}
