package restore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/x/da/types"
)

// Options say what to restore.
type Options struct {
	// To is the last height that is wanted, 0 for all there are.
	To       int64
	Celestia Celestia
	Anchor   Anchor
	Progress *Progress
	Log      *slog.Logger
}

// Result is where it ended.
type Result struct {
	// First and Last are the heights that this run added; Last is one less than First when it added none.
	First, Last int64
	AppHash     []byte
	Celestia    int64
	Took        time.Duration
}

// feed prepares what reads Celestia.
func (o Options) feed(ctx context.Context) (*Feed, error) {
	head, err := o.Celestia.Head(ctx)
	if err != nil {
		return nil, err
	}
	celestiaID := o.Anchor.Celestia
	if celestiaID == "" {
		celestiaID = head.Header.ChainID
	}
	headers := &Headers{Celestia: o.Celestia, ChainID: celestiaID, Trusted: o.Anchor.Trusted}
	if _, err := headers.Verified(ctx, o.Anchor.Trusted.Height); err != nil {
		return nil, err
	}
	return &Feed{
		Celestia: o.Celestia, Namespace: o.Anchor.Namespace, ChainID: o.Anchor.ChainID, Headers: headers, Log: o.Log,
		At: o.Anchor.Trusted.Height, Head: head.Header.Height,
	}, nil
}

// Into adds every block that is on Celestia to a chain, from where it is. The error says at which block it stopped, and why.
func Into(ctx context.Context, chain *Chain, o Options) (Result, error) {
	begun := time.Now()
	feed, err := o.feed(ctx)
	if err != nil {
		return Result{}, err
	}
	r := Result{First: chain.Next(), Last: chain.Next() - 1, Celestia: feed.Head}
	err = o.each(ctx, feed, chain.Next(), func(found Found, i int) error {
		if err := chain.Add(found.Blocks[i], found.CommitTo(i)); err != nil {
			return err
		}
		r.Last = found.Blocks[i].Height
		o.Progress.At(r.Last, feed.At, feed.Head)
		return nil
	})
	o.Progress.Done()
	r.AppHash, r.Took = chain.AppHash(), time.Since(begun)
	return r, err
}

// each calls use with every block from a height on. What use refuses is passed over, and another batch with that block is looked for.
func (o Options) each(ctx context.Context, feed *Feed, next int64, use func(found Found, i int) error) error {
	var last error
	for o.To == 0 || next <= o.To {
		o.Progress.At(next-1, feed.At, feed.Head)
		found, err := feed.Next(ctx, next)
		if errors.Is(err, io.EOF) {
			if last != nil {
				return fmt.Errorf("stopped at block %d: %w", next, last)
			}
			if o.To != 0 {
				return feed.Missing(next)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("stopped at block %d: %w", next, err)
		}
		for i, block := range found.Blocks {
			if block.Height != next || (o.To != 0 && next > o.To) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("stopped at block %d: %w", next, err)
			}
			if err := use(found, i); err != nil {
				last = fmt.Errorf("%s: %w", found.Reference, err)
				if errors.Is(err, ErrExecution) {
					return fmt.Errorf("stopped at block %d: %w", next, last)
				}
				o.Log.Warn("passed over", "reference", found.Reference, "block", next, "reason", err.Error())
				break
			}
			next, last = next+1, nil
		}
	}
	return nil
}

// Checked is what a check without state found.
type Checked struct {
	First, Last          int64
	Batches, Blocks, Txs int
	Bytes, Raw           uint64
	// Validators is the hash of those who signed the first block: everything else follows from them.
	Validators string
	Digest     string
}

// Check reads blocks without executing them: every block follows the one before, is signed by more than two thirds of the validators that
// the block before names, and holds the transactions that its header commits to. The first validators are to be compared with a source
// that is trusted. Same may compare a batch's end with what a chain has recorded.
func Check(ctx context.Context, o Options, from int64, same func(to int64, digest string) error) (Checked, error) {
	feed, err := o.feed(ctx)
	if err != nil {
		return Checked{}, err
	}
	c := Checked{First: from, Last: from - 1}
	var before *cmttypes.Block
	var digest [types.HashSize]byte
	known := from == o.Anchor.First // the running hash of what comes before
	err = o.each(ctx, feed, from, func(found Found, i int) error {
		block := found.Blocks[i]
		if err := checkBlock(found, i, before); err != nil {
			return err
		}
		if digest = types.NextDigest(digest, block.Hash()); i == len(found.Blocks)-1 {
			if known && digest != found.Manifest.Digest {
				return fmt.Errorf("its manifest has the digest %x, the blocks have %x", found.Manifest.Digest, digest)
			}
			digest, known = found.Manifest.Digest, true
			if same != nil {
				if err := same(block.Height, fmt.Sprintf("%x", digest)); err != nil {
					return err
				}
			}
		}
		if before == nil {
			c.Validators = block.ValidatorsHash.String()
		}
		if i == 0 || before == nil {
			c.Batches++
			c.Bytes += found.Size
			c.Raw += found.Manifest.RawSize
		}
		before = block
		c.Last, c.Blocks, c.Txs, c.Digest = block.Height, c.Blocks+1, c.Txs+len(block.Txs), fmt.Sprintf("%x", digest)
		o.Progress.At(block.Height, feed.At, feed.Head)
		return nil
	})
	o.Progress.Done()
	return c, err
}
