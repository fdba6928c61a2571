package exec

import (
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// plan says where in one slab of memory each tensor lies that a run forgets. Tensors that are needed at the same time lie apart.
type plan struct {
	at   []int  // by node; below zero for what lies elsewhere
	kept []bool // inputs and outputs, which outlive a run
	size int
}

// stay is a tensor's place and the last node that needs it.
type stay struct{ from, to, last int }

const slabAlign = 64

// planMemory goes through the nodes in order and puts each tensor at the lowest place that is free until its last reader.
func planMemory(p *graph.Program) plan {
	out := plan{at: make([]int, len(p.Nodes)), kept: make([]bool, len(p.Nodes))}
	owner := owners(p)
	last := make([]int, len(p.Nodes))
	for i := range p.Nodes {
		out.at[i] = -1
		for _, o := range p.Nodes[i].Operands {
			if o.Source == graph.SourceTrace {
				last[owner[o.Node]] = i
			}
		}
	}
	for i := range p.InputCount() {
		out.kept[i] = true
	}
	for _, i := range p.Outputs {
		out.kept[i], out.kept[owner[i]] = true, true
	}
	var stays []stay
	for i := p.InputCount(); i < len(p.Nodes); i++ {
		if owner[i] != i || out.kept[i] {
			continue
		}
		stays = slices.DeleteFunc(stays, func(s stay) bool { return s.last < i })
		bytes, _ := p.Nodes[i].OutputBytes()
		size := (int(bytes) + slabAlign - 1) / slabAlign * slabAlign
		if at := replaced(p, i, owner, last, out.at); at >= 0 {
			out.at[i] = at
			stays = append(stays, stay{at, at + size, last[i]})
			continue
		}
		at := lowest(stays, size)
		out.at[i], out.size = at, max(out.size, at+size)
		stays = append(stays, stay{at, at + size, last[i]})
	}
	return out
}

// owners are the nodes whose memory each node's tensor is: its own, but for a reshape.
func owners(p *graph.Program) []int {
	owner := make([]int, len(p.Nodes))
	for i := range p.Nodes {
		owner[i] = i
		if n := &p.Nodes[i]; n.Op == graph.OpReshape && n.Operands[0].Source == graph.SourceTrace {
			owner[i] = owner[n.Operands[0].Node]
		}
	}
	return owner
}

// replaced is the place of an operand that a map may write over: one of its own type and shape that nothing reads afterwards.
func replaced(p *graph.Program, i int, owner, last, at []int) int {
	n := &p.Nodes[i]
	if n.Op != graph.OpMap {
		return -1
	}
	for _, o := range n.Operands {
		if o.Source != graph.SourceTrace || o.Dtype != n.Dtype || !slices.Equal(o.Shape, n.Shape) {
			continue
		}
		if own := owner[o.Node]; last[own] == i && at[own] >= 0 {
			return at[own]
		}
	}
	return -1
}

// lowest is the first place with room for size bytes.
func lowest(stays []stay, size int) int {
	slices.SortFunc(stays, func(a, b stay) int { return a.from - b.from })
	at := 0
	for _, s := range stays {
		if s.from-at >= size {
			break
		}
		at = max(at, s.to)
	}
	return at
}
