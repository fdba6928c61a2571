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
	// Least is the size in bytes from which on an output is worth leaving out.
	Least uint64
}

// maxSwaps bounds how many nodes are looked at for being committed in another's place.
const maxSwaps = 32

// Spare leaves out of the trace what those who judge can recompute within a budget. It goes from the inputs to the outputs: a node stays
// committed where proofs would grow past the budget, unless committing to a smaller one before it keeps them within. The program is a valid
// one. What it computes does not change; its id does.
func (m *Program) Spare(b Budget) {
	s := sparer{program: m, budget: b, readers: make([][]uint32, len(m.Nodes)), edges: make([]uint64, len(m.Nodes))}
	for i := range m.Nodes {
		for _, o := range m.Nodes[i].Operands {
			if o.Source == SourceTrace {
				s.readers[o.Node] = append(s.readers[o.Node], uint32(i))
			}
		}
	}
	for i := range m.Nodes {
		n := &m.Nodes[i]
		bytes, _ := n.OutputBytes()
		if bytes < b.Least || !recomputable(n.Op) || len(s.readers[i]) == 0 || n.Uncommitted || slices.Contains(m.Outputs, uint32(i)) {
			continue
		}
		n.Uncommitted = true
		if s.fits(uint32(i)) || s.swap(uint32(i)) {
			continue
		}
		n.Uncommitted = false
		s.fits(uint32(i)) // counts the edges as they were
	}
}

type sparer struct {
	program *Program
	budget  Budget
	readers [][]uint32
	edges   []uint64 // that each node's bound took
	total   uint64
}

// swap commits to a smaller node that node i is computed from instead, the smallest that helps.
func (s *sparer) swap(i uint32) bool {
	own, _ := s.program.Nodes[i].OutputBytes()
	size := func(i uint32) uint64 { bytes, _ := s.program.Nodes[i].OutputBytes(); return bytes }
	before := slices.DeleteFunc(s.inside(i), func(j uint32) bool { return size(j) >= own })
	slices.SortStableFunc(before, func(a, b uint32) int { return cmp.Compare(size(a), size(b)) })
	for _, j := range before[:min(len(before), maxSwaps)] {
		s.program.Nodes[j].Uncommitted = false
		if s.fits(j) && s.fits(i) {
			return true
		}
		s.program.Nodes[j].Uncommitted = true
		s.fits(j)
	}
	return false
}

// inside are the nodes that node i is computed through, the latest first.
func (s *sparer) inside(i uint32) []uint32 {
	seen := []uint32{i}
	for at := 0; at < len(seen) && len(seen) < maxConeEdges; at++ {
		for _, o := range s.program.Nodes[seen[at]].Operands {
			if o.Source == SourceTrace && !s.program.Nodes[o.Node].Committed() && !slices.Contains(seen, o.Node) {
				seen = append(seen, o.Node)
			}
		}
	}
	return seen[1:]
}

// fits says whether the proofs that node i is part of are within the budget, as it stands.
func (s *sparer) fits(i uint32) bool {
	s.count(i, 0)
	nodes := s.affected(i)
	if s.program.Nodes[i].Committed() {
		nodes = append(nodes, i)
	}
	ok := true
	for _, r := range nodes {
		b, edges, err := s.program.bound(r)
		ok = ok && err == nil && b.bytes <= s.budget.Bytes && b.runs <= s.budget.Runs && b.ops <= s.budget.Ops
		s.count(r, edges)
	}
	return ok && s.total <= coneEdgesPerNode*uint64(len(s.program.Nodes))
}

// count remembers how many operands the bound of a node looks at.
func (s *sparer) count(i uint32, edges uint64) {
	s.total += edges - s.edges[i]
	s.edges[i] = edges
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
