package types

import (
	sdk "github.com/cosmos/cosmos-sdk/types"

	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// maxEndorsementReads bounds what one check of one provider reads: attributes times attesters.
const maxEndorsementReads = 64

func (t Terms) validateRequirements(Rules) error {
	_, err := t.Requirements()
	return err
}

// Requirements are what a provider must have, parsed.
type Requirements struct {
	Attributes   []providertypes.Attribute
	AllOf, AnyOf []sdk.AccAddress
}

// Requirements parses attributes and attesters. Error: ErrInvalidTerms.
func (t Terms) Requirements() (Requirements, error) {
	attributes, err := providertypes.ParseAttributes(t.Attributes, providertypes.MaxRequiredAttributes)
	if err != nil {
		return Requirements{}, ErrInvalidTerms.Wrapf("attributes: %s", err)
	}
	if len(attributes) == 0 && len(t.AllOf)+len(t.AnyOf) > 0 {
		return Requirements{}, ErrInvalidTerms.Wrap("attesters vouch for attributes, and none is asked for; name one or leave out all_of and any_of")
	}
	allOf, err := parseAttesters("all_of", t.AllOf)
	if err != nil {
		return Requirements{}, err
	}
	if reads := len(attributes) * (len(t.AllOf) + len(t.AnyOf)); reads > maxEndorsementReads {
		return Requirements{}, ErrInvalidTerms.Wrapf("attributes times attesters are %d, at most %d are possible", reads, maxEndorsementReads)
	}
	anyOf, err := parseAttesters("any_of", t.AnyOf)
	return Requirements{Attributes: attributes, AllOf: allOf, AnyOf: anyOf}, err
}

func parseAttesters(name string, texts []string) ([]sdk.AccAddress, error) {
	if len(texts) > providertypes.MaxRequiredAttesters {
		return nil, ErrInvalidTerms.Wrapf("%s has %d attesters, at most %d are possible", name, len(texts), providertypes.MaxRequiredAttesters)
	}
	attesters := make([]sdk.AccAddress, 0, len(texts))
	for i, text := range texts {
		addr, err := sdk.AccAddressFromBech32(text)
		if err != nil {
			return nil, ErrInvalidTerms.Wrapf("%s: %q: %s", name, shorten(text), err)
		}
		for _, earlier := range attesters[:i] {
			if earlier.Equals(addr) {
				return nil, ErrInvalidTerms.Wrapf("%s names %s twice", name, text)
			}
		}
		attesters = append(attesters, addr)
	}
	return attesters, nil
}
