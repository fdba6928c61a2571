package graph

import (
	"cmp"
	"slices"
)

// Budget is how far a proof may grow for the sake of a shorter trace.
type Budget struct {
	// Bytes is the encoded size of one element's proof.
	Bytes uint64
	// Runs is the number of runs in it.
	Runs uint64
	// Ops is the number of scalar operations of judging it.
	Ops uint64
}

// Spare leaves out of the trace what those who judge can recompute within a budget: the largest outputs first. A node stays committed if
// an element that is computed through it would pass the budget. The program is a valid one. What it computes does not change; its id does.
func (m *Program) Spare(b Budget) {
	s := sparer{program: m, budget: b, readers: make([][]uint32, len(m.Nodes)), edges: make([]uint64, len(m.Nodes))}
	for i := range m.Nodes {
		for _, o := range m.Nodes[i].Operands {
			if o.Source == SourceTrace {
				s.readers[o.Node] = append(s.readers[o.Node], uint32(i))
			}
		}
	}
	for _, i := range s.candidates() {
		m.Nodes[i].Uncommitted = true
		changed := s.affected(i)
		if !s.fits(changed) {
			m.Nodes[i].Uncommitted = false
			s.fits(changed) // counts the edges as they were
		}
	}
}

type sparer struct {
	program *Program
	budget  Budget
	readers [][]uint32
	edges   []uint64 // that each node's bound took
	total   uint64
}

// candidates are the nodes that could be recomputed, the largest first.
func (s *sparer) candidates() []uint32 {
	var list []uint32
	for i := range s.program.Nodes {
		n := &s.program.Nodes[i]
		if recomputable(n.Op) && len(s.readers[i]) > 0 && !n.Uncommitted && !slices.Contains(s.program.Outputs, uint32(i)) {
			list = append(list, uint32(i))
		}
	}
	size := func(i uint32) uint64 { bytes, _ := s.program.Nodes[i].OutputBytes(); return bytes }
	slices.SortStableFunc(list, func(a, b uint32) int { return cmp.Compare(size(b), size(a)) })
	return list
}

// affected are the committed nodes that read node i, directly or through what is not committed, ascending.
func (s *sparer) affected(i uint32) []uint32 {
	var found []uint32
	seen := []uint32{i}
	for at := 0; at < len(seen); at++ {
		for _, r := range s.readers[seen[at]] {
			switch {
			case s.program.Nodes[r].Committed():
				found = append(found, r)
			case !slices.Contains(seen, r):
				seen = append(seen, r)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// fits says whether the proofs of some nodes are within the budget.
func (s *sparer) fits(nodes []uint32) bool {
	ok := true
	for _, i := range nodes {
		b, edges, err := s.program.bound(i)
		ok = ok && err == nil && b.bytes <= s.budget.Bytes && b.runs <= s.budget.Runs && b.ops <= s.budget.Ops
		s.total += edges - s.edges[i]
		s.edges[i] = edges
	}
	return ok && s.total <= coneEdgesPerNode*uint64(len(s.program.Nodes))
}
