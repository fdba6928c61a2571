package network

import (
	"context"

	"github.com/stretchr/testify/require"

	clienttx "github.com/cosmos/cosmos-sdk/client/tx"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"
	txtypes "github.com/cosmos/cosmos-sdk/types/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"

	"github.com/suretynetwork/surety/app"
)

// sendGas is the gas limit of what Send sends; the network asks for no fee.
const sendGas = 5_000_000

// Send signs messages as the named account, sends them through this node and returns what became of them in their
// block.
func (n *Node) Send(from string, msgs ...sdk.Msg) TxResult {
	n.net.tb.Helper()
	conn := n.Conn()
	bz := n.net.sign(authtypes.NewQueryClient(conn), from, msgs)
	res, err := txtypes.NewServiceClient(conn).BroadcastTx(context.Background(),
		&txtypes.BroadcastTxRequest{TxBytes: bz, Mode: txtypes.BroadcastMode_BROADCAST_MODE_SYNC})
	require.NoError(n.net.tb, err)
	if res.TxResponse.Code != 0 {
		return TxResult{TxHash: res.TxResponse.TxHash, Code: res.TxResponse.Code, RawLog: res.TxResponse.RawLog}
	}
	var done TxResult
	n.Query(&done, "wait-tx", res.TxResponse.TxHash, "--timeout", "60s")
	return done
}

func (n *Network) sign(accounts authtypes.QueryClient, from string, msgs []sdk.Msg) []byte {
	n.tb.Helper()
	enc := n.encoding()
	keys, err := keyring.New(sdk.KeyringServiceName(), keyring.BackendTest, n.Nodes[0].Home, nil, enc.Codec)
	require.NoError(n.tb, err)
	info, err := accounts.AccountInfo(context.Background(), &authtypes.QueryAccountInfoRequest{Address: n.Address(from)})
	require.NoError(n.tb, err)
	builder := enc.TxConfig.NewTxBuilder()
	require.NoError(n.tb, builder.SetMsgs(msgs...))
	builder.SetGasLimit(sendGas)
	factory := clienttx.Factory{}.WithChainID(ChainID).WithKeybase(keys).WithTxConfig(enc.TxConfig).
		WithAccountNumber(info.Info.AccountNumber).WithSequence(info.Info.Sequence)
	require.NoError(n.tb, clienttx.Sign(context.Background(), factory, from, builder, true))
	bz, err := enc.TxConfig.TxEncoder()(builder.GetTx())
	require.NoError(n.tb, err)
	return bz
}

func (n *Network) encoding() app.Encoding {
	enc, err := app.NewEncoding()
	require.NoError(n.tb, err)
	return enc
}
