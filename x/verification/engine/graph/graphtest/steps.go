package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// tail adds steps to a node that is complete without, often none.
func (g *generator) tail(n *graph.Node) {
	if g.yes("no steps") {
		return
	}
	gives := n.Accumulates()
	_, shape, err := graph.Infer(n)
	if err != nil {
		g.t.Fatalf("%v: %s", err, n)
	}
	for range num(g.t, "further", 0, 3) {
		n.Operands = append(n.Operands, g.operand(g.types(gives), g.stretched(shape)))
	}
	n.Steps = g.steps(n.Slots())
}

// mapped makes a map: of one function that takes the operand's type, or of steps.
func (g *generator) mapped(n *graph.Node) {
	x := n.Operands[0]
	shape := g.grown(x.Shape)
	if g.yes("steps") {
		for range num(g.t, "further", 0, 3) {
			n.Operands = append(n.Operands, g.operand(g.types(x.Dtype), g.stretched(shape)))
		}
		n.Steps = g.steps(n.Slots())
		return
	}
	fit := slices.DeleteFunc(slices.Clone(Signatures()), func(s Signature) bool { return s.Args[0] != x.Dtype })
	s := g.signature(fit)
	n.Func, n.Dtype = s.Func, s.Out
	for _, arg := range s.Args[1:] {
		n.Operands = append(n.Operands, g.operand(arg, g.stretched(shape)))
	}
}

// signature draws a function first, so that the many ways to cast do not crowd out the rest.
func (g *generator) signature(from []Signature) Signature {
	var funcs []graph.Func
	for _, s := range from {
		if !slices.Contains(funcs, s.Func) {
			funcs = append(funcs, s.Func)
		}
	}
	f := rapid.SampledFrom(funcs).Draw(g.t, "func")
	return rapid.SampledFrom(slices.DeleteFunc(from, func(s Signature) bool { return s.Func != f })).Draw(g.t, "types")
}

// steps draws a short program over slots.
func (g *generator) steps(slots []graph.Dtype) []graph.Step {
	steps := make([]graph.Step, num(g.t, "steps", 1, 5))
	for i := range steps {
		s := g.signature(applicable(slots))
		steps[i] = graph.Step{Func: s.Func, Dtype: s.Out}
		for _, arg := range s.Args {
			var fit []uint32
			for at, dtype := range slots {
				if dtype == arg {
					fit = append(fit, uint32(at))
				}
			}
			steps[i].Args = append(steps[i].Args, rapid.SampledFrom(fit).Draw(g.t, "arg"))
		}
		slots = append(slots, s.Out)
	}
	return steps
}

// stretched draws a shape that broadcasts to another.
func (g *generator) stretched(shape []uint64) []uint64 {
	out := slices.Clone(shape[num(g.t, "dropped", 0, len(shape)):])
	for i := range out {
		if g.yes("stretched") {
			out[i] = 1
		}
	}
	return out
}

// grown draws a shape that another broadcasts to.
func (g *generator) grown(shape []uint64) []uint64 {
	out := slices.Clone(shape)
	for i := range out {
		if out[i] == 1 {
			out[i] = num(g.t, "grown", 1, 3)
		}
	}
	if len(out) < 4 {
		out = append(nums(g.t, "lead", int(num(g.t, "leads", 0, 1)), 1, 3), out...)
	}
	return out
}
