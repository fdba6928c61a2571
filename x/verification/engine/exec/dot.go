package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// dot computes out[b.., m, n] from A[b.., m, k] and B[b.., n, k] or B[n, k].
func dot(ctx context.Context, n *graph.Node, a, b, out []float32) error {
	shapeA, shapeB := ints(n.Operands[0].Shape), ints(n.Operands[1].Shape)
	m, k, columns := shapeA[len(shapeA)-2], shapeA[len(shapeA)-1], shapeB[len(shapeB)-2]
	w := pack(b, columns, k)
	return parallel(ctx, len(out)/columns*w.perMatrix, width*k, func(from, to int) {
		for i := from; i < to; i++ {
			row, panel := i/w.perMatrix, i%w.perMatrix
			matrix := 0
			if len(shapeB) > 2 {
				matrix = row / m
			}
			var acc [width]float32
			chains(&acc, a[row*k:(row+1)*k], w.at(matrix, panel, 0), w.size(panel))
			finish(out[row*columns+panel*width:][:w.size(panel)], &acc)
		}
	})
}

// dotIntegers is dot on integers, summed in 32 bits.
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
