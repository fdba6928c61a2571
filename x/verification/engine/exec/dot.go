package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// dot computes out[b.., m, n] from A[b.., m, k], B[b.., n, k] or B[n, k], and an optional bias [n].
func dot(ctx context.Context, n *graph.Node, in [][]float32, out []float32) error {
	a, b := ints(n.Operands[0].Shape), ints(n.Operands[1].Shape)
	m, k, columns := a[len(a)-2], a[len(a)-1], b[len(b)-2]
	w := pack(in[1], columns, k)
	return parallel(ctx, len(out)/columns*w.perMatrix, width*k, func(from, to int) {
		for i := from; i < to; i++ {
			row, panel := i/w.perMatrix, i%w.perMatrix
			matrix := 0
			if len(b) > 2 {
				matrix = row / m
			}
			var acc [width]float32
			chains(&acc, in[0][row*k:(row+1)*k], w.at(matrix, panel, 0), w.size(panel))
			finish(out[row*columns+panel*width:][:w.size(panel)], &acc, biasFrom(in, panel*width))
		}
	})
}

// biasFrom is the optional third operand of dot and conv from a channel on.
func biasFrom(in [][]float32, channel int) []float32 {
	if len(in) < 3 {
		return nil
	}
	return in[2][channel:]
}
