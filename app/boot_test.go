package app_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"

	"github.com/suretynetwork/surety/app"
	"github.com/suretynetwork/surety/testutil/chain"
)

func coins(amount int64) sdk.Coins { return sdk.NewCoins(sdk.NewInt64Coin(app.BondDenom, amount)) }

func send(c *chain.Chain, from, to string, amount int64) sdk.Msg {
	return banktypes.NewMsgSend(c.Addr(from), c.Addr(to), coins(amount))
}

func TestChainBootsAndMovesCoins(t *testing.T) {
	c := chain.New(t, []string{"alice", "bob"})
	res := c.Deliver("alice", send(c, "alice", "bob", 7))
	require.Zero(t, res.Code, res.Log)
	require.EqualValues(t, chain.Funds+7, c.App.BankKeeper.GetBalance(c.Ctx(), c.Addr("bob"), app.BondDenom).Amount.Int64())
}

func TestEveryModuleAccountExistsFromGenesis(t *testing.T) {
	c := chain.New(t, nil)
	for name, permissions := range app.ModuleAccountPermissions() {
		acc := c.App.AccountKeeper.GetAccount(c.Ctx(), authtypes.NewModuleAddress(name))
		require.NotNil(t, acc, name)
		module, ok := acc.(sdk.ModuleAccountI)
		require.True(t, ok, "%s is no module account", name)
		require.ElementsMatch(t, permissions, module.GetPermissions(), name)
	}
}

func TestNobodyCanSendToABlockedModuleAccount(t *testing.T) {
	c := chain.New(t, []string{"alice"})
	for name := range app.ModuleAccountPermissions() {
		to := authtypes.NewModuleAddress(name)
		res := c.Deliver("alice", banktypes.NewMsgSend(c.Addr("alice"), to, coins(1)))
		if name == govtypes.ModuleName {
			require.Zero(t, res.Code, "governance may be funded: %s", res.Log)
			continue
		}
		require.NotZero(t, res.Code, name)
		require.Contains(t, res.Log, "not allowed to receive funds", name)
	}
}

func TestDefaultGenesisUsesOneCoinAndNarrowsOtherChains(t *testing.T) {
	enc, err := app.NewEncoding()
	require.NoError(t, err)
	state := app.NewBasicManager(enc).DefaultGenesis(enc.Codec)
	for name, part := range state {
		require.NotContains(t, string(part), `"stake"`, "%s still names the SDK's coin", name)
	}
	require.Contains(t, string(state[banktypes.ModuleName]), `"display":"SURE"`)
	ica := string(state["interchainaccounts"])
	require.Contains(t, ica, "/surety.market.v1.MsgPlaceOrder")
	for _, forbidden := range []string{`"*"`, "cosmos.authz", "cosmos.gov", "cosmwasm"} {
		require.NotContains(t, ica, forbidden)
	}
	require.True(t, strings.Contains(string(state["wasm"]), "Nobody"), "anyone could upload contracts")
	require.NoError(t, app.NewBasicManager(enc).ValidateGenesis(enc.Codec, enc.TxConfig, state))
}
