package types_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

func framed(fields ...string) []byte {
	var all []byte
	for _, field := range fields {
		all = binary.BigEndian.AppendUint64(all, uint64(len(field)))
		all = append(all, field...)
	}
	return all
}

func sum(raw []byte) string {
	digest := sha256.Sum256(raw)
	return hex.EncodeToString(digest[:])
}

// Another implementation, from the README's words alone.
func TestThePreimagesAreWhatTheREADMESays(t *testing.T) {
	opening := types.BidOpening{
		OrderID: "surety1a/7", OrderHash: strings.Repeat("01", 32), Bidder: "surety1b", Price: sdk.NewInt64Coin("usure", 2000),
		TermsHash: strings.Repeat("02", 32), Salt: strings.Repeat("03", 32),
	}
	commitment, err := types.BidCommitment("chain-1", opening)
	require.NoError(t, err)
	require.Equal(t, sum(framed("surety/bid/v1", "chain-1", "surety1a/7", strings.Repeat("01", 32), "surety1b", "2000usure",
		strings.Repeat("02", 32), strings.Repeat("03", 32))), commitment)
	require.Equal(t, "0410ac71", commitment[:8], "a changed preimage would make live commitments worthless")

	terms := validTerms()
	raw, err := terms.Marshal()
	require.NoError(t, err)
	hash, err := types.OrderHash("chain-1", "surety1a/7", terms)
	require.NoError(t, err)
	require.Equal(t, sum(append([]byte("surety/order/v1"), framed("chain-1", "surety1a/7", string(raw))...)), hash)

	id := types.OrderID{Owner: make([]byte, 20), Sequence: 7}
	seed := types.TieSeed([]byte{1, 2}, id)
	require.Equal(t, sum(framed("surety/seed/v1", "\x01\x02", id.String())), hex.EncodeToString(seed[:]))
}

func anOpening(t *rapid.T) types.BidOpening {
	hash := func(label string) string {
		return hex.EncodeToString(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label))
	}
	text := rapid.StringMatching(`[a-z0-9/]{0,8}`)
	return types.BidOpening{
		OrderID: text.Draw(t, "order"), OrderHash: text.Draw(t, "order hash"), Bidder: text.Draw(t, "bidder"), Salt: hash("salt"),
		Price: sdk.NewCoin("usure", math.NewInt(rapid.Int64Range(1, 1<<40).Draw(t, "price"))),
	}
}

func TestABidIsHiddenInOneCommitmentOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		one, other := anOpening(t), anOpening(t)
		if rapid.Bool().Draw(t, "only the frame differs") {
			other = one
			all := one.OrderID + one.OrderHash + one.Bidder
			cut := rapid.IntRange(0, len(all)).Draw(t, "cut")
			other.OrderID, other.OrderHash, other.Bidder = all[:cut], all[cut:], ""
		}
		first, err := types.BidCommitment("chain-1", one)
		require.NoError(t, err)
		second, err := types.BidCommitment("chain-1", other)
		require.NoError(t, err)
		require.Equal(t, one == other || framedEqual(one, other), first == second)
		elsewhere, err := types.BidCommitment("chain-2", one)
		require.NoError(t, err)
		require.NotEqual(t, first, elsewhere)
	})
}

func framedEqual(a, b types.BidOpening) bool {
	return a.OrderID == b.OrderID && a.OrderHash == b.OrderHash && a.Bidder == b.Bidder && a.Price.Equal(b.Price) &&
		a.TermsHash == b.TermsHash && a.Salt == b.Salt
}

func TestOpeningsThatAreNone(t *testing.T) {
	good := types.BidOpening{Price: sdk.NewInt64Coin("usure", 1), Salt: strings.Repeat("0a", 32)}
	for name, spoil := range map[string]func(*types.BidOpening){
		"a salt in upper case":   func(o *types.BidOpening) { o.Salt = strings.Repeat("0A", 32) },
		"a short salt":           func(o *types.BidOpening) { o.Salt = "0a" },
		"a salt that is no hex":  func(o *types.BidOpening) { o.Salt = strings.Repeat("0g", 32) },
		"a terms hash of a word": func(o *types.BidOpening) { o.TermsHash = "terms" },
		"no price":               func(o *types.BidOpening) { o.Price = sdk.Coin{} },
		"a negative price":       func(o *types.BidOpening) { o.Price.Amount = math.NewInt(-1) },
		"a denomination of none": func(o *types.BidOpening) { o.Price.Denom = "!" },
	} {
		bad := good
		spoil(&bad)
		_, err := types.BidCommitment("chain-1", bad)
		require.ErrorIs(t, err, types.ErrInvalidBid, name)
	}
}
