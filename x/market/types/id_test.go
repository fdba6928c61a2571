package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/fixture"
	"github.com/suretynetwork/surety/x/market/types"
)

// The fixture sets the address prefix of the process.
var _ = fixture.ChainID

func anAddress(t *rapid.T, label string) sdk.AccAddress {
	size := rapid.SampledFrom([]int{20, 32}).Draw(t, label+" size")
	return rapid.SliceOfN(rapid.Byte(), size, size).Draw(t, label)
}

func aLeaseID(t *rapid.T) types.LeaseID {
	return types.LeaseID{
		Order:    types.OrderID{Owner: anAddress(t, "owner"), Sequence: rapid.Uint64Min(1).Draw(t, "sequence")},
		Provider: anAddress(t, "provider"),
	}
}

func TestIDsComeBackFromTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := aLeaseID(t)
		require.NoError(t, id.Validate())
		lease, err := types.ParseLeaseID(id.String())
		require.NoError(t, err)
		require.Equal(t, id, lease)
		order, err := types.ParseOrderID(id.Order.String())
		require.NoError(t, err)
		require.Equal(t, id.Order, order)
	})
}

func TestAnIDHasOneSpelling(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := aLeaseID(t).String()
		at := rapid.IntRange(0, len(text)).Draw(t, "at")
		with := rapid.SampledFrom([]string{"/", "0", " ", "+", "S", "\x00", "q"}).Draw(t, "with")
		changed := text[:at] + with + text[min(at+rapid.IntRange(0, 1).Draw(t, "over"), len(text)):]
		if id, err := types.ParseLeaseID(changed); err == nil {
			require.Equal(t, changed, id.String())
		}
	})
}

func TestTextsThatAreNoIDs(t *testing.T) {
	owner := sdk.AccAddress(make([]byte, 20)).String()
	for name, text := range map[string]string{
		"nothing":                      "",
		"no number":                    owner,
		"number zero":                  owner + "/0",
		"a leading zero":               owner + "/01",
		"a sign":                       owner + "/+1",
		"a number that does not fit":   owner + "/18446744073709551616",
		"upper case":                   strings.ToUpper(owner) + "/1",
		"another chain's address":      "cosmos1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqnrql8a/1",
		"something after the number":   owner + "/1/",
		"an address with a wrong sum":  owner[:len(owner)-1] + "q/1",
		"a text of a hundred thousand": strings.Repeat("a", 100_000),
	} {
		_, err := types.ParseOrderID(text)
		require.ErrorIs(t, err, types.ErrInvalidID, name)
		require.Less(t, len(err.Error()), 1_000, name)
		_, err = types.ParseLeaseID(text + "/" + owner)
		require.ErrorIs(t, err, types.ErrInvalidID, name)
	}
	require.ErrorIs(t, types.LeaseID{Order: types.OrderID{Owner: make([]byte, 20), Sequence: 1}}.Validate(), types.ErrInvalidID)
	require.ErrorIs(t, types.OrderID{Sequence: 1}.Validate(), types.ErrInvalidID)
}
