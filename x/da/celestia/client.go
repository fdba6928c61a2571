// Package celestia asks a Celestia node over its JSON-RPC and checks what it answers.
package celestia

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	cmtjson "github.com/cometbft/cometbft/libs/json"
	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/suretynetwork/surety/x/da/types"
)

// ErrNotFound says that the node has no such blob.
var ErrNotFound = errors.New("no such blob")

// Block is a block of Celestia without its data.
type Block struct {
	Header     cmttypes.Header        `json:"header"`
	Commit     *cmttypes.Commit       `json:"commit"`
	Validators *cmttypes.ValidatorSet `json:"validator_set"`
	Roots      Roots                  `json:"dah"`
}

// Roots commit to the rows and columns of a block's data, parity included.
type Roots struct {
	Rows    [][]byte `json:"row_roots"`
	Columns [][]byte `json:"column_roots"`
}

// Blob is what somebody posted.
type Blob struct {
	Namespace    []byte `json:"namespace"`
	Data         []byte `json:"data"`
	ShareVersion uint8  `json:"share_version"`
	Commitment   []byte `json:"commitment"`
	Signer       []byte `json:"signer,omitempty"`
	// Index is the place of its first share in the square with parity, row by row.
	Index int `json:"index"`
}

// Options are how a blob is paid for. A field that is empty is the node's own choice.
type Options struct {
	// GasPrice is in utia for each unit of gas; MaxGasPrice bounds what the node estimates.
	GasPrice    float64 `json:"gas_price,omitempty"`
	IsSet       bool    `json:"is_gas_price_set,omitempty"`
	MaxGasPrice float64 `json:"max_gas_price,omitempty"`
	// KeyName and Signer choose one of the node's keys; FeeGranter pays instead.
	KeyName    string `json:"key_name,omitempty"`
	Signer     string `json:"signer_address,omitempty"`
	FeeGranter string `json:"fee_granter_address,omitempty"`
	// Priority is 1 (low) to 3 (high).
	Priority int `json:"tx_priority,omitempty"`
}

// Client asks one node.
type Client struct {
	rpc     *rpc.Client
	url     string
	timeout time.Duration
}

// Dial prepares a client. Nothing is asked yet. The token is the node's; `celestia bridge auth write` prints one.
func Dial(url, token string, timeout time.Duration) (*Client, error) {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return nil, fmt.Errorf("%q is no address of a Celestia node: it must be http://HOST:PORT, usually port 26658", url)
	}
	options := []rpc.ClientOption{rpc.WithHTTPClient(&http.Client{Timeout: timeout})}
	if token != "" {
		options = append(options, rpc.WithHeader("Authorization", "Bearer "+token))
	}
	c, err := rpc.DialOptions(context.Background(), url, options...)
	if err != nil {
		return nil, err
	}
	return &Client{rpc: c, url: url, timeout: timeout}, nil
}

// Close ends the connections.
func (c *Client) Close() { c.rpc.Close() }

func (c *Client) call(ctx context.Context, result any, method string, args ...any) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	err := c.rpc.CallContext(ctx, result, method, args...)
	if err == nil {
		return nil
	}
	if strings.Contains(err.Error(), "blob: not found") {
		return ErrNotFound
	}
	var answer rpc.HTTPError
	if errors.As(err, &answer) && (answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden) {
		return fmt.Errorf("%s: the node at %s wants a token that allows it (--celestia-token)", method, c.url)
	}
	return fmt.Errorf("%s at %s: %w", method, c.url, err)
}

// Head returns the highest block that the node knows.
func (c *Client) Head(ctx context.Context) (Block, error) { return c.block(ctx, "header.NetworkHead") }

// Block returns the block of a height. What it says is not checked here.
func (c *Client) Block(ctx context.Context, height int64) (Block, error) {
	b, err := c.block(ctx, "header.GetByHeight", height)
	if err == nil && b.Header.Height != height {
		err = fmt.Errorf("the node at %s was asked for height %d and answered with %d", c.url, height, b.Header.Height)
	}
	return b, err
}

func (c *Client) block(ctx context.Context, method string, args ...any) (b Block, err error) {
	var raw json.RawMessage
	if err := c.call(ctx, &raw, method, args...); err != nil {
		return b, err
	}
	if err := cmtjson.Unmarshal(raw, &b); err != nil {
		return b, fmt.Errorf("%s at %s: %w", method, c.url, err)
	}
	if b.Commit == nil || b.Validators == nil {
		return b, fmt.Errorf("%s at %s: a header without commit or validators", method, c.url)
	}
	return b, nil
}

// Balance returns what the node's account has, in utia.
func (c *Client) Balance(ctx context.Context) (string, error) {
	var coin struct {
		Amount string `json:"amount"`
	}
	err := c.call(ctx, &coin, "state.Balance")
	return coin.Amount, err
}

// Submit posts a blob of share version 0 and returns the height at which it was included. It waits for that.
func (c *Client) Submit(ctx context.Context, namespace share.Namespace, content []byte, options Options) (height int64, err error) {
	options.IsSet = options.GasPrice > 0
	blob, err := NewBlob(hex.EncodeToString(namespace.Bytes()), content)
	if err != nil {
		return 0, err
	}
	err = c.call(ctx, &height, "blob.Submit", []Blob{blob}, options)
	return height, err
}

// All returns the blobs of a namespace at a height.
func (c *Client) All(ctx context.Context, height int64, namespace share.Namespace) (blobs []Blob, err error) {
	err = c.call(ctx, &blobs, "blob.GetAll", height, []string{base64.StdEncoding.EncodeToString(namespace.Bytes())})
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return blobs, err
}

// Get returns a blob whose content has been checked against the reference's commitment. Whether it is at the height is another question.
func (c *Client) Get(ctx context.Context, ref types.Reference) (blob Blob, err error) {
	namespace := base64.StdEncoding.EncodeToString(ref.Namespace.Bytes())
	err = c.call(ctx, &blob, "blob.Get", ref.Height, namespace, base64.StdEncoding.EncodeToString(ref.Commitment[:]))
	if err != nil {
		return blob, err
	}
	return blob, blob.Check(ref)
}

// Commit computes the commitment to a blob.
func (b Blob) Commit() ([]byte, error) {
	namespace, err := share.NewNamespaceFromBytes(b.Namespace)
	if err != nil {
		return nil, err
	}
	blob, err := share.NewBlob(namespace, b.Data, b.ShareVersion, b.Signer)
	if err != nil {
		return nil, err
	}
	commitment, err := types.CommitTo(blob)
	return commitment[:], err
}

// Check compares a blob with a reference: its namespace, and the commitment to its content.
func (b Blob) Check(ref types.Reference) error {
	if !bytes.Equal(b.Namespace, ref.Namespace.Bytes()) {
		return fmt.Errorf("the node gave a blob of the namespace %x for %s", b.Namespace, ref)
	}
	got, err := b.Commit()
	if err != nil {
		return err
	}
	if !bytes.Equal(got, ref.Commitment[:]) {
		return fmt.Errorf("the node gave content for %s that has the commitment %x: it was altered", ref, got)
	}
	return nil
}

// Row returns the shares of a row of a block, without parity.
func (c *Client) Row(ctx context.Context, height int64, index uint32) ([][]byte, error) {
	var answer struct {
		Shares [][]byte `json:"shares"`
		Side   string   `json:"side"`
	}
	if err := c.call(ctx, &answer, "share.GetRow", height, index); err != nil {
		return nil, err
	}
	shares := answer.Shares
	if answer.Side != "LEFT" {
		shares = shares[:len(shares)/2]
		if answer.Side == "RIGHT" {
			return nil, fmt.Errorf("share.GetRow at %s: the parity of row %d of height %d without its data", c.url, index, height)
		}
	}
	return shares, nil
}
