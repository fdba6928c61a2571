package exec

import (
	"bytes"
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Corrupt is the trace of a provider that cheats once: the top fraction bit of one float32, or the lowest bit of another type, is flipped, and everything that reads it
// is computed honestly from there. It is for tests and demonstrations.
func Corrupt(t *Trace, node uint32, element uint64) (*Trace, error) {
	if err := t.has(node, element); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	if !t.Program.Nodes[node].Committed() {
		return nil, fmt.Errorf("%w: node %d is not committed: there is no number of it to falsify; name a committed node", ErrClaim, node)
	}
	out := newTrace(t.Program, t.Weights)
	copy(out.Tensors, t.Tensors)
	copy(out.Roots, t.Roots)
	copy(out.Commitments, t.Commitments)

	wrong := bytes.Clone(t.Tensors[node])
	switch size := t.Program.Nodes[node].Dtype.ElementSize(); size {
	case elementBytes:
		const topFraction, byteOfIt = 0x40, 2
		wrong[element*elementBytes+byteOfIt] ^= topFraction
	default:
		wrong[element*size] ^= 1
	}
	out.set(int(node), wrong)

	changed := make([]bool, len(t.Tensors))
	changed[node] = true
	for i := int(node) + 1; i < len(t.Tensors); i++ {
		if changed[i] = readsChanged(&t.Program.Nodes[i], changed); !changed[i] {
			continue
		}
		tensor, err := compute(context.Background(), out, i)
		if err != nil {
			return nil, err
		}
		out.set(i, tensor)
	}
	out.seal()
	return out, nil
}

func readsChanged(n *graph.Node, changed []bool) bool {
	for i := range n.Operands {
		if o := &n.Operands[i]; o.Source == graph.SourceTrace && changed[o.Node] {
			return true
		}
	}
	return false
}
