// Package follow brings headers of Celestia to the chain's light client, and proofs of blobs with them.
package follow

import (
	"context"
	"errors"
	"fmt"
	"strings"

	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

const (
	// maxBisections bounds how often a step is halved when Celestia's validators changed too much in between.
	maxBisections = 40
	// maxPages bounds how far back a header below a height is looked for.
	maxPages = 1_000
	pageSize = 100
)

// Celestia is what is asked of a Celestia node.
type Celestia interface {
	Block(ctx context.Context, height int64) (celestia.Block, error)
	celestia.Rows
}

// Follower brings what a Celestia node says to the chain.
type Follower struct {
	Chain    *chain.Client
	Celestia Celestia
}

// Messages returns what has to be sent, before or together with something that relies on the header of a height, so that the chain believes
// it; nothing when it does already. The block is the node's. The error says so when chain and node contradict each other.
func (f Follower) Messages(ctx context.Context, height int64) ([]sdk.Msg, celestia.Block, error) {
	block, err := f.Celestia.Block(ctx, height)
	if err != nil {
		return nil, block, err
	}
	known, err := f.Chain.DA.Header(ctx, &types.QueryHeaderRequest{Height: height})
	if err == nil {
		if got := block.Summary(); got.Hash != known.Header.Hash {
			return nil, block, fmt.Errorf("the chain believes %s for height %d of Celestia, the node says %s: it is of another network, or lies", known.Header.Hash, height, got.Hash)
		}
		return nil, block, nil
	}
	if !chain.IsNotFound(err) {
		return nil, block, err
	}
	trusted, err := f.below(ctx, height)
	if err != nil {
		return nil, block, err
	}
	msg, err := f.update(ctx, block, trusted)
	if err != nil {
		return nil, block, err
	}
	return []sdk.Msg{msg}, block, nil
}

func (f Follower) update(ctx context.Context, block celestia.Block, trusted int64) (*types.MsgUpdateClient, error) {
	raw, err := block.LightBlock()
	if err != nil {
		return nil, err
	}
	msg := &types.MsgUpdateClient{Sender: f.Chain.Address().String(), LightBlock: raw, TrustedHeight: trusted}
	if block.Header.Height == trusted+1 {
		return msg, nil
	}
	next, err := f.Celestia.Block(ctx, trusted+1)
	if err != nil {
		return nil, err
	}
	msg.TrustedValidators, err = next.ValidatorBytes()
	return msg, err
}

// below returns the highest believed height below a height.
func (f Follower) below(ctx context.Context, height int64) (int64, error) {
	client, err := f.Chain.DA.Client(ctx, &types.QueryClientRequest{})
	if err != nil {
		return 0, err
	}
	switch {
	case client.Client.FrozenReason != "":
		return 0, fmt.Errorf("the chain's light client of Celestia is frozen: %s; governance has to trust a header", client.Client.FrozenReason)
	case client.Client.LatestHeight == 0:
		return 0, errors.New("the chain trusts no header of Celestia yet: see 'surety-da genesis', or let governance trust one")
	case client.Client.LatestHeight < height:
		return client.Client.LatestHeight, nil
	}
	page := &query.PageRequest{Reverse: true, Limit: pageSize}
	for range maxPages {
		answer, err := f.Chain.DA.Headers(ctx, &types.QueryHeadersRequest{Pagination: page})
		if err != nil {
			return 0, err
		}
		for _, header := range answer.Headers {
			if header.Height < height {
				return header.Height, nil
			}
		}
		if len(answer.Pagination.NextKey) == 0 {
			break
		}
		page = &query.PageRequest{Reverse: true, Limit: pageSize, Key: answer.Pagination.NextKey}
	}
	return 0, fmt.Errorf("the chain has no header below height %d of Celestia: it is older than what is kept", height)
}

// Send sends messages that rely on the header of a height, with what makes the chain believe it. Where Celestia's validators have changed
// too much since the last header, it goes there in smaller steps first.
func (f Follower) Send(ctx context.Context, height int64, msgs ...sdk.Msg) (chain.Result, error) {
	for range maxBisections {
		first, _, err := f.Messages(ctx, height)
		if err != nil {
			return chain.Result{}, err
		}
		if all := append(first, msgs...); len(all) > 0 {
			result, err := f.Chain.Send(ctx, all...)
			if err == nil || !tooFar(err) {
				return result, err
			}
		} else {
			return chain.Result{}, nil
		}
		if err := f.halfway(ctx, height); err != nil {
			return chain.Result{}, err
		}
	}
	return chain.Result{}, fmt.Errorf("height %d of Celestia could not be reached in %d steps", height, maxBisections)
}

// halfway brings a header between the last believed one and a height.
func (f Follower) halfway(ctx context.Context, height int64) error {
	low, err := f.below(ctx, height)
	if err != nil {
		return err
	}
	for target := low + (height-low)/2; target > low; target = low + (target-low)/2 {
		block, err := f.Celestia.Block(ctx, target)
		if err != nil {
			return err
		}
		msg, err := f.update(ctx, block, low)
		if err != nil {
			return err
		}
		if _, err = f.Chain.Send(ctx, msg); err == nil || !tooFar(err) {
			return err
		}
	}
	return fmt.Errorf("the header after height %d of Celestia is not signed by the validators that it should be", low)
}

// tooFar says that too few of the trusted validators have signed.
func tooFar(err error) bool { return strings.Contains(err.Error(), "cant trust new val set") }

// Prove returns the proof that a blob is at a height, from the node's rows, which are checked.
func (f Follower) Prove(ctx context.Context, height int64, blob celestia.Blob) (types.BlobProof, types.Reference, error) {
	block, err := f.Celestia.Block(ctx, height)
	if err != nil {
		return types.BlobProof{}, types.Reference{}, err
	}
	return celestia.Prove(ctx, f.Celestia, block, blob)
}
