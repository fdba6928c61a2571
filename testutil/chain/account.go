package chain

import (
	"context"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/stretchr/testify/require"

	"github.com/cosmos/cosmos-sdk/client"
	clienttx "github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"

	"github.com/suretynetwork/surety/app"
)

// DefaultGas is the gas limit of transactions that name none.
const DefaultGas = 1_000_000

// Account is a key and its address; both follow from the name.
type Account struct {
	Key  *secp256k1.PrivKey
	Addr sdk.AccAddress
}

func newAccount(name string) *Account {
	key := secp256k1.GenPrivKeyFromSecret([]byte(name))
	return &Account{Key: key, Addr: sdk.AccAddress(key.PubKey().Address())}
}

// Addr returns the address of a named account.
func (c *Chain) Addr(name string) sdk.AccAddress {
	c.tb.Helper()
	require.Contains(c.tb, c.accounts, name)
	return c.accounts[name].Addr
}

// TxOptions are the parts of a transaction that most tests leave at their defaults.
type TxOptions struct {
	Gas  uint64
	Fee  int64
	Memo string
	// Ahead is how many transactions of the same account go before this one without being in a block yet.
	Ahead uint64
	// Mode is how it is signed, directly if unspecified.
	Mode signing.SignMode
}

// Tx signs msgs as name with default options.
func (c *Chain) Tx(name string, msgs ...sdk.Msg) []byte {
	c.tb.Helper()
	return c.TxWith(name, TxOptions{}, msgs...)
}

// TxWith signs msgs as name and returns the transaction's bytes.
func (c *Chain) TxWith(name string, o TxOptions, msgs ...sdk.Msg) []byte {
	c.tb.Helper()
	builder := c.App.TxConfig().NewTxBuilder()
	require.NoError(c.tb, builder.SetMsgs(msgs...))
	builder.SetMemo(o.Memo)
	if o.Gas == 0 {
		o.Gas = DefaultGas
	}
	builder.SetGasLimit(o.Gas)
	builder.SetFeeAmount(sdk.NewCoins(sdk.NewInt64Coin(app.BondDenom, o.Fee)))
	stored := c.App.AccountKeeper.GetAccount(c.committed(), c.Addr(name))
	require.NotNil(c.tb, stored, "account %s is not on the chain", name)
	c.sign(builder, c.accounts[name], o.Mode, stored.GetAccountNumber(), stored.GetSequence()+o.Ahead)
	bz, err := c.App.TxConfig().TxEncoder()(builder.GetTx())
	require.NoError(c.tb, err)
	return bz
}

// committed reads the state after the last block; Ctx would also show what Check has put into the mempool since.
func (c *Chain) committed() sdk.Context {
	return sdk.NewContext(c.App.CommitMultiStore().CacheMultiStore(), c.Ctx().BlockHeader(), false, c.App.Logger())
}

// Deliver makes a block of one transaction and returns what became of it.
func (c *Chain) Deliver(name string, msgs ...sdk.Msg) *abci.ExecTxResult {
	c.tb.Helper()
	return c.NextBlock(c.Tx(name, msgs...)).TxResults[0]
}

func (c *Chain) sign(builder client.TxBuilder, acc *Account, mode signing.SignMode, number, sequence uint64) {
	if mode == signing.SignMode_SIGN_MODE_UNSPECIFIED {
		mode = signing.SignMode_SIGN_MODE_DIRECT
	}
	empty := signing.SignatureV2{
		PubKey: acc.Key.PubKey(), Data: &signing.SingleSignatureData{SignMode: mode}, Sequence: sequence,
	}
	require.NoError(c.tb, builder.SetSignatures(empty))
	data := authsigning.SignerData{
		ChainID: ID, AccountNumber: number, Sequence: sequence, PubKey: acc.Key.PubKey(), Address: acc.Addr.String(),
	}
	sig, err := clienttx.SignWithPrivKey(context.Background(), mode, data, builder, acc.Key, c.App.TxConfig(), sequence)
	require.NoError(c.tb, err)
	require.NoError(c.tb, builder.SetSignatures(sig))
}
