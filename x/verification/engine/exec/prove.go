package exec

import (
	"errors"
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// ErrClaim is matched by errors about what a provider is said to have committed to.
var ErrClaim = errors.New("claim cannot be proved")

// Claim is what a challenger knows of a provider's run.
type Claim struct {
	// Commitments is the provider's trace list.
	Commitments [][32]byte
	// Root is the content root that the provider committed to at the challenged node.
	Root [32]byte
	// Claimed is the slice of the challenged element under Root.
	Claimed graph.Slice
}

// FirstDivergence is the first committed node at which a trace list differs from one's own, or the node at which the shorter list ends;
// false when there is none: what a list holds for nodes that are not committed says nothing.
func FirstDivergence(own *Trace, theirs [][32]byte) (uint32, bool) {
	for i, c := range own.Commitments {
		if i < len(theirs) && !own.Program.Nodes[i].Committed() {
			continue
		}
		if i >= len(theirs) || theirs[i] != c {
			return uint32(i), true
		}
	}
	return uint32(len(own.Commitments)), len(theirs) > len(own.Commitments)
}

// Prove builds the proof of one element of a node where a provider's trace first differs from one's own. Up to that node the
// two agree, so everything the element is computed from comes from own. Errors match ErrClaim or graph's.
func Prove(own *Trace, their Claim, node uint32, element uint64) (*graph.ElementProof, error) {
	if err := checkClaim(own, their, node, element); err != nil {
		return nil, err
	}
	reads, err := graph.ReadsOf(own.Program.Node, nil, node, element)
	if err != nil {
		return nil, err
	}
	proof := &graph.ElementProof{Node: node, Element: element, Claimed: their.Claimed}
	if err := open(proof, their.Commitments, node, their.Root); err != nil {
		return nil, err
	}
	for _, o := range reads.Tensors {
		if own.Commitments[o.Node] != their.Commitments[o.Node] {
			return nil, fmt.Errorf("%w: node %d reads node %d, which differs already", ErrClaim, node, o.Node)
		}
		if err := open(proof, their.Commitments, o.Node, own.Roots[o.Node]); err != nil {
			return nil, err
		}
	}
	for _, r := range reads.Runs {
		if r.Indexed {
			if r.Offset, err = picked(own, node, element); err != nil {
				return nil, err
			}
		}
		content := own.Weights
		if !r.Weights {
			content = own.Tensors[r.Node]
		}
		run, err := slice(content, r.Offset, r.Length)
		if err != nil {
			return nil, err
		}
		proof.Runs = append(proof.Runs, run)
	}
	return proof, nil
}

// ProveOwn builds the proof of one element of one's own trace.
func ProveOwn(t *Trace, node uint32, element uint64) (*graph.ElementProof, error) {
	claimed, err := ElementSlice(t, node, element)
	if err != nil {
		return nil, err
	}
	return Prove(t, Claim{Commitments: t.Commitments, Root: t.Roots[node], Claimed: claimed}, node, element)
}

// ElementSlice opens one element of a node's output under the node's content root.
func ElementSlice(t *Trace, node uint32, element uint64) (graph.Slice, error) {
	if err := t.has(node, element); err != nil {
		return graph.Slice{}, fmt.Errorf("%w: %w", ErrClaim, err)
	}
	length := t.Program.Nodes[node].Dtype.ElementSize()
	return slice(t.Tensors[node], element*length, length)
}

func checkClaim(own *Trace, their Claim, node uint32, element uint64) error {
	if err := own.has(node, element); err != nil {
		return fmt.Errorf("%w: %w", ErrClaim, err)
	}
	if len(their.Commitments) != len(own.Commitments) {
		return fmt.Errorf("%w: a trace of %d nodes, the program has %d", ErrClaim, len(their.Commitments), len(own.Commitments))
	}
	n := &own.Program.Nodes[node]
	if !n.Committed() {
		return fmt.Errorf("%w: node %d is not committed; its numbers are judged in the committed nodes that are computed from it", ErrClaim, node)
	}
	if commit.Node(uint32(n.Dtype), n.Shape, their.Root) != their.Commitments[node] {
		return fmt.Errorf("%w: root %x is not what the trace commits to at node %d", ErrClaim, their.Root, node)
	}
	return nil
}

func open(proof *graph.ElementProof, list [][32]byte, node uint32, root [32]byte) error {
	path, err := commit.OpenTrace(list, node)
	if err != nil {
		return fmt.Errorf("opening node %d: %w", node, err)
	}
	proof.Openings = append(proof.Openings, graph.Opening{Node: node, Root: slices.Clone(root[:]), Path: path})
	return nil
}

// picked is where the run lies that an index leads to.
func picked(t *Trace, node uint32, element uint64) (uint64, error) {
	n := &t.Program.Nodes[node]
	deps, err := graph.Dependencies(n, element)
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(deps, func(r graph.Run) bool { return r.Indexed })
	index := &n.Operands[deps[at-1].Operand]
	value := integer(index.Dtype, operandBytes(t, index)[deps[at-1].Offset:])
	return n.Operands[deps[at].Operand].Offset + graph.Resolve(n, element, value).Offset, nil
}

func slice(content []byte, offset, length uint64) (graph.Slice, error) {
	bao, err := commit.Slice(content, offset, length)
	if err != nil {
		return graph.Slice{}, fmt.Errorf("%d bytes from %d: %w", length, offset, err)
	}
	return graph.Slice{Offset: offset, Length: length, Bao: bao}, nil
}
