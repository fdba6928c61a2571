package exec

import (
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// general computes a valid node's output into out, whatever its types are.
func general(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	switch n.Op {
	case graph.OpReshape:
		copy(out, in[0])
		return ctx.Err()
	case graph.OpTranspose, graph.OpSlice:
		start, strides := places(n)
		return stride(ctx, n, start, strides, in[0], out)
	case graph.OpConcat:
		return concat(ctx, n, in, out)
	case graph.OpPad:
		return pad(ctx, n, in, out)
	case graph.OpGather:
		return gather(ctx, n, in, out)
	case graph.OpScatter:
		return scatter(ctx, n, in, out)
	case graph.OpMap:
		return newStepper(n, in).all(ctx, nil, out)
	default:
		return arithmetic(ctx, n, in, out)
	}
}

// arithmetic computes what the operator gives, then applies the steps.
func arithmetic(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	t := n.Accumulates()
	given := newColumn(t, product(ints(n.Shape)))
	x := columnOf(n.Operands[0].Dtype, in[0])
	if err := accumulate(ctx, n, x, in, given); err != nil {
		return err
	}
	if len(n.Program()) == 0 {
		given.put(t, out)
		return nil
	}
	return newStepper(n, in).all(ctx, &given, out)
}

func accumulate(ctx context.Context, n *graph.Node, x column, in [][]byte, given column) error {
	switch n.Op {
	case graph.OpDot, graph.OpConv:
		return contract(ctx, n, x, columnOf(n.Operands[1].Dtype, in[1]), given)
	case graph.OpPool:
		return pool(ctx, n, x, given)
	case graph.OpReduce:
		return reduce(ctx, n, x, given)
	case graph.OpSoftmax:
		return softmaxRows(ctx, n, x.f, given.f)
	case graph.OpCumulate:
		return cumulate(ctx, n, x, given)
	case graph.OpTopK:
		return topK(ctx, n, x, given)
	default:
		return fmt.Errorf("no kernel for %s", n.Op)
	}
}

func contract(ctx context.Context, n *graph.Node, x, w, given column) error {
	if given.f != nil {
		return contractFloats(ctx, n, x.f, w.f, given.f)
	}
	return contractIntegers(ctx, n, x.i, w.i, given.i)
}
