package referee

import (
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// topK is NUMERICS.md "TopK": the element, or its index, that a stable sort of the row puts at the judged place.
func topK(n *graph.Node, element uint64, x []number) number {
	t := n.Operands[0].Dtype
	largest := n.Func == graph.FuncMax || n.Func == graph.FuncArgMax
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case before(t, x[i], x[j], largest):
			return -1
		case before(t, x[j], x[i], largest):
			return 1
		default:
			return 0
		}
	})
	at := order[element%n.Shape[len(n.Shape)-1]]
	if n.Func == graph.FuncArgMax || n.Func == graph.FuncArgMin {
		return number(at)
	}
	return x[at]
}
