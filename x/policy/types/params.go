package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// DefaultParams let a policy map every control of both frameworks.
func DefaultParams() Params {
	return Params{
		PublishFee: sdk.NewCoin("usure", math.NewInt(1_000_000)), MaxRules: 32, MaxControls: 128, MaxPolicies: 4, MaxLookups: 256,
	}
}

// Validate checks every parameter against its range. Error: ErrInvalidParams.
func (p Params) Validate() error {
	if err := p.PublishFee.Validate(); err != nil {
		return ErrInvalidParams.Wrapf("publish_fee: %s", err)
	}
	for _, limit := range []struct {
		name               string
		value, least, most uint32
	}{
		{"max_rules", p.MaxRules, 1, 64},
		{"max_controls", p.MaxControls, 0, 256},
		{"max_policies", p.MaxPolicies, 1, 16},
		{"max_lookups", p.MaxLookups, 16, 2048},
	} {
		if limit.value < limit.least || limit.value > limit.most {
			return ErrInvalidParams.Wrapf("%s is %d, it must be %d to %d", limit.name, limit.value, limit.least, limit.most)
		}
	}
	return nil
}
