package keeper_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	datypes "github.com/suretynetwork/surety/x/da/types"
	"github.com/suretynetwork/surety/x/market/types"
	paymentkeeper "github.com/suretynetwork/surety/x/payment/keeper"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
)

func (s *suite) isProvider(name string, bond int64, attributes string) {
	var list []string
	if attributes != "" {
		list = strings.Split(attributes, ", ")
	}
	s.register(s, s.Fixture, name, bond, list...)
}

// orderID reads alice/1; a name that is none stays as it is, for texts that are no id.
func (s *suite) orderID(text string) string {
	owner, number, found := strings.Cut(text, "/")
	if !found {
		return text
	}
	return s.Bech32(s.Who(owner)) + "/" + number
}

func (s *suite) parsed(text string) types.OrderID {
	id, err := types.ParseOrderID(s.orderID(text))
	require.NoError(s, err)
	return id
}

// change sets one field of terms, as in "redundancy 2".
func (s *suite) change(terms *types.Terms, text string) {
	name, value, _ := strings.Cut(text, " ")
	number := func() int64 {
		n, err := strconv.ParseInt(value, 10, 64)
		require.NoError(s, err)
		return n
	}
	amount := func() math.Int {
		n, ok := math.NewIntFromString(value)
		require.True(s, ok, value)
		return n
	}
	switch name {
	case "program":
		terms.ProgramId = value
	case "root":
		terms.InputRoots = []string{value}
	case "roots":
		terms.InputRoots = make([]string, number())
	case "url":
		terms.InputUrls = []string{value}
	case "urls":
		terms.InputUrls = make([]string, number())
	case "price":
		terms.MaxPrice = s.Coin(value)
	case "bond":
		terms.Bond = amount()
	case "loss":
		terms.DeclaredLoss = amount()
	case "deadline":
		terms.DeadlineBlocks = number()
	case "window":
		terms.WindowBlocks = number()
	case "redundancy":
		terms.Redundancy = uint32(number())
	case "commit":
		terms.CommitBlocks = number()
	case "reveal":
		terms.RevealBlocks = number()
	case "ttl":
		terms.TtlBlocks = number()
	case "method":
		terms.Method = types.Method(types.Method_value["METHOD_"+strings.ToUpper(value)])
	case "award":
		terms.Award = types.Award(types.Award_value["AWARD_"+strings.ToUpper(value)])
	case "trade":
		terms.Trade = types.Trade(types.Trade_value["TRADE_"+strings.ToUpper(value)])
	case "attribute":
		terms.Attributes = append(terms.Attributes, value)
	case "attester":
		terms.AllOf = append(terms.AllOf, s.Text(value))
	case "policy":
		terms.PolicyIds = []string{value}
	case "key":
		terms.OutputKey = value
	default:
		require.Fail(s, "no such term", name)
	}
}

func (s *suite) places(owner, trade, with string) {
	terms := openTerms()
	if trade == "sealed" {
		terms = sealedTerms()
	}
	if with != "" {
		for _, text := range strings.Split(with, ", ") {
			s.change(&terms, text)
		}
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.PlaceOrder(ctx, types.NewMsgPlaceOrder(s.Bech32(s.Who(owner)), terms))
		return err
	})
}

func (s *suite) cancels(owner, order string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.CancelOrder(ctx, &types.MsgCancelOrder{Owner: s.Bech32(s.Who(owner)), OrderId: s.orderID(order)})
		return err
	})
}

func (s *suite) awards(owner, order, bidder string) {
	msg := &types.MsgAwardOrder{Owner: s.Bech32(s.Who(owner)), OrderId: s.orderID(order), Bidder: s.Bech32(s.Who(bidder))}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.AwardOrder(ctx, msg)
		return err
	})
}

func (s *suite) setsParam(who, name, value string) {
	p, err := s.market.Params.Get(s.Ctx)
	require.NoError(s, err)
	number, _ := strconv.ParseInt(value, 10, 64)
	switch name {
	case "orders_per_block":
		p.OrdersPerBlock = uint32(number)
	case "missed_slash_bps":
		p.MissedSlashBps = uint32(number)
	case "order_fee":
		p.OrderFee = s.Coin(value)
	case "bid_deposit":
		p.BidDeposit = s.Coin(value)
	case "min_window_blocks":
		p.MinWindowBlocks = number
	case "max_ttl_blocks":
		p.MaxTtlBlocks = number
	default:
		require.Fail(s, "no such parameter", name)
	}
	authority := s.Authority
	if who != "governance" {
		authority = s.Bech32(s.Who(who))
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: p})
		return err
	})
}

func (s *suite) order(text string) types.Order {
	response, err := s.query.Order(s.Ctx, &types.QueryOrderRequest{OrderId: s.orderID(text)})
	require.NoError(s, err)
	return response.Order
}

func (s *suite) orderIs(text, state string) {
	require.Equal(s, "ORDER_STATE_"+strings.ToUpper(state), s.order(text).State.String())
}

func (s *suite) orderIsDue(text, state string, height int64) {
	s.orderIs(text, state)
	require.Equal(s, height, s.order(text).DueHeight)
}

func (s *suite) noOrder(text string) {
	_, err := s.market.GetOrder(s.Ctx, s.parsed(text))
	require.ErrorIs(s, err, types.ErrOrderNotFound)
}

func (s *suite) escrowIs(text, coin string) {
	balance, err := s.payment.EscrowBalance(s.Ctx, s.orderID(text))
	require.NoError(s, err)
	require.Equal(s, coin, balance.String())
}

func (s *suite) escrowGone(text string) {
	_, err := s.payment.EscrowBalance(s.Ctx, s.orderID(text))
	require.ErrorIs(s, err, paymenttypes.ErrEscrowNotFound)
}

func (s *suite) holdingHas(text, coin string) {
	want := s.Coin(coin)
	require.Equal(s, want.Amount.String(), s.Balance(types.HoldingAddress(s.parsed(text)), want.Denom).String())
}

func (s *suite) waits(coin, owner string) {
	request := &paymenttypes.QueryClaimablesRequest{Owner: s.Bech32(s.Who(owner))}
	response, err := paymentkeeper.NewQueryServer(s.payment).Claimables(s.Ctx, request)
	require.NoError(s, err)
	got := sdk.NewCoins()
	for _, claimable := range response.Claimables {
		got = got.Add(claimable.Amount)
	}
	require.Equal(s, coin, fmt.Sprintf("%s%s", got.AmountOf(s.Coin(coin).Denom), s.Coin(coin).Denom))
}

func (s *suite) hooksRefuse(what string) {
	if what == "orders" {
		s.hooks.refuseOrders = true
	} else {
		s.hooks.refuseEnds = true
	}
}

func (s *suite) blockEnds() {
	s.Try(func(ctx sdk.Context) error { return s.market.EndBlock(ctx) })
}

func (s *suite) unbondsIn(blocks int64) {
	p, err := s.provider.Params.Get(s.Ctx)
	require.NoError(s, err)
	p.UnbondingBlocks = blocks
	require.NoError(s, s.provider.SetParams(s.Ctx, p))
}

// behind is a chain whose blocks nobody publishes.
type behind struct{}

func (behind) CheckLag(context.Context) error {
	return datypes.ErrDataBehind.Wrap("100 blocks are not published")
}
