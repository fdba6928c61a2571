package exec

import (
	"context"
	"sort"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// topK sorts each row of the last axis and keeps its beginning: the elements, or their indices.
func topK(ctx context.Context, n *graph.Node, x, out column) error {
	shape := ints(n.Operands[0].Shape)
	row, keep := shape[len(shape)-1], int(n.Shape[len(shape)-1])
	t := n.Operands[0].Dtype
	largest := n.Func == graph.FuncMax || n.Func == graph.FuncArgMax
	indices := n.Func == graph.FuncArgMax || n.Func == graph.FuncArgMin
	const perElement = 64
	return parallel(ctx, product(shape)/row, row*perElement, func(from, to int) {
		order := make([]int, row)
		for r := from; r < to; r++ {
			part := x.part(r*row, (r+1)*row)
			for i := range order {
				order[i] = i
			}
			sort.SliceStable(order, func(i, j int) bool { return sortsBefore(t, part, order[i], order[j], largest) })
			for i, at := range order[:keep] {
				if indices {
					out.i[r*keep+i] = int64(at)
				} else {
					set(out, r*keep+i, part, at)
				}
			}
		}
	})
}
