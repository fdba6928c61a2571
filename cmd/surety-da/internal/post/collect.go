package post

import (
	"bytes"
	"context"
	"fmt"

	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/batch"
	"github.com/suretynetwork/surety/x/da/types"
)

const (
	// worstRatio is how little compression is counted on while a batch is filled. What compresses less is cut when it is finished.
	worstRatio = 4
	// maxRawBytes bounds a batch before compression, and so what it takes to make and to read one.
	maxRawBytes = 64 << 20
)

// collector fills one batch.
type collector struct {
	poster     *Poster
	manifest   types.Manifest
	blocks     []*cmttypes.Block
	commits    []*cmttypes.Commit
	validators []*cmttypes.ValidatorSet
	raw        int
}

// fill takes blocks up to a height, and says whether there is no room for more.
func (c *collector) fill(ctx context.Context, last int64) (full bool, err error) {
	for height := c.manifest.From; height <= last; height++ {
		block, commit, err := c.poster.Node.Block(ctx, height)
		if err != nil {
			return false, err
		}
		size := block.Size()
		if len(c.blocks) > 0 && (c.raw+size > min(worstRatio*c.poster.Config.MaxBytes, maxRawBytes) || len(c.blocks) == c.poster.Config.MaxBlocks) {
			return true, nil
		}
		if n := len(c.blocks); n > 0 && !bytes.Equal(block.LastBlockID.Hash, c.blocks[n-1].Hash()) {
			return false, fmt.Errorf("block %d of the node does not follow its block %d", height, height-1)
		}
		if err := c.addValidators(ctx, block); err != nil {
			return false, err
		}
		c.blocks, c.commits, c.raw = append(c.blocks, block), append(c.commits, commit), c.raw+size
	}
	return len(c.blocks) == c.poster.Config.MaxBlocks, nil
}

func (c *collector) addValidators(ctx context.Context, block *cmttypes.Block) error {
	for _, set := range c.validators {
		if bytes.Equal(set.Hash(), block.ValidatorsHash) {
			return nil
		}
	}
	set, err := c.poster.Node.Validators(ctx, block.Height, block.ValidatorsHash)
	c.validators = append(c.validators, set)
	return err
}

// finish ends the batch at the highest height at which it may end and fits.
func (c *collector) finish(ctx context.Context) (*batch.Batch, []byte, error) {
	for n := len(c.blocks); n > 0; {
		to, digest, err := c.end(ctx, c.blocks[n-1].Height)
		if err != nil {
			return nil, nil, err
		}
		if n = int(to - c.manifest.From + 1); n > len(c.blocks) {
			return nil, nil, fmt.Errorf("batches that were taken back ended at height %d, and blocks up to %d fit: raise --max-bytes and --max-blocks", to, c.blocks[len(c.blocks)-1].Height)
		}
		b := &batch.Batch{Manifest: c.manifest, Blocks: c.blocks[:n], Commit: c.commits[n-1], Validators: c.validators}
		b.Manifest.To, b.Manifest.Digest = to, digest
		content, err := batch.Encode(b)
		if err != nil {
			return nil, nil, err
		}
		if len(content) <= c.poster.Config.MaxBytes || n == 1 {
			return b, content, nil
		}
		n = max(1, n*c.poster.Config.MaxBytes/len(content)*9/10)
	}
	return nil, nil, fmt.Errorf("there is no block")
}

// end returns the lowest height from a height on at which the chain lets a batch end, and its digest.
func (c *collector) end(ctx context.Context, height int64) (int64, [types.HashSize]byte, error) {
	answer, err := c.poster.Chain.DA.Digest(ctx, &types.QueryDigestRequest{Height: height})
	if err != nil {
		return 0, [types.HashSize]byte{}, fmt.Errorf("ask the chain where a batch may end: %w", err)
	}
	sum, err := answer.Digest.Sum()
	return answer.Digest.Height, sum, err
}
