package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Ops are the operators that compute something.
var Ops = []graph.Op{
	graph.OpDot, graph.OpConv, graph.OpMap, graph.OpPool, graph.OpSoftmax, graph.OpReduce, graph.OpCumulate, graph.OpTopK,
	graph.OpReshape, graph.OpTranspose, graph.OpConcat, graph.OpSlice, graph.OpPad, graph.OpGather, graph.OpScatter,
}

// RandomNode draws a program whose last node is a valid op over random operands of random types, in the inputs or in the weights.
func RandomNode(t *rapid.T, op graph.Op) Case {
	g := generator{t: t, b: New(t), inputs: true}
	g.b.Add(g.node(op, g.operand(firstType(t, op), firstShape(t, op))))
	return g.b.Build()
}

// WideNode draws as RandomNode does, over operands large enough that kernels work on them in blocks, with ends left over.
func WideNode(t *rapid.T, op graph.Op) Case {
	g := generator{t: t, b: New(t), inputs: true, wide: true}
	g.b.Add(g.node(op, g.operand(firstType(t, op), wideShape(t, op))))
	return g.b.Build()
}

// RandomNetwork draws a valid program of a few nodes, each reading earlier ones and weights. Some are not committed.
func RandomNetwork(t *rapid.T) Case {
	g := generator{t: t, b: New(t), inputs: true}
	for range num(t, "inputs", 1, 2) {
		g.tensor(g.types(graph.Float32), nums(t, "shape", int(num(t, "rank", 1, 4)), 1, 5))
	}
	g.inputs = false
	for range num(t, "nodes", 1, 6) {
		x := rapid.SampledFrom(g.traced()).Draw(t, "from")
		ops := slices.DeleteFunc(slices.Clone(Ops), func(op graph.Op) bool { return !suits(op, x) })
		made := g.b.Add(g.node(rapid.SampledFrom(ops).Draw(t, "op"), x))
		if count, _ := graph.Elements(made.Shape); count <= 512 {
			g.known = append(g.known, made)
		}
	}
	return g.spare(func() bool { return g.yes("uncommitted") })
}

// RecomputedNetwork draws a chain of a few nodes over operands large enough that proofs have several runs. What can be recomputed in it is
// not committed.
func RecomputedNetwork(t *rapid.T) Case {
	g := generator{t: t, b: New(t), inputs: true, wide: true}
	ops := []graph.Op{
		graph.OpConv, graph.OpConv, graph.OpPool, graph.OpDot, graph.OpMap, graph.OpReduce, graph.OpSoftmax,
		graph.OpReshape, graph.OpTranspose, graph.OpConcat, graph.OpSlice, graph.OpPad,
	}
	x := g.tensor(graph.Float32, wideShape(t, rapid.SampledFrom(ops).Draw(t, "for")))
	g.inputs = false
	for range num(t, "nodes", 2, 5) {
		fit := slices.DeleteFunc(slices.Clone(ops), func(op graph.Op) bool { return !suits(op, x) })
		y := g.b.Add(g.node(rapid.SampledFrom(fit).Draw(t, "op"), x))
		if count, _ := graph.Elements(y.Shape); count > 1<<14 {
			break
		}
		g.known = append(g.known, y)
		x = y
	}
	return g.spare(func() bool { return true })
}

// spare ends the program, with those nodes not committed that may be so and that are chosen.
func (g *generator) spare(chosen func() bool) Case {
	c := g.b.Build()
	for i := range c.Program.Nodes {
		n := &c.Program.Nodes[i]
		n.Uncommitted = chosen()
		if c.Program.Validate(graph.FormatLimits()) != nil {
			n.Uncommitted = false
		}
	}
	return c
}

type generator struct {
	t      *rapid.T
	b      *Builder
	known  []graph.Operand // tensors to read again
	inputs bool            // nodes have not begun
	wide   bool            // many channels
}

// traced are the known tensors that are no weights.
func (g *generator) traced() []graph.Operand {
	return slices.DeleteFunc(slices.Clone(g.known), func(o graph.Operand) bool { return o.Source != graph.SourceTrace })
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

// channels draws how many outputs lie side by side in each of some groups.
func (g *generator) channels(most int, groups uint64) uint64 {
	if g.wide {
		most = max(3, 100/int(groups))
	}
	return num(g.t, "channels", 1, most)
}

func (g *generator) yes(name string) bool { return rapid.Bool().Draw(g.t, name) }

// types draws a type: often the one that is given.
func (g *generator) types(often graph.Dtype) graph.Dtype {
	if g.yes("usual type") {
		return often
	}
	return rapid.SampledFrom(Dtypes()).Draw(g.t, "type")
}

// operand is a tensor of a type and shape: a new one, or now and then a known one.
func (g *generator) operand(dtype graph.Dtype, shape []uint64) graph.Operand {
	same := slices.DeleteFunc(slices.Clone(g.known), func(o graph.Operand) bool {
		return o.Dtype != dtype || !slices.Equal(o.Shape, shape)
	})
	if len(same) > 0 && num(g.t, "known", 0, 2) == 0 {
		return rapid.SampledFrom(same).Draw(g.t, "which")
	}
	return g.tensor(dtype, shape)
}

// tensor is a new tensor of random content, in the weights or in an input.
func (g *generator) tensor(dtype graph.Dtype, shape []uint64) graph.Operand {
	count, _ := graph.Elements(shape)
	return g.filled(dtype, shape, ValuesOf(dtype, rapid.Uint64().Draw(g.t, "seed"), count))
}

func (g *generator) filled(dtype graph.Dtype, shape []uint64, content []byte) graph.Operand {
	var made graph.Operand
	if g.inputs && (len(g.known) == 0 || g.yes("input")) {
		made = g.b.InputOf(dtype, shape, content)
	} else {
		made = g.b.WeightOf(dtype, shape, content)
	}
	g.known = append(g.known, made)
	return made
}
