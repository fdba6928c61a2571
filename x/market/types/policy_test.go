package types_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/x/market/types"
)

// Who approves an order approves all that it may spend, not the price of one of its providers.
func TestAPolicySeesAllThatAnOrderMaySpend(t *testing.T) {
	order := types.Order{Id: "o/1", Hash: "ab", Terms: types.Terms{
		MaxPrice: sdk.NewInt64Coin("usure", 500), Redundancy: 3, Method: types.MethodReplicated, WindowBlocks: 7, Bond: math.NewInt(9),
		ProgramId: "cd", InputRoots: []string{"ef"},
	}}
	seen := order.ForPolicies()
	require.Equal(t, "1500usure", seen.Spending.String())
	require.Equal(t, "replicated", seen.Method)
	require.Equal(t, []any{"o/1", "ab", "cd", []string{"ef"}, int64(7), uint32(3), "9"},
		[]any{seen.ID, seen.Hash, seen.ProgramID, seen.InputRoots, seen.WindowBlocks, seen.Redundancy, seen.Bond.String()})
}
