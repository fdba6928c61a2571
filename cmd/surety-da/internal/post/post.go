// Package post publishes this chain's blocks on Celestia and records on chain that they are there.
package post

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/internal/follow"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/batch"
	"github.com/suretynetwork/surety/cmd/surety-da/internal/source"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

const (
	// longestWait is the most that lies between two attempts.
	longestWait = 15 * time.Second
	// stalledAfter is how long some blocks of Celestia may take before it is said that they do not come.
	stalledAfter = time.Minute
)

// Config says how to batch.
type Config struct {
	// MaxBytes bounds a batch after compression, MaxBlocks the blocks in it.
	MaxBytes, MaxBlocks int
	// MaxAge is how old a block gets before it is posted in a batch that is not full.
	MaxAge time.Duration
	// Poll is how often chain and Celestia are asked.
	Poll time.Duration
	// Settle is how many blocks of Celestia are waited for before what may have been posted already is looked for.
	Settle int64
	// Options are how blobs are paid for.
	Options celestia.Options
}

// Node is where the blocks come from.
type Node interface {
	Status(ctx context.Context) (source.Status, error)
	Block(ctx context.Context, height int64) (*cmttypes.Block, *cmttypes.Commit, error)
	Validators(ctx context.Context, height int64, hash []byte) (*cmttypes.ValidatorSet, error)
}

// Celestia is where they go.
type Celestia interface {
	follow.Celestia
	Head(ctx context.Context) (celestia.Block, error)
	All(ctx context.Context, height int64, namespace share.Namespace) ([]celestia.Blob, error)
	Submit(ctx context.Context, namespace share.Namespace, content []byte, options celestia.Options) (int64, error)
}

// Poster posts. It remembers nothing that matters: what is recorded it asks the chain, what is posted it looks for on Celestia.
type Poster struct {
	Config   Config
	Node     Node
	Celestia Celestia
	Chain    *chain.Client
	Log      *slog.Logger
	Metrics  *Metrics

	// unsure is true while something may have been posted that is not recorded: at the start, and after a posting whose end is not known.
	unsure bool
}

// Run posts until the context ends. What fails is tried again, later and later.
func (p *Poster) Run(ctx context.Context) {
	p.unsure = true
	for wait := p.Config.Poll; ctx.Err() == nil; {
		posted, err := p.step(ctx)
		if err == nil {
			p.Metrics.succeeded()
			if wait = p.Config.Poll; !posted {
				_ = chain.Sleep(ctx, wait) // told to stop or not, the loop sees
			}
			continue
		}
		if ctx.Err() == nil {
			p.Metrics.failures.Inc()
			p.Log.Warn("it did not work and is tried again", "error", err.Error(), "in", wait)
		}
		_ = chain.Sleep(ctx, wait) // told to stop or not, the loop sees
		wait = min(2*wait, longestWait)
	}
}

// state is what the chain says is to be done.
type state struct {
	params types.Params
	space  share.Namespace
	proved int64
	before *types.Batch
}

func (p *Poster) state(ctx context.Context) (state, error) {
	var s state
	params, err := p.Chain.DA.Params(ctx, &types.QueryParamsRequest{})
	if err != nil {
		return s, fmt.Errorf("ask the chain for x/da's parameters: %w", err)
	}
	s.params = params.Params
	if !s.params.IsPoster(p.Chain.Address().String()) {
		return s, fmt.Errorf("%s is no poster of this chain: governance names them in x/da's parameters", p.Chain.Address())
	}
	if s.space, err = types.ParseNamespace(s.params.Namespace); err != nil {
		return s, fmt.Errorf("the chain names no namespace to post to: %w", err)
	}
	lag, err := p.Chain.DA.Lag(ctx, &types.QueryLagRequest{})
	if err != nil {
		return s, err
	}
	s.proved = lag.ProvedHeight
	p.Metrics.lag.Set(float64(lag.LagBlocks))
	p.Metrics.proved.Set(float64(lag.ProvedHeight))
	batch, err := p.Chain.DA.Batch(ctx, &types.QueryBatchRequest{})
	if err == nil {
		s.before = &batch.Batch
		return s, nil
	}
	if chain.IsNotFound(err) {
		err = nil
	}
	return s, err
}

// step posts and records one batch, if it is time for one.
func (p *Poster) step(ctx context.Context) (bool, error) {
	s, err := p.state(ctx)
	if err != nil {
		return false, err
	}
	if p.unsure {
		adopted, err := p.adopt(ctx, s)
		if err != nil || adopted {
			return adopted, err
		}
		p.unsure = false
	}
	b, content, err := p.collect(ctx, s)
	if err != nil || b == nil {
		return false, err
	}
	begun := time.Now()
	p.unsure = true
	height, err := p.Celestia.Submit(ctx, s.space, content, p.Config.Options)
	if err != nil {
		return false, fmt.Errorf("post blocks %d to %d: %w", b.Manifest.From, b.Manifest.To, err)
	}
	p.Metrics.posted(b, content)
	p.Log.Info("posted", "from", b.Manifest.From, "to", b.Manifest.To, "bytes", len(content), "raw", b.Manifest.RawSize, "celestia", height)
	blob, err := p.find(ctx, s, height, content)
	if err != nil {
		return false, err
	}
	if err := p.record(ctx, height, blob); err != nil {
		return false, err
	}
	p.unsure = false
	p.Metrics.delay.Observe(time.Since(b.Blocks[0].Time).Seconds())
	p.Log.Info("recorded", "from", b.Manifest.From, "to", b.Manifest.To, "after", time.Since(begun).Round(time.Millisecond))
	return true, nil
}

// collect makes the next batch, or none when it is not time.
func (p *Poster) collect(ctx context.Context, s state) (*batch.Batch, []byte, error) {
	status, err := p.Node.Status(ctx)
	if err != nil {
		return nil, nil, err
	}
	from, last := s.proved+1, status.Last-1 // the commit to the last block can still change
	if status.First > from {
		return nil, nil, fmt.Errorf("block %d is next, the node's first is %d: it has pruned what is not published; use a node that keeps more", from, status.First)
	}
	if last < from {
		return nil, nil, nil
	}
	c := collector{poster: p, manifest: types.Manifest{From: from, ChainID: status.ChainID}}
	if s.before != nil {
		ref, err := types.ParseReference(s.before.Reference)
		if err != nil {
			return nil, nil, err
		}
		c.manifest.BeforeHeight, c.manifest.BeforeCommitment = ref.Height, ref.Commitment
	}
	full, err := c.fill(ctx, last)
	if err != nil {
		return nil, nil, err
	}
	if age := time.Since(c.blocks[0].Time); !full && age < p.Config.MaxAge {
		return nil, nil, nil
	}
	return c.finish(ctx)
}

// adopt looks on Celestia for a batch that was posted and not recorded, by this poster before it was killed or by another, and records it.
func (p *Poster) adopt(ctx context.Context, s state) (bool, error) {
	head, err := p.settled(ctx)
	if err != nil {
		return false, err
	}
	from, err := p.searchFrom(ctx, s)
	if err != nil {
		return false, err
	}
	for height := from; height <= head; height++ {
		blobs, err := p.Celestia.All(ctx, height, s.space)
		if err != nil {
			return false, err
		}
		for _, blob := range blobs {
			if reason := p.fits(ctx, s, blob); reason != nil {
				p.Log.Debug("a blob of the namespace is passed over", "height", height, "reason", reason.Error())
				continue
			}
			p.Log.Info("found a batch that was posted and not recorded", "celestia", height)
			return true, p.record(ctx, height, blob)
		}
	}
	return false, nil
}

// settled waits until what was sent before has had time to get into a block, and returns Celestia's height.
func (p *Poster) settled(ctx context.Context) (int64, error) {
	head, err := p.Celestia.Head(ctx)
	if err != nil {
		return 0, err
	}
	until, begun := head.Header.Height+p.Config.Settle, time.Now()
	for head.Header.Height < until {
		if waited := time.Since(begun); waited > stalledAfter {
			return 0, fmt.Errorf("the Celestia node has been at height %d for %s: it makes no blocks, or sees none", head.Header.Height, waited.Round(time.Second))
		}
		if err := chain.Sleep(ctx, p.Config.Poll); err != nil {
			return 0, err
		}
		if head, err = p.Celestia.Head(ctx); err != nil {
			return 0, err
		}
	}
	return head.Header.Height, nil
}

// searchFrom is the first height of Celestia at which the next batch may be.
func (p *Poster) searchFrom(ctx context.Context, s state) (int64, error) {
	if s.before != nil {
		ref, err := types.ParseReference(s.before.Reference)
		return ref.Height, err
	}
	headers, err := p.Chain.DA.Headers(ctx, &types.QueryHeadersRequest{})
	if err != nil {
		return 0, err
	}
	if len(headers.Headers) == 0 {
		return 0, errors.New("the chain trusts no header of Celestia yet: see 'surety-da genesis', or let governance trust one")
	}
	return headers.Headers[0].Height, nil
}

// fits returns why a blob is not the next batch, nil when it is. Its blocks are compared with the node's.
func (p *Poster) fits(ctx context.Context, s state, blob celestia.Blob) error {
	manifest, _, err := types.DecodeManifest(blob.Data)
	if err != nil {
		return err
	}
	if manifest.From != s.proved+1 || manifest.ChainID != p.Chain.ChainID() {
		return fmt.Errorf("it holds blocks from %d of %s", manifest.From, manifest.ChainID)
	}
	digest, err := p.Chain.DA.Digest(ctx, &types.QueryDigestRequest{Height: manifest.To})
	if err != nil {
		return err
	}
	if digest.Digest.Height != manifest.To || digest.Digest.Digest != hex.EncodeToString(manifest.Digest[:]) {
		return errors.New("it has another digest")
	}
	before := types.Reference{}
	if s.before != nil {
		if before, err = types.ParseReference(s.before.Reference); err != nil {
			return err
		}
	}
	if before.Height != manifest.BeforeHeight || before.Commitment != manifest.BeforeCommitment {
		return errors.New("it names another batch before it")
	}
	content, err := batch.Decode(blob.Data)
	if err != nil {
		return err
	}
	for _, block := range content.Blocks {
		own, _, err := p.Node.Block(ctx, block.Height)
		if err != nil {
			return err
		}
		if own.Hash().String() != block.Hash().String() {
			return fmt.Errorf("its block %d is not this chain's", block.Height)
		}
	}
	return nil
}

// find returns the blob that was posted, as Celestia has it.
func (p *Poster) find(ctx context.Context, s state, height int64, content []byte) (celestia.Blob, error) {
	commitment, err := types.Commit(s.space, content)
	if err != nil {
		return celestia.Blob{}, err
	}
	blobs, err := p.Celestia.All(ctx, height, s.space)
	if err != nil {
		return celestia.Blob{}, err
	}
	for _, blob := range blobs {
		if hex.EncodeToString(blob.Commitment) == hex.EncodeToString(commitment[:]) {
			return blob, nil
		}
	}
	return celestia.Blob{}, fmt.Errorf("the Celestia node says that height %d has what was posted, and does not have it there", height)
}

// record proves a blob and records it, with the header that is needed. That somebody else was first is no failure.
func (p *Poster) record(ctx context.Context, height int64, blob celestia.Blob) error {
	f := follow.Follower{Chain: p.Chain, Celestia: p.Celestia}
	proof, ref, err := f.Prove(ctx, height, blob)
	if err != nil {
		return err
	}
	result, err := f.Send(ctx, height, &types.MsgRecordBatch{Poster: p.Chain.Address().String(), Reference: ref.String(), Proof: proof})
	if err != nil && strings.Contains(err.Error(), types.ErrBatchOutOfOrder.Error()) {
		p.Log.Info("another poster was first", "reference", ref)
		return nil
	}
	if err != nil {
		return fmt.Errorf("record %s: %w", ref, err)
	}
	p.Metrics.gas.Observe(float64(result.Gas))
	p.Metrics.recorded.Inc()
	return nil
}
