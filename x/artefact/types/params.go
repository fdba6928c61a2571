package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const maxBlocks = 100_000_000

// DefaultParams suit one-second blocks: a request for a licence waits a day, an offer of storage a week, an answer five minutes.
func DefaultParams() Params {
	return Params{
		ClaimFee: sdk.NewCoin("usure", math.NewInt(1_000_000)), MaxParents: 16, MaxDepth: 32, MaxRoyaltyBps: 5_000, MaxRoyaltyShares: 8,
		RoyaltyDepth: 4, RequestBlocks: 86_400, AnswerBlocks: 300, MinPeriodBlocks: 600, MaxPeriods: 10_000, MissSlashBps: 1_000, MaxMisses: 3,
		OfferBlocks: 604_800, ItemsPerBlock: 50,
	}
}

// Validate checks every parameter against its range. Error: ErrInvalidParams.
func (p Params) Validate() error {
	if err := p.ClaimFee.Validate(); err != nil {
		return ErrInvalidParams.Wrapf("claim_fee: %s", err)
	}
	for _, limit := range []struct {
		name               string
		value, least, most int64
	}{
		{"max_parents", int64(p.MaxParents), 1, 64},
		{"max_depth", int64(p.MaxDepth), 1, 256},
		{"max_royalty_bps", int64(p.MaxRoyaltyBps), 0, 9_000},
		{"max_royalty_shares", int64(p.MaxRoyaltyShares), 1, 32},
		{"royalty_depth", int64(p.RoyaltyDepth), 0, 16},
		{"request_blocks", p.RequestBlocks, 1, maxBlocks},
		{"answer_blocks", p.AnswerBlocks, 1, maxBlocks},
		{"min_period_blocks", p.MinPeriodBlocks, 1, maxBlocks},
		{"max_periods", int64(p.MaxPeriods), 1, 1_000_000},
		{"miss_slash_bps", int64(p.MissSlashBps), 1, wholeBps},
		{"max_misses", int64(p.MaxMisses), 1, 1_000},
		{"offer_blocks", p.OfferBlocks, 1, maxBlocks},
		{"items_per_block", int64(p.ItemsPerBlock), 1, 1_000},
	} {
		if limit.value < limit.least || limit.value > limit.most {
			return ErrInvalidParams.Wrapf("%s is %d, it must be %d to %d", limit.name, limit.value, limit.least, limit.most)
		}
	}
	return nil
}
