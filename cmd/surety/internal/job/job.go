// Package job runs an order's program on its inputs, wherever their content has to come from.
package job

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/suretynetwork/surety/cmd/internal/chain"
	"github.com/suretynetwork/surety/cmd/surety/internal/blob"
	markettypes "github.com/suretynetwork/surety/x/market/types"
	providertypes "github.com/suretynetwork/surety/x/provider/types"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	verificationtypes "github.com/suretynetwork/surety/x/verification/types"
)

const (
	// maxWeights and maxInput bound what a runner fetches, in bytes.
	maxWeights = 4 << 30
	maxInput   = 256 << 20
	// keptTraces is how many results stay in memory.
	keptTraces = 8
)

// Runner fetches programs, weights and inputs by hash and runs them.
type Runner struct {
	chain *chain.Client
	store blob.Store
	blobs *blob.Client

	mu     sync.Mutex
	traces map[string]*exec.Trace
	recent []string
}

// NewRunner returns a runner that keeps fetched content in store.
func NewRunner(c *chain.Client, store blob.Store, blobs *blob.Client) *Runner {
	return &Runner{chain: c, store: store, blobs: blobs, traces: map[string]*exec.Trace{}}
}

// Program returns a registered program, checked against its id, and where its weights may be.
func (r *Runner) Program(ctx context.Context, id string) (*graph.Program, []string, error) {
	rec, err := r.chain.Verification.Program(ctx, &verificationtypes.QueryProgramRequest{ProgramId: id})
	if err != nil {
		return nil, nil, fmt.Errorf("program %s: %w", id, err)
	}
	res, err := r.chain.Verification.Graph(ctx, &verificationtypes.QueryGraphRequest{ProgramId: id})
	if err != nil {
		return nil, nil, fmt.Errorf("program %s: %w", id, err)
	}
	p, err := graph.Decode(res.Graph)
	if err != nil {
		return nil, nil, fmt.Errorf("program %s: %w", id, err)
	}
	got, err := p.ID()
	if err != nil {
		return nil, nil, err
	}
	if hex.EncodeToString(got[:]) != id {
		return nil, nil, fmt.Errorf("program %s: the node gave the graph of %x", id, got)
	}
	return p, rec.Program.Locations, nil
}

// Content is everything that a run needs.
type Content struct {
	Program *graph.Program
	Weights []byte
	Inputs  [][]byte
}

// Fetch brings an order's content, every byte checked against its hash. Extra locations are tried after the declared ones.
func (r *Runner) Fetch(ctx context.Context, order markettypes.Order, extra ...string) (Content, error) {
	p, locations, err := r.Program(ctx, order.Terms.ProgramId)
	if err != nil {
		return Content{}, err
	}
	c := Content{Program: p}
	c.Weights, err = r.get(ctx, [32]byte(p.WeightsRoot), maxWeights, slices.Concat(locations, order.Terms.InputUrls, extra))
	if err != nil {
		return Content{}, fmt.Errorf("weights: %w", err)
	}
	for i, s := range order.Terms.InputRoots {
		root, err := blob.ParseRoot(s)
		if err != nil {
			return Content{}, fmt.Errorf("input %d: %w", i, err)
		}
		in, err := r.get(ctx, root, maxInput, slices.Concat(order.Terms.InputUrls, extra))
		if err != nil {
			return Content{}, fmt.Errorf("input %d: %w", i, err)
		}
		c.Inputs = append(c.Inputs, in)
	}
	return c, nil
}

func (r *Runner) get(ctx context.Context, root blob.Root, limit int64, locations []string) ([]byte, error) {
	return r.blobs.Get(ctx, root, limit, locations...)
}

// Run returns the honest trace of an order, from memory if it was run lately.
func (r *Runner) Run(ctx context.Context, order markettypes.Order, extra ...string) (*exec.Trace, error) {
	key := order.Terms.ProgramId + "|" + strings.Join(order.Terms.InputRoots, "|")
	r.mu.Lock()
	t := r.traces[key]
	r.mu.Unlock()
	if t != nil {
		return t, nil
	}
	c, err := r.Fetch(ctx, order, extra...)
	if err != nil {
		return nil, err
	}
	t, err = exec.Run(ctx, c.Program, c.Weights, c.Inputs)
	if err != nil {
		return nil, fmt.Errorf("running %s: %w", order.Terms.ProgramId, err)
	}
	r.remember(key, t)
	return t, nil
}

func (r *Runner) remember(key string, t *exec.Trace) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.traces[key]; !ok {
		r.recent = append(r.recent, key)
	}
	r.traces[key] = t
	if len(r.recent) > keptTraces {
		delete(r.traces, r.recent[0])
		r.recent = r.recent[1:]
	}
}

// Publish puts what others may ask for into the store: the trace list and the outputs.
func (r *Runner) Publish(ctx context.Context, t *exec.Trace) error {
	blobs := append([][]byte{List(t.Commitments)}, t.Outputs()...)
	for _, b := range blobs {
		if _, _, err := r.store.Put(ctx, bytes.NewReader(b)); err != nil {
			return err
		}
	}
	return nil
}

// List is a trace's node commitments one after the other: the content of its trace root.
func List(commitments [][32]byte) []byte {
	out := make([]byte, 0, 32*len(commitments))
	for _, c := range commitments {
		out = append(out, c[:]...)
	}
	return out
}

// Unlist reads a trace list.
func Unlist(b []byte) ([][32]byte, error) {
	if len(b)%32 != 0 {
		return nil, fmt.Errorf("a trace list of %d bytes is not a whole number of commitments", len(b))
	}
	out := make([][32]byte, 0, len(b)/32)
	for c := range slices.Chunk(b, 32) {
		out = append(out, [32]byte(c))
	}
	return out, nil
}

// Locations are where a receipt's content may be had: where it says, and at the provider's endpoint.
func Locations(ctx context.Context, c *chain.Client, r verificationtypes.SignedReceipt) []string {
	locations := []string{r.TraceLocation}
	if p, err := c.Provider.Provider(ctx, &providertypes.QueryProviderRequest{Provider: r.Provider}); err == nil && p.Provider.Endpoint != r.TraceLocation {
		locations = append(locations, p.Provider.Endpoint)
	}
	return slices.DeleteFunc(locations, func(l string) bool { return l == "" })
}
