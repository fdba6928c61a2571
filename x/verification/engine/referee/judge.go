package referee

import (
	"bytes"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Judgement is what the referee found of one element.
type Judgement struct {
	// Claimed are the element's bytes under the provider's commitment, little-endian.
	Claimed []byte
	// Computed are its bytes as NUMERICS.md gives them, from inputs the provider committed to.
	Computed []byte
	// Equal says that they are the same. When they are not, the receipt is wrong.
	Equal bool
}

// Judge opens what a proof names and recomputes the element, through what is not committed down to what is. It accepts exactly one proof
// for each element of a receipt, up to the choice of the element. An error means that the proof decides nothing.
func Judge(v View, proof *graph.ElementProof) (Judgement, error) {
	reads, err := subject(v, proof)
	if err != nil {
		return Judgement{}, err
	}
	n := reads.Nodes[len(reads.Nodes)-1].Node
	roots, err := openings(v, n, reads, proof)
	if err != nil {
		return Judgement{}, err
	}
	claimed, err := claimedBytes(n, proof, roots)
	if err != nil {
		return Judgement{}, err
	}
	e, err := gather(v, n, reads, proof, roots)
	if err != nil {
		return Judgement{}, err
	}
	computed, err := e.compute(reads)
	if err != nil {
		return Judgement{}, err
	}
	return Judgement{Claimed: claimed, Computed: computed, Equal: bytes.Equal(claimed, computed)}, nil
}

// subject loads the judged node and lists what the element is computed from.
func subject(v View, proof *graph.ElementProof) (*graph.Reads, error) {
	if proof == nil {
		return nil, fmt.Errorf("%w: there is no proof", ErrNotJudgeable)
	}
	if proof.Node >= v.NodeCount() {
		return nil, fmt.Errorf("%w: node %d of %d", ErrNotJudgeable, proof.Node, v.NodeCount())
	}
	n, err := v.Node(proof.Node)
	if err != nil {
		return nil, fmt.Errorf("%w: node %d: %w", ErrNode, proof.Node, err)
	}
	if n.GetOp() == graph.OpInput {
		return nil, fmt.Errorf("%w: node %d is an input; show that its root is not the order's instead", ErrNotJudgeable, proof.Node)
	}
	if !n.Committed() {
		return nil, fmt.Errorf("%w: node %d is not committed; judge a committed node that is computed from it", ErrNotJudgeable, proof.Node)
	}
	if count, ok := n.Elements(); ok && proof.Element >= count {
		return nil, fmt.Errorf("%w: node %d, element %d of %d", ErrNotJudgeable, proof.Node, proof.Element, count)
	}
	known := func(index uint32) (*graph.Node, error) {
		if index == proof.Node {
			return n, nil
		}
		return v.Node(index)
	}
	reads, err := graph.ReadsOf(known, v.Work, proof.Node, proof.Element)
	if err != nil {
		return nil, fmt.Errorf("%w: node %d: %w", ErrNode, proof.Node, err)
	}
	return reads, nil
}
