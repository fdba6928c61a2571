package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// conv computes out[n, out.., o] from X[n, in.., c], W[o, kernel.., c/groups] and an optional bias [o].
func conv(ctx context.Context, n *graph.Node, in [][]float32, out []float32) error {
	shape := ints(n.Operands[1].Shape)
	last := len(shape) - 1
	filters, depth, perGroup := shape[0], shape[last], shape[0]/int(n.Groups)
	place := newWindow(n, n.Operands[1].Shape[1:last])
	w := pack(in[1], perGroup, product(shape[1:]))
	return parallel(ctx, len(out)/filters, filters*w.k, func(from, to int) {
		var taps []tap
		for position := from; position < to; position++ {
			taps = place.taps(position, taps)
			for i := range int(n.Groups) * w.perMatrix {
				group, panel := i/w.perMatrix, i%w.perMatrix
				var acc [width]float32
				for _, t := range taps {
					at := t.at + group*depth
					chains(&acc, in[0][at:at+depth], w.at(group, panel, t.index*depth), w.size(panel))
				}
				filter := group*perGroup + panel*width
				finish(out[position*filters+filter:][:w.size(panel)], &acc, biasFrom(in, filter))
			}
		}
	})
}
