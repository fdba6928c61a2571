package types

import (
	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"
)

// Reasons for which a deposit is forfeited.
const (
	ForfeitNotRevealed = "not_revealed"
	ForfeitBondGone    = "bond_gone"
	ForfeitNotEligible = "not_eligible"
)

// NewBid returns a sealed bid. Error: ErrInvalidBid for a commitment that is none.
func NewBid(order Order, bidder, commitment string, deposit sdk.Coin, height int64) (Bid, error) {
	if !isHash(commitment) {
		return Bid{}, ErrInvalidBid.Wrapf("commitment %q is not %d lower-case hex digits", shorten(commitment), hashHexDigits)
	}
	return Bid{
		OrderId: order.Id, Bidder: bidder, Commitment: commitment, Deposit: deposit, State: BidStateCommitted,
		Price: sdk.NewCoin(order.Terms.MaxPrice.Denom, math.ZeroInt()), Height: height,
	}, nil
}

// Reveal opens the bid. The opening's order, hash and bidder are the order's and the bid's own, whatever the sender meant. Errors:
// ErrBidState, ErrInvalidBid, ErrPriceTooHigh, ErrWrongOpening.
func (b Bid) Reveal(chainID string, order Order, opening BidOpening) (Bid, error) {
	if b.State != BidStateCommitted {
		return b, ErrBidState.Wrapf("the bid of %s on %s is revealed already", b.Bidder, b.OrderId)
	}
	opening.OrderID, opening.OrderHash, opening.Bidder = order.Id, order.Hash, b.Bidder
	commitment, err := BidCommitment(chainID, opening)
	if err != nil {
		return b, err
	}
	if commitment != b.Commitment {
		return b, ErrWrongOpening.Wrapf("price, terms hash and salt give %s, %s committed to %s", commitment, b.Bidder, b.Commitment)
	}
	if err := order.Terms.CheckPrice(opening.Price); err != nil {
		return b, err
	}
	b.State, b.Price, b.TermsHash = BidStateRevealed, opening.Price, opening.TermsHash
	return b, nil
}

// ReturnDeposit says that the deposit is not held any more, and how much it was.
func (b Bid) ReturnDeposit() (Bid, sdk.Coin) {
	deposit := b.Deposit
	b.Deposit = sdk.NewCoin(deposit.Denom, math.ZeroInt())
	return b, deposit
}
