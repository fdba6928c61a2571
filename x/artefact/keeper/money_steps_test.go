package keeper_test

import (
	"context"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/verification/engine/commit"
)

const leaseID = "lease/1"

func (s *suite) asks(name string, perLease, share, inherited int64, title string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.SetRoyalty(ctx, &types.MsgSetRoyalty{
			Owner: s.Bech32(s.Who(name)), ArtefactId: s.id(title), PerLease: coin(perLease), ShareBps: uint32(share), InheritedBps: uint32(inherited),
		})
		return err
	})
}

func (s *suite) leaseMade(program string) {
	require.NoError(s, s.keeper.OpenRoyalty(s.Ctx, leaseID, programID(program)))
}

// leaseSettled requires that the parts are the price, to the unit.
func (s *suite) leaseSettled(price string) {
	whole := s.Coin(price)
	payouts, rest, err := s.keeper.TakeRoyalties(s.Ctx, leaseID, whole)
	require.NoError(s, err)
	sum := rest
	for _, payout := range payouts {
		s.paid[payout.Recipient] = payout.Amount.String()
		sum = sum.Add(payout.Amount)
	}
	require.Equal(s, whole.String(), sum.String())
	s.rest = rest.String()
	_, again, err := s.keeper.TakeRoyalties(s.Ctx, leaseID, whole)
	require.NoError(s, err)
	require.Equal(s, whole.String(), again.String(), "a lease pays once")
}

func (s *suite) providerGets(amount string) { require.Equal(s, amount, s.rest) }

func (s *suite) ownerGets(name, amount string) {
	owner := s.Bech32(s.Who(name))
	require.Equal(s, amount, s.paid[owner])
	delete(s.paid, owner)
}

func (s *suite) nobodyElse() { require.Empty(s, s.paid) }

func (s *suite) gate(name string, msg *types.MsgSetGate) {
	msg.Owner, msg.CiphertextSize = s.Bech32(s.Who(name)), 9
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.SetGate(ctx, msg)
		return err
	})
}

func (s *suite) gates(name, title, price string) {
	s.gate(name, &types.MsgSetGate{ArtefactId: s.id(title), CiphertextRoot: programID("secret"), Price: s.Coin(price)})
}

func (s *suite) gatesWith(name, title, price, releaser string) {
	s.gate(name, &types.MsgSetGate{
		ArtefactId: s.id(title), CiphertextRoot: programID("secret"), Price: s.Coin(price), Releaser: s.Bech32(s.Who(releaser)),
	})
}

func (s *suite) gatesAnew(name, title, price string) {
	s.gate(name, &types.MsgSetGate{ArtefactId: s.id(title), CiphertextRoot: programID("another"), Price: s.Coin(price)})
}

func (s *suite) gatesWrongly(name, title, field string) {
	msg := &types.MsgSetGate{ArtefactId: s.id(title), CiphertextRoot: programID("secret"), Price: coin(1)}
	switch field {
	case "root":
		msg.CiphertextRoot = "https://example.com"
	case "location":
		msg.Uris = []string{"not a location"}
	default:
		require.Fail(s, field)
	}
	s.gate(name, msg)
}

func (s *suite) request(name, title, key, most string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RequestLicence(ctx, &types.MsgRequestLicence{
			Licensee: s.Bech32(s.Who(name)), ArtefactId: s.id(title), Recipient: key, MaxPrice: s.Coin(most),
		})
		return err
	})
}

func (s *suite) requests(name, title, most string) { s.request(name, title, recipient, most) }

func (s *suite) requestsKey(name, title, key string) { s.request(name, title, key, "1000usure") }

func (s *suite) grant(name, to, title, key string, capsule []byte) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.GrantLicence(ctx, &types.MsgGrantLicence{
			Granter: s.Bech32(s.Who(name)), ArtefactId: s.id(title), Licensee: s.Bech32(s.Who(to)), Recipient: key, Capsule: capsule,
		})
		return err
	})
}

var capsule = []byte("age-encryption.org/v1\n-> X25519 sealed")

func (s *suite) grants(name, to, title string) { s.grant(name, to, title, recipient, capsule) }

func (s *suite) grantsOther(name, to, title string) { s.grant(name, to, title, other, capsule) }

func (s *suite) grantsNothing(name, to, title string) {
	s.grant(name, to, title, recipient, []byte("key"))
}

func (s *suite) licensed(name, title string) bool {
	has, err := s.keeper.Grants.Has(s.Ctx, collections.Join(s.id(title), s.Who(name)))
	require.NoError(s, err)
	return has
}

func (s *suite) mayDecrypt(name, title string) { require.True(s, s.licensed(name, title)) }

func (s *suite) mayNotDecrypt(name, title string) { require.False(s, s.licensed(name, title)) }

func (s *suite) deal() (types.DealID, types.Deal) {
	var found types.Deal
	require.NoError(s, s.keeper.Deals.Walk(s.Ctx, nil, func(_ collections.Pair[sdk.AccAddress, uint64], d types.Deal) (bool, error) {
		found = d
		return false, nil
	}))
	id, err := types.ParseDealID(found.Id)
	require.NoError(s, err)
	return id, found
}

func (s *suite) offersStorage(name, reward, bond string, proofs int64, title string, blocks int64) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.OfferStorage(ctx, &types.MsgOfferStorage{
			Sponsor: s.Bech32(s.Who(name)), ArtefactId: s.id(title), Reward: s.Coin(reward), Bond: s.Coin(bond), Periods: uint32(proofs),
			PeriodBlocks: blocks,
		})
		return err
	})
}

func (s *suite) withdraws(name string) {
	_, deal := s.deal()
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.WithdrawOffer(ctx, &types.MsgWithdrawOffer{Sponsor: s.Bech32(s.Who(name)), DealId: deal.Id})
		return err
	})
}

func (s *suite) pledges(name string) {
	_, deal := s.deal()
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.PledgeStorage(ctx, &types.MsgPledgeStorage{Holder: s.Bech32(s.Who(name)), DealId: deal.Id})
		return err
	})
}

func (s *suite) show(name string, slice []byte) {
	_, deal := s.deal()
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.ProvePossession(ctx, &types.MsgProvePossession{Holder: s.Bech32(s.Who(name)), DealId: deal.Id, Slice: slice})
		return err
	})
}

func (s *suite) proves(name string) {
	_, deal := s.deal()
	artefact, err := s.keeper.GetArtefact(s.Ctx, deal.ArtefactId)
	require.NoError(s, err)
	slice, err := commit.Slice(content(artefact.Name, artefact.Core.Version), deal.Offset, max(deal.Length, 1))
	require.NoError(s, err)
	s.show(name, slice)
}

func (s *suite) answersWrongly(name string) {
	_, deal := s.deal()
	slice, err := commit.Slice(content("something", "else"), deal.Offset, max(deal.Length, 1))
	require.NoError(s, err)
	s.show(name, slice)
}

func (s *suite) dealIs(state string, proven, missed int64) {
	_, deal := s.deal()
	require.Equal(s, "DEAL_STATE_"+state, deal.State.String())
	require.EqualValues(s, []int64{proven, missed}, []int64{int64(deal.Proven), int64(deal.Missed)})
}

func (s *suite) blockEnds(height int64) {
	s.AtHeight(height)
	s.Ctx = s.Ctx.WithHeaderHash([]byte{byte(height), byte(height >> 8)})
	s.Try(func(ctx sdk.Context) error { return s.keeper.EndBlock(context.Context(ctx)) })
	require.NoError(s, s.Err())
}

func (s *suite) bondLost() {
	id, deal := s.deal()
	require.NoError(s, s.Bank.SendCoins(s.Ctx, types.BondAddress(id), s.Addr("thief"), sdk.NewCoins(deal.Bond)))
	s.rest = "lost"
}
