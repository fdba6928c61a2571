package chain

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	"github.com/cosmos/cosmos-sdk/client/grpc/cmtservice"
	"github.com/cosmos/cosmos-sdk/client/grpc/node"
	"github.com/cosmos/cosmos-sdk/crypto/keyring"
	sdk "github.com/cosmos/cosmos-sdk/types"
	sdktx "github.com/cosmos/cosmos-sdk/types/tx"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"

	artefacttypes "github.com/suretynetwork/surety/x/artefact/types"
	attestationtypes "github.com/suretynetwork/surety/x/attestation/types"
	challengetypes "github.com/suretynetwork/surety/x/challenge/types"
	datypes "github.com/suretynetwork/surety/x/da/types"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	paymenttypes "github.com/suretynetwork/surety/x/payment/types"
	policytypes "github.com/suretynetwork/surety/x/policy/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// maxMessage bounds a gRPC answer: programs and published outputs are the largest.
const maxMessage = 32 << 20

// Options say which node to use and as whom.
type Options struct {
	// Node is the gRPC address, host:port, without transport security: a node of one's own.
	Node string
	// Keyring holds the key; nil makes a client that only reads.
	Keyring keyring.Keyring
	// Key is the name in the keyring.
	Key string
	// GasPrice is what to pay per unit of gas, such as 0.001usure.
	GasPrice sdk.DecCoin
}

// Client talks to one node, as one account.
type Client struct {
	Payment      paymenttypes.QueryClient
	Provider     providertypes.QueryClient
	Market       markettypes.QueryClient
	Verification verificationtypes.QueryClient
	Challenge    challengetypes.QueryClient
	Artefact     artefacttypes.QueryClient
	Attestation  attestationtypes.QueryClient
	Policy       policytypes.QueryClient
	DA           datypes.QueryClient

	opts    Options
	enc     Encoding
	conn    *grpc.ClientConn
	chainID string
	address sdk.AccAddress
	account atomic.Pointer[authtypes.BaseAccount]
	stamp   atomic.Int64
}

// Dial connects to a node and learns the chain's id. It waits for the node until ctx ends.
func Dial(ctx context.Context, enc Encoding, opts Options) (*Client, error) {
	conn, err := grpc.NewClient(opts.Node, grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage), grpc.WaitForReady(true)))
	if err != nil {
		return nil, fmt.Errorf("chain: node %s: %w", opts.Node, err)
	}
	c := &Client{
		opts: opts, enc: enc, conn: conn,
		Payment: paymenttypes.NewQueryClient(conn), Provider: providertypes.NewQueryClient(conn),
		Market: markettypes.NewQueryClient(conn), Verification: verificationtypes.NewQueryClient(conn),
		Challenge: challengetypes.NewQueryClient(conn), Artefact: artefacttypes.NewQueryClient(conn),
		Attestation: attestationtypes.NewQueryClient(conn), Policy: policytypes.NewQueryClient(conn),
		DA: datypes.NewQueryClient(conn),
	}
	if err := c.identify(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return c, nil
}

func (c *Client) identify(ctx context.Context) error {
	info, err := c.nodeInfo(ctx)
	if err != nil {
		return fmt.Errorf("chain: node %s does not answer on gRPC: %w; is suretyd running with grpc.enable = true there?", c.opts.Node, err)
	}
	c.chainID = info.DefaultNodeInfo.Network
	if c.opts.Keyring == nil {
		return nil
	}
	rec, err := c.opts.Keyring.Key(c.opts.Key)
	if err != nil {
		return fmt.Errorf("chain: key %q: %w; make it with 'surety keys add %s'", c.opts.Key, err, c.opts.Key)
	}
	c.address, err = rec.GetAddress()
	return err
}

// nodeInfo asks until the node answers: one that has just started refuses everything before its first block.
func (c *Client) nodeInfo(ctx context.Context) (*cmtservice.GetNodeInfoResponse, error) {
	for {
		info, err := cmtservice.NewServiceClient(c.conn).GetNodeInfo(ctx, &cmtservice.GetNodeInfoRequest{})
		if err == nil {
			return info, nil
		}
		if Sleep(ctx, 200*time.Millisecond) != nil {
			return nil, err
		}
	}
}

// Close ends the connection.
func (c *Client) Close() error { return c.conn.Close() }

// ChainID is the chain's id.
func (c *Client) ChainID() string { return c.chainID }

// Address is the account that the client acts as; nil for one that only reads.
func (c *Client) Address() sdk.AccAddress { return c.address }

// Height is the height of the last block and its time.
func (c *Client) Height(ctx context.Context) (int64, time.Time, error) {
	s, err := node.NewServiceClient(c.conn).Status(ctx, &node.StatusRequest{})
	if err != nil {
		return 0, time.Time{}, fmt.Errorf("chain: status: %w", err)
	}
	var at time.Time
	if s.Timestamp != nil {
		at = *s.Timestamp
	}
	return int64(s.Height), at, nil
}

// Balance is what an account has of a denomination.
func (c *Client) Balance(ctx context.Context, address, denom string) (sdk.Coin, error) {
	res, err := banktypes.NewQueryClient(c.conn).Balance(ctx, &banktypes.QueryBalanceRequest{Address: address, Denom: denom})
	if err != nil {
		return sdk.Coin{}, fmt.Errorf("chain: balance of %s: %w", address, err)
	}
	return *res.Balance, nil
}

// WaitHeight returns when the chain has reached a height.
func (c *Client) WaitHeight(ctx context.Context, height int64) error {
	for {
		h, _, err := c.Height(ctx)
		if err == nil && h >= height {
			return nil
		}
		if err := Sleep(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
}

// Sleep waits, or returns the context's error.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// IsNotFound says that a query found nothing.
func IsNotFound(err error) bool { return status.Code(err) == codes.NotFound }

func (c *Client) tx() sdktx.ServiceClient { return sdktx.NewServiceClient(c.conn) }
