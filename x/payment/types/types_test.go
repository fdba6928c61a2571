package types_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/codec/address"
	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/testutil/hardware"
	"github.com/suretynetwork/surety/x/payment/types"
)

func TestEscrowReleasesConserveMoney(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		locked := rapid.Int64Range(1, 1<<60).Draw(t, "locked")
		escrow, err := types.NewEscrow("a/1", "alice", sdk.NewInt64Coin("usure", locked))
		require.NoError(t, err)
		paid := math.ZeroInt()
		for range rapid.IntRange(0, 10).Draw(t, "releases") {
			amount := sdk.NewInt64Coin("usure", rapid.Int64Range(0, locked).Draw(t, "amount"))
			after, err := escrow.Release(amount)
			if amount.Amount.GT(escrow.Balance.Amount) {
				require.ErrorIs(t, err, types.ErrInsufficientFunds)
				continue
			}
			require.NoError(t, err)
			escrow, paid = after, paid.Add(amount.Amount)
		}
		require.Equal(t, locked, paid.Add(escrow.Balance.Amount).Int64())
		require.False(t, escrow.Balance.IsNegative())
	})
}

func TestEscrowRefusesMalformedAmounts(t *testing.T) {
	for name, amount := range map[string]sdk.Coin{
		"an amount that is missing":    {Denom: "usure"},
		"a negative amount":            {Denom: "usure", Amount: math.NewInt(-1)},
		"a denomination that is empty": {Amount: math.OneInt()},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := types.NewEscrow("a/1", "alice", amount)
			require.ErrorIs(t, err, types.ErrInvalidAmount)
			_, err = types.Escrow{Balance: sdk.NewInt64Coin("usure", 9)}.Release(amount)
			require.ErrorIs(t, err, types.ErrInvalidAmount)
		})
	}
}

func TestEscrowIDs(t *testing.T) {
	require.NoError(t, types.ValidateEscrowID(strings.Repeat("x", types.MaxEscrowIDBytes)))
	for name, id := range map[string]string{
		"empty": "", "too long": strings.Repeat("x", types.MaxEscrowIDBytes+1), "a zero byte": "a\x00b", "not ASCII": "ä", "a line": "a\nb",
	} {
		require.ErrorIs(t, types.ValidateEscrowID(id), types.ErrInvalidEscrow, name)
	}
}

func TestSubAccountsDiffer(t *testing.T) {
	require.NotEqual(t, types.EscrowAddress("a/1"), types.EscrowAddress("a/11"))
	require.NotEqual(t, types.EscrowAddress("a/1"), types.ClaimablesAddress())
	require.Len(t, types.EscrowAddress("a/1"), 32)
}

func TestGenesisValidation(t *testing.T) {
	addresses := address.NewBech32Codec("surety")
	alice, err := addresses.BytesToString(make([]byte, 20))
	require.NoError(t, err)
	escrow := types.Escrow{Id: "a/1", Depositor: alice, Balance: sdk.NewInt64Coin("usure", 0)}
	claimable := types.Claimable{Owner: alice, Amount: sdk.NewInt64Coin("usure", 1)}
	good := types.GenesisState{Params: types.DefaultParams(), Escrows: []types.Escrow{escrow}, Claimables: []types.Claimable{claimable}}
	require.NoError(t, good.Validate(addresses))
	for name, spoil := range map[string]func(*types.GenesisState){
		"no denomination":               func(g *types.GenesisState) { g.Params.AllowedDenoms = nil },
		"too many denominations":        func(g *types.GenesisState) { g.Params.AllowedDenoms = make([]string, types.MaxAllowedDenoms+1) },
		"an escrow twice":               func(g *types.GenesisState) { g.Escrows = append(g.Escrows, escrow) },
		"an escrow without a depositor": func(g *types.GenesisState) { g.Escrows[0].Depositor = "" },
		"an escrow without a balance":   func(g *types.GenesisState) { g.Escrows[0].Balance = sdk.Coin{} },
		"an escrow without an id":       func(g *types.GenesisState) { g.Escrows[0].Id = "" },
		"a claimable twice":             func(g *types.GenesisState) { g.Claimables = append(g.Claimables, claimable) },
		"a claimable of nothing":        func(g *types.GenesisState) { g.Claimables[0].Amount = sdk.NewInt64Coin("usure", 0) },
		"a claimable of nobody":         func(g *types.GenesisState) { g.Claimables[0].Owner = "x" },
	} {
		t.Run(name, func(t *testing.T) {
			genesis := types.GenesisState{
				Params: good.Params, Escrows: append([]types.Escrow{}, good.Escrows...), Claimables: append([]types.Claimable{}, good.Claimables...),
			}
			spoil(&genesis)
			require.Error(t, genesis.Validate(addresses))
		})
	}
}

func TestMessagesSignOnHardwareWallets(t *testing.T) {
	hardware.RequireSigns(t, types.RegisterLegacyAminoCodec,
		&types.MsgClaim{Owner: "a", Recipient: "b", Denom: "usure"},
		&types.MsgClaim{Owner: "a", Denom: "usure"},
		&types.MsgUpdateParams{Authority: "a", Params: types.DefaultParams()},
		&types.MsgUpdateParams{Authority: "a"},
	)
}
