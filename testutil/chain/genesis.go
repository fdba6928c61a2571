package chain

import (
	"encoding/json"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/stretchr/testify/require"

	"cosmossdk.io/math"

	cryptocodec "github.com/cosmos/cosmos-sdk/crypto/codec"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	genutiltypes "github.com/cosmos/cosmos-sdk/x/genutil/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	"github.com/suretynetwork/surety/app"
)

const (
	// operator is the account behind the validator.
	operator = "operator"
	// Funds is what every account owns at genesis, in usure.
	Funds = 1_000_000_000_000
	stake = 100_000_000_000
)

func (c *Chain) genesisState() app.GenesisState {
	cdc, state := c.App.AppCodec(), c.App.DefaultGenesis()
	var auth authtypes.GenesisState
	var bank banktypes.GenesisState
	cdc.MustUnmarshalJSON(state[authtypes.ModuleName], &auth)
	cdc.MustUnmarshalJSON(state[banktypes.ModuleName], &bank)
	coins := sdk.NewCoins(sdk.NewInt64Coin(app.BondDenom, Funds))
	var accounts authtypes.GenesisAccounts
	for _, name := range c.order {
		addr := c.accounts[name].Addr
		accounts = append(accounts, authtypes.NewBaseAccountWithAddress(addr))
		bank.Balances = append(bank.Balances, banktypes.Balance{Address: addr.String(), Coins: coins})
		bank.Supply = bank.Supply.Add(coins...)
	}
	packed, err := authtypes.PackAccounts(accounts)
	require.NoError(c.tb, err)
	auth.Accounts = packed
	state[authtypes.ModuleName] = cdc.MustMarshalJSON(&auth)
	state[banktypes.ModuleName] = cdc.MustMarshalJSON(&bank)
	state[genutiltypes.ModuleName] = cdc.MustMarshalJSON(&genutiltypes.GenesisState{GenTxs: []json.RawMessage{c.genTx()}})
	return state
}

// genTx is the operator's declaration that it validates from the first block on.
func (c *Chain) genTx() json.RawMessage {
	key, err := cryptocodec.FromCmtPubKeyInterface(c.validator.PubKey())
	require.NoError(c.tb, err)
	tenth := math.LegacyNewDecWithPrec(1, 1)
	msg, err := stakingtypes.NewMsgCreateValidator(
		sdk.ValAddress(c.accounts[operator].Addr).String(), key, sdk.NewInt64Coin(app.BondDenom, stake),
		stakingtypes.NewDescription(operator, "", "", "", ""),
		stakingtypes.NewCommissionRates(tenth, tenth, tenth), math.OneInt())
	require.NoError(c.tb, err)
	builder := c.App.TxConfig().NewTxBuilder()
	require.NoError(c.tb, builder.SetMsgs(msg))
	c.sign(builder, c.accounts[operator], signing.SignMode_SIGN_MODE_DIRECT, 0, 0)
	bz, err := c.App.TxConfig().TxJSONEncoder()(builder.GetTx())
	require.NoError(c.tb, err)
	return bz
}

func (c *Chain) initChain(state app.GenesisState) {
	bz, err := json.Marshal(state)
	require.NoError(c.tb, err)
	params := app.ConsensusParams().ToProto()
	c.Genesis = &abci.RequestInitChain{
		ChainId: ID, Time: genesisTime, InitialHeight: 1, ConsensusParams: &params, AppStateBytes: bz,
	}
	_, err = c.App.InitChain(c.Genesis)
	require.NoError(c.tb, err)
	c.NextBlock()
}
