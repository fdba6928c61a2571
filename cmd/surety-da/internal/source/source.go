// Package source reads this chain's blocks from a node.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	rpchttp "github.com/cometbft/cometbft/rpc/client/http"
	cmttypes "github.com/cometbft/cometbft/types"
)

// validatorsPerPage is the most that a node gives at a time.
const validatorsPerPage = 100

// Node is a node of this chain, over CometBFT's RPC.
type Node struct {
	rpc *rpchttp.HTTP
	url string
}

// New prepares a connection. Nothing is asked yet.
func New(url string) (*Node, error) {
	c, err := rpchttp.New(url, "/websocket")
	if err != nil {
		return nil, fmt.Errorf("--node %q: %w; it is the RPC address of a node, such as http://127.0.0.1:26657", url, err)
	}
	return &Node{rpc: c, url: url}, nil
}

// Status is what a node has.
type Status struct {
	ChainID string
	// First and Last are the heights between which it has blocks.
	First, Last int64
}

// Status asks for what the node has. Only blocks below Last have a commit that cannot change.
func (n *Node) Status(ctx context.Context) (Status, error) {
	s, err := n.rpc.Status(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("the node at %s does not answer: %w", n.url, err)
	}
	return Status{ChainID: s.NodeInfo.Network, First: s.SyncInfo.EarliestBlockHeight, Last: s.SyncInfo.LatestBlockHeight}, nil
}

// ErrPruned says that the node no longer has a block.
var ErrPruned = errors.New("the node has pruned this block")

// Block returns a block with the commit to it, both checked against each other: what the commit signs is this very block.
func (n *Node) Block(ctx context.Context, height int64) (*cmttypes.Block, *cmttypes.Commit, error) {
	b, err := n.rpc.Block(ctx, &height)
	if err != nil {
		if strings.Contains(err.Error(), "is not available, lowest height") {
			return nil, nil, fmt.Errorf("block %d: %w", height, ErrPruned)
		}
		return nil, nil, fmt.Errorf("block %d from %s: %w", height, n.url, err)
	}
	c, err := n.rpc.Commit(ctx, &height)
	if err != nil {
		return nil, nil, fmt.Errorf("the commit to block %d from %s: %w", height, n.url, err)
	}
	if b.Block == nil || c.Commit == nil || b.Block.Height != height {
		return nil, nil, fmt.Errorf("block %d from %s: it has none, or another", height, n.url)
	}
	id, err := BlockID(b.Block)
	if err != nil {
		return nil, nil, err
	}
	if !id.Equals(c.Commit.BlockID) {
		return nil, nil, fmt.Errorf("block %d from %s is %s, its commit is to %s: the node alters blocks, or is of another release", height, n.url, id, c.Commit.BlockID)
	}
	return b.Block, c.Commit, nil
}

// BlockID is the hash of a block's header and of the block as it is sent around.
func BlockID(block *cmttypes.Block) (cmttypes.BlockID, error) {
	parts, err := block.MakePartSet(cmttypes.BlockPartSizeBytes)
	if err != nil {
		return cmttypes.BlockID{}, err
	}
	return cmttypes.BlockID{Hash: block.Hash(), PartSetHeader: parts.Header()}, nil
}

// Validators returns the validators of a height, checked against the hash in its header.
func (n *Node) Validators(ctx context.Context, height int64, hash []byte) (*cmttypes.ValidatorSet, error) {
	var all []*cmttypes.Validator
	perPage := validatorsPerPage
	for page := 1; ; page++ {
		answer, err := n.rpc.Validators(ctx, &height, &page, &perPage)
		if err != nil {
			return nil, fmt.Errorf("the validators of height %d from %s: %w", height, n.url, err)
		}
		all = append(all, answer.Validators...)
		if len(all) >= answer.Total || len(answer.Validators) == 0 {
			break
		}
	}
	set, err := cmttypes.ValidatorSetFromExistingValidators(all)
	if err != nil {
		return nil, fmt.Errorf("the validators of height %d from %s: %w", height, n.url, err)
	}
	if !bytes.Equal(set.Hash(), hash) {
		return nil, fmt.Errorf("the validators of height %d from %s hash to %X, the header says %X", height, n.url, set.Hash(), hash)
	}
	return set, nil
}
