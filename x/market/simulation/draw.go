package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/testutil/simsx"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/keeper"
	"github.com/suretynetwork/surety/x/market/types"
)

const (
	// maxLooked bounds how many records one operation looks through.
	maxLooked = 50
	// tries is how often a random account is drawn before an operation is skipped.
	tries = 10
)

// anOrder draws one of the first orders in a state that fits.
func anOrder(
	ctx context.Context, k *keeper.Keeper, r *simsx.XRand, state types.OrderState, fits func(types.Order) bool,
) (types.Order, bool) {
	var found []types.Order
	looked := 0
	prefix := collections.NewPrefixedPairRange[int32, keeper.OrderKey](int32(state))
	err := k.Orders.Indexes.State.Walk(ctx, prefix, func(_ int32, key keeper.OrderKey) (bool, error) {
		looked++
		order, err := k.Orders.Get(ctx, key)
		if err == nil && fits(order) {
			found = append(found, order)
		}
		return looked == maxLooked, err
	})
	if err != nil || len(found) == 0 {
		return types.Order{}, false
	}
	return found[r.Intn(len(found))], true
}

// bidsOn lists an order's bids in one state.
func bidsOn(ctx context.Context, k *keeper.Keeper, id types.OrderID, state types.BidState) []types.Bid {
	var found []types.Bid
	of := collections.NewSuperPrefixedTripleRange[sdk.AccAddress, uint64, sdk.AccAddress](id.Owner, id.Sequence)
	err := k.Bids.Walk(ctx, of, func(_ keeper.BidKey, bid types.Bid) (bool, error) {
		if bid.State == state {
			found = append(found, bid)
		}
		return false, nil
	})
	if err != nil {
		return nil
	}
	return found
}

// opening returns the bid that an account always makes on an order, so that one operation can commit to it and another reveal it.
func opening(order types.Order, bidder string) types.BidOpening {
	salt := sha256.Sum256([]byte(order.Id + "/" + bidder))
	limit := math.MinInt(order.Terms.MaxPrice.Amount, math.NewInt(256)).Int64()
	price := 1 + int64(salt[0])%limit
	return types.BidOpening{
		OrderID: order.Id, OrderHash: order.Hash, Bidder: bidder,
		Price: sdk.NewCoin(order.Terms.MaxPrice.Denom, math.NewInt(price)), Salt: hex.EncodeToString(salt[:]),
	}
}

func skip[T any](reporter simsx.SimulationReporter, why string) ([]simsx.SimAccount, T) {
	var none T
	reporter.Skip(why)
	return nil, none
}
