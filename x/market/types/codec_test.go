package types_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/market/types"
)

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	ada, carl := sdk.AccAddress(make([]byte, 20)).String(), sdk.AccAddress{19: 1}.String()
	order := sdk.AccAddress(make([]byte, 20)).String() + "/7"
	coin := sdk.NewInt64Coin("usure", 7)
	terms := validTerms()
	terms.Attributes, terms.AllOf, terms.InputUrls = []string{"a=1", "b=2"}, []string{carl}, []string{"https://x?a&b"}
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		types.NewMsgPlaceOrder(ada, terms),
		&types.MsgPlaceOrder{Owner: ada, MaxPrice: sdk.NewInt64Coin("usure", 0), Bond: math.ZeroInt(), DeclaredLoss: math.ZeroInt()},
		&types.MsgCancelOrder{Owner: ada, OrderId: order},
		&types.MsgCommitBid{Bidder: ada, OrderId: order, Commitment: "00"},
		&types.MsgRevealBid{Sender: ada, OrderId: order, Bidder: carl, Price: coin, TermsHash: "01", Salt: "02"},
		&types.MsgRevealBid{Sender: ada, Price: sdk.NewInt64Coin("usure", 0)},
		&types.MsgPlaceBid{Bidder: ada, OrderId: order, Price: coin},
		&types.MsgAwardOrder{Owner: ada, OrderId: order, Bidder: carl},
		&types.MsgCloseLease{Sender: ada, LeaseId: order + "/" + carl},
		&types.MsgUpdateParams{Authority: carl, Params: types.DefaultParams()},
	)
}

func TestThePlaceOrderMessageCarriesAllTerms(t *testing.T) {
	terms := validTerms()
	terms.PolicyIds, terms.AnyOf, terms.OutputKey = []string{"p"}, []string{"x"}, "k"
	terms.Attributes, terms.AllOf, terms.InputUrls = []string{"a=1"}, []string{"y"}, []string{"u"}
	require.Equal(t, terms, types.NewMsgPlaceOrder("ada", terms).Terms())
	value := reflect.ValueOf(terms)
	for i := range value.NumField() {
		name := value.Type().Field(i).Name
		require.False(t, value.Field(i).IsZero(), "the test leaves %s out", name)
	}
}
