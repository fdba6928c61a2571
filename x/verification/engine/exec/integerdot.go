package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// contractIntegers is a dot or a convolution of integers, summed in 32 bits, without its steps.
func contractIntegers(ctx context.Context, n *graph.Node, x, w, out []int64) error {
	a, b := words(x), words(w)
	short := kernel.FitsShort(a) && kernel.FitsShort(b)
	shape := ints(n.Operands[1].Shape)
	last := len(shape) - 1
	if n.Op == graph.OpConv {
		g := geometry(n, n.Operands[1].Shape[1:last])
		channels := int(n.Operands[0].Shape[last])
		return runIntegers(ctx, kernel.NewIntegerConv(g, channels, int(n.Groups), b, short), a, out)
	}
	k, columns := shape[last], shape[last-1]
	batches := product(shape[:last-1]) // matrices of the second operand
	rows := len(a) / k / batches
	for i := range batches {
		c := kernel.NewIntegerConv(overRows(rows), k, 1, b[i*columns*k:(i+1)*columns*k], short)
		if err := runIntegers(ctx, c, a[i*rows*k:(i+1)*rows*k], out[i*rows*columns:(i+1)*rows*columns]); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func runIntegers(ctx context.Context, c *kernel.IntegerConv, x []int32, out []int64) error {
	ready, y := make([]int32, c.Room()), make([]int32, len(out))
	kernel.Prepare(c, ready, x)
	if err := each(ctx, c.Tasks(), func(task int) { c.Run(task, ready, y) }); err != nil {
		return err
	}
	for i, v := range y {
		out[i] = int64(v)
	}
	return nil
}

// words are integers of at most 32 bits.
func words(v []int64) []int32 {
	out := make([]int32, len(v))
	for i, x := range v {
		out[i] = int32(x)
	}
	return out
}
