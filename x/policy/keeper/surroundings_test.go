package keeper_test

import (
	"regexp"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

const receiptKey = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"

var plainName = regexp.MustCompile(`^[a-z]+$`)

func (s *suite) registersSchema(name string) {
	response, err := s.attestations.RegisterSchema(s.Ctx, &attestationtypes.MsgRegisterSchema{
		Registrar: s.Bech32(s.Who("ada")), Schema: "bool " + name, Revocable: true,
	})
	require.NoError(s, err)
	s.schemas[name] = response.Uid
}

func (s *suite) attests(name, how, schema, subject string) {
	if plainName.MatchString(subject) {
		subject = s.Bech32(s.Who(subject))
	} else {
		subject = "artefact:" + s.expand(subject)
	}
	verdict := attestationtypes.VerdictVerified
	if how == "denies" {
		verdict = attestationtypes.VerdictDenied
	}
	data := make([]byte, 32)
	data[31] = 1
	s.Try(func(ctx sdk.Context) error {
		_, err := s.attestations.Attest(ctx, &attestationtypes.MsgAttest{
			Attester: s.Bech32(s.Who(name)), Schema: s.schemas[schema], Subject: subject, Data: data, Verdict: verdict, Value: math.ZeroInt(),
		})
		return err
	})
}

func (s *suite) registers(name, kind, title, licence, relation, parent string) {
	var parents []artefacttypes.Parent
	if parent != "" {
		parents = append(parents, artefacttypes.Parent{
			ParentId: s.artefact(parent), Relation: artefacttypes.Relation(artefacttypes.Relation_value["RELATION_"+relation]),
		})
	}
	_, err := s.artefacts.Register(s.Ctx, s.Who(name), title, coreOf(kindOf(kind), title, licence), parents)
	require.NoError(s, err)
}

func (s *suite) edgeIs(child, parent, state string) {
	edges, err := s.artefacts.ParentsOf(s.Ctx, s.artefact(child))
	require.NoError(s, err)
	require.Len(s, edges, 1)
	require.Equal(s, s.artefact(parent), edges[0].Parent.ParentId)
	require.Equal(s, "EDGE_STATE_"+state, edges[0].State.String())
}

func (s *suite) refusesEdge(name, child, parent string) {
	key := collections.Join(s.artefact(child), s.artefact(parent))
	require.NoError(s, s.artefacts.AnswerEdge(s.Ctx, s.Who(name), key, false, "I never said so"))
}

func (s *suite) revokes(name, title string) {
	require.NoError(s, s.artefacts.SetStatus(s.Ctx, s.Who(name), s.artefact(title), artefacttypes.StatusRequest{
		Status: artefacttypes.StatusRevoked, Reason: "it was wrong",
	}))
}

func (s *suite) isProvider(name, attribute string) {
	s.Fund(s.Who(name), "1000usure")
	_, err := s.providers.RegisterProvider(s.Ctx, &providertypes.MsgRegisterProvider{
		Provider: s.Bech32(s.Who(name)), Moniker: name, Endpoint: "https://example.com", ReceiptKey: receiptKey, Attributes: []string{attribute},
		Bond: s.Coin("1000usure"),
	})
	require.NoError(s, err)
}

func (s *suite) nowSays(name, attribute string) {
	s.NextBlock()
	_, err := s.providers.UpdateProvider(s.Ctx, &providertypes.MsgUpdateProvider{
		Provider: s.Bech32(s.Who(name)), Moniker: name, Endpoint: "https://example.com", ReceiptKey: receiptKey, Attributes: []string{attribute},
	})
	require.NoError(s, err)
}

func (s *suite) vouches(name, key, value, provider string) {
	s.NextBlock()
	_, err := s.providers.EndorseAttribute(s.Ctx, &providertypes.MsgEndorseAttribute{
		Attester: s.Bech32(s.Who(name)), Provider: s.Bech32(s.Who(provider)), Key: key, Value: value,
	})
	require.NoError(s, err)
}
