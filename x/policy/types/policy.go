package types

import "cosmossdk.io/core/address"

const (
	maxTitleBytes   = 128
	maxNoteBytes    = 256
	maxURIBytes     = 256
	maxMappedRules  = 16
	maxAccounts     = 8
	maxLicences     = 32
	maxLicenceBytes = 80
	maxValues       = 32
)

// Validate checks a policy's content against the parameters. Errors: ErrInvalidPolicy, ErrInvalidRule, ErrInvalidMapping.
func (c Content) Validate(addresses address.Codec, params Params) error {
	if c.Title == "" || !printable(c.Title, maxTitleBytes) {
		return ErrInvalidPolicy.Wrapf("the title has %d bytes, it has 1 to %d of printable ASCII", len(c.Title), maxTitleBytes)
	}
	if len(c.Rules) == 0 || uint64(len(c.Rules)) > uint64(params.MaxRules) {
		return ErrInvalidPolicy.Wrapf("%d rules, a policy has 1 to %d", len(c.Rules), params.MaxRules)
	}
	if uint64(len(c.Controls)) > uint64(params.MaxControls) {
		return ErrInvalidPolicy.Wrapf("%d controls, a policy maps at most %d", len(c.Controls), params.MaxControls)
	}
	if c.DocumentSha256 != "" && !isHash(c.DocumentSha256) {
		return ErrInvalidPolicy.Wrapf("document_sha256 is %.80q, it is empty or 64 hex digits", c.DocumentSha256)
	}
	if !printable(c.DocumentUri, maxURIBytes) || c.DocumentUri != "" && c.DocumentSha256 == "" {
		return ErrInvalidPolicy.Wrapf("document_uri has at most %d bytes of printable ASCII, and document_sha256 goes with it", maxURIBytes)
	}
	rules := make(map[string]bool, len(c.Rules))
	for i, rule := range c.Rules {
		if err := rule.Validate(addresses); err != nil {
			return err
		}
		if rules[rule.Id] {
			return ErrInvalidRule.Wrapf("rule %d: %q is there twice", i+1, rule.Id)
		}
		rules[rule.Id] = true
	}
	return c.validateControls(rules)
}

func (c Content) validateControls(rules map[string]bool) error {
	mapped := make(map[string]bool, len(c.Controls))
	for _, mapping := range c.Controls {
		name := mapping.Framework + " " + mapping.ControlId
		if !HasControl(mapping.Framework, mapping.ControlId) {
			return ErrInvalidMapping.Wrapf("%.96q is no control; see the query controls", name)
		}
		if mapped[name] {
			return ErrInvalidMapping.Wrapf("%s is mapped twice", name)
		}
		mapped[name] = true
		if len(mapping.RuleIds) > maxMappedRules || !printable(mapping.Note, maxNoteBytes) {
			return ErrInvalidMapping.Wrapf("%s has %d rules and a note of %d bytes, at most %d and %d of printable ASCII are possible",
				name, len(mapping.RuleIds), len(mapping.Note), maxMappedRules, maxNoteBytes)
		}
		seen := map[string]bool{}
		for _, id := range mapping.RuleIds {
			if !rules[id] || seen[id] {
				return ErrInvalidMapping.Wrapf("%s names the rule %.40q, which is not there or named twice", name, id)
			}
			seen[id] = true
		}
	}
	return nil
}
