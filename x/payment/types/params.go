package types

import sdk "github.com/cosmos/cosmos-sdk/types"

// MaxAllowedDenoms bounds the list that every escrow is checked against.
const MaxAllowedDenoms = 64

// DefaultParams allow the chain's own coin.
func DefaultParams() Params { return Params{AllowedDenoms: []string{DefaultDenom}} }

// Validate checks the parameters: at least one denomination, each well formed, none twice.
func (p Params) Validate() error {
	if len(p.AllowedDenoms) == 0 {
		return ErrInvalidParams.Wrap("allowed_denoms is empty; name at least one denomination")
	}
	if len(p.AllowedDenoms) > MaxAllowedDenoms {
		return ErrInvalidParams.Wrapf("allowed_denoms has %d entries, at most %d are possible", len(p.AllowedDenoms), MaxAllowedDenoms)
	}
	for i, denom := range p.AllowedDenoms {
		if err := sdk.ValidateDenom(denom); err != nil {
			return ErrInvalidParams.Wrapf("allowed_denoms: %q is not a denomination", denom)
		}
		for _, earlier := range p.AllowedDenoms[:i] {
			if earlier == denom {
				return ErrInvalidParams.Wrapf("allowed_denoms names %s twice", denom)
			}
		}
	}
	return nil
}

// Allows says whether an escrow may hold a denomination.
func (p Params) Allows(denom string) bool {
	for _, allowed := range p.AllowedDenoms {
		if allowed == denom {
			return true
		}
	}
	return false
}
