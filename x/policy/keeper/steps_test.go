package keeper_test

import (
	"regexp"
	"strings"
	"time"

	"github.com/regen-network/gocuke"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/collections"

	sdk "github.com/cosmos/cosmos-sdk/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	"github.com/suretynetwork/surety/x/policy/types"
)

var (
	artefactName = regexp.MustCompile(`\[([a-z]+/[a-z0-9]+)\]`)
	schemaName   = regexp.MustCompile(`<([A-Z])>`)
)

// expand replaces {ada} by an address, [ada/reader] by an artefact's id and <A> by a schema's uid.
func (s *suite) expand(text string) string {
	text = artefactName.ReplaceAllStringFunc(s.Text(text), func(match string) string { return s.artefact(match[1 : len(match)-1]) })
	return schemaName.ReplaceAllStringFunc(text, func(match string) string {
		if uid := s.schemas[match[1:2]]; uid != "" {
			return uid
		}
		return "0x" + hash(match)
	})
}

func (s *suite) artefact(name string) string {
	id, err := s.artefacts.Versions.Get(s.Ctx, collections.Join(name, "1.0.0"))
	require.NoError(s, err, name)
	return id
}

func (s *suite) refused(text string) { require.EqualError(s, s.Err(), s.expand(text)) }

func (s *suite) tooOld() {
	require.Regexp(s, `^reviewed of .*; 0x[0-9a-f]{64} of artefact:[0-9a-f]{64} is 6\d seconds old, at most 60 are allowed: rule broken$`, s.Err().Error())
}

func (s *suite) denied(name string) {
	require.Regexp(s, `: `+s.Bech32(s.Who(name))+` says of artefact:[0-9a-f]{64}: VERDICT_DENIED, in 0x[0-9a-f]{64}: rule broken$`, s.Err().Error())
}

// evidenceIs also requires that findings agree with checks: everything holds.
func (s *suite) evidenceIs(kinds string) {
	findings, err := s.keeper.Findings(s.Ctx, s.keeps, s.order, s.Who("carl"))
	require.NoError(s, err)
	var found []string
	for _, finding := range findings {
		require.True(s, finding.Holds, finding.Reason)
		for _, evidence := range finding.Evidence {
			require.NotEmpty(s, evidence.Id)
			found = append(found, evidence.Kind)
		}
	}
	require.Equal(s, kinds, strings.Join(found, ", "))
}

func (s *suite) pass(seconds int64) {
	s.NextBlock()
	s.Ctx = s.Ctx.WithBlockTime(s.Ctx.BlockTime().Add(time.Duration(seconds) * time.Second))
}

func (s *suite) publishesDoc(name, title string, doc gocuke.DocString) {
	s.publishes(name, title, doc.Content)
}

func (s *suite) publishes(name, title, text string) {
	var content types.Content
	require.NoError(s, s.Codec.UnmarshalJSON([]byte(s.expand(text)), &content))
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.PublishPolicy(ctx, &types.MsgPublishPolicy{Owner: s.Bech32(s.Who(name)), Name: title, Content: content})
		return err
	})
}

func (s *suite) isVersion(id string, version int64) {
	response, err := s.query.Policy(s.Ctx, &types.QueryPolicyRequest{PolicyId: s.Text(id)})
	require.NoError(s, err)
	require.EqualValues(s, version, response.Policy.Version)
	raw, err := s.StoreService(types.StoreKey).OpenKVStore(s.Ctx).Get(response.Key)
	require.NoError(s, err)
	require.Equal(s, raw, response.Value, "what a proof is asked for is what the query says")
}

func (s *suite) retire(name, title string, retired bool) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.RetirePolicy(ctx, &types.MsgRetirePolicy{Owner: s.Bech32(s.Who(name)), Name: title, Retired: retired})
		return err
	})
}

func (s *suite) retires(name, title string) { s.retire(name, title, true) }

func (s *suite) bringsBack(name, title string) { s.retire(name, title, false) }

func (s *suite) approves(name string) { s.approvesHash(name, s.order.Hash) }

func (s *suite) approvesHash(name, hash string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.ApproveOrder(ctx, &types.MsgApproveOrder{Approver: s.Bech32(s.Who(name)), OrderId: s.order.ID, OrderHash: hash})
		return err
	})
}

func (s *suite) withdraws(name string) {
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.WithdrawApproval(ctx, &types.MsgWithdrawApproval{Approver: s.Bech32(s.Who(name)), OrderId: s.order.ID})
		return err
	})
}

func (s *suite) keepsTo(ids string) {
	s.Try(func(ctx sdk.Context) error {
		fixed, err := s.keeper.Resolve(ctx, strings.Split(s.Text(ids), ", "))
		if err == nil {
			s.keeps = fixed
		}
		return err
	})
}

func (s *suite) keepsToNothing() {
	fixed, err := s.keeper.Resolve(s.Ctx, nil)
	require.NoError(s, err)
	require.NoError(s, s.keeper.Check(s.Ctx, fixed, s.order, nil, types.StageAll))
}

func (s *suite) orderHas(what, value string) {
	switch what {
	case "price":
		s.order.Spending = s.Coin(value)
	case "hash":
		s.order.Hash = hash(value)
	case "input":
		s.order.InputRoots = []string{hash(value)}
	case "program":
		s.order.ProgramID = strings.Repeat("ab", 32)
		if value != "unknown" {
			s.order.ProgramID = hash(value + " as a program")
			require.NoError(s, s.artefacts.LinkProgram(s.Ctx, s.Who("ada"), s.artefact(value), s.order.ProgramID))
		}
	}
}

func (s *suite) forebears(count int64) {
	name := "ada/a"
	s.registers("ada", "MODEL", name, "MIT", "", "")
	for range count {
		s.registers("ada", "MODEL", name+"a", "MIT", "FINETUNE", name)
		name += "a"
	}
	s.orderHas("program", name)
}

func (s *suite) check(provider sdk.AccAddress, stages ...types.Stage) {
	s.Try(func(ctx sdk.Context) error {
		for _, stage := range stages {
			if err := s.keeper.Check(ctx, s.keeps, s.order, provider, stage); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *suite) checkedAt(when string) {
	if when == "placed" {
		s.check(nil, types.StagePlace)
	} else {
		s.check(s.Who("carl"), types.StageOrder)
	}
}

func (s *suite) checkedFor(name string) { s.check(s.Who(name), types.StageProvider) }

func (s *suite) receiptChecked(name string) { s.check(s.Who(name), types.StageReceipt) }

func (s *suite) sets(name, parameter string, value int64) {
	params, err := s.keeper.Params.Get(s.Ctx)
	require.NoError(s, err)
	field := map[string]*uint32{
		"max_rules": &params.MaxRules, "max_controls": &params.MaxControls, "max_policies": &params.MaxPolicies, "max_lookups": &params.MaxLookups,
	}[parameter]
	require.NotNil(s, field, parameter)
	*field = uint32(value)
	authority := s.Authority
	if name != "governance" {
		authority = s.Bech32(s.Who(name))
	}
	s.Try(func(ctx sdk.Context) error {
		_, err := s.msgs.UpdateParams(ctx, &types.MsgUpdateParams{Authority: authority, Params: params})
		return err
	})
}

func kindOf(name string) artefacttypes.Kind {
	return artefacttypes.Kind(artefacttypes.Kind_value["KIND_"+name])
}
