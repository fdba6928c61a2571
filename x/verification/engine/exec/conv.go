package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// conv computes out[n, out.., o] from X[n, in.., c] and W[o, kernel.., c/groups].
func conv(ctx context.Context, n *graph.Node, x, filter, out []float32) error {
	shape := ints(n.Operands[1].Shape)
	last := len(shape) - 1
	filters, depth, perGroup := shape[0], shape[last], shape[0]/int(n.Groups)
	place := newWindow(n, n.Operands[1].Shape[1:last])
	w := pack(filter, perGroup, product(shape[1:]))
	return parallel(ctx, len(out)/filters, filters*w.k, func(from, to int) {
		var taps []tap
		for position := from; position < to; position++ {
			taps = place.taps(position, taps)
			for i := range int(n.Groups) * w.perMatrix {
				group, panel := i/w.perMatrix, i%w.perMatrix
				var acc [width]float32
				for _, t := range taps {
					at := t.at + group*depth
					chains(&acc, x[at:at+depth], w.at(group, panel, t.index*depth), w.size(panel))
				}
				finish(out[position*filters+group*perGroup+panel*width:][:w.size(panel)], &acc)
			}
		}
	})
}

// convIntegers is conv on integers, summed in 32 bits.
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
