package types_test

import (
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/artefact/types"
)

var lower32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func TestIdentitiesThatOthersMadeAreAccepted(t *testing.T) {
	for _, cid := range []string{
		"QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
		"bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy",
		"bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi",
	} {
		require.NoError(t, types.ValidateCID(cid), cid)
	}
	require.NoError(t, types.ValidatePieceCID("baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq"))
}

func TestPieceCommitmentsOfFilecoinsOwnVectors(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "commp", "random.txt"))
	require.NoError(t, err)
	seen := 0
	for _, word := range strings.FieldsFunc(string(raw), func(r rune) bool { return strings.ContainsRune(" ,\n\t\"", r) }) {
		if strings.HasPrefix(word, "baga") {
			require.NoError(t, types.ValidatePieceCID(word), word)
			require.Error(t, types.ValidatePieceCID(word[:len(word)-1]), word)
			seen++
		}
	}
	require.NotZero(t, seen)
}

func TestArweaveRootsOfItsOwnVectors(t *testing.T) {
	raw, err := os.ReadFile(vectors.Dir(t, "arweave", "data_root_vectors.json"))
	require.NoError(t, err)
	seen := 0
	var walk func(value any)
	walk = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, inner := range value {
				if text, is := inner.(string); is && strings.Contains(key, "data_root") && len(text) == 43 {
					require.NoError(t, types.ValidateArweaveRoot(text))
					require.Error(t, types.ValidateArweaveRoot(text+"="))
					seen++
				}
				walk(inner)
			}
		case []any:
			for _, inner := range value {
				walk(inner)
			}
		}
	}
	var parsed any
	require.NoError(t, json.Unmarshal(raw, &parsed))
	walk(parsed)
	require.NotZero(t, seen)
}

func TestIdentitiesThatAreNoneAreRefused(t *testing.T) {
	cid := func(fields ...uint64) string {
		var raw []byte
		for _, field := range fields {
			raw = binary.AppendUvarint(raw, field)
		}
		return "b" + lower32.EncodeToString(append(raw, make([]byte, 32)...))
	}
	require.NoError(t, types.ValidateCID(cid(1, 0x55, 0x12, 32)))
	require.NoError(t, types.ValidatePieceCID(cid(1, 0xf101, 0x1012, 32)))
	for name, text := range map[string]string{
		"version 2":                   cid(2, 0x55, 0x12, 32),
		"a length that is not so":     cid(1, 0x55, 0x12, 31),
		"base16":                      "f01551220" + strings.Repeat("00", 32),
		"upper case":                  strings.ToUpper(cid(1, 0x55, 0x12, 32)),
		"version 0 with another hash": "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbd0",
		"nothing":                     "",
		"a number with a spare byte":  "b" + lower32.EncodeToString(append([]byte{0x81, 0x00, 0x55, 0x12, 32}, make([]byte, 32)...)),
	} {
		require.ErrorIs(t, types.ValidateCID(text), types.ErrInvalidDigest, name)
	}
	high := append([]byte{1, 0x81, 0xe2, 0x03, 0x92, 0x20, 32}, make([]byte, 31)...)
	require.ErrorIs(t, types.ValidatePieceCID("b"+lower32.EncodeToString(append(high, 0xc0))), types.ErrInvalidDigest, "256 bits")
	v2 := func(height byte) string {
		return "b" + lower32.EncodeToString(append([]byte{1, 0x55, 0x91, 0x20, 34, 0, height}, make([]byte, 32)...))
	}
	require.NoError(t, types.ValidatePieceCID(v2(5)))
	require.ErrorIs(t, types.ValidatePieceCID(v2(64)), types.ErrInvalidDigest, "higher than possible")
}

func TestSkeletonsDoNotDependOnHowANameIsDressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		label := rapid.StringMatching(`[a-z0-9]{3,20}`).Draw(t, "label")
		dressed := label
		for _, pair := range [][2]string{{"o", "0"}, {"l", "1"}, {"m", "rn"}, {"w", "vv"}, {"e", "3"}, {"s", "5"}, {"i", "l"}} {
			if rapid.Bool().Draw(t, pair[0]) {
				dressed = strings.ReplaceAll(dressed, pair[0], pair[1])
			}
		}
		require.Equal(t, types.Skeleton(label), types.Skeleton(dressed), "%s and %s", label, dressed)
		require.Equal(t, types.Skeleton(label), types.Skeleton(strings.Join(strings.Split(label, ""), "-")))
	})
}

// A run of strokes can be read in several ways; all of them are one name.
func TestSkeletonsOfWhatCanBeReadInSeveralWays(t *testing.T) {
	for _, alike := range [][]string{{"vvv", "vw", "wv"}, {"rnrn", "mm", "rnm"}, {"cloud", "doud", "c1oud"}, {"modem", "rnodem", "rnoclem"}} {
		for _, label := range alike {
			require.Equal(t, types.Skeleton(alike[0]), types.Skeleton(label), label)
		}
	}
	require.NotEqual(t, types.Skeleton("alpha"), types.Skeleton("beta"))
}

func TestSplitIsExactAndCapped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := sdk.NewCoin("usure", math.NewInt(rapid.Int64Range(0, 1<<60).Draw(t, "price")))
		if rapid.Bool().Draw(t, "huge") {
			price.Amount = price.Amount.Mul(math.NewInt(1 << 62)).MulRaw(1 << 62)
		}
		royalty := types.LeaseRoyalty{CapBps: rapid.Uint32Range(0, 9_000).Draw(t, "cap")}
		for range rapid.IntRange(0, 10).Draw(t, "shares") {
			denom := rapid.SampledFrom([]string{"usure", "uother"}).Draw(t, "denom")
			royalty.Shares = append(royalty.Shares, types.RoyaltyShare{
				PerLease: sdk.NewCoin(denom, math.NewInt(rapid.Int64Range(0, 1<<40).Draw(t, "fixed"))), Bps: rapid.Uint32Range(0, 10_000).Draw(t, "bps"),
			})
		}
		payouts, rest := royalty.Split(price)
		sum, paid := rest, math.ZeroInt()
		for _, p := range payouts {
			require.True(t, p.Amount.IsPositive())
			sum, paid = sum.Add(p.Amount), paid.Add(p.Amount.Amount)
		}
		require.Equal(t, price.String(), sum.String(), "to the unit")
		require.True(t, paid.MulRaw(1).LTE(price.Amount.QuoRaw(10_000).AddRaw(1).MulRaw(int64(royalty.CapBps))), "under the cap")
	})
}

// Compatibility is what the licences say, in whatever order they are written.
func TestCompatibilityDoesNotDependOnOrder(t *testing.T) {
	ids := []string{"MIT", "Apache-2.0", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-SA-4.0", "GPL-3.0-only", "CC0-1.0", "CC-BY-ND-4.0"}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(ids).Draw(t, "a"), rapid.SampledFrom(ids).Draw(t, "b")
		parent := types.Licence{Spdx: rapid.SampledFrom(ids).Draw(t, "parent")}
		join := rapid.SampledFrom([]string{" AND ", " OR "}).Draw(t, "join")
		relation := types.Relation(rapid.IntRange(1, 11).Draw(t, "relation"))
		one, err := types.Compatible(parent, types.Licence{Spdx: a + join + b}, relation)
		require.NoError(t, err)
		two, err := types.Compatible(parent, types.Licence{Spdx: b + join + a}, relation)
		require.NoError(t, err)
		require.Equal(t, one.Reason == "", two.Reason == "")
		asParent, err := types.Compatible(types.Licence{Spdx: a + " OR " + b}, parent, relation)
		require.NoError(t, err)
		alone, err := types.Compatible(types.Licence{Spdx: a}, parent, relation)
		require.NoError(t, err)
		if alone.Reason == "" {
			require.Empty(t, asParent.Reason, "a choice more never hurts a child")
		}
	})
}

func TestHostileExpressionsAreBounded(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":                     strings.Repeat("(", 100) + "MIT" + strings.Repeat(")", 100),
		"a bomb":                       "(MIT OR ISC) AND (MIT OR ISC) AND (MIT OR ISC) AND (MIT OR ISC) AND (MIT OR ISC)",
		"choices":                      strings.Repeat("MIT OR ", 30) + "MIT",
		"terms":                        strings.Repeat("MIT AND ", 20) + "MIT",
		"length":                       strings.Repeat(" ", 300) + "MIT",
		"no exception":                 "GPL-2.0-only WITH",
		"an exception that is none":    "GPL-2.0-only WITH luck",
		"an operator in small letters": "MIT or ISC",
	} {
		require.ErrorIs(t, types.Licence{Spdx: text}.Validate(), types.ErrInvalidLicence, name)
	}
	for _, text := range []string{"MIT", "GPL-2.0-only WITH Classpath-exception-2.0", "(MIT OR Apache-2.0) AND CC-BY-4.0", "GPL-2.0+"} {
		require.NoError(t, types.Licence{Spdx: text}.Validate(), text)
	}
	mixed := types.Licence{Spdx: "MIT", CustomName: "mine"}
	require.ErrorIs(t, mixed.Validate(), types.ErrInvalidLicence)
}

func TestAnIDNamesTheContent(t *testing.T) {
	core := types.Core{Version: "1.0.0", Digests: types.Digests{Blake3: hex.EncodeToString(make([]byte, 32))}}
	id := types.ArtefactID("ada", "ada/x", core)
	require.True(t, types.IsHash(id))
	require.NotEqual(t, id, types.ArtefactID("ada", "ada/y", core))
	require.NotEqual(t, types.ArtefactID("ab", "c", core), types.ArtefactID("a", "bc", core), "fields do not run into one another")
	core.Version = "1.0.1"
	require.NotEqual(t, id, types.ArtefactID("ada", "ada/x", core))
}

func TestDealIDsHaveOneSpelling(t *testing.T) {
	id := types.DealID{Sponsor: sdk.AccAddress("sponsor"), Sequence: 7}
	parsed, err := types.ParseDealID(id.String())
	require.NoError(t, err)
	require.Equal(t, id, parsed)
	for _, text := range []string{"", "x/1", id.Sponsor.String() + "/0", id.Sponsor.String() + "/07", id.Sponsor.String() + "/+7", id.String() + "/"} {
		_, err := types.ParseDealID(text)
		require.ErrorIs(t, err, types.ErrInvalidDeal, text)
	}
}
