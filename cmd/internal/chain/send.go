package chain

import (
	"context"
	"fmt"
	"time"

	"github.com/cosmos/gogoproto/proto"

	"cosmossdk.io/math"

	"github.com/cosmos/cosmos-sdk/client"
	sdk "github.com/cosmos/cosmos-sdk/types"
	sdktx "github.com/cosmos/cosmos-sdk/types/tx"
	"github.com/cosmos/cosmos-sdk/types/tx/signing"
	authsigning "github.com/cosmos/cosmos-sdk/x/auth/signing"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
)

const (
	// txLife is how long a transaction may wait for a block; the chain allows ten minutes.
	txLife = 2 * time.Minute
	// gasMargin is added to the simulated gas, in percent.
	gasMargin = 30
	// simulatedGas is what a simulated transaction says that it pays for.
	simulatedGas = 100_000
)

// TxError is a transaction that the chain refused.
type TxError struct {
	Codespace, Log, Hash string
	Code                 uint32
}

func (e *TxError) Error() string {
	return fmt.Sprintf("transaction refused (%s/%d): %s", e.Codespace, e.Code, e.Log)
}

// Result is a transaction in a block.
type Result struct {
	Height int64
	Hash   string
	Gas    int64
	Msgs   [][]byte
}

// Response decodes the answer to the i-th message.
func (r Result) Response(i int, into proto.Message) error {
	if i >= len(r.Msgs) {
		return fmt.Errorf("chain: transaction %s has %d answers, wanted number %d", r.Hash, len(r.Msgs), i)
	}
	return proto.Unmarshal(r.Msgs[i], into)
}

// Send signs messages in one unordered transaction, broadcasts it and waits until it is in a block. The error is a *TxError
// when the chain refused it.
func (c *Client) Send(ctx context.Context, msgs ...sdk.Msg) (Result, error) {
	b, err := c.build(ctx, msgs)
	if err != nil {
		return Result{}, err
	}
	raw, err := c.enc.TxConfig.TxEncoder()(b.GetTx())
	if err != nil {
		return Result{}, fmt.Errorf("chain: encoding: %w", err)
	}
	res, err := c.tx().BroadcastTx(ctx, &sdktx.BroadcastTxRequest{TxBytes: raw, Mode: sdktx.BroadcastMode_BROADCAST_MODE_SYNC})
	if err != nil {
		return Result{}, fmt.Errorf("chain: broadcast: %w", err)
	}
	if r := res.TxResponse; r.Code != 0 {
		return Result{}, &TxError{Codespace: r.Codespace, Code: r.Code, Log: r.RawLog, Hash: r.TxHash}
	}
	return c.await(ctx, res.TxResponse.TxHash)
}

func (c *Client) build(ctx context.Context, msgs []sdk.Msg) (client.TxBuilder, error) {
	acc, err := c.load(ctx)
	if err != nil {
		return nil, err
	}
	b := c.enc.TxConfig.NewTxBuilder()
	if err := b.SetMsgs(msgs...); err != nil {
		return nil, fmt.Errorf("chain: %w", err)
	}
	b.SetUnordered(true)
	b.SetTimeoutTimestamp(c.timeout())
	// Paying takes gas too, which a simulation without a fee would not count.
	b.SetFeeAmount(c.fee(simulatedGas))
	if err := c.sign(ctx, b, acc, false); err != nil {
		return nil, err
	}
	raw, err := c.enc.TxConfig.TxEncoder()(b.GetTx())
	if err != nil {
		return nil, fmt.Errorf("chain: encoding: %w", err)
	}
	sim, err := c.tx().Simulate(ctx, &sdktx.SimulateRequest{TxBytes: raw})
	if err != nil {
		return nil, refused(err)
	}
	gas := sim.GasInfo.GasUsed + sim.GasInfo.GasUsed*gasMargin/100
	b.SetGasLimit(gas)
	b.SetFeeAmount(c.fee(gas))
	return b, c.sign(ctx, b, acc, true)
}

// fee is what so much gas costs.
func (c *Client) fee(gas uint64) sdk.Coins {
	amount := c.opts.GasPrice.Amount.MulInt(math.NewIntFromUint64(gas)).Ceil().TruncateInt()
	return sdk.NewCoins(sdk.NewCoin(c.opts.GasPrice.Denom, amount))
}

// timeout returns a time that no other transaction of this client has: the chain keys unordered transactions by it.
func (c *Client) timeout() time.Time {
	for {
		last, next := c.stamp.Load(), time.Now().Add(txLife).UnixNano()
		if next <= last {
			next = last + 1
		}
		if c.stamp.CompareAndSwap(last, next) {
			return time.Unix(0, next).UTC()
		}
	}
}

// load returns the account's number, asking the chain once.
func (c *Client) load(ctx context.Context) (*authtypes.BaseAccount, error) {
	if acc := c.account.Load(); acc != nil {
		return acc, nil
	}
	if c.address.Empty() {
		return nil, fmt.Errorf("chain: no key was given: this client only reads")
	}
	res, err := authtypes.NewQueryClient(c.conn).AccountInfo(ctx, &authtypes.QueryAccountInfoRequest{Address: c.address.String()})
	if IsNotFound(err) {
		return nil, fmt.Errorf("chain: account %s (key %q) is not on chain: send it some coins first", c.address, c.opts.Key)
	}
	if err != nil {
		return nil, fmt.Errorf("chain: account %s: %w", c.address, err)
	}
	c.account.Store(res.Info)
	return res.Info, nil
}

// sign puts a signature on the builder; unless final, an empty one of the right shape for simulation.
func (c *Client) sign(ctx context.Context, b client.TxBuilder, acc *authtypes.BaseAccount, final bool) error {
	rec, err := c.opts.Keyring.Key(c.opts.Key)
	if err != nil {
		return fmt.Errorf("chain: key %q: %w", c.opts.Key, err)
	}
	pub, err := rec.GetPubKey()
	if err != nil {
		return fmt.Errorf("chain: key %q: %w", c.opts.Key, err)
	}
	data := &signing.SingleSignatureData{SignMode: signing.SignMode_SIGN_MODE_DIRECT}
	sig := signing.SignatureV2{PubKey: pub, Data: data}
	if err := b.SetSignatures(sig); err != nil || !final {
		return err
	}
	bytes, err := authsigning.GetSignBytesAdapter(ctx, c.enc.TxConfig.SignModeHandler(), signing.SignMode_SIGN_MODE_DIRECT,
		authsigning.SignerData{Address: c.address.String(), ChainID: c.chainID, AccountNumber: acc.AccountNumber, PubKey: pub}, b.GetTx())
	if err != nil {
		return fmt.Errorf("chain: sign bytes: %w", err)
	}
	data.Signature, _, err = c.opts.Keyring.Sign(c.opts.Key, bytes, signing.SignMode_SIGN_MODE_DIRECT)
	if err != nil {
		return fmt.Errorf("chain: signing with %q: %w", c.opts.Key, err)
	}
	return b.SetSignatures(sig)
}

// await polls until a transaction is in a block or its life is over.
func (c *Client) await(ctx context.Context, hash string) (Result, error) {
	ctx, cancel := context.WithTimeout(ctx, txLife+10*time.Second)
	defer cancel()
	for {
		res, err := c.tx().GetTx(ctx, &sdktx.GetTxRequest{Hash: hash})
		if err == nil {
			return result(res.TxResponse)
		}
		if !IsNotFound(err) && ctx.Err() == nil {
			return Result{}, fmt.Errorf("chain: looking for %s: %w", hash, err)
		}
		if err := Sleep(ctx, 150*time.Millisecond); err != nil {
			return Result{}, fmt.Errorf("chain: transaction %s was not seen in a block in time: %w", hash, err)
		}
	}
}

func result(r *sdk.TxResponse) (Result, error) {
	if r.Code != 0 {
		return Result{}, &TxError{Codespace: r.Codespace, Code: r.Code, Log: r.RawLog, Hash: r.TxHash}
	}
	out := Result{Height: r.Height, Hash: r.TxHash, Gas: r.GasUsed}
	var data sdk.TxMsgData
	if err := decodeHex(r.Data, &data); err != nil {
		return Result{}, err
	}
	for _, m := range data.MsgResponses {
		out.Msgs = append(out.Msgs, m.Value)
	}
	return out, nil
}
