package post

import (
	"context"
	"fmt"
	"testing"
	"time"

	cmttypes "github.com/cometbft/cometbft/types"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/source"
	"github.com/suretynetwork/surety/x/da/types"
)

// node has sixty blocks that follow each other, but for the one at odd.
type node struct {
	status source.Status
	odd    int64
	asked  int
	blocks []*cmttypes.Block
}

func (n *node) Status(context.Context) (source.Status, error) { return n.status, nil }

func (n *node) Block(_ context.Context, height int64) (*cmttypes.Block, *cmttypes.Commit, error) {
	n.asked++
	for len(n.blocks) < 60 {
		n.blocks = append(n.blocks, n.next())
	}
	return n.blocks[height-1], &cmttypes.Commit{Height: height}, nil
}

func (n *node) next() *cmttypes.Block {
	height := int64(len(n.blocks)) + 1
	block := cmttypes.MakeBlock(height, []cmttypes.Tx{make([]byte, 1_000)}, &cmttypes.Commit{}, nil)
	block.ChainID, block.Time, block.ValidatorsHash = "surety-1", time.Unix(height, 0).UTC(), make([]byte, 32)
	if height > 1 && height != n.odd {
		block.LastBlockID.Hash = n.blocks[height-2].Hash()
	}
	return block
}

func (n *node) Validators(context.Context, int64, []byte) (*cmttypes.ValidatorSet, error) {
	return cmttypes.NewValidatorSet([]*cmttypes.Validator{cmttypes.NewValidator(cmttypes.NewMockPV().PrivKey.PubKey(), 1)}), nil
}

func poster(n *node, change func(c *Config)) *Poster {
	p := &Poster{Node: n, Config: Config{MaxBytes: 1_000_000, MaxBlocks: 100, MaxAge: time.Second, Poll: time.Second}}
	if change != nil {
		change(&p.Config)
	}
	return p
}

func TestANodeThatHasPrunedWhatIsNextIsNamed(t *testing.T) {
	p := poster(&node{status: source.Status{ChainID: "surety-1", First: 50, Last: 90}}, nil)
	_, _, err := p.collect(context.Background(), state{proved: 20})
	require.EqualError(t, err, "block 21 is next, the node's first is 50: it has pruned what is not published; use a node that keeps more")
}

func TestTheLastBlockWaitsForTheNext(t *testing.T) {
	n := &node{status: source.Status{ChainID: "surety-1", First: 1, Last: 21}}
	b, _, err := poster(n, nil).collect(context.Background(), state{proved: 20})
	require.NoError(t, err)
	require.Nil(t, b, "its commit can still change")
	require.Zero(t, n.asked)
}

func TestABatchIsFullByBytesAndByBlocks(t *testing.T) {
	for name, c := range map[string]struct {
		change func(c *Config)
		blocks int
		full   bool
	}{
		"by blocks":       {func(c *Config) { c.MaxBlocks = 7 }, 7, true},
		"by bytes":        {func(c *Config) { c.MaxBytes = 2_000 }, 6, true},
		"neither":         {nil, 40, false},
		"one that is big": {func(c *Config) { c.MaxBytes = 100 }, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			n := &node{}
			col := collector{poster: poster(n, c.change), manifest: types.Manifest{From: 1, ChainID: "surety-1"}}
			full, err := col.fill(context.Background(), 40)
			require.NoError(t, err)
			require.Len(t, col.blocks, c.blocks, fmt.Sprint(col.raw))
			require.Equal(t, c.full, full)
			require.LessOrEqual(t, n.asked, c.blocks+1, "it does not read on")
		})
	}
}

func TestBlocksThatDoNotFollowAreNamed(t *testing.T) {
	col := collector{poster: poster(&node{odd: 5}, nil), manifest: types.Manifest{From: 1, ChainID: "surety-1"}}
	_, err := col.fill(context.Background(), 40)
	require.ErrorContains(t, err, "block 5 of the node does not follow its block 4")
}
