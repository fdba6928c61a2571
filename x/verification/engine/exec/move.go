package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// transpose copies element by element: out axis i is in axis perm[i].
func transpose(ctx context.Context, n *graph.Node, in, out []byte) error {
	shape := ints(n.Shape)
	from := rowStrides(ints(n.Operands[0].Shape))
	strides := make([]int, len(shape))
	for i, axis := range n.Perm {
		strides[i] = from[axis]
	}
	return parallel(ctx, len(out)/elementBytes, 2*len(shape)+1, func(first, to int) {
		for i := first; i < to; i++ {
			at := offset(i, shape, strides) * elementBytes
			copy(out[i*elementBytes:(i+1)*elementBytes], in[at:])
		}
	})
}

// concat copies, for each index of the axes before the joined one, the operands' blocks one after another.
func concat(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	lead := product(ints(n.Shape[:n.Axis]))
	at := 0
	for i := range lead {
		for _, operand := range in {
			block := len(operand) / lead
			at += copy(out[at:], operand[i*block:(i+1)*block])
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}
