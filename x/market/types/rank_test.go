package types_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
)

func candidates(t *rapid.T) []types.Candidate {
	counter := rapid.OneOf(rapid.Uint64Range(0, 3), rapid.Uint64())
	return rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) types.Candidate {
		price := math.NewInt(rapid.Int64Range(1, 4).Draw(t, "price"))
		if rapid.Bool().Draw(t, "huge") {
			price = math.NewIntFromBigInt(new(big.Int).Lsh(big.NewInt(1), 127))
		}
		return types.Candidate{
			Bidder: rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, "bidder"), Price: sdk.NewCoin("usure", price),
			Reputation: providertypes.Reputation{
				Completed: counter.Draw(t, "completed"), Faulted: counter.Draw(t, "faulted"), Missed: counter.Draw(t, "missed"),
				Closed: counter.Draw(t, "closed"), Unresolved: counter.Draw(t, "unresolved"),
			},
		}
	}), 0, 8, func(c types.Candidate) string { return string(c.Bidder) }).Draw(t, "candidates")
}

func effective(award types.Award, c types.Candidate) *big.Rat {
	price := new(big.Rat).SetInt(c.Price.Amount.BigInt())
	if award != types.AwardScore {
		return price
	}
	count := func(n uint64) *big.Int { return new(big.Int).SetUint64(n) }
	times := func(n uint64, f int64) *big.Int { return new(big.Int).Mul(count(n), big.NewInt(f)) }
	r := c.Reputation
	top := count(r.Completed)
	for _, term := range []*big.Int{times(r.Faulted, 10), times(r.Missed, 4), times(r.Closed, 2), big.NewInt(2)} {
		top.Add(top, term)
	}
	return price.Mul(price, new(big.Rat).SetFrac(top, new(big.Int).Add(count(r.Completed), big.NewInt(1))))
}

func TestRankingOrdersByEffectivePriceWhateverOrderBidsCameIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		award := rapid.SampledFrom([]types.Award{types.AwardLowestPrice, types.AwardScore}).Draw(t, "award")
		given := candidates(t)
		seed := [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed"))
		ranked := types.Rank(award, seed, given)
		require.ElementsMatch(t, given, ranked)
		for i := 1; i < len(ranked); i++ {
			require.LessOrEqual(t, effective(award, ranked[i-1]).Cmp(effective(award, ranked[i])), 0)
		}
		require.Equal(t, ranked, types.Rank(award, seed, rapid.Permutation(given).Draw(t, "shuffled")))
	})
}

func TestTiesDependOnTheSeedAndOnNothingThatABidderChooses(t *testing.T) {
	tied := []types.Candidate{
		{Bidder: []byte("ada"), Price: sdk.NewInt64Coin("usure", 5)},
		{Bidder: []byte("bob"), Price: sdk.NewInt64Coin("usure", 5)},
	}
	wins := map[string]int{}
	for i := range 100 {
		wins[string(types.Rank(types.AwardScore, [32]byte{byte(i)}, tied)[0].Bidder)]++
	}
	require.Greater(t, wins["ada"], 25, "%v", wins)
	require.Greater(t, wins["bob"], 25, "%v", wins)
}

func TestANewcomerCountsTwiceItsPriceAndAFaultSixTimesAsMuch(t *testing.T) {
	price := func(amount int64, r providertypes.Reputation, name string) types.Candidate {
		return types.Candidate{Bidder: []byte(name), Price: sdk.NewInt64Coin("usure", amount), Reputation: r}
	}
	for _, row := range []struct {
		says  string
		a, b  types.Candidate
		aWins bool
	}{
		{
			"a clean record beats a newcomer at less than twice the price",
			price(19, providertypes.Reputation{Completed: 1_000_000}, "a"), price(10, providertypes.Reputation{}, "b"), true,
		},
		{"but not at more", price(21, providertypes.Reputation{Completed: 1_000_000}, "a"), price(10, providertypes.Reputation{}, "b"), false},
		{"a fault on a first job counts like six newcomers", price(10, providertypes.Reputation{Faulted: 1}, "a"), price(59, providertypes.Reputation{}, "b"), false},
		{"and no more", price(10, providertypes.Reputation{Faulted: 1}, "a"), price(61, providertypes.Reputation{}, "b"), true},
	} {
		first := types.Rank(types.AwardScore, [32]byte{}, []types.Candidate{row.a, row.b})[0]
		require.Equal(t, row.aWins, string(first.Bidder) == "a", row.says)
	}
}
