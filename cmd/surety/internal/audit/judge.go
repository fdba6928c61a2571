package audit

import (
	"fmt"
	"slices"
	"strings"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// Judgement is what the records of a report say of a rule.
type Judgement struct {
	PolicyID string
	Rule     policytypes.Rule
	Holds    bool
	// Open says that the report is about something that the rule says nothing of.
	Open   bool
	Reason string
	// Evidence are ids of records.
	Evidence []string
}

// judge looks at the records alone, so that whoever has the report can do it again.
func (f *file) judge(policy string, rule policytypes.Rule) Judgement {
	j := Judgement{PolicyID: policy, Rule: rule}
	switch rule.Target {
	case policytypes.TargetUnspecified:
		if f.order == nil {
			return j.open("an order")
		}
		f.judgeOrder(&j)
	case policytypes.TargetProvider:
		if f.provider == nil {
			return j.open("a provider")
		}
		f.judgeProvider(&j)
	default:
		f.judgeArtefacts(&j)
	}
	return j
}

func (j Judgement) open(what string) Judgement {
	j.Open, j.Reason = true, "the rule is about "+what+", which this report has none of"
	return j
}

func (j *Judgement) hold(evidence ...string) {
	j.Holds = true
	for _, id := range evidence {
		if !slices.Contains(j.Evidence, id) {
			j.Evidence = append(j.Evidence, id)
		}
	}
}

func (j *Judgement) fail(format string, args ...any) {
	j.Holds, j.Reason = false, fmt.Sprintf(format, args...)
}

func (f *file) judgeOrder(j *Judgement) {
	if j.Rule.Kind == policytypes.RuleApproval {
		f.judgeApproval(j)
		return
	}
	t, rule := f.order.Terms, j.Rule
	method := map[markettypes.Method]string{markettypes.MethodOptimistic: "optimistic", markettypes.MethodReplicated: "replicated"}[t.Method]
	switch {
	case len(rule.Methods) > 0 && !slices.Contains(rule.Methods, method):
		j.fail("the order is verified as %s", method)
	case t.WindowBlocks < rule.MinWindowBlocks:
		j.fail("the challenge window has %d blocks, %d are wanted", t.WindowBlocks, rule.MinWindowBlocks)
	case t.Redundancy < rule.MinRedundancy:
		j.fail("%d providers run it, %d are wanted", t.Redundancy, rule.MinRedundancy)
	case !rule.MinBond.IsNil() && t.Bond.LT(rule.MinBond):
		j.fail("the bond is %s, %s is wanted", t.Bond, rule.MinBond)
	default:
		j.hold(f.order.Id)
	}
}

func (f *file) judgeApproval(j *Judgement) {
	price := f.order.Terms.MaxPrice
	if price.Denom == j.Rule.Above.Denom && price.Amount.LTE(j.Rule.Above.Amount) {
		j.hold(f.order.Id)
		return
	}
	f.vouched(j, func(account string) (string, string) {
		for _, a := range f.approvals {
			if a.OrderId == f.order.Id && a.Approver == account && a.OrderHash == f.order.Hash {
				return a.OrderId + "/" + account, ""
			}
		}
		return "", account + " did not approve the order"
	})
}

// vouched asks all_of and any_of. Ask returns a record's id, or why there is none.
func (f *file) vouched(j *Judgement, ask func(account string) (id, reason string)) {
	for _, account := range j.Rule.AllOf {
		id, reason := ask(account)
		if id == "" {
			j.fail("%s", reason)
			return
		}
		j.hold(id)
	}
	var reasons []string
	for _, account := range j.Rule.AnyOf {
		id, reason := ask(account)
		if id != "" {
			j.hold(id)
			return
		}
		reasons = append(reasons, reason)
	}
	if len(reasons) > 0 {
		j.fail("%s", strings.Join(reasons, "; "))
	}
}

func (f *file) judgeProvider(j *Judgement) {
	if j.Rule.Kind == policytypes.RuleAttested {
		f.judgeAttested(j, f.provider.Address)
		return
	}
	at := slices.IndexFunc(f.provider.Attributes, func(a providertypes.Attribute) bool { return a.Key == j.Rule.Attribute })
	if at < 0 || !slices.Contains(j.Rule.Values, f.provider.Attributes[at].Value) {
		j.fail("the provider does not say that its %s is %s", j.Rule.Attribute, strings.Join(j.Rule.Values, " or "))
		return
	}
	j.hold(f.provider.Address)
	attribute := f.provider.Attributes[at]
	f.vouched(j, func(account string) (string, string) {
		for _, e := range f.endorsements {
			if e.Provider == f.provider.Address && e.Attester == account && e.Key == attribute.Key && e.Value == attribute.Value && f.provider.Counts(e) {
				return endorsementID(e), ""
			}
		}
		return "", fmt.Sprintf("%s does not vouch for %s=%s", account, attribute.Key, attribute.Value)
	})
}

func endorsementID(e providertypes.Endorsement) string {
	return e.Provider + "/" + e.Attester + "/" + e.Key
}

func (f *file) judgeAttested(j *Judgement, subject string) {
	now := uint64(max(f.dossier.Time, 0))
	f.vouched(j, func(account string) (string, string) {
		// The newest word that still holds counts, as on the chain; the report has them oldest first.
		for _, a := range slices.Backward(f.attestations) {
			if a.Attester != account || a.Subject != subject || a.Schema != j.Rule.Schema || a.RevocationTime != 0 ||
				a.ExpirationTime != 0 && a.ExpirationTime <= now {
				continue
			}
			switch {
			case a.Verdict != attestationtypes.VerdictVerified:
				return "", fmt.Sprintf("%s says of %s: %s", account, subject, a.Verdict)
			case j.Rule.MaxAgeSeconds > 0 && a.Time+j.Rule.MaxAgeSeconds < now:
				return "", fmt.Sprintf("what %s says of %s is older than %d seconds", account, subject, j.Rule.MaxAgeSeconds)
			}
			return a.Uid, ""
		}
		return "", fmt.Sprintf("%s attests nothing of %s", account, subject)
	})
}

func (f *file) judgeArtefacts(j *Judgement) {
	var targets []artefacttypes.Artefact
	switch j.Rule.Target {
	case policytypes.TargetInput:
		f.judgeInputs(j)
		return
	case policytypes.TargetData:
		var gap string
		if targets, gap = f.data(); gap != "" {
			j.fail("the report leaves out what %s was made from", gap)
			return
		}
	default:
		if model, found := f.model(); found {
			targets = append(targets, model)
		}
	}
	if f.order == nil && f.dossier.About.Kind != KindArtefact {
		*j = j.open("an artefact")
		return
	}
	if len(targets) == 0 {
		j.fail("there is no such artefact in the report")
		return
	}
	for _, target := range targets {
		if f.judgeArtefact(j, target); !j.Holds {
			return
		}
	}
}

func (f *file) judgeInputs(j *Judgement) {
	if f.order == nil {
		*j = j.open("an order")
		return
	}
	for _, root := range f.order.Terms.InputRoots {
		j.fail("the input %s is no artefact", root)
		for _, r := range f.dossier.Records {
			if a, is := f.artefacts[r.ID]; r.Kind == KindArtefact && is && a.Core.Digests.Blake3 == root && !j.Holds {
				f.judgeArtefact(j, a)
			}
		}
		if !j.Holds {
			return
		}
	}
}

func (f *file) judgeArtefact(j *Judgement, a artefacttypes.Artefact) {
	rule := j.Rule
	switch rule.Kind {
	case policytypes.RuleAttested:
		f.judgeAttested(j, "artefact:"+a.Id)
	case policytypes.RuleLicence:
		refused, err := a.Core.Licence.Refuses(artefacttypes.Wanted{
			Names: rule.Licences, Commercial: rule.Uses.Commercial, Derivatives: rule.Uses.Derivatives, Training: rule.Uses.Training,
			NoShareAlike: rule.Uses.NoShareAlike,
		})
		if err != nil || refused != "" {
			j.fail("the licence of %s, %s", a.Id, refused)
			return
		}
		j.hold(a.Id)
	case policytypes.RulePersonalData:
		said := a.Core.Traits.PersonalData
		if said == artefacttypes.AssertionYes || said != artefacttypes.AssertionNo && !rule.AllowUnstated {
			j.fail("%s does not say that it has no sensitive personal information", a.Id)
			return
		}
		j.hold(a.Id)
	case policytypes.RuleStatus:
		if a.Status == artefacttypes.StatusRevoked || a.Status == artefacttypes.StatusDisputed {
			j.fail("%s is %s", a.Id, a.Status)
			return
		}
		j.hold(a.Id)
	default:
		j.fail("a rule of kind %s says nothing of artefacts", rule.Kind)
	}
}
