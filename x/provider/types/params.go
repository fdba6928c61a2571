package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Limits of the parameters.
const (
	// MaxRewardBps keeps a challenger's reward under the third of a slash that is always burned.
	MaxRewardBps = 3333
	// MaxUnbondingBlocks is about three years of one-second blocks.
	MaxUnbondingBlocks = 100_000_000
	// MaxUnbondingsPerBlockLimit bounds the work of one end block.
	MaxUnbondingsPerBlockLimit = 10_000
	// MaxUnbondingEntriesLimit bounds one provider's queue entries.
	MaxUnbondingEntriesLimit = 1_000
	// MaxAttributesLimit bounds one provider's attributes.
	MaxAttributesLimit = 128
)

// DefaultParams suit one-second blocks: unbonding takes a bit under five days.
func DefaultParams() Params {
	return Params{
		BondDenom:             "usure",
		MinBond:               math.NewInt(1_000_000),
		UnbondingBlocks:       403_200,
		MaxUnbondingEntries:   16,
		MaxUnbondingsPerBlock: 100,
		MaxAttributes:         32,
		RewardBps:             1_666,
	}
}

// Validate checks every parameter against its range.
func (p Params) Validate() error {
	if err := sdk.ValidateDenom(p.BondDenom); err != nil {
		return ErrInvalidParams.Wrapf("bond_denom: %q is not a denomination", p.BondDenom)
	}
	if p.MinBond.IsNil() || !p.MinBond.IsPositive() {
		return ErrInvalidParams.Wrapf("min_bond is %s, it must be at least 1", p.MinBond)
	}
	if p.UnbondingBlocks < 1 || p.UnbondingBlocks > MaxUnbondingBlocks {
		return ErrInvalidParams.Wrapf("unbonding_blocks is %d, it must be 1 to %d", p.UnbondingBlocks, MaxUnbondingBlocks)
	}
	if p.RewardBps > MaxRewardBps {
		return ErrInvalidParams.Wrapf("reward_bps is %d, it must be at most %d", p.RewardBps, MaxRewardBps)
	}
	for _, limit := range []struct {
		name       string
		value, max uint32
	}{
		{"max_unbonding_entries", p.MaxUnbondingEntries, MaxUnbondingEntriesLimit},
		{"max_unbondings_per_block", p.MaxUnbondingsPerBlock, MaxUnbondingsPerBlockLimit},
		{"max_attributes", p.MaxAttributes, MaxAttributesLimit},
	} {
		if limit.value < 1 || limit.value > limit.max {
			return ErrInvalidParams.Wrapf("%s is %d, it must be 1 to %d", limit.name, limit.value, limit.max)
		}
	}
	return nil
}

// CheckBondCoin returns ErrInvalidBond unless the coin is positive and in the bond denomination.
func (p Params) CheckBondCoin(coin sdk.Coin) error {
	if err := coin.Validate(); err != nil {
		return ErrInvalidBond.Wrapf("%s", err)
	}
	if coin.Denom != p.BondDenom {
		return ErrInvalidBond.Wrapf("%s, bonds are in %s", coin, p.BondDenom)
	}
	if coin.IsZero() {
		return ErrInvalidBond.Wrapf("the amount is 0%s, it must be at least 1", p.BondDenom)
	}
	return nil
}
