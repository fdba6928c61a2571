package types

import (
	"encoding/hex"
	"slices"
	"strings"

	"cosmossdk.io/core/address"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// Methods are the ways to verify that a rule can name.
var Methods = []string{"optimistic", "replicated", "proved"}

// targets are what a rule of each kind can be about.
var targets = map[RuleKind][]Target{
	RuleAttested:     {TargetProvider, TargetModel, TargetData, TargetInput},
	RuleLicence:      {TargetModel, TargetData, TargetInput},
	RuleAttribute:    {TargetProvider},
	RuleVerification: {TargetUnspecified},
	RulePersonalData: {TargetModel, TargetData, TargetInput},
	RuleApproval:     {TargetUnspecified},
	RuleStatus:       {TargetModel, TargetData, TargetInput},
}

// Validate checks a rule. What does not count for its kind must be empty, so that nobody believes in it. Error: ErrInvalidRule.
func (r Rule) Validate(addresses address.Codec) error {
	if len(r.Id) > maxRuleIDBytes || !matches(r.Id, "-") {
		return ErrInvalidRule.Wrapf("the id %.48q; an id has 1 to %d lower-case letters, digits and -", r.Id, maxRuleIDBytes)
	}
	allowed, known := targets[r.Kind]
	if !known {
		return ErrInvalidRule.Wrapf("%s: kind %d is none", r.Id, r.Kind)
	}
	if !slices.Contains(allowed, r.Target) {
		return ErrInvalidRule.Wrapf("%s: a rule of kind %s is not about %s", r.Id, r.Kind, r.Target)
	}
	if field := r.strayField(); field != "" {
		return ErrInvalidRule.Wrapf("%s: %s does not count for the kind %s; leave it empty", r.Id, field, r.Kind)
	}
	if err := r.validateAccounts(addresses); err != nil {
		return err
	}
	switch r.Kind {
	case RuleAttested:
		return r.validateAttested()
	case RuleLicence:
		return r.validateLicence()
	case RuleAttribute:
		return r.validateAttribute()
	case RuleVerification:
		return r.validateVerification()
	case RuleApproval:
		return r.validateApproval()
	default:
		return nil
	}
}

// strayField names a field that is set and does not count.
func (r Rule) strayField() string {
	accounts := len(r.AllOf)+len(r.AnyOf) > 0
	bond := !r.MinBond.IsNil() && !r.MinBond.IsZero()
	above := r.Above.Denom != "" || !r.Above.Amount.IsNil() && !r.Above.Amount.IsZero()
	for _, field := range []struct {
		name  string
		set   bool
		kinds []RuleKind
	}{
		{"schema", r.Schema != "", []RuleKind{RuleAttested}},
		{"all_of or any_of", accounts, []RuleKind{RuleAttested, RuleAttribute, RuleApproval}},
		{"max_age_seconds", r.MaxAgeSeconds != 0, []RuleKind{RuleAttested}},
		{"licences", len(r.Licences) > 0, []RuleKind{RuleLicence}},
		{"uses", r.Uses != Uses{}, []RuleKind{RuleLicence}},
		{"attribute", r.Attribute != "", []RuleKind{RuleAttribute}},
		{"values", len(r.Values) > 0, []RuleKind{RuleAttribute}},
		{"methods", len(r.Methods) > 0, []RuleKind{RuleVerification}},
		{"min_window_blocks", r.MinWindowBlocks != 0, []RuleKind{RuleVerification}},
		{"min_redundancy", r.MinRedundancy != 0, []RuleKind{RuleVerification}},
		{"min_bond", bond, []RuleKind{RuleVerification}},
		{"above", above, []RuleKind{RuleApproval}},
		{"allow_unstated", r.AllowUnstated, []RuleKind{RulePersonalData}},
		{"at_receipt", r.AtReceipt, []RuleKind{RuleAttribute}},
	} {
		if field.set && !slices.Contains(field.kinds, r.Kind) {
			return field.name
		}
	}
	return ""
}

func (r Rule) validateAccounts(addresses address.Codec) error {
	for _, list := range [][]string{r.AllOf, r.AnyOf} {
		if len(list) > maxAccounts {
			return ErrInvalidRule.Wrapf("%s: %d accounts in a list, at most %d are possible", r.Id, len(list), maxAccounts)
		}
		for i, text := range list {
			if _, err := addresses.StringToBytes(text); err != nil {
				return ErrInvalidRule.Wrapf("%s: %.96q is no address: %s", r.Id, text, err)
			}
			if slices.Contains(list[:i], text) {
				return ErrInvalidRule.Wrapf("%s: %s is there twice", r.Id, text)
			}
		}
	}
	return nil
}

func (r Rule) validateAttested() error {
	digits, is := strings.CutPrefix(r.Schema, "0x")
	if raw, err := hex.DecodeString(digits); !is || err != nil || len(raw) != 32 || strings.ToLower(r.Schema) != r.Schema {
		return ErrInvalidRule.Wrapf("%s: the schema is %.80q, it is 0x and 64 lower-case hex digits", r.Id, r.Schema)
	}
	if len(r.AllOf)+len(r.AnyOf) == 0 {
		return ErrInvalidRule.Wrapf("%s: nobody is named who must attest; anyone can attest anything", r.Id)
	}
	return nil
}

func (r Rule) validateLicence() error {
	if len(r.Licences) == 0 && r.Uses == (Uses{}) {
		return ErrInvalidRule.Wrapf("%s: neither licences nor uses are named", r.Id)
	}
	if len(r.Licences) > maxLicences {
		return ErrInvalidRule.Wrapf("%s: %d licences, at most %d are possible", r.Id, len(r.Licences), maxLicences)
	}
	for i, name := range r.Licences {
		if name == "" || !printable(name, maxLicenceBytes) || slices.Contains(r.Licences[:i], name) {
			return ErrInvalidRule.Wrapf("%s: the licence %.96q is empty, too long or there twice", r.Id, name)
		}
	}
	return nil
}

func (r Rule) validateAttribute() error {
	if len(r.Values) == 0 || len(r.Values) > maxValues {
		return ErrInvalidRule.Wrapf("%s: %d values, 1 to %d are possible", r.Id, len(r.Values), maxValues)
	}
	for i, value := range r.Values {
		if err := (providertypes.Attribute{Key: r.Attribute, Value: value}).Validate(); err != nil {
			return ErrInvalidRule.Wrapf("%s: %s", r.Id, err)
		}
		if slices.Contains(r.Values[:i], value) {
			return ErrInvalidRule.Wrapf("%s: the value %q is there twice", r.Id, value)
		}
	}
	return nil
}

func (r Rule) validateVerification() error {
	for i, method := range r.Methods {
		if !slices.Contains(Methods, method) || slices.Contains(r.Methods[:i], method) {
			return ErrInvalidRule.Wrapf("%s: the method %.40q is none or there twice; there are %s", r.Id, method, strings.Join(Methods, ", "))
		}
	}
	if r.MinWindowBlocks < 0 || !r.MinBond.IsNil() && r.MinBond.IsNegative() {
		return ErrInvalidRule.Wrapf("%s: min_window_blocks %d and min_bond %s; neither is negative", r.Id, r.MinWindowBlocks, r.MinBond)
	}
	if len(r.Methods) == 0 && r.MinWindowBlocks == 0 && r.MinRedundancy == 0 && !positive(r.MinBond) {
		return ErrInvalidRule.Wrapf("%s: nothing is wanted of the order", r.Id)
	}
	return nil
}

func (r Rule) validateApproval() error {
	if len(r.AllOf)+len(r.AnyOf) == 0 {
		return ErrInvalidRule.Wrapf("%s: nobody is named who must approve", r.Id)
	}
	if sdk.ValidateDenom(r.Above.Denom) != nil || r.Above.Amount.IsNil() || r.Above.IsNegative() {
		return ErrInvalidRule.Wrapf("%s: above is %q; it is an amount of a denomination, 0 for every order", r.Id, r.Above.String())
	}
	return nil
}

func positive(amount math.Int) bool { return !amount.IsNil() && amount.IsPositive() }

// Stage is when policies are checked.
type Stage int

// Stages, in the order in which an order meets them.
const (
	// StagePlace is when an order is placed: what does not depend on the provider, nor on people who have yet to see it.
	StagePlace Stage = iota
	// StageOrder is when a provider is chosen: what does not depend on the provider.
	StageOrder
	// StageProvider is when a provider is chosen: what depends on the provider.
	StageProvider
	// StageReceipt is when a receipt is submitted: what says that it is checked again, as far as it is in the provider's own power.
	StageReceipt
	// StageAll is for reports.
	StageAll
)

// At is whether a rule is checked at a stage.
func (r Rule) At(stage Stage) bool {
	ofProvider := r.Target == TargetProvider
	switch stage {
	case StagePlace:
		return !ofProvider && r.Kind != RuleApproval
	case StageOrder:
		return !ofProvider
	case StageProvider:
		return ofProvider
	case StageReceipt:
		return r.AtReceipt
	default:
		return true
	}
}

// Lookups is how many records a rule on the provider looks at, at most; the others' depend on the lineage and are counted as they go.
func (r Rule) Lookups() uint32 {
	accounts := uint32(len(r.AllOf) + len(r.AnyOf)) // at most 16
	if r.Kind == RuleAttribute {
		return 1 + accounts
	}
	return accounts
}
