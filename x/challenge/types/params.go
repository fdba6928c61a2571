package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Limits of the parameters.
const (
	maxBlocks     = 1_000_000
	maxPerBlock   = 1_000
	maxGroups     = 1 << 14
	maxGroupBytes = 256 << 10
)

// DefaultParams suit one-second blocks. A disclosure of 4,096 hashes has 128 KiB, one of a group's bytes at most 64.
func DefaultParams() Params {
	return Params{
		Bond:              sdk.NewCoin("usure", math.NewInt(1_000_000)),
		BalanceBlocks:     30,
		GraceBlocks:       10,
		CommitTtlBlocks:   20,
		MaxGroups:         4096,
		MaxGroupBytes:     64 << 10,
		TraceBlocks:       30,
		TraceGraceBlocks:  30,
		TraceFee:          sdk.NewCoin("usure", math.NewInt(100_000)),
		DeadlinesPerBlock: 100,
		RefundsPerBlock:   100,
	}
}

// Validate checks every parameter against its range. Groups must be able to show every tensor that a program may have.
func (p Params) Validate() error {
	if err := p.Bond.Validate(); err != nil || !p.Bond.IsPositive() {
		return ErrInvalidParams.Wrapf("bond is %s, it must be a positive amount", p.Bond)
	}
	if err := p.TraceFee.Validate(); err != nil {
		return ErrInvalidParams.Wrapf("trace_fee: %s", err)
	}
	for _, r := range []struct {
		name            string
		value, min, max int64
	}{
		{"balance_blocks", p.BalanceBlocks, 1, maxBlocks},
		{"grace_blocks", p.GraceBlocks, 1, maxBlocks},
		{"commit_ttl_blocks", p.CommitTtlBlocks, 1, maxBlocks},
		{"max_groups", int64(p.MaxGroups), 1, maxGroups},
		{"max_group_bytes", int64(min(p.MaxGroupBytes, maxGroupBytes+1)), 1024, maxGroupBytes},
		{"trace_blocks", p.TraceBlocks, 1, maxBlocks},
		{"trace_grace_blocks", p.TraceGraceBlocks, 1, maxBlocks},
		{"deadlines_per_block", int64(p.DeadlinesPerBlock), 1, maxPerBlock},
		{"refunds_per_block", int64(p.RefundsPerBlock), 1, maxPerBlock},
	} {
		if r.value < r.min || r.value > r.max {
			return ErrInvalidParams.Wrapf("%s is %d, it must be %d to %d", r.name, r.value, r.min, r.max)
		}
	}
	if shown := uint64(p.MaxGroups) * p.MaxGroupBytes; shown < verificationtypes.MaxTensorBytes {
		return ErrInvalidParams.Wrapf("max_groups times max_group_bytes is %d, it must cover a tensor of %d bytes", shown, verificationtypes.MaxTensorBytes)
	}
	return nil
}
