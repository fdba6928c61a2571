package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// mover completes a node of an operator that moves elements.
func (g *generator) mover(n *graph.Node) {
	x := n.Operands[0]
	switch n.Op {
	case graph.OpReshape:
		count, _ := graph.Elements(x.Shape)
		n.Shape = rapid.SampledFrom([][]uint64{{count}, {1, count}, {count, 1, 1}}).Draw(g.t, "shape")
	case graph.OpTranspose:
		for i := range x.Shape {
			n.Perm = append(n.Perm, uint32(i))
		}
		n.Perm = rapid.Permutation(n.Perm).Draw(g.t, "perm")
	case graph.OpConcat:
		n.Axis = g.axis(x.Shape)
		for range num(g.t, "joined", 0, 3) {
			shape := slices.Clone(x.Shape)
			shape[n.Axis] = num(g.t, "extent", 1, 4)
			n.Operands = append(n.Operands, g.operand(x.Dtype, shape))
		}
	case graph.OpSlice:
		g.slice(n)
	case graph.OpPad:
		n.Pads = nums(g.t, "pad", 2*len(x.Shape), 0, 2)
		n.Operands = append(n.Operands, g.operand(x.Dtype, slices.Repeat([]uint64{1}, int(num(g.t, "rank", 0, 2)))))
	case graph.OpGather:
		g.gather(n)
	default:
		g.scatter(n)
	}
}

func (g *generator) axis(shape []uint64) uint32 {
	return uint32(num(g.t, "axis", 0, len(shape)-1))
}

// slice draws, on each axis, a start, a distance and as many elements as lie in the operand.
func (g *generator) slice(n *graph.Node) {
	for _, extent := range n.Operands[0].Shape {
		start := num(g.t, "start", 0, int(extent-1))
		by := rapid.Int64Range(-3, 3).Draw(g.t, "by")
		most := uint64(3)
		switch {
		case by > 0:
			most = (extent-1-start)/uint64(by) + 1
		case by < 0:
			most = start/uint64(-by) + 1
		}
		n.Starts, n.Increments = append(n.Starts, start), append(n.Increments, by)
		n.Shape = append(n.Shape, num(g.t, "count", 1, int(most)))
	}
}

func (g *generator) index(shape []uint64, extent uint64) graph.Operand {
	dtype := rapid.SampledFrom([]graph.Dtype{graph.Int32, graph.Int64}).Draw(g.t, "index type")
	count, _ := graph.Elements(shape)
	return g.filled(dtype, shape, Indices(dtype, rapid.Uint64().Draw(g.t, "seed"), count, extent))
}

// gather picks by a new index, or by a known tensor of any content, be it the operand itself.
func (g *generator) gather(n *graph.Node) {
	x := n.Operands[0]
	n.Axis = g.axis(x.Shape)
	known := slices.DeleteFunc(slices.Clone(g.known), func(o graph.Operand) bool {
		count, _ := graph.Elements(o.Shape)
		return o.Dtype != graph.Int32 && o.Dtype != graph.Int64 || len(o.Shape) > 2 || count > 20
	})
	if len(known) > 0 && g.yes("known index") {
		n.Operands = append(n.Operands, rapid.SampledFrom(known).Draw(g.t, "index"))
		return
	}
	shape := nums(g.t, "index", int(num(g.t, "rank", 0, 2)), 1, 4)
	n.Operands = append(n.Operands, g.index(shape, x.Shape[n.Axis]))
}

func (g *generator) scatter(n *graph.Node) {
	x := n.Operands[0]
	if (x.Dtype == graph.Float32 || x.Dtype.Integer()) && g.yes("combined") {
		n.Func = g.one(graph.FuncAdd, graph.FuncMul, graph.FuncMax, graph.FuncMin)
	}
	count, _ := graph.Elements(x.Shape)
	list := nums(g.t, "updates", 1, 1, 12)
	index := g.index(list, count)
	n.Operands = append(n.Operands, index, g.operand(x.Dtype, list))
}
