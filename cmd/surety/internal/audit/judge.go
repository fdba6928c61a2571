package audit

import (
	"fmt"
	"slices"
	"strings"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
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
	order := f.order.ForPolicies()
	if j.Rule.Kind != policytypes.RuleApproval {
		j.conclude(j.Rule.OfOrder(order), order.ID)
		return
	}
	if j.Rule.Free(order) {
		j.hold(order.ID)
		return
	}
	f.vouched(j, func(account string) (string, string) {
		var approval policytypes.Approval
		for _, a := range f.approvals {
			if a.OrderId == order.ID && a.Approver == account {
				approval = a
			}
		}
		return order.ID + "/" + account, order.OfApproval(account, approval)
	})
}

// conclude holds by a record, or fails for a reason.
func (j *Judgement) conclude(reason, evidence string) {
	if reason != "" {
		j.fail("%s", reason)
		return
	}
	j.hold(evidence)
}

// vouched asks whom the rule names. Ask returns a record's id, and why it does not count.
func (f *file) vouched(j *Judgement, ask func(account string) (id, reason string)) {
	evidence, reason, err := policytypes.Vouched(j.Rule, func(account string) (*string, string, error) {
		id, reason := ask(account)
		if reason != "" {
			return nil, reason, nil
		}
		return &id, "", nil
	})
	if err != nil || reason != "" {
		j.fail("%s", reason)
		return
	}
	j.hold(evidence...)
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
	if j.Rule.Kind == policytypes.RuleAttested {
		f.judgeAttested(j, "artefact:"+a.Id)
		return
	}
	reason, err := j.Rule.OfArtefact(a)
	if err != nil {
		reason = err.Error()
	}
	j.conclude(reason, a.Id)
}
