package referee

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// openings checks that the proof opens the judged node and then each committed node that is read, ascending, and returns their content
// roots in that order.
func openings(v View, n *graph.Node, reads *graph.Reads, proof *graph.ElementProof) ([]opened, error) {
	want := []opened{{index: proof.Node, dtype: n.Dtype, shape: n.Shape}}
	for _, o := range reads.Tensors {
		want = append(want, opened{index: o.Node, dtype: o.Dtype, shape: o.Shape})
	}
	if len(proof.Openings) != len(want) {
		return nil, fmt.Errorf("%w: node %d: %d openings, want %d", ErrOpenings, proof.Node, len(proof.Openings), len(want))
	}
	for i := range want {
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

// bytes is the size of the node's output.
func (o *opened) bytes() uint64 {
	size, _ := graph.TensorBytes(o.dtype, o.shape)
	return size
}

// claimedBytes opens the judged element under the provider's own commitment.
func claimedBytes(n *graph.Node, proof *graph.ElementProof, roots []opened) ([]byte, error) {
	length := n.Dtype.ElementSize()
	s := &proof.Claimed
	if err := sameRun(s, proof.Element*length, length); err != nil {
		return nil, fmt.Errorf("%w: node %d, claimed element %d: %w", ErrWrongRun, proof.Node, proof.Element, err)
	}
	data, err := commit.VerifySlice(roots[0].root, roots[0].bytes(), s.Offset, s.Length, s.Bao)
	if err != nil {
		return nil, fmt.Errorf("%w: node %d, claimed element %d: %w", ErrBadSlice, proof.Node, proof.Element, err)
	}
	return data, nil
}

// gather opens every run that the element is computed from.
func gather(v View, n *graph.Node, reads *graph.Reads, proof *graph.ElementProof, roots []opened) (*evidence, error) {
	if len(proof.Runs) != len(reads.Runs) {
		return nil, fmt.Errorf("%w: node %d, element %d: %d runs, want %d", ErrWrongRun, proof.Node, proof.Element, len(proof.Runs), len(reads.Runs))
	}
	e := &evidence{}
	for i, r := range reads.Runs {
		if r.Indexed {
			at, err := e.resolve(n, proof.Element)
			if err != nil {
				return nil, err
			}
			r.Offset = at
		}
		root, size := v.WeightsRoot(), v.WeightsSize()
		where := "the weights"
		if !r.Weights {
			o := find(roots[1:], r.Node)
			root, size = o.root, o.bytes()
			where = fmt.Sprintf("node %d", r.Node)
		}
		s := &proof.Runs[i]
		if err := sameRun(s, r.Offset, r.Length); err != nil {
			return nil, fmt.Errorf("%w: node %d, run %d, in %s: %w", ErrWrongRun, proof.Node, i, where, err)
		}
		data, err := commit.VerifySlice(root, size, s.Offset, s.Length, s.Bao)
		if err != nil {
			return nil, fmt.Errorf("%w: node %d, run %d, in %s at byte %d: %w", ErrBadSlice, proof.Node, i, where, r.Offset, err)
		}
		if r.Indexed {
			e.picked = data
			continue
		}
		e.pieces = append(e.pieces, piece{weights: r.Weights, node: r.Node, offset: r.Offset, data: data})
	}
	return e, nil
}

func find(roots []opened, index uint32) *opened {
	for i := range roots {
		if roots[i].index == index {
			return &roots[i]
		}
	}
	return &opened{} // not reached: openings holds every node that is read
}

func sameRun(s *graph.Slice, offset, length uint64) error {
	if s.Offset != offset || s.Length != length {
		return fmt.Errorf("%d bytes from %d are given, %d bytes from %d are needed", s.Length, s.Offset, length, offset)
	}
	return nil
}
