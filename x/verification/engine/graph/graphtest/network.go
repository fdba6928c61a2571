package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// RandomNetwork draws a valid program of a few nodes, each reading earlier ones and weights.
func RandomNetwork(t *rapid.T) Case {
	g := generator{t: t, b: New(t)}
	known := []graph.Operand{}
	for range num(t, "inputs", 1, 2) {
		shape := nums(t, "shape", int(num(t, "rank", 1, 4)), 1, 5)
		count, _ := graph.Elements(shape)
		known = append(known, g.b.Input(shape, Values(rapid.Uint64().Draw(t, "seed"), count)))
	}
	for range num(t, "nodes", 1, 6) {
		known = append(known, g.step(known))
	}
	return g.b.Build()
}

// step adds one node over an earlier one that its operator suits.
func (g *generator) step(known []graph.Operand) graph.Operand {
	x := rapid.SampledFrom(known).Draw(g.t, "from")
	ops := []graph.Op{graph.OpMap, graph.OpSoftmax, graph.OpReshape, graph.OpTranspose, graph.OpConcat}
	if len(x.Shape) >= 2 {
		ops = append(ops, graph.OpDot)
	}
	if len(x.Shape) >= 3 {
		ops = append(ops, graph.OpConv, graph.OpPool)
	}
	op := rapid.SampledFrom(ops).Draw(g.t, "op")
	return g.b.Add(g.node(op, append([]graph.Operand{x}, g.partners(op, x)...)))
}

// partners are the further operands: weights that suit, or the same node again.
func (g *generator) partners(op graph.Op, x graph.Operand) []graph.Operand {
	last := len(x.Shape) - 1
	switch op {
	case graph.OpMap:
		if rapid.Bool().Draw(g.t, "unary") {
			return nil
		}
		if rapid.Bool().Draw(g.t, "itself") {
			return []graph.Operand{x}
		}
		return []graph.Operand{g.weight([]uint64{x.Shape[last]})}
	case graph.OpConcat:
		return []graph.Operand{x}
	case graph.OpDot:
		n := num(g.t, "n", 1, 6)
		return []graph.Operand{g.weight([]uint64{n, x.Shape[last]}), g.weight([]uint64{n})}
	case graph.OpConv:
		w := []uint64{num(g.t, "filters", 1, 5)}
		for _, extent := range x.Shape[1:last] {
			w = append(w, num(g.t, "kernel", 1, int(min(extent, 3))))
		}
		return []graph.Operand{g.weight(append(slices.Clone(w), x.Shape[last])), g.weight(w[:1])}
	default:
		return nil
	}
}

func (g *generator) weight(shape []uint64) graph.Operand {
	count, _ := graph.Elements(shape)
	return g.b.Weight(shape, Values(rapid.Uint64().Draw(g.t, "seed"), count))
}
