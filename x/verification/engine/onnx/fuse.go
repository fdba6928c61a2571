package onnx

import (
	"bytes"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// What a fused node may grow to. A proof opens one element of each operand, and every step is work for a judge.
const (
	mostFusedOperands = 24
	mostFusedSteps    = 48
)

// fuser joins maps with what feeds them, where nothing else reads what lies between: that is then neither stored nor committed. Each
// step keeps its own rounding, so a fused node gives the bits of its parts. A node is fused into its reader and left without readers.
type fuser struct {
	b      *builder
	limits graph.Limits
	keep   []bool         // nodes that stand for themselves: inputs and outputs
	reads  []map[int]bool // for each node, the nodes that read it
}

// fuse joins what can be joined, and takes scales of output channels into constant filters.
func (b *builder) fuse(outputs []uint32, limits graph.Limits) error {
	f := &fuser{b: b, limits: limits, keep: make([]bool, len(b.nodes)), reads: make([]map[int]bool, len(b.nodes))}
	for i := range b.nodes {
		f.keep[i] = b.nodes[i].Op == graph.OpInput
		f.reads[i] = map[int]bool{}
	}
	for _, out := range outputs {
		f.keep[out] = true
	}
	for i, live := range b.live(outputs) {
		if live {
			f.count(i, true)
		}
	}
	f.moves()
	// What follows one node alone goes to that node first, so that a normalisation is beside the filters it scales.
	if err := f.tails(func(n *graph.Node) bool { return branches(n) == 1 }); err != nil {
		return err
	}
	for i := range b.nodes {
		for b.nodes[i].Op == graph.OpMap && f.absorb(i, isMap) {
			continue
		}
	}
	return f.tails(isMap)
}

// tails fuses maps into what feeds them.
func (f *fuser) tails(fits func(*graph.Node) bool) error {
	for i := range f.b.nodes {
		if n := &f.b.nodes[i]; n.Op != graph.OpMap || !fits(n) || !f.absorb(i, hasTail) {
			continue
		}
		if err := f.b.scaleFilters(i); err != nil {
			return err
		}
	}
	return nil
}

// branches is the number of operands that are not constants.
func branches(n *graph.Node) (count int) {
	for i := range n.Operands {
		if n.Operands[i].Source == graph.SourceTrace {
			count++
		}
	}
	return count
}

func isMap(n *graph.Node) bool { return n.Op == graph.OpMap }

func hasTail(n *graph.Node) bool {
	return n.Op == graph.OpDot || n.Op == graph.OpConv || n.Op == graph.OpPool || n.Op == graph.OpReduce
}

// count adds or removes a node as a reader of its operands.
func (f *fuser) count(i int, add bool) {
	for _, o := range f.b.nodes[i].Operands {
		switch {
		case o.Source != graph.SourceTrace:
		case add:
			f.reads[o.Node][i] = true
		default:
			delete(f.reads[o.Node], i)
		}
	}
}

// absorb fuses the latest fitting operand of map i into it.
func (f *fuser) absorb(i int, fits func(*graph.Node) bool) bool {
	n := &f.b.nodes[i]
	best := -1
	for j := range n.Operands {
		o := &n.Operands[j]
		if o.Source != graph.SourceTrace || int(o.Node) <= best || f.keep[o.Node] || len(f.reads[o.Node]) != 1 {
			continue
		}
		if p := &f.b.nodes[o.Node]; fits(p) && slices.Equal(p.Shape, n.Shape) {
			best = int(o.Node)
		}
	}
	if best < 0 {
		return false
	}
	joined := f.b.join(&f.b.nodes[best], n, uint32(best))
	if !f.allowed(&joined) {
		return false
	}
	f.count(i, false)
	f.count(best, false)
	f.b.nodes[i] = joined
	f.count(i, true)
	return true
}

// allowed says whether a network would take the node.
func (f *fuser) allowed(n *graph.Node) bool {
	if len(n.Operands) > mostFusedOperands || len(n.Steps) > mostFusedSteps {
		return false
	}
	bytes, runs, ops, err := graph.ProofBound(n)
	return err == nil && bytes <= f.limits.MaxProofBytes && runs <= f.limits.MaxRuns && ops <= f.limits.MaxElementOps
}

// join is a node and the map that reads it as one node.
func (b *builder) join(p, n *graph.Node, at uint32) graph.Node {
	out := *p
	out.Name, out.Dtype, out.Shape = n.Name, n.Dtype, n.Shape
	if p.Op == graph.OpMap {
		out.Func = graph.FuncUnspecified
	}
	out.Operands = slices.Clone(p.Operands)
	first := 0 // what slot 0 is: an operand, or what the operator gives
	if p.Op != graph.OpMap {
		first = 1
	}
	own := p.Own()
	slots := first + len(p.Operands) - own
	inner := p.Program()
	place := make([]int, len(n.Operands)) // slot of each of n's operands, -1 for p's result
	for j := range n.Operands {
		o := &n.Operands[j]
		if o.Source == graph.SourceTrace && o.Node == at {
			place[j] = -1
			continue
		}
		known := slices.IndexFunc(out.Operands[own:], func(have graph.Operand) bool { return b.same(&have, o) })
		if known < 0 {
			known = len(out.Operands) - own
			out.Operands = append(out.Operands, *o)
		}
		place[j] = first + known
	}
	grown := first + len(out.Operands) - own
	out.Steps = moved(inner, func(arg int) int {
		if arg < slots {
			return arg
		}
		return arg - slots + grown
	})
	result := grown + len(inner) - 1
	if len(inner) == 0 {
		result = 0
	}
	out.Steps = append(out.Steps, moved(n.Program(), func(arg int) int {
		switch {
		case arg >= len(n.Operands):
			return arg - len(n.Operands) + grown + len(inner)
		case place[arg] < 0:
			return result
		default:
			return place[arg]
		}
	})...)
	return out
}

// same says whether two operands are the same tensor, or constants of the same content.
func (b *builder) same(x, y *graph.Operand) bool {
	if x.Source != y.Source || x.Dtype != y.Dtype || !slices.Equal(x.Shape, y.Shape) {
		return false
	}
	if x.Source == graph.SourceTrace {
		return x.Node == y.Node
	}
	return bytes.Equal(b.content(x), b.content(y))
}

// moved are steps whose arguments are elsewhere.
func moved(steps []graph.Step, to func(arg int) int) []graph.Step {
	out := make([]graph.Step, len(steps))
	for i, s := range steps {
		args := make([]uint32, len(s.Args))
		for j, arg := range s.Args {
			args[j] = uint32(to(int(arg)))
		}
		out[i] = graph.Step{Func: s.Func, Dtype: s.Dtype, Args: args}
	}
	return out
}
