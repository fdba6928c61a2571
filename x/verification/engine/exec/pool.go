package exec

import (
	"context"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

var negativeInf = float32(math.Inf(-1))

// pool computes out[n, out.., c], the largest tap of each window of X[n, in.., c].
func pool(ctx context.Context, n *graph.Node, x, out []float32) error {
	w := newWindow(n, n.Kernel)
	return parallel(ctx, len(out)/w.channels, w.channels*product(w.kernel), func(from, to int) {
		var taps []tap
		for position := from; position < to; position++ {
			taps = w.taps(position, taps)
			y := out[position*w.channels:][:w.channels]
			for c := range y {
				y[c] = negativeInf
			}
			for _, t := range taps {
				for c, v := range x[t.at : t.at+w.channels] {
					y[c] = native.Max(y[c], v)
				}
			}
		}
	})
}
