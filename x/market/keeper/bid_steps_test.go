package keeper_test

import (
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func (s *suite) commits(bidder, price, order string) {
	s.commitsText(bidder, s.commitment(s, s.Fixture, s.parsed(order), bidder, s.Coin(price)), order)
}

func (s *suite) commitsText(bidder, text, order string) {
	msg := &types.MsgCommitBid{Bidder: s.Bech32(s.Who(bidder)), OrderId: s.orderID(order), Commitment: text}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.CommitBid(ctx, msg)
		return err
	})
}

func (s *suite) copies(bidder, from, order string) {
	s.commitsText(bidder, s.storedBid(from, order).Commitment, order)
}

func (s *suite) reveals(sender, price, bidder, order string) {
	s.reveal(sender, bidder, order, s.Coin(price), salt(bidder))
}

func (s *suite) revealsWithSalt(bidder, price, of, order string) {
	s.reveal(bidder, bidder, order, s.Coin(price), salt(of))
}

func (s *suite) reveal(sender, bidder, order string, price sdk.Coin, salt string) {
	msg := &types.MsgRevealBid{
		Sender: s.Bech32(s.Who(sender)), Bidder: s.Bech32(s.Who(bidder)), OrderId: s.orderID(order), Price: price, Salt: salt,
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RevealBid(ctx, msg)
		return err
	})
}

func (s *suite) bids(bidder, price, order string) { s.bidsWithTerms(bidder, price, "", order) }

func (s *suite) bidsWithTerms(bidder, price, hash, order string) {
	msg := &types.MsgPlaceBid{Bidder: s.Bech32(s.Who(bidder)), OrderId: s.orderID(order), Price: s.Coin(price), TermsHash: hash}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.PlaceBid(ctx, msg)
		return err
	})
}

func (s *suite) storedBid(bidder, order string) types.Bid {
	response, err := s.query.Bid(s.Ctx, &types.QueryBidRequest{OrderId: s.orderID(order), Bidder: s.Bech32(s.Who(bidder))})
	require.NoError(s, err)
	return response.Bid
}

func (s *suite) bidIs(bidder, order, state string) {
	require.Equal(s, "BID_STATE_"+strings.ToUpper(state), s.storedBid(bidder, order).State.String())
}

func (s *suite) noBid(bidder, order string) {
	_, err := s.query.Bid(s.Ctx, &types.QueryBidRequest{OrderId: s.orderID(order), Bidder: s.Bech32(s.Who(bidder))})
	require.ErrorContains(s, err, "code = NotFound")
}

// bondDrops puts all but so much of a provider's free bond behind something else.
func (s *suite) bondDrops(name string, left int64) {
	provider, err := s.provider.GetProvider(s.Ctx, s.Who(name))
	require.NoError(s, err)
	require.NoError(s, s.provider.Allocate(s.Ctx, s.Who(name), "elsewhere", provider.Bond.Free.Sub(math.NewInt(left))))
}

func (s *suite) losesAttributes(name string) {
	profile := providertypes.Profile{Moniker: name, Endpoint: "https://p.example.com", ReceiptKey: receiptKey(name)}
	require.NoError(s, s.provider.Update(s.Ctx, s.Who(name), profile, providertypes.Maintenance{}))
}

func (s *suite) forfeits(bidder, reason string) {
	for _, event := range s.TypedEvents() {
		if forfeited, is := event.(*types.EventBidForfeited); is && forfeited.Bidder == s.Bech32(s.Who(bidder)) {
			require.Equal(s, reason, forfeited.Reason)
			require.Equal(s, "7usure", forfeited.Deposit.String())
			return
		}
	}
	require.Fail(s, "no deposit was forfeited", bidder)
}

func (s *suite) wrongOpening() { require.ErrorIs(s, s.Err(), types.ErrWrongOpening) }

func (s *suite) othersCommit(count int64, order string) {
	for i := range count {
		name := "other" + string(rune('a'+i))
		s.isProvider(name, 900, "")
		s.Fund(s.Who(name), "7usure")
		s.commits(name, "500usure", order)
	}
}

func (s *suite) commitsElsewhere(from, to string) {
	s.commitsText("bob", s.storedBid("bob", from).Commitment, to)
}

func (s *suite) hasFault(name string) {
	s.provider.Record(s.Ctx, s.Who(name), providertypes.OutcomeFaulted)
}

// waitsToChoose brings an order to its owner's choice, at height 8.
func (s *suite) waitsToChoose(bob, carol string, redundancy int64) {
	s.places("alice", "sealed", "award by_hand, redundancy "+strconv.FormatInt(redundancy, 10))
	bids := map[string]string{"bob": bob}
	if carol != "" {
		bids["carol"] = carol
	}
	for name, price := range bids {
		s.commits(name, price, "alice/1")
	}
	s.endBlocks(s, s.Fixture, 5)
	for name, price := range bids {
		s.reveals(name, price, name, "alice/1")
	}
	s.endBlocks(s, s.Fixture, 8)
	s.orderIs("alice/1", "choosing")
}

func (s *suite) goesOnMaintenance(name string) {
	profile := providertypes.Profile{Moniker: name, Endpoint: "https://p.example.com", ReceiptKey: receiptKey(name)}
	require.NoError(s, s.provider.Update(s.Ctx, s.Who(name), profile, providertypes.Maintenance{From: 6, To: 9}))
}

func (s *suite) takesBondOut(name string) {
	require.NoError(s, s.provider.Deregister(s.Ctx, s.Who(name)))
}
