package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// contraction is a product or a window with everything planned but for the data.
type contraction interface {
	Tasks() int
	Run(task int, x, y []float32, tail []kernel.TailOp)
}

// planContraction plans a dot or a convolution of float32 with filters.
func planContraction(n *graph.Node, filters []float32) contraction {
	w := ints(n.Operands[1].Shape)
	last := len(w) - 1
	if n.Op == graph.OpDot {
		return kernel.NewConv(overRows(product(ints(n.Shape))/w[0]), w[last], 1, filters)
	}
	g := geometry(n, n.Operands[1].Shape[1:last])
	channels := int(n.Operands[0].Shape[last])
	if int(n.Groups) == channels && w[0] == channels {
		return kernel.NewDepthwise(g, channels, filters)
	}
	return kernel.NewConv(g, channels, int(n.Groups), filters)
}

// overRows is a window of one that goes through the rows of a matrix.
func overRows(rows int) *kernel.Geometry {
	one := []int{1}
	return &kernel.Geometry{Batch: 1, In: []int{rows}, Out: []int{rows}, Kernel: one, Strides: one, Dilations: one, Before: []int{0}}
}

// geometry places the window of a node.
func geometry(n *graph.Node, extents []uint64) *kernel.Geometry {
	x := ints(n.Operands[0].Shape)
	last := len(x) - 1
	return &kernel.Geometry{
		Batch: x[0], In: x[1:last], Out: ints(n.Shape[1:last]), Kernel: ints(extents),
		Strides: ints(n.Strides), Dilations: ints(n.Dilations), Before: ints(n.Pads[:last-1]), Spread: ints(n.Spread),
	}
}

// runContraction does all parts of one.
func runContraction(ctx context.Context, c contraction, x, y []float32, tail []kernel.TailOp) error {
	return each(ctx, c.Tasks(), func(task int) { c.Run(task, x, y, tail) })
}

// planProduct plans a dot of two tensors that are known only when it runs.
func planProduct(n *graph.Node) *kernel.Dot {
	a, b := ints(n.Operands[0].Shape), ints(n.Operands[1].Shape)
	m, k, columns := a[len(a)-2], a[len(a)-1], b[len(b)-2]
	batches := product(a[:len(a)-2])
	if len(b) == 2 {
		batches, m = 1, batches*m
	}
	return kernel.NewDot(batches, m, columns, k, k, 1)
}

// contractFloats is a dot or a convolution without its steps.
func contractFloats(ctx context.Context, n *graph.Node, x, w, y []float32) error {
	if n.Op == graph.OpDot {
		d := planProduct(n)
		return each(ctx, d.Tasks(), func(task int) { d.Run(task, x, w, y, nil) })
	}
	return runContraction(ctx, planContraction(n, w), x, y, nil)
}
