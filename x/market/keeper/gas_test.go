package keeper_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/golden"
	"github.com/suretynetwork/surety/x/market/types"
)

func TestGas(t *testing.T) {
	f, w := populated(t)
	measure := func(name string, run func(ctx sdk.Context) error) {
		golden.Gas(t, "testdata/gas.json", name, f.Gas(run))
	}
	erin, frank, bob, carol := f.Bech32(f.Addr("erin")), f.Bech32(f.Addr("frank")), f.Bech32(f.Addr("bob")), f.Bech32(f.Addr("carol"))
	price := sdk.NewInt64Coin("usure", 400)
	measure("MsgPlaceOrder", func(ctx sdk.Context) error {
		_, err := w.msgs.PlaceOrder(ctx, types.NewMsgPlaceOrder(frank, openTerms()))
		return err
	})
	measure("MsgPlaceBid", func(ctx sdk.Context) error {
		_, err := w.msgs.PlaceBid(ctx, &types.MsgPlaceBid{Bidder: bob, OrderId: frank + "/2", Price: price})
		return err
	})
	measure("MsgCloseLease", func(ctx sdk.Context) error {
		_, err := w.msgs.CloseLease(ctx, &types.MsgCloseLease{Sender: bob, LeaseId: frank + "/2/" + bob})
		return err
	})
	commitment := w.commitment(t, f, id(f, "frank", 1), "bob", price)
	measure("MsgCommitBid", func(ctx sdk.Context) error {
		_, err := w.msgs.CommitBid(ctx, &types.MsgCommitBid{Bidder: bob, OrderId: frank + "/1", Commitment: commitment})
		return err
	})
	require.Equal(t, types.OrderStateRevealing, mustOrder(t, f, w, "erin", 5).State)
	measure("MsgRevealBid", func(ctx sdk.Context) error {
		_, err := w.msgs.RevealBid(ctx, &types.MsgRevealBid{Sender: frank, OrderId: erin + "/5", Bidder: carol, Price: price, Salt: salt("carol")})
		return err
	})
	measure("MsgAwardOrder", func(ctx sdk.Context) error {
		_, err := w.msgs.AwardOrder(ctx, &types.MsgAwardOrder{Owner: erin, OrderId: erin + "/4", Bidder: bob})
		return err
	})
	measure("MsgCancelOrder", func(ctx sdk.Context) error {
		_, err := w.msgs.CancelOrder(ctx, &types.MsgCancelOrder{Owner: frank, OrderId: frank + "/1"})
		return err
	})
	measure("MsgUpdateParams", func(ctx sdk.Context) error {
		_, err := w.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: f.Authority, Params: types.DefaultParams()})
		return err
	})
}
