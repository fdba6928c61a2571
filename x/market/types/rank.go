package types

import (
	"bytes"
	"crypto/sha256"
	"math/big"
	"sort"

	sdk "github.com/cosmos/cosmos-sdk/types"

	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

// Candidate is a revealed bid with what the award rule looks at. Prices of one ranking have one denomination.
type Candidate struct {
	Bidder     sdk.AccAddress
	Price      sdk.Coin
	Reputation providertypes.Reputation
}

// Rank orders candidates, the winner first, without regard to the order they came in. AWARD_SCORE compares the effective price
//
//	price * (completed + 10*faulted + 4*missed + 2*closed + 2) / (completed + 1)
//
// exactly, by cross multiplication: a newcomer counts twice its price, one with a clean record ever nearer to its price. Any other rule
// compares the price. Equal ones are ordered by sha256(seed || bidder).
func Rank(award Award, seed [sha256.Size]byte, candidates []Candidate) []Candidate {
	type entry struct {
		candidate    Candidate
		weight, base *big.Int
		tie          [sha256.Size]byte
	}
	entries := make([]entry, len(candidates))
	for i, c := range candidates {
		weight, base := weigh(award, c)
		entries[i] = entry{c, weight, base, sha256.Sum256(append(seed[:len(seed):len(seed)], c.Bidder...))}
	}
	sort.SliceStable(entries, func(i, j int) bool {
		a, b := entries[i], entries[j]
		left, right := new(big.Int).Mul(a.weight, b.base), new(big.Int).Mul(b.weight, a.base)
		if order := left.Cmp(right); order != 0 {
			return order < 0
		}
		if order := bytes.Compare(a.tie[:], b.tie[:]); order != 0 {
			return order < 0
		}
		return bytes.Compare(a.candidate.Bidder, b.candidate.Bidder) < 0
	})
	ranked := make([]Candidate, len(entries))
	for i, e := range entries {
		ranked[i] = e.candidate
	}
	return ranked
}

// weigh returns the effective price as a fraction of two integers. They may have more than 256 bits, so they are big.Int.
func weigh(award Award, c Candidate) (weight, base *big.Int) {
	price := c.Price.Amount.BigInt()
	if award != AwardScore {
		return price, big.NewInt(1)
	}
	r := c.Reputation
	sum := new(big.Int).SetUint64(r.Completed)
	for _, term := range []struct {
		factor int64
		count  uint64
	}{{10, r.Faulted}, {4, r.Missed}, {2, r.Closed}, {2, 1}} {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(term.factor), new(big.Int).SetUint64(term.count)))
	}
	base = new(big.Int).SetUint64(r.Completed)
	return price.Mul(price, sum), base.Add(base, big.NewInt(1))
}
