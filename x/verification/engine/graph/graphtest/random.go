package graphtest

import (
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Ops are the operators that compute something.
var Ops = []graph.Op{
	graph.OpDot, graph.OpConv, graph.OpMap, graph.OpPool, graph.OpSoftmax, graph.OpReshape, graph.OpTranspose, graph.OpConcat,
}

var (
	unaryFuncs  = []graph.Func{graph.FuncRelu, graph.FuncSigmoid, graph.FuncTanh, graph.FuncExp, graph.FuncNeg, graph.FuncAbs, graph.FuncSqrt, graph.FuncLog, graph.FuncErf}
	binaryFuncs = []graph.Func{graph.FuncAdd, graph.FuncSub, graph.FuncMul, graph.FuncDiv, graph.FuncMax, graph.FuncMin}
)

// RandomNode draws a program whose last node is a valid op over random operands, in the inputs or in the weights.
func RandomNode(t *rapid.T, op graph.Op) Case {
	g := generator{t: t, b: New(t), shapes: operandShapes(t, op)}
	g.b.Add(g.node(op, g.operands()))
	return g.b.Build()
}

type generator struct {
	t      *rapid.T
	b      *Builder
	shapes [][]uint64
}

func num(t *rapid.T, name string, from, to int) uint64 {
	return uint64(rapid.IntRange(from, to).Draw(t, name))
}

func nums(t *rapid.T, name string, count, from, to int) []uint64 {
	out := make([]uint64, count)
	for i := range out {
		out[i] = num(t, name, from, to)
	}
	return out
}

// operands makes the shapes into tensors. A node's inputs come before it, so that both kinds can be made here.
func (g *generator) operands() []graph.Operand {
	out := make([]graph.Operand, len(g.shapes))
	for i, shape := range g.shapes {
		count, _ := graph.Elements(shape)
		content := Values(rapid.Uint64().Draw(g.t, "seed"), count)
		if rapid.Bool().Draw(g.t, "weights") {
			out[i] = g.b.Weight(shape, content)
		} else {
			out[i] = g.b.Input(shape, content)
		}
	}
	return out
}

// node fills in the attributes that suit the operands.
func (g *generator) node(op graph.Op, operands []graph.Operand) graph.Node {
	n := graph.Node{Op: op, Operands: operands, Name: op.String()}
	shape := operands[0].Shape
	switch op {
	case graph.OpConv:
		w := operands[1].Shape
		n.Groups = shape[len(shape)-1] / w[len(w)-1]
		g.window(&n, shape[1:len(shape)-1], w[1:len(w)-1], true)
	case graph.OpPool:
		n.Func = graph.FuncMax
		n.Kernel = nums(g.t, "kernel", len(shape)-2, 1, 3)
		for i := range n.Kernel {
			n.Kernel[i] = min(n.Kernel[i], shape[i+1])
		}
		g.window(&n, shape[1:len(shape)-1], n.Kernel, false)
	case graph.OpMap:
		n.Func = rapid.SampledFrom(unaryFuncs).Draw(g.t, "func")
		if len(operands) == 2 {
			n.Func = rapid.SampledFrom(binaryFuncs).Draw(g.t, "func")
		}
	case graph.OpReshape:
		count, _ := graph.Elements(shape)
		n.Shape = []uint64{count}
	case graph.OpTranspose:
		for i := range shape {
			n.Perm = append(n.Perm, uint32(i))
		}
		n.Perm = rapid.Permutation(n.Perm).Draw(g.t, "perm")
	case graph.OpConcat:
		n.Axis = joinedAxis(operands)
	}
	return n
}

// window draws strides, dilations and pads under which the kernel fits; a convolution may pad without limit.
func (g *generator) window(n *graph.Node, in, kernel []uint64, free bool) {
	n.Strides = nums(g.t, "stride", len(in), 1, 3)
	n.Dilations = make([]uint64, len(in))
	n.Pads = make([]uint64, 2*len(in))
	for i := range in {
		n.Dilations[i] = 1
		if kernel[i] > 1 {
			n.Dilations[i] = num(g.t, "dilation", 1, max(1, int((in[i]-1)/(kernel[i]-1))))
		}
		most := int((kernel[i] - 1) * n.Dilations[i])
		if free {
			most += 2
		}
		n.Pads[i] = num(g.t, "pad", 0, most)
		n.Pads[i+len(in)] = num(g.t, "pad", 0, most)
	}
	if free || fits(n) {
		return
	}
	n.Pads = make([]uint64, 2*len(in))
}

func fits(n *graph.Node) bool {
	_, _, err := graph.Infer(n)
	return err == nil
}

// joinedAxis is the axis on which the operands differ, or the first.
func joinedAxis(operands []graph.Operand) uint32 {
	first := operands[0].Shape
	for axis := range first {
		for i := range operands {
			if operands[i].Shape[axis] != first[axis] {
				return uint32(axis)
			}
		}
	}
	return 0
}
