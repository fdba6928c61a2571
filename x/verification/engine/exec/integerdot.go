package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// dotIntegers computes out[b.., m, n] from A[b.., m, k] and B[b.., n, k] or B[n, k], summed in 32 bits.
func dotIntegers(ctx context.Context, n *graph.Node, a, b, out []int64) error {
	shapeA, shapeB := ints(n.Operands[0].Shape), ints(n.Operands[1].Shape)
	m, k, columns := shapeA[len(shapeA)-2], shapeA[len(shapeA)-1], shapeB[len(shapeB)-2]
	return parallel(ctx, len(out), k, func(from, to int) {
		for i := from; i < to; i++ {
			row, column := i/columns, i%columns
			if len(shapeB) > 2 {
				column += row / m * columns
			}
			var acc int32
			for j, v := range a[row*k : (row+1)*k] {
				acc += int32(v) * int32(b[column*k+j])
			}
			out[i] = int64(acc)
		}
	})
}

// convIntegers computes out[n, out.., o] from X[n, in.., c] and W[o, kernel.., c/groups], summed in 32 bits.
func convIntegers(ctx context.Context, n *graph.Node, x, filter, out []int64) error {
	shape := ints(n.Operands[1].Shape)
	last := len(shape) - 1
	filters, depth, perGroup := shape[0], shape[last], shape[0]/int(n.Groups)
	size := product(shape[1:])
	place := newWindow(n, n.Operands[1].Shape[1:last])
	return parallel(ctx, len(out)/filters, filters*size, func(from, to int) {
		var taps []tap
		for position := from; position < to; position++ {
			taps = place.taps(position, taps)
			for f := range filters {
				var acc int32
				for _, t := range taps {
					w := filter[f*size+t.index*depth:]
					for c, v := range x[t.at+f/perGroup*depth:][:depth] {
						acc += int32(v) * int32(w[c])
					}
				}
				out[position*filters+f] = int64(acc)
			}
		}
	})
}
