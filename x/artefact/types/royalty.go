package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

const wholeBps = 10_000

// Validate checks terms against the parameters. Error: ErrInvalidRoyalty.
func (t RoyaltyTerms) Validate(p Params) error {
	if err := t.PerLease.Validate(); err != nil {
		return ErrInvalidRoyalty.Wrapf("per_lease: %s", err)
	}
	for _, share := range []struct {
		name string
		bps  uint32
	}{{"share_bps", t.ShareBps}, {"inherited_bps", t.InheritedBps}} {
		if share.bps > p.MaxRoyaltyBps {
			return ErrInvalidRoyalty.Wrapf("%s is %d basis points, at most %d are possible", share.name, share.bps, p.MaxRoyaltyBps)
		}
	}
	return nil
}

// Own is the part of a lease of the artefact's own program; Inherited that of a descendant's. An empty share is none.
func (t RoyaltyTerms) Own(recipient string) RoyaltyShare {
	return RoyaltyShare{ArtefactId: t.ArtefactId, Recipient: recipient, PerLease: t.PerLease, Bps: t.ShareBps}
}

// Inherited is the part of a lease of a descendant's program.
func (t RoyaltyTerms) Inherited(recipient string) RoyaltyShare {
	none := sdk.NewCoin(t.PerLease.Denom, math.ZeroInt())
	return RoyaltyShare{ArtefactId: t.ArtefactId, Recipient: recipient, PerLease: none, Bps: t.InheritedBps}
}

// Empty says that a share asks for nothing.
func (s RoyaltyShare) Empty() bool { return s.Bps == 0 && s.PerLease.IsZero() }

// Payout is one part of a price.
type Payout struct {
	ArtefactID, Recipient string
	Amount                sdk.Coin
}

// Split divides a price: each share in turn takes its fixed amount, where that is in the price's denomination, and its part of the price
// rounded down, as long as all together stay under the cap, rounded down. What is left is the provider's, so the parts are the price to
// the unit. The price must be valid.
func (r LeaseRoyalty) Split(price sdk.Coin) ([]Payout, sdk.Coin) {
	left := part(price.Amount, r.CapBps)
	rest := price
	var payouts []Payout
	for _, share := range r.Shares {
		amount := part(price.Amount, share.Bps)
		if share.PerLease.Denom == price.Denom && share.PerLease.Amount.LTE(left) {
			amount = amount.Add(share.PerLease.Amount)
		} else if share.PerLease.Denom == price.Denom {
			amount = left
		}
		amount = math.MinInt(amount, left)
		if !amount.IsPositive() {
			continue
		}
		left = left.Sub(amount)
		coin := sdk.NewCoin(price.Denom, amount)
		rest = rest.Sub(coin)
		payouts = append(payouts, Payout{ArtefactID: share.ArtefactId, Recipient: share.Recipient, Amount: coin})
	}
	return payouts, rest
}

// part is bps basis points of an amount, rounded down. The amount is divided first, so that no amount overflows.
func part(amount math.Int, bps uint32) math.Int {
	whole := amount.QuoRaw(wholeBps).MulRaw(int64(bps))
	return whole.Add(amount.ModRaw(wholeBps).MulRaw(int64(bps)).QuoRaw(wholeBps))
}
