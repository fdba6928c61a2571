package keeper_test

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/provider/types"
)

func (s *suite) register(msg *types.MsgRegisterProvider) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RegisterProvider(ctx, msg)
		return err
	})
}

func (s *suite) isProvider(name, attributes string) {
	s.Fund(s.Who(name), "1000000usure")
	msg := registerMsg(s.Fixture, name, "1000000usure")
	msg.Attributes = strings.Split(attributes, ",")
	s.register(msg)
	require.NoError(s, s.Err())
}

func (s *suite) registersWithBond(name, bond string) { s.register(registerMsg(s.Fixture, name, bond)) }

func (s *suite) registersWithField(name, field, value string) {
	msg := registerMsg(s.Fixture, name, "1000000usure")
	switch field {
	case "moniker":
		msg.Moniker = value
	case "endpoint":
		msg.Endpoint = value
	case "receipt key":
		msg.ReceiptKey = value
	default:
		msg.Attributes = strings.Split(value, ",")
	}
	s.register(msg)
}

func (s *suite) registersWithAttributes(name string, number int64) {
	msg := registerMsg(s.Fixture, name, "1000000usure")
	for i := range number {
		msg.Attributes = append(msg.Attributes, fmt.Sprintf("key%d=value", i))
	}
	s.register(msg)
}

func (s *suite) update(name string, change func(*types.MsgUpdateProvider)) {
	msg := &types.MsgUpdateProvider{
		Provider: s.Bech32(s.Who(name)), Moniker: name, Endpoint: "http://" + name + ".example.com", ReceiptKey: receiptKey,
	}
	change(msg)
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateProvider(ctx, msg)
		return err
	})
}

func (s *suite) updates(name, attributes string) {
	s.update(name, func(msg *types.MsgUpdateProvider) { msg.Attributes = strings.Split(attributes, ",") })
}

func (s *suite) announces(name string, from, to int64) {
	s.update(name, func(msg *types.MsgUpdateProvider) { msg.MaintenanceFrom, msg.MaintenanceTo = from, to })
}

func (s *suite) deregisters(name string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.DeregisterProvider(ctx, &types.MsgDeregisterProvider{Provider: s.Bech32(s.Who(name))})
		return err
	})
}

func (s *suite) isNoProvider(name string) {
	_, err := s.keeper.GetProvider(s.Ctx, s.Who(name))
	require.ErrorIs(s, err, types.ErrProviderNotFound)
}

func (s *suite) found(name, attribute string) bool {
	key, value, _ := strings.Cut(attribute, "=")
	response, err := s.query.ProvidersByAttribute(s.Ctx, &types.QueryProvidersByAttributeRequest{Key: key, Value: value})
	require.NoError(s, err)
	for _, provider := range response.Providers {
		if provider.Address == s.Bech32(s.Who(name)) {
			return true
		}
	}
	return false
}

func (s *suite) canBid(name string, height int64) {
	require.NoError(s, s.keeper.CanBid(s.Ctx, s.Who(name), height, math.OneInt()))
}

func (s *suite) cannotBid(name string, height int64, text string) {
	require.EqualError(s, s.keeper.CanBid(s.Ctx, s.Who(name), height, math.OneInt()), s.Text(text))
}

func (s *suite) cannotBidWith(name string, bond int64, text string) {
	require.EqualError(s, s.keeper.CanBid(s.Ctx, s.Who(name), s.Ctx.BlockHeight(), math.NewInt(bond)), s.Text(text))
}

func (s *suite) endorses(attester, attribute, provider string) {
	key, value, _ := strings.Cut(attribute, "=")
	msg := &types.MsgEndorseAttribute{
		Attester: s.Bech32(s.Who(attester)), Provider: s.Bech32(s.Who(provider)), Key: key, Value: value,
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.EndorseAttribute(ctx, msg)
		return err
	})
}

func (s *suite) revokes(attester, key, provider string) {
	msg := &types.MsgRevokeEndorsement{Attester: s.Bech32(s.Who(attester)), Provider: s.Bech32(s.Who(provider)), Key: key}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RevokeEndorsement(ctx, msg)
		return err
	})
}

func (s *suite) counts(number int64, name string) {
	response, err := s.query.Endorsements(s.Ctx, &types.QueryEndorsementsRequest{Provider: s.Bech32(s.Who(name))})
	require.NoError(s, err)
	require.Len(s, response.Endorsements, int(number))
}

func (s *suite) match(name, attributes, by string) error {
	required, err := types.ParseAttributes(strings.Split(attributes, ","), 32)
	require.NoError(s, err)
	var allOf, anyOf []sdk.AccAddress
	if names, one := strings.CutPrefix(by, "endorsed by one of "); one {
		for _, attester := range strings.Split(names, ", ") {
			anyOf = append(anyOf, s.Who(attester))
		}
	} else if attester, all := strings.CutPrefix(by, "endorsed by "); all {
		allOf = append(allOf, s.Who(attester))
	}
	return s.keeper.Matches(s.Ctx, s.Who(name), required, allOf, anyOf)
}

func (s *suite) matches(name, attributes, by string) {
	require.NoError(s, s.match(name, attributes, by))
}

func (s *suite) doesNotMatch(name, attributes, by, text string) {
	require.EqualError(s, s.match(name, attributes, by), s.Text(text))
}
