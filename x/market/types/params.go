package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Limits of the parameters.
const (
	// MaxBlocks bounds every span of blocks: about three years of one-second blocks.
	MaxBlocks = 100_000_000
	// MaxPerBlockLimit bounds the work of one end block.
	MaxPerBlockLimit = 10_000
	// MaxOrdersLimit bounds one owner's live orders.
	MaxOrdersLimit = 100_000
	// MaxBidsLimit bounds the bids that one award ranks.
	MaxBidsLimit = 256
	// MaxRedundancyLimit bounds the leases of one order.
	MaxRedundancyLimit = 32
	// MaxInputsLimit bounds the inputs of one order.
	MaxInputsLimit = 64

	basisPoints = 10_000
)

// DefaultParams suit one-second blocks.
func DefaultParams() Params {
	return Params{
		OrderFee:            sdk.NewCoin("usure", math.NewInt(10_000)),
		BidDeposit:          sdk.NewCoin("usure", math.NewInt(100_000)),
		MaxOrdersPerOwner:   64,
		MaxBidsPerOrder:     32,
		MaxRedundancy:       5,
		MaxInputs:           8,
		MinWindowBlocks:     5,
		MaxWindowBlocks:     100_800,
		MaxDeadlineBlocks:   100_800,
		MaxTtlBlocks:        100_800,
		OrdersPerBlock:      100,
		LeasesPerBlock:      100,
		MissedSlashBps:      1_000,
		ClosingNoticeBlocks: 20,
		ClosingFeeBps:       5_000,
	}
}

// Validate checks every parameter against its range. Error: ErrInvalidParams.
func (p Params) Validate() error {
	for _, coin := range []struct {
		name string
		sdk.Coin
	}{{"order_fee", p.OrderFee}, {"bid_deposit", p.BidDeposit}} {
		if err := coin.Validate(); err != nil {
			return ErrInvalidParams.Wrapf("%s: %s", coin.name, err)
		}
		if coin.Amount.BigInt().BitLen() > maxAmountBits {
			return ErrInvalidParams.Wrapf("%s is %s, it must fit %d bits", coin.name, coin.Coin, maxAmountBits)
		}
	}
	if p.MinWindowBlocks > p.MaxWindowBlocks {
		return ErrInvalidParams.Wrapf("min_window_blocks is %d, above max_window_blocks, which is %d", p.MinWindowBlocks, p.MaxWindowBlocks)
	}
	for _, limit := range p.ranges() {
		if limit.value < limit.min || limit.value > limit.max {
			return ErrInvalidParams.Wrapf("%s is %d, it must be %d to %d", limit.name, limit.value, limit.min, limit.max)
		}
	}
	return nil
}

type paramRange struct {
	name            string
	value, min, max int64
}

func (p Params) ranges() []paramRange {
	return []paramRange{
		{"max_orders_per_owner", int64(p.MaxOrdersPerOwner), 1, MaxOrdersLimit},
		{"max_bids_per_order", int64(p.MaxBidsPerOrder), 1, MaxBidsLimit},
		{"max_redundancy", int64(p.MaxRedundancy), 1, MaxRedundancyLimit},
		{"max_inputs", int64(p.MaxInputs), 1, MaxInputsLimit},
		{"min_window_blocks", p.MinWindowBlocks, 1, MaxBlocks},
		{"max_window_blocks", p.MaxWindowBlocks, 1, MaxBlocks},
		{"max_deadline_blocks", p.MaxDeadlineBlocks, 1, MaxBlocks},
		{"max_ttl_blocks", p.MaxTtlBlocks, 2, MaxBlocks},
		{"orders_per_block", int64(p.OrdersPerBlock), 1, MaxPerBlockLimit},
		{"leases_per_block", int64(p.LeasesPerBlock), 1, MaxPerBlockLimit},
		{"missed_slash_bps", int64(p.MissedSlashBps), 0, basisPoints},
		{"closing_notice_blocks", p.ClosingNoticeBlocks, 1, MaxBlocks},
		{"closing_fee_bps", int64(p.ClosingFeeBps), 0, basisPoints},
	}
}
