package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// lanes is the number of partial sums of a reduction.
const lanes = 16

// softmax normalises each row of the last axis.
func softmax(ctx context.Context, n *graph.Node, x, out []float32) error {
	row := int(n.Shape[len(n.Shape)-1])
	const perElement = 40
	return parallel(ctx, len(out)/row, row*perElement, func(from, to int) {
		for i := from; i < to; i++ {
			softmaxRow(x[i*row:(i+1)*row], out[i*row:(i+1)*row])
		}
	})
}

func softmaxRow(x, y []float32) {
	top := negativeInf
	for _, v := range x {
		top = native.Max(top, v)
	}
	var sums [lanes]float32
	for i, v := range x {
		y[i] = native.Exp(native.Sub(v, top))
		sums[i%lanes] = native.Add(sums[i%lanes], y[i])
	}
	for width := lanes / 2; width > 0; width /= 2 {
		for j := range width {
			sums[j] = native.Add(sums[j], sums[j+width])
		}
	}
	for i := range y {
		y[i] = native.Div(y[i], sums[0])
	}
}
