package keeper_test

import (
	"crypto/ecdh"
	"encoding/hex"
	"strings"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/types"
)

// publicKey is the order's output key; its private key is outputSecret.
func publicKey(t fixture.TB) string {
	raw, err := hex.DecodeString(outputSecret)
	require.NoError(t, err)
	key, err := ecdh.X25519().NewPrivateKey(raw)
	require.NoError(t, err)
	return hex.EncodeToString(key.PublicKey().Bytes())
}

// replicated places a sealed order for two and plays it to its leases.
func (s *suite) replicated(owner, first, second string) {
	terms := s.w.Terms()
	terms.Method, terms.Redundancy, terms.Trade, terms.Award = markettypes.MethodReplicated, 2, markettypes.TradeSealed, markettypes.AwardLowestPrice
	terms.CommitBlocks, terms.RevealBlocks = 2, 2
	s.w.Fund(s.w.Addr(owner), "1000000usure")
	var err error
	s.order, err = s.w.Market.PlaceOrder(s.w.Ctx, s.w.Addr(owner), terms)
	require.NoError(s, err)
	order, err := s.w.Market.GetOrder(s.w.Ctx, s.order)
	require.NoError(s, err)
	opening := func(name string) markettypes.BidOpening {
		return markettypes.BidOpening{
			OrderID: order.Id, OrderHash: order.Hash, Bidder: s.text(name), Price: terms.MaxPrice, Salt: strings.Repeat("cd", 32),
		}
	}
	for _, name := range []string{first, second} {
		s.w.Fund(s.w.Addr(name), "100000usure")
		sum, err := markettypes.BidCommitment(fixture.ChainID, opening(name))
		require.NoError(s, err)
		require.NoError(s, s.w.Market.CommitBid(s.w.Ctx, s.w.Addr(name), s.order, sum))
	}
	s.w.Blocks(3)
	for _, name := range []string{first, second} {
		require.NoError(s, s.w.Market.RevealBid(s.w.Ctx, s.w.Addr(name), s.order, opening(name)))
	}
	s.w.Blocks(3)
	for _, name := range []string{first, second} {
		_, err := s.w.Market.GetLease(s.w.Ctx, s.lease(name))
		require.NoError(s, err, name)
		require.NoError(s, s.w.Bank.SendCoins(s.w.Ctx, s.w.Addr(name), s.w.Addr("purse"), sdk.NewCoins(sdk.NewInt64Coin("usure", s.w.Amount(name)))))
	}
}

func (s *suite) commits(who, which string) {
	s.traces[who] = s.w.Own
	if which == "a false" {
		s.traces[who] = s.w.Lie(6, 4)
	}
	s.salts[who] = strings.Repeat("ef", 32)
	sum, err := s.w.Sign(s.lease(who), s.traces[who], who, nil).Commitment(fixture.ChainID, s.salts[who])
	require.NoError(s, err)
	s.commit(who, sum)
}

func (s *suite) copies(who string) {
	s.traces[who], s.salts[who] = s.w.Own, s.salts["bob"]
	sum, err := s.w.Sign(s.lease("bob"), s.w.Own, "bob", nil).Commitment(fixture.ChainID, s.salts["bob"])
	require.NoError(s, err)
	s.commit(who, sum)
	require.NoError(s, s.err, "it looks like any other")
}

func (s *suite) commit(who, sum string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().CommitReceipt(ctx, &types.MsgCommitReceipt{Provider: s.text(who), LeaseId: s.lease(who).String(), Commitment: sum})
		return err
	})
}

func (s *suite) reveals(who string) { s.revealsWith(who, s.traces[who].Outputs()) }

func (s *suite) revealsWith(who string, outputs [][]byte) {
	r := s.w.Sign(s.lease(who), s.traces[who], who, nil)
	s.submit(&types.MsgSubmitReceipt{Submitter: s.text(who), Receipt: r, Salt: s.salts[who], Outputs: outputs})
}

func (s *suite) faults(who string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.w.Verification.Fault(ctx, s.lease(who), s.w.Addr("dave"), "verdict")
		return err
	})
	require.NoError(s, s.err)
}

func (s *suite) demands(who string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().DemandOutput(ctx, &types.MsgDemandOutput{Owner: s.text(who), LeaseId: s.lease("bob").String()})
		return err
	})
}

func (s *suite) publishes(who, what string) {
	outputs := s.w.Own.Outputs()
	if what == "something else" {
		outputs = [][]byte{[]byte(what)}
	}
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().PublishOutput(ctx, &types.MsgPublishOutput{Sender: s.text(who), LeaseId: s.lease("bob").String(), Outputs: outputs})
		return err
	})
}

func (s *suite) contests(who, secret string) {
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().ContestOutput(ctx, &types.MsgContestOutput{Owner: s.text(who), LeaseId: s.lease("bob").String(), PrivateKey: secret})
		return err
	})
}

func (s *suite) shows(who, what string) {
	first := s.w.Sign(s.lease("bob"), s.w.Own, "bob", nil)
	second := s.w.Sign(s.lease("bob"), s.w.Own, "bob", func(r *types.SignedReceipt) { r.Height = 99 })
	switch what {
	case "a false one":
		second = s.w.Sign(s.lease("bob"), s.w.Lie(6, 4), "bob", nil)
	case "one that he did not sign":
		second = s.w.Sign(s.lease("bob"), s.w.Lie(6, 4), "carol", nil)
	}
	s.try(func(ctx sdk.Context) error {
		_, err := s.msgs().ProveEquivocation(ctx, &types.MsgProveEquivocation{Submitter: s.text(who), First: first, Second: second})
		return err
	})
}
