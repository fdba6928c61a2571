// Package restore rebuilds the chain from Celestia and a genesis file, believing neither.
package restore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"time"

	"github.com/celestiaorg/go-square/v4/share"
	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/suretynetwork/surety/cmd/surety-da/internal/batch"
	"github.com/suretynetwork/surety/x/da/celestia"
	"github.com/suretynetwork/surety/x/da/types"
)

// maxPending bounds the batches that lie ahead of the block that is needed: rubbish that calls itself one must not fill the memory.
const maxPending = 10_000

// Celestia is what is asked of a Celestia node.
type Celestia interface {
	Head(ctx context.Context) (celestia.Block, error)
	Block(ctx context.Context, height int64) (celestia.Block, error)
	All(ctx context.Context, height int64, namespace share.Namespace) ([]celestia.Blob, error)
	Get(ctx context.Context, ref types.Reference) (celestia.Blob, error)
	celestia.Rows
}

// Feed finds batches on Celestia, in the order in which they are needed.
type Feed struct {
	Celestia  Celestia
	Namespace share.Namespace
	ChainID   string
	Headers   *Headers
	Log       *slog.Logger
	// At is the next height of Celestia that is looked at, Head the last.
	At, Head int64

	pending []place
	// refused is why the last batch that claims a block that was needed was passed over.
	refused error
}

// Missing is the error of a block that no batch has.
func (f *Feed) Missing(height int64) error {
	if f.refused != nil {
		return fmt.Errorf("stopped at block %d: no batch on Celestia up to height %d has it; the last that says so was passed over: %w", height, f.Head, f.refused)
	}
	return fmt.Errorf("stopped at block %d: it is on Celestia up to height %d in no batch", height, f.Head)
}

// place is where a batch claims to be.
type place struct {
	ref      types.Reference
	from, to int64
}

// Found is a batch that is on Celestia.
type Found struct {
	*batch.Batch
	Reference types.Reference
	// Size is the length of its content.
	Size uint64
}

// Next returns a batch that has the block of a height, or io.EOF when there is none up to the head. One that was returned is not returned
// again.
func (f *Feed) Next(ctx context.Context, height int64) (Found, error) {
	for {
		if found, err := f.fromPending(ctx, height); err == nil || !errors.Is(err, io.EOF) {
			return found, err
		}
		if f.At > f.Head {
			return Found{}, io.EOF
		}
		if err := f.scan(ctx, height); err != nil {
			return Found{}, err
		}
	}
}

// fromPending takes what claims to have the block, until something is what it claims.
func (f *Feed) fromPending(ctx context.Context, height int64) (Found, error) {
	for i := 0; i < len(f.pending); {
		p := f.pending[i]
		if p.to < height {
			f.pending = append(f.pending[:i], f.pending[i+1:]...)
			continue
		}
		if p.from > height {
			i++
			continue
		}
		f.pending = append(f.pending[:i], f.pending[i+1:]...)
		found, err := f.open(ctx, p.ref)
		if err == nil {
			return found, nil
		}
		if ctx.Err() != nil || isTransport(err) {
			return Found{}, err
		}
		f.refused = fmt.Errorf("%s: %w", p.ref, err)
		f.Log.Warn("passed over", "reference", p.ref, "reason", err.Error())
	}
	return Found{}, io.EOF
}

// scan looks at the next height of Celestia.
func (f *Feed) scan(ctx context.Context, height int64) error {
	blobs, err := f.Celestia.All(ctx, f.At, f.Namespace)
	if err != nil {
		return transport(fmt.Errorf("height %d of Celestia: %w", f.At, err))
	}
	for _, blob := range blobs {
		manifest, _, err := types.DecodeManifest(blob.Data)
		ref, refErr := celestia.Reference(f.At, blob)
		if err = errors.Join(err, refErr); err != nil {
			f.Log.Info("a blob of the namespace is no batch", "height", f.At, "reason", err.Error())
			continue
		}
		if manifest.ChainID != f.ChainID || manifest.To < height {
			continue
		}
		if len(f.pending) == maxPending {
			return fmt.Errorf("%d batches wait for block %d, which none has: it is missing on Celestia up to height %d", maxPending, height, f.At)
		}
		f.pending = append(f.pending, place{ref: ref, from: manifest.From, to: manifest.To})
	}
	f.At++
	return nil
}

// open fetches a batch, and checks that it is on Celestia by what Celestia's validators signed.
func (f *Feed) open(ctx context.Context, ref types.Reference) (Found, error) {
	blobs, err := f.Celestia.All(ctx, ref.Height, ref.Namespace)
	if err != nil {
		return Found{}, transport(err)
	}
	for _, blob := range blobs {
		if got, err := celestia.Reference(ref.Height, blob); err != nil || got.String() != ref.String() {
			continue
		}
		block, err := f.Headers.Verified(ctx, ref.Height)
		if err != nil {
			return Found{}, err
		}
		if _, _, err := celestia.Prove(ctx, f.Celestia, block, blob); err != nil {
			return Found{}, err
		}
		b, err := batch.Decode(blob.Data)
		return Found{Batch: b, Reference: ref, Size: uint64(len(blob.Data))}, err
	}
	return Found{}, fmt.Errorf("the node had %s and does not any more", ref)
}

// transportError is a failure to ask, which says nothing of what was asked for.
type transportError struct{ error }

func (e transportError) Unwrap() error { return e.error }

func transport(err error) error { return transportError{err} }

func isTransport(err error) bool { return errors.As(err, &transportError{}) }

// Headers follows Celestia's headers from one that is trusted, by the rules of light clients but for the trusting period: a chain may be
// restored years later, and its own validators vouch for its blocks.
type Headers struct {
	Celestia interface {
		Block(ctx context.Context, height int64) (celestia.Block, error)
	}
	ChainID string
	Trusted types.Header
}

// Verified returns the block of a height, at or above the trusted one, once it has been verified.
func (h *Headers) Verified(ctx context.Context, height int64) (celestia.Block, error) {
	block, err := h.Celestia.Block(ctx, height)
	if err != nil {
		return block, transport(err)
	}
	if height == h.Trusted.Height {
		if got := block.Summary(); got.Hash != h.Trusted.Hash {
			return block, fmt.Errorf("the node gives %s for height %d of Celestia, %s is trusted: it is of another network, or lies", got.Hash, height, h.Trusted.Hash)
		}
		return block, nil
	}
	if height < h.Trusted.Height {
		return block, fmt.Errorf("height %d of Celestia is below the trusted one, %d", height, h.Trusted.Height)
	}
	return block, h.reach(ctx, block, 0)
}

// reach verifies a block, in steps where validators have changed too much.
func (h *Headers) reach(ctx context.Context, block celestia.Block, depth int) error {
	err := h.verify(ctx, block)
	if err == nil {
		h.Trusted = block.Summary()
		return nil
	}
	low, high := h.Trusted.Height, block.Header.Height
	if isTransport(err) || high <= low+1 || depth > 40 {
		return fmt.Errorf("height %d of Celestia: %w", high, err)
	}
	middle, fetchErr := h.Celestia.Block(ctx, low+(high-low)/2)
	if fetchErr != nil {
		return transport(fetchErr)
	}
	if h.reach(ctx, middle, depth+1) != nil {
		return fmt.Errorf("height %d of Celestia: %w", high, err)
	}
	return h.reach(ctx, block, depth+1)
}

func (h *Headers) verify(ctx context.Context, block celestia.Block) error {
	raw, err := block.LightBlock()
	if err != nil {
		return err
	}
	decoded, err := types.DecodeLightBlock(raw)
	if err != nil {
		return err
	}
	var validators *cmttypes.ValidatorSet
	if block.Header.Height > h.Trusted.Height+1 {
		next, err := h.Celestia.Block(ctx, h.Trusted.Height+1)
		if err != nil {
			return transport(err)
		}
		validators = next.Validators
	}
	return decoded.Verify(h.Trusted, validators, types.Rules{
		ChainID: h.ChainID, TrustingPeriod: time.Duration(math.MaxInt64), MaxClockDrift: time.Minute, Now: time.Now(),
	})
}
