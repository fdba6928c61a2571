package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// node draws a node of an operator over a first operand that suits it.
func (g *generator) node(op graph.Op, x graph.Operand) graph.Node {
	n := graph.Node{Op: op, Name: op.String(), Operands: []graph.Operand{x}}
	switch op {
	case graph.OpDot:
		g.dot(&n)
	case graph.OpConv:
		g.conv(&n)
	case graph.OpPool:
		g.pool(&n)
	case graph.OpMap:
		g.mapped(&n)
	case graph.OpReduce:
		n.Func = g.one(graph.FuncAdd, graph.FuncMul, graph.FuncMax, graph.FuncMin, graph.FuncArgMax, graph.FuncArgMin)
		g.tail(&n)
	case graph.OpCumulate:
		n.Func = g.one(graph.FuncAdd, graph.FuncMul)
	case graph.OpTopK:
		n.Func = g.one(graph.FuncMax, graph.FuncMin, graph.FuncArgMax, graph.FuncArgMin)
		last := len(x.Shape) - 1
		n.Shape = append(slices.Clone(x.Shape[:last]), num(g.t, "kept", 1, int(x.Shape[last])))
	case graph.OpSoftmax:
	default:
		g.mover(&n)
	}
	return n
}

func (g *generator) one(funcs ...graph.Func) graph.Func {
	return rapid.SampledFrom(funcs).Draw(g.t, "func")
}

// factor draws a type that can be multiplied with another.
func (g *generator) factor(with graph.Dtype) graph.Dtype {
	if with == graph.Float32 {
		return with
	}
	return rapid.SampledFrom(factors).Draw(g.t, "factor")
}

func (g *generator) dot(n *graph.Node) {
	x := n.Operands[0]
	last := len(x.Shape) - 1
	shape := []uint64{g.channels(9, 1), x.Shape[last]}
	if g.yes("batched") {
		shape = append(slices.Clone(x.Shape[:last-1]), shape...)
	}
	n.Operands = append(n.Operands, g.operand(g.factor(x.Dtype), shape))
	g.biasOrTail(n, shape[len(shape)-2])
}

// biasOrTail adds one value per channel, or steps, or nothing.
func (g *generator) biasOrTail(n *graph.Node, channels uint64) {
	if num(g.t, "bias", 0, 3) == 0 {
		n.Operands = append(n.Operands, g.operand(n.Accumulates(), []uint64{channels}))
		return
	}
	g.tail(n)
}

func (g *generator) conv(n *graph.Node) {
	x := n.Operands[0]
	last := len(x.Shape) - 1
	channels := x.Shape[last]
	divisors := []uint64{}
	for d := uint64(1); d <= channels; d++ {
		if channels%d == 0 {
			divisors = append(divisors, d)
		}
	}
	n.Groups = rapid.SampledFrom(divisors).Draw(g.t, "groups")
	kernel := nums(g.t, "kernel", last-1, 1, 3)
	filters := n.Groups * g.channels(3, n.Groups)
	w := append(append([]uint64{filters}, kernel...), channels/n.Groups)
	n.Operands = append(n.Operands, g.operand(g.factor(x.Dtype), w))
	g.window(n, kernel)
	if g.yes("spread") {
		n.Spread = nums(g.t, "spread", last-1, 1, 3)
		if slices.Max(n.Spread) == 1 {
			n.Spread = nil
		}
	}
	for i := range kernel { // past padding this wide, every window fits
		if !fits(n) {
			n.Pads[i] += (kernel[i] - 1) * n.Dilations[i]
		}
	}
	g.biasOrTail(n, filters)
}

// window draws strides, dilations and pads.
func (g *generator) window(n *graph.Node, kernel []uint64) {
	n.Strides = nums(g.t, "stride", len(kernel), 1, 3)
	n.Dilations = nums(g.t, "dilation", len(kernel), 1, 3)
	n.Pads = nums(g.t, "pad", 2*len(kernel), 0, 2)
}

func (g *generator) pool(n *graph.Node) {
	x := n.Operands[0].Shape
	n.Func = g.one(graph.FuncAdd, graph.FuncMax, graph.FuncMin, graph.FuncArgMax)
	n.Kernel = nums(g.t, "kernel", len(x)-2, 1, 3)
	g.window(n, n.Kernel)
	for i := range n.Kernel { // what may fall on padding alone is made a plain window
		if !fits(n) {
			n.Kernel[i], n.Dilations[i] = min(n.Kernel[i], x[i+1]), 1
			n.Pads[i], n.Pads[i+len(n.Kernel)] = 0, 0
		}
	}
	g.tail(n)
}

func fits(n *graph.Node) bool {
	_, _, err := graph.Infer(n)
	return err == nil
}
