package exec

import (
	"bytes"
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Corrupt is the trace of a provider that cheats once: the top fraction bit of one element is flipped, and everything that reads it
// is computed honestly from there. It is for tests and demonstrations.
func Corrupt(t *Trace, node uint32, element uint64) (*Trace, error) {
	if err := t.has(node, element); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	out := newTrace(t.Program, t.Weights)
	copy(out.Tensors, t.Tensors)
	copy(out.Roots, t.Roots)
	copy(out.Commitments, t.Commitments)

	const topFraction, byteOfIt = 0x40, 2
	wrong := bytes.Clone(t.Tensors[node])
	wrong[element*elementBytes+byteOfIt] ^= topFraction
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
