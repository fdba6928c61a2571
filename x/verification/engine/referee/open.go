package referee

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// openings checks that the proof opens the judged node and then each trace operand that the runs read, ascending, and returns their
// content roots in that order.
func openings(v View, n *graph.Node, deps []graph.Run, proof *graph.ElementProof) ([]opened, error) {
	want := append([]opened{{index: proof.Node, dtype: n.Dtype, shape: n.Shape}}, traced(n, deps)...)
	if len(proof.Openings) != len(want) {
		return nil, fmt.Errorf("%w: node %d: %d openings, want %d", ErrOpenings, proof.Node, len(proof.Openings), len(want))
	}
	for i := range want {
		if i > 0 && want[i].index >= proof.Node {
			return nil, fmt.Errorf("%w: node %d reads node %d", ErrNodeOrder, proof.Node, want[i].index)
		}
		if err := want[i].open(v, &proof.Openings[i]); err != nil {
			return nil, err
		}
	}
	return want, nil
}

// opened is a node whose content root the proof ties to the trace.
type opened struct {
	index uint32
	dtype graph.Dtype
	shape []uint64
	root  commit.Root
}

// traced lists the distinct trace operands that the runs read, ascending.
func traced(n *graph.Node, deps []graph.Run) []opened {
	var list []opened
	last := -1
	for _, r := range deps {
		operand := &n.Operands[r.Operand]
		if r.Operand == last || operand.Source != graph.SourceTrace {
			continue
		}
		last = r.Operand
		at, found := slices.BinarySearchFunc(list, operand.Node, func(o opened, index uint32) int {
			return int(int64(o.index) - int64(index))
		})
		if !found {
			list = slices.Insert(list, at, opened{index: operand.Node, dtype: operand.Dtype, shape: operand.Shape})
		}
	}
	return list
}

func (o *opened) open(v View, opening *graph.Opening) error {
	if opening.Node != o.index {
		return fmt.Errorf("%w: node %d is opened where node %d belongs", ErrOpenings, opening.Node, o.index)
	}
	if len(opening.Root) != len(o.root) {
		return fmt.Errorf("%w: node %d: root of %d bytes, want %d", ErrBadOpening, o.index, len(opening.Root), len(o.root))
	}
	copy(o.root[:], opening.Root)
	commitment := commit.Node(uint32(o.dtype), o.shape, o.root)
	if err := commit.VerifyTrace(v.TraceRoot(), v.NodeCount(), o.index, commitment, opening.Path); err != nil {
		return fmt.Errorf("%w: node %d: %w", ErrBadOpening, o.index, err)
	}
	return nil
}

// claimedBytes opens the judged element under the provider's own commitment.
func claimedBytes(n *graph.Node, proof *graph.ElementProof, roots []opened) ([]byte, error) {
	size, _ := n.OutputBytes()
	length := n.Dtype.ElementSize()
	s := &proof.Claimed
	if err := sameRun(s, proof.Element*length, length); err != nil {
		return nil, fmt.Errorf("%w: node %d, claimed element %d: %w", ErrWrongRun, proof.Node, proof.Element, err)
	}
	data, err := commit.VerifySlice(roots[0].root, size, s.Offset, s.Length, s.Bao)
	if err != nil {
		return nil, fmt.Errorf("%w: node %d, claimed element %d: %w", ErrBadSlice, proof.Node, proof.Element, err)
	}
	return data, nil
}

// runBytes opens every run that the element depends on.
func runBytes(v View, n *graph.Node, deps []graph.Run, proof *graph.ElementProof, roots []opened) ([][]byte, error) {
	if len(proof.Runs) != len(deps) {
		return nil, fmt.Errorf("%w: node %d, element %d: %d runs, want %d", ErrWrongRun, proof.Node, proof.Element, len(proof.Runs), len(deps))
	}
	data := make([][]byte, len(deps))
	for i, dep := range deps {
		operand := &n.Operands[dep.Operand]
		if dep.Indexed {
			before := deps[i-1]
			dep = graph.Resolve(n, proof.Element, int64(load(n.Operands[before.Operand].Dtype, data[i-1])))
		}
		root, size := v.WeightsRoot(), v.WeightsSize()
		if operand.Source == graph.SourceTrace {
			root = rootOf(roots, operand.Node)
			size, _ = operand.Bytes()
		}
		s := &proof.Runs[i]
		where := fmt.Sprintf("node %d, run %d of operand %d at byte %d", proof.Node, i, dep.Operand, operand.Offset+dep.Offset)
		if err := sameRun(s, operand.Offset+dep.Offset, dep.Length); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrWrongRun, where, err)
		}
		var err error
		if data[i], err = commit.VerifySlice(root, size, s.Offset, s.Length, s.Bao); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrBadSlice, where, err)
		}
	}
	return data, nil
}

func rootOf(roots []opened, index uint32) commit.Root {
	for i := range roots[1:] {
		if roots[i+1].index == index {
			return roots[i+1].root
		}
	}
	return commit.Root{} // not reached: openings holds every traced operand
}

func sameRun(s *graph.Slice, offset, length uint64) error {
	if s.Offset != offset || s.Length != length {
		return fmt.Errorf("%d bytes from %d are given, %d bytes from %d are needed", s.Length, s.Offset, length, offset)
	}
	return nil
}
