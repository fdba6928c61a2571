package types

import (
	"fmt"
	"slices"
	"strings"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
)

// What follows is what rules mean, for the chain and for whoever judges a report again. An empty text means that the rule is kept.

// OfOrder is what a VERIFICATION rule objects to in an order.
func (r Rule) OfOrder(o Order) string {
	switch {
	case len(r.Methods) > 0 && !slices.Contains(r.Methods, o.Method):
		return fmt.Sprintf("the order is verified as %s, not as %s", o.Method, strings.Join(r.Methods, " or "))
	case o.WindowBlocks < r.MinWindowBlocks:
		return fmt.Sprintf("the challenge window has %d blocks, at least %d are wanted", o.WindowBlocks, r.MinWindowBlocks)
	case o.Redundancy < r.MinRedundancy:
		return fmt.Sprintf("%d providers run it, at least %d are wanted", o.Redundancy, r.MinRedundancy)
	case !r.MinBond.IsNil() && o.Bond.LT(r.MinBond):
		return fmt.Sprintf("the bond behind it is %s, at least %s is wanted", o.Bond, r.MinBond)
	}
	return ""
}

// Free is whether an APPROVAL rule lets an order pass without anybody's word.
func (r Rule) Free(o Order) bool {
	return o.Spending.Denom == r.Above.Denom && o.Spending.Amount.LTE(r.Above.Amount)
}

// OfApproval is what is wrong with an account's approval of an order; the zero Approval stands for none.
func (o Order) OfApproval(account string, a Approval) string {
	switch a.OrderHash {
	case "":
		return fmt.Sprintf("%s did not approve the order", account)
	case o.Hash:
		return ""
	}
	return fmt.Sprintf("%s approved other terms, with the hash %s", account, a.OrderHash)
}

// OfArtefact is what a rule of kind LICENCE, PERSONAL_DATA or STATUS objects to in an artefact. Error: that of a licence that cannot be read.
func (r Rule) OfArtefact(a artefacttypes.Artefact) (string, error) {
	switch r.Kind {
	case RuleLicence:
		refused, err := a.Core.Licence.Refuses(artefacttypes.Wanted{
			Names: r.Licences, Commercial: r.Uses.Commercial, Derivatives: r.Uses.Derivatives, Training: r.Uses.Training,
			NoShareAlike: r.Uses.NoShareAlike,
		})
		if err != nil || refused == "" {
			return "", err
		}
		return fmt.Sprintf("the licence of %s, %s", a.Id, refused), nil
	case RulePersonalData:
		switch said := a.Core.Traits.PersonalData; {
		case said == artefacttypes.AssertionYes:
			return a.Id + " has sensitive personal information", nil
		case said != artefacttypes.AssertionNo && !r.AllowUnstated:
			return a.Id + " does not say whether it has sensitive personal information", nil
		}
		return "", nil
	case RuleStatus:
		if a.Status == artefacttypes.StatusRevoked || a.Status == artefacttypes.StatusDisputed {
			return fmt.Sprintf("%s is %s", a.Id, a.Status), nil
		}
		return "", nil
	default:
		return fmt.Sprintf("a rule of kind %s says nothing of artefacts", r.Kind), nil
	}
}

// Vouched asks everybody in a rule's all_of, and then any_of until one vouches. Ask returns what shows that an account does, or why it does
// not. The evidence is of those who do; the reason is of those who do not, where they are needed.
func Vouched[E any](r Rule, ask func(account string) (*E, string, error)) (evidence []E, reason string, err error) {
	for _, account := range r.AllOf {
		found, reason, err := ask(account)
		if err != nil || found == nil {
			return nil, reason, err
		}
		evidence = append(evidence, *found)
	}
	var reasons []string
	for _, account := range r.AnyOf {
		found, reason, err := ask(account)
		if err != nil {
			return nil, "", err
		}
		if found != nil {
			return append(evidence, *found), "", nil
		}
		reasons = append(reasons, reason)
	}
	if len(reasons) > 0 {
		return nil, strings.Join(reasons, "; "), nil
	}
	return evidence, "", nil
}
