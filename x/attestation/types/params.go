package types

import (
	"cosmossdk.io/core/address"
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Limits of the parameters.
const (
	MaxSchemaBytesLimit    = 1 << 14
	MaxDataBytesLimit      = 1 << 18
	MaxBatchLimit          = 250
	MaxResolverGas         = 20_000_000
	MaxDisputeBlocks       = 100_000_000
	MaxDeadlineLimit       = 366 * 24 * 3600
	MaxDrainedPerBlock     = 1_000
	defaultDeadlineSeconds = 30 * 24 * 3600
)

// DefaultParams suit one-second blocks: an arbiter has a week.
func DefaultParams() Params {
	return Params{
		ValueDenom: "usure", MaxSchemaBytes: 4096, MaxDataBytes: 16384, MaxBatch: 100, ResolverGas: 1_000_000,
		DisputeBond: sdk.NewCoin("usure", math.NewInt(10_000_000)), DisputeBlocks: 604_800,
		MaxDeadlineSeconds: defaultDeadlineSeconds, MaxDrainedPerBlock: 100,
	}
}

// Validate checks every parameter against its range.
func (p Params) Validate(addresses address.Codec) error {
	if err := sdk.ValidateDenom(p.ValueDenom); err != nil {
		return ErrInvalidParams.Wrapf("value_denom: %q is not a denomination", p.ValueDenom)
	}
	if err := p.DisputeBond.Validate(); err != nil || !p.DisputeBond.IsPositive() {
		return ErrInvalidParams.Wrapf("dispute_bond is %s, it must be a positive amount", p.DisputeBond)
	}
	if p.Arbiter != "" {
		if _, err := addresses.StringToBytes(p.Arbiter); err != nil {
			return ErrInvalidParams.Wrapf("arbiter %q: %s", p.Arbiter, err)
		}
	}
	if p.DisputeBlocks < 1 || p.DisputeBlocks > MaxDisputeBlocks {
		return ErrInvalidParams.Wrapf("dispute_blocks is %d, it must be 1 to %d", p.DisputeBlocks, MaxDisputeBlocks)
	}
	for _, limit := range []struct {
		name       string
		value, max uint64
	}{
		{"max_schema_bytes", uint64(p.MaxSchemaBytes), MaxSchemaBytesLimit},
		{"max_data_bytes", uint64(p.MaxDataBytes), MaxDataBytesLimit},
		{"max_batch", uint64(p.MaxBatch), MaxBatchLimit},
		{"resolver_gas", p.ResolverGas, MaxResolverGas},
		{"max_deadline_seconds", p.MaxDeadlineSeconds, MaxDeadlineLimit},
		{"max_drained_per_block", uint64(p.MaxDrainedPerBlock), MaxDrainedPerBlock},
	} {
		if limit.value < 1 || limit.value > limit.max {
			return ErrInvalidParams.Wrapf("%s is %d, it must be 1 to %d", limit.name, limit.value, limit.max)
		}
	}
	return nil
}

// CheckCount returns ErrInvalidBatch unless a message has 1 to max_batch items.
func (p Params) CheckCount(count int) error {
	if count < 1 || uint64(count) > uint64(p.MaxBatch) {
		return ErrInvalidBatch.Wrapf("%d, a message has 1 to %d", count, p.MaxBatch)
	}
	return nil
}

// Value is an amount for a resolver in coins. Error: ErrInvalidValue for a negative one.
func (p Params) Value(amount math.Int) (sdk.Coin, error) {
	if amount.IsNil() {
		amount = math.ZeroInt()
	}
	if amount.IsNegative() {
		return sdk.Coin{}, ErrInvalidValue.Wrapf("%s is negative", amount)
	}
	return sdk.NewCoin(p.ValueDenom, amount), nil
}
