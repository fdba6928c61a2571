package keeper_test

import (
	"strings"
	"testing"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/features"
	"github.com/suretynetwork/surety/x/payment/keeper"
	"github.com/suretynetwork/surety/x/payment/types"
)

func TestFeatures(t *testing.T) {
	runner := gocuke.NewRunner(t, &suite{}).Path("../features/*.feature")
	features.Common(runner, func(s *suite) *features.World { return &s.World }).
		Step(`^([a-z ]+) pays "([^"]*)" to ([a-z ]+)$`, (*suite).pay).
		Step(`^"([^"]*)" waits undelivered for ([a-z]+)$`, (*suite).undelivered).
		Step(`^"([^"]*)" waits for ([a-z ]+)$`, (*suite).waits).
		Step(`^([a-z]+) claims "([^"]*)"$`, func(s *suite, owner, denom string) { s.claim(owner, denom, "") }).
		Step(`^([a-z]+) claims "([^"]*)" for ([a-z ]+)$`, (*suite).claim).
		Step(`^([a-z]+) allows "([^"]*)"$`, (*suite).allow).
		Step(`^the allowed denominations are "([^"]*)"$`, (*suite).allowed).
		Step(`^([a-z]+) opens escrow "([^"]*)" with "([^"]*)"$`, (*suite).open).
		Step(`^escrow "([^"]*)" releases "([^"]*)" to ([a-z ]+)$`, (*suite).release).
		Step(`^escrow "([^"]*)" is closed$`, (*suite).closeEscrow).
		Step(`^escrow "([^"]*)" holds "([^"]*)"$`, (*suite).escrowHolds).
		Step(`^escrow "([^"]*)" is gone$`, (*suite).escrowGone).
		Step(`^transfers of ([a-z]+) are enabled$`, func(s *suite, denom string) { s.Bank.SetSendEnabled(s.Ctx, denom, true) }).
		Step(`^([a-z]+) sends "([^"]*)" to the sub-account of "([^"]*)"$`, (*suite).gift).
		Run()
}

type suite struct {
	gocuke.TestingT
	features.World

	keeper *keeper.Keeper
}

func (s *suite) Before() {
	s.Open(s.TestingT, types.StoreKey)
	s.keeper = newKeeper(s.TestingT, s.Fixture)
}

// After checks the invariants at the end of every scenario.
func (s *suite) After() {
	s.Close()
	require.NoError(s, s.keeper.Invariants(s.Ctx))
}

func (s *suite) pay(from, coin, to string) {
	s.Try(func(ctx sdk.Context) error { return s.keeper.Pay(ctx, s.Who(from), s.Who(to), s.Coin(coin)) })
}

func (s *suite) undelivered(coin, owner string) {
	denom := s.Coin(coin).Denom
	s.Bank.SetSendEnabled(s.Ctx, denom, false)
	s.pay("payer", coin, owner)
	s.Bank.SetSendEnabled(s.Ctx, denom, true)
}

func (s *suite) waits(coin, owner string) {
	want := s.Coin(coin)
	response, err := keeper.NewQueryServer(s.keeper).Claimables(s.Ctx, &types.QueryClaimablesRequest{Owner: s.Bech32(s.Who(owner))})
	require.NoError(s, err)
	got := sdk.NewCoins()
	for _, claimable := range response.Claimables {
		got = got.Add(claimable.Amount)
	}
	require.Equal(s, want.Amount.String(), got.AmountOf(want.Denom).String())
}

// address also gives texts that are no address.
func (s *suite) address(name string) string {
	switch name {
	case "", "nobody":
		return name
	case "the claimables":
		return s.Bech32(types.ClaimablesAddress())
	case "governance":
		return s.Authority
	default:
		return s.Bech32(s.Who(name))
	}
}

func (s *suite) claim(owner, denom, recipient string) {
	msg := &types.MsgClaim{Owner: s.address(owner), Denom: denom, Recipient: s.address(recipient)}
	s.Try(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(s.keeper).Claim(ctx, msg)
		return err
	})
}

func (s *suite) allow(who, denoms string) {
	msg := &types.MsgUpdateParams{Authority: s.address(who)}
	if denoms != "" {
		msg.Params.AllowedDenoms = strings.Split(denoms, ",")
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := keeper.NewMsgServer(s.keeper).UpdateParams(ctx, msg)
		return err
	})
}

func (s *suite) allowed(denoms string) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	require.Equal(s, denoms, strings.Join(params.AllowedDenoms, ","))
}

func (s *suite) open(depositor, id, coin string) {
	s.Try(func(ctx sdk.Context) error { return s.keeper.OpenEscrow(ctx, id, s.Who(depositor), s.Coin(coin)) })
}

func (s *suite) release(id, coin, to string) {
	s.Try(func(ctx sdk.Context) error { return s.keeper.ReleaseEscrow(ctx, id, s.Who(to), s.Coin(coin)) })
}

func (s *suite) closeEscrow(id string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.keeper.CloseEscrow(ctx, id)
		return err
	})
}

func (s *suite) escrowHolds(id, coin string) {
	balance, err := s.keeper.EscrowBalance(s.Ctx, id)
	require.NoError(s, err)
	require.Equal(s, coin, balance.String())
}

func (s *suite) escrowGone(id string) {
	_, err := s.keeper.EscrowBalance(s.Ctx, id)
	require.ErrorIs(s, err, types.ErrEscrowNotFound)
}

func (s *suite) gift(from, coin, id string) {
	s.Try(func(ctx sdk.Context) error {
		return s.Bank.SendCoins(ctx, s.Who(from), types.EscrowAddress(id), sdk.NewCoins(s.Coin(coin)))
	})
}
