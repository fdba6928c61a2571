package audit_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"github.com/cosmos/gogoproto/proto"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/surety/internal/audit"
	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func bech(name string) string {
	raw := make([]byte, 20)
	copy(raw, name)
	text, err := addresses.BytesToString(raw)
	if err != nil {
		panic(err)
	}
	return text
}

var (
	program = strings.Repeat("ab", 32)
	model   = strings.Repeat("01", 32)
	data    = strings.Repeat("02", 32)
	schema  = "0x" + strings.Repeat("cd", 32)
)

func record(t *testing.T, kind, id string, key []byte, message proto.Message) audit.Record {
	t.Helper()
	raw, err := proto.Marshal(message)
	require.NoError(t, err)
	return audit.Record{Kind: kind, ID: id, Key: key, Value: raw}
}

// world is a dossier about an order whose model was trained on data; change edits what is in it.
func world(t *testing.T, rule policytypes.Rule, change func(*scene)) audit.Dossier {
	t.Helper()
	rule.Id = "r"
	s := &scene{
		order: markettypes.Order{Id: bech("bob") + "/0", Hash: program, Terms: markettypes.Terms{
			ProgramId: program, MaxPrice: sdk.NewInt64Coin("usure", 1_000), Bond: math.NewInt(900), WindowBlocks: 5, Redundancy: 1,
			Method: markettypes.MethodOptimistic, InputRoots: []string{strings.Repeat("ef", 32)},
		}},
		model: artefacttypes.Artefact{Id: model, Name: "ada/model", Parents: 1, Core: artefacttypes.Core{
			Kind: artefacttypes.KindModel, Licence: artefacttypes.Licence{Spdx: "MIT"},
		}},
		data: artefacttypes.Artefact{Id: data, Name: "ada/data", Core: artefacttypes.Core{
			Kind: artefacttypes.KindDataset, Licence: artefacttypes.Licence{Spdx: "CC-BY-SA-4.0"},
		}},
		provider: providertypes.Provider{
			Address: bech("carl"), Attributes: []providertypes.Attribute{{Key: "region", Value: "eu"}}, AttributeHeights: []int64{5},
		},
		approvals: []policytypes.Approval{{OrderId: bech("bob") + "/0", Approver: bech("dora"), OrderHash: program}},
		endorsed:  providertypes.Endorsement{Provider: bech("carl"), Attester: bech("dora"), Key: "region", Value: "eu", Height: 6},
		batch:     attestationtypes.Batch{Attester: []byte(strings.Repeat("d", 20)), Time: 100},
		said:      attestationtypes.Record{Batch: 1, Subject: "artefact:" + model, Flags: 2},
	}
	if change != nil {
		change(s)
	}
	s.batch.SchemaUid, _ = hex.DecodeString(schema[2:])
	edge := artefacttypes.Edge{ChildId: model, State: artefacttypes.EdgeStateDeclared, Parent: artefacttypes.Parent{
		ParentId: data, Relation: artefacttypes.RelationTrainedOn,
	}}
	policy := policytypes.Policy{Id: bech("ada") + "/p@1", Owner: bech("ada"), Name: "p", Version: 1, Content: policytypes.Content{
		Title: s.title, Rules: []policytypes.Rule{rule},
		Controls: []policytypes.Mapping{{Framework: policytypes.AIRMF, ControlId: "MEASURE 2.1", RuleIds: []string{"r"}}},
	}}
	uid := s.said.UID(s.batch)
	return audit.Dossier{
		ChainID: "surety-test", About: audit.Subject{Kind: audit.KindOrder, ID: s.order.Id}, Height: 9, AppHash: make([]byte, 32), Time: 200,
		Policies: []string{policy.Id}, Records: []audit.Record{
			record(t, audit.KindOrder, s.order.Id, nil, &s.order),
			record(t, audit.KindLink, program, nil, &artefacttypes.ProgramLink{ProgramId: program, ArtefactId: model}),
			record(t, audit.KindArtefact, model, nil, &s.model), record(t, audit.KindArtefact, data, nil, &s.data),
			record(t, audit.KindEdge, "edge", nil, &edge), record(t, audit.KindProvider, s.provider.Address, nil, &s.provider),
			record(t, audit.KindEndorsement, s.endorsed.Provider+"/"+s.endorsed.Attester+"/region", nil, &s.endorsed),
			record(t, audit.KindApproval, s.order.Id+"/"+bech("dora"), nil, &s.approvals[0]),
			record(t, audit.KindAttestation, uid.String(), attestationtypes.RecordKey(uid), &s.said),
			record(t, audit.KindBatch, "1", []byte{2, 0, 0, 0, 0, 0, 0, 0, 1}, &s.batch),
			record(t, audit.KindPolicy, policy.Id, nil, &policy),
		},
	}
}

type scene struct {
	order       markettypes.Order
	model, data artefacttypes.Artefact
	provider    providertypes.Provider
	approvals   []policytypes.Approval
	endorsed    providertypes.Endorsement
	batch       attestationtypes.Batch
	said        attestationtypes.Record
	title       string
}

func TestRulesAreJudgedByTheRecordsAlone(t *testing.T) {
	dora, none := []string{bech("dora")}, math.ZeroInt()
	attester := []string{func() string { text, _ := addresses.BytesToString([]byte(strings.Repeat("d", 20))); return text }()}
	attested := policytypes.Rule{Kind: policytypes.RuleAttested, Target: policytypes.TargetModel, Schema: schema, AllOf: attester, MaxAgeSeconds: 150, MinBond: none}
	region := policytypes.Rule{
		Kind: policytypes.RuleAttribute, Target: policytypes.TargetProvider, Attribute: "region", Values: []string{"eu"}, AnyOf: dora, MinBond: none,
	}
	approval := policytypes.Rule{Kind: policytypes.RuleApproval, Above: sdk.NewInt64Coin("usure", 10), AllOf: dora, MinBond: none}
	status := policytypes.Rule{Kind: policytypes.RuleStatus, Target: policytypes.TargetModel, MinBond: none}
	private := policytypes.Rule{Kind: policytypes.RulePersonalData, Target: policytypes.TargetData, MinBond: none}
	licence := policytypes.Rule{Kind: policytypes.RuleLicence, Target: policytypes.TargetModel, Licences: []string{"MIT"}, MinBond: none}
	for name, test := range map[string]struct {
		rule   policytypes.Rule
		change func(*scene)
		reason string // empty: it holds
	}{
		"attested":              {attested, nil, ""},
		"attested too long ago": {attested, func(s *scene) { s.batch.Time = 1 }, "is older than 150 seconds"},
		"denied":                {attested, func(s *scene) { s.said.Flags = 4 }, "VERDICT_DENIED"},
		"revoked":               {attested, func(s *scene) { s.said.Revocation = &attestationtypes.Revocation{Time: 1} }, "attests nothing"},
		"expired":               {attested, func(s *scene) { s.said.ExpirationTime = 200 }, "attests nothing"},
		"of something else":     {attested, func(s *scene) { s.said.Subject = "did:web:x" }, "attests nothing"},
		"region":                {region, nil, ""},
		"moved since":           {region, func(s *scene) { s.provider.AttributeHeights[0] = 7 }, "does not vouch for region=eu"},
		"elsewhere":             {region, func(s *scene) { s.provider.Attributes[0].Value = "us" }, "does not say that its region is eu"},
		"approved":              {approval, nil, ""},
		"other terms approved":  {approval, func(s *scene) { s.approvals[0].OrderHash = model }, "approved other terms, with the hash " + model},
		"small":                 {approval, func(s *scene) { s.order.Terms.MaxPrice.Amount = math.NewInt(10); s.approvals[0].OrderHash = model }, ""},
		"small, but for each of two": {
			approval, func(s *scene) {
				s.order.Terms.MaxPrice.Amount, s.order.Terms.Redundancy, s.approvals[0].Approver = math.NewInt(10), 2, bech("eve")
			}, "did not approve the order",
		},
		"status":          {status, nil, ""},
		"revoked model":   {status, func(s *scene) { s.model.Status = artefacttypes.StatusRevoked }, "STATUS_REVOKED"},
		"unstated":        {private, nil, "does not say whether it has sensitive personal information"},
		"stated":          {private, func(s *scene) { s.data.Core.Traits.PersonalData = artefacttypes.AssertionNo }, ""},
		"licence":         {licence, nil, ""},
		"another licence": {licence, func(s *scene) { s.model.Core.Licence.Spdx = "GPL-3.0-only" }, "is not among the licences named"},
		"edges missing":   {private, func(s *scene) { s.model.Parents = 2 }, "leaves out what"},
		"window":          {policytypes.Rule{Kind: policytypes.RuleVerification, MinWindowBlocks: 6, MinBond: none}, nil, "the challenge window has 5 blocks, at least 6 are wanted"},
		"method":          {policytypes.Rule{Kind: policytypes.RuleVerification, Methods: []string{"proved"}, MinBond: none}, nil, "verified as optimistic"},
		"bond":            {policytypes.Rule{Kind: policytypes.RuleVerification, MinBond: math.NewInt(901)}, nil, "at least 901 is wanted"},
		"input unknown": {
			policytypes.Rule{Kind: policytypes.RuleStatus, Target: policytypes.TargetInput, MinBond: none}, nil, "is no artefact",
		},
		"input known": {
			policytypes.Rule{Kind: policytypes.RuleStatus, Target: policytypes.TargetInput, MinBond: none},
			func(s *scene) { s.data.Core.Digests.Blake3 = strings.Repeat("ef", 32) }, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			report, err := audit.Write(addresses, world(t, test.rule, test.change))
			require.NoError(t, err)
			finding := report.Document.Results.Results[0].Findings[0]
			if test.reason == "" {
				require.Equal(t, "satisfied", finding.Target.Status.State, finding.Description)
				require.NotEmpty(t, finding.Related)
				return
			}
			require.Equal(t, "not-satisfied", finding.Target.Status.State)
			require.Contains(t, finding.Description, test.reason)
		})
	}
}

func TestARuleThatTheReportSaysNothingOfIsNoEvidence(t *testing.T) {
	d := world(t, policytypes.Rule{Kind: policytypes.RuleVerification, MinWindowBlocks: 1, MinBond: math.ZeroInt()}, nil)
	d.About, d.Records = audit.Subject{Kind: audit.KindArtefact, ID: model}, d.Records[1:]
	report, err := audit.Write(addresses, d)
	require.NoError(t, err)
	require.Contains(t, report.Document.Results.Results[0].Findings[0].Description, "the rule is about an order, which this report has none of")
}

func TestWhatOthersWroteIsEscaped(t *testing.T) {
	hostile := `</code><script>alert("x")</script>`
	d := world(t, policytypes.Rule{Kind: policytypes.RuleStatus, Target: policytypes.TargetModel, MinBond: math.ZeroInt()}, func(s *scene) {
		s.title, s.model.Name, s.model.Core.Description, s.model.StatusReason = hostile, hostile, hostile, hostile
		s.model.Core.Licence = artefacttypes.Licence{CustomName: hostile}
		s.provider.Moniker = hostile
	})
	report, err := audit.Write(addresses, d)
	require.NoError(t, err)
	page, err := report.HTML()
	require.NoError(t, err)
	require.NotContains(t, string(page), "<script")
	require.Contains(t, string(page), "&lt;script&gt;")
	raw, err := report.JSON()
	require.NoError(t, err)
	require.NotContains(t, string(raw), "<script")
}
