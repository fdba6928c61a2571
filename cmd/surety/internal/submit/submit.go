// Package submit is the user's side: place an order, follow it, fetch the output and check it against the receipt.
package submit

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	sdk "github.com/cosmos/cosmos-sdk/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

// Job is what a user wants run, and the terms.
type Job struct {
	Program *graph.Program
	Weights []byte
	Name    string
	Inputs  [][]byte
	// Terms hold everything else; program, input roots and input URLs are filled in.
	Terms markettypes.Terms
	// Private asks for encrypted outputs, under a key made for this order.
	Private bool
}

// Client places and follows orders for one account.
type Client struct {
	Chain *chain.Client
	Store blob.Store
	// URL is the base URL of the blob service that serves Store.
	URL string
	// Say tells the user what happens.
	Say func(format string, args ...any)
	// Poll is how often the chain is asked.
	Poll time.Duration
}

// Placed is an order that is on chain.
type Placed struct {
	OrderID string
	Key     *ecdh.PrivateKey
}

// Place puts the content where providers can fetch it, registers the program if it is new, and places the order.
func (c *Client) Place(ctx context.Context, j Job) (Placed, error) {
	raw, err := j.Program.Encode()
	if err != nil {
		return Placed{}, err
	}
	id, err := j.Program.ID()
	if err != nil {
		return Placed{}, err
	}
	terms := j.Terms
	terms.ProgramId = hex.EncodeToString(id[:])
	terms.InputUrls = []string{c.URL}
	terms.InputRoots = nil
	for i, b := range append([][]byte{raw, j.Weights}, j.Inputs...) {
		root, _, err := c.Store.Put(ctx, bytes.NewReader(b))
		if err != nil {
			return Placed{}, err
		}
		if i >= 2 {
			terms.InputRoots = append(terms.InputRoots, root.String())
		}
	}
	if err := c.register(ctx, terms.ProgramId, j.Name, raw); err != nil {
		return Placed{}, err
	}
	var p Placed
	if j.Private {
		if p.Key, err = ecdh.X25519().GenerateKey(rand.Reader); err != nil {
			return p, err
		}
		terms.OutputKey = hex.EncodeToString(p.Key.PublicKey().Bytes())
	}
	res, err := c.Chain.Send(ctx, markettypes.NewMsgPlaceOrder(c.Chain.Address().String(), terms))
	if err != nil {
		return p, fmt.Errorf("placing the order: %w", err)
	}
	var out markettypes.MsgPlaceOrderResponse
	if err := res.Response(0, &out); err != nil {
		return p, err
	}
	p.OrderID = out.OrderId
	c.Say("height %d: order %s placed", res.Height, p.OrderID)
	return p, nil
}

// register puts a program on chain unless it is there.
func (c *Client) register(ctx context.Context, id, name string, raw []byte) error {
	_, err := c.Chain.Verification.Program(ctx, &verificationtypes.QueryProgramRequest{ProgramId: id})
	if err == nil || !chain.IsNotFound(err) {
		return err
	}
	res, err := c.Chain.Send(ctx, &verificationtypes.MsgRegisterProgram{
		Creator: c.Chain.Address().String(), Name: name, Graph: raw, Locations: []string{c.URL},
	})
	if err != nil {
		return fmt.Errorf("registering the program: %w", err)
	}
	c.Say("height %d: program %s registered", res.Height, id)
	return nil
}

// ErrNoResult says that an order ended without a result that can be trusted.
var ErrNoResult = errors.New("the order ended without a result")

// Result is a final result.
type Result struct {
	Lease   markettypes.Lease
	Receipt verificationtypes.Receipt
	Outputs [][]byte
}

// Follow says what happens to an order until it has ended. It returns the settled leases' results, every output checked against
// its receipt, or ErrNoResult.
func (c *Client) Follow(ctx context.Context, p Placed) ([]Result, error) {
	f := follower{Client: c, placed: p, seen: map[string]string{}, results: map[string]Result{}, demanded: map[string]bool{}}
	for {
		done, err := f.step(ctx)
		if err != nil || done {
			return f.settled(), errors.Join(err, f.verdict(done))
		}
		if err := chain.Sleep(ctx, c.Poll); err != nil {
			return nil, err
		}
	}
}

// Price is a convenience for terms: the highest price of all leases together.
func Price(t markettypes.Terms) sdk.Coin {
	return sdk.NewCoin(t.MaxPrice.Denom, t.MaxPrice.Amount.MulRaw(int64(t.Redundancy)))
}
