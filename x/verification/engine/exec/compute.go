package exec

import (
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Compute gives one node's output from its operands' bytes, little-endian and row-major. The node need not stand in a program: where
// its operands lie does not matter. Errors match graph.ErrInvalid or ErrInput.
func Compute(ctx context.Context, n *graph.Node, in [][]byte) ([]byte, error) {
	if _, _, _, err := graph.ProofBound(n); err != nil {
		return nil, err
	}
	if len(in) != len(n.Operands) {
		return nil, fmt.Errorf("%w: %d operands are given, the node has %d", ErrInput, len(in), len(n.Operands))
	}
	for i := range in {
		if want, _ := n.Operands[i].Bytes(); uint64(len(in[i])) != want {
			return nil, fmt.Errorf("%w: operand %d has %d bytes, %s%d takes %d", ErrInput, i, len(in[i]), n.Operands[i].Dtype, n.Operands[i].Shape, want)
		}
	}
	size, _ := n.OutputBytes()
	out := room(int(size))
	return out, prepare(n, func(int) []byte { return nil })(ctx, in, out)
}
