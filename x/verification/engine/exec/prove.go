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

// FirstDivergence is the first node at which a trace list differs from one's own, or at which the shorter list ends;
// false when they are the same.
func FirstDivergence(own *Trace, theirs [][32]byte) (uint32, bool) {
	for i, c := range own.Commitments {
		if i >= len(theirs) || theirs[i] != c {
			return uint32(i), true
		}
	}
	return uint32(len(own.Commitments)), len(theirs) > len(own.Commitments)
}

// Prove builds the proof of one element of a node where a provider's trace first differs from one's own. Up to that node the
// two agree, so everything the element depends on comes from own. Errors match ErrClaim or graph's.
func Prove(own *Trace, their Claim, node uint32, element uint64) (*graph.ElementProof, error) {
	if err := checkClaim(own, their, node, element); err != nil {
		return nil, err
	}
	n := &own.Program.Nodes[node]
	deps, err := graph.Dependencies(n, element)
	if err != nil {
		return nil, err
	}
	proof := &graph.ElementProof{Node: node, Element: element, Claimed: their.Claimed}
	if err := open(proof, their.Commitments, node, their.Root); err != nil {
		return nil, err
	}
	for _, operand := range readNodes(n, deps) {
		if own.Commitments[operand] != their.Commitments[operand] {
			return nil, fmt.Errorf("%w: node %d reads node %d, which differs already", ErrClaim, node, operand)
		}
		if err := open(proof, their.Commitments, operand, own.Roots[operand]); err != nil {
			return nil, err
		}
	}
	for i, dep := range deps {
		if dep.Indexed {
			dep = graph.Resolve(n, element, indexAt(own, n, deps[i-1]))
		}
		run, err := runSlice(own, &n.Operands[dep.Operand], dep)
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
	if commit.Node(uint32(n.Dtype), n.Shape, their.Root) != their.Commitments[node] {
		return fmt.Errorf("%w: root %x is not what the trace commits to at node %d", ErrClaim, their.Root, node)
	}
	return nil
}

// readNodes are the distinct trace nodes that the runs read, ascending.
func readNodes(n *graph.Node, deps []graph.Run) []uint32 {
	var nodes []uint32
	for _, dep := range deps {
		if operand := &n.Operands[dep.Operand]; operand.Source == graph.SourceTrace {
			nodes = append(nodes, operand.Node)
		}
	}
	slices.Sort(nodes)
	return slices.Compact(nodes)
}

func open(proof *graph.ElementProof, list [][32]byte, node uint32, root [32]byte) error {
	path, err := commit.OpenTrace(list, node)
	if err != nil {
		return fmt.Errorf("opening node %d: %w", node, err)
	}
	proof.Openings = append(proof.Openings, graph.Opening{Node: node, Root: slices.Clone(root[:]), Path: path})
	return nil
}

// indexAt is the index that a run holds.
func indexAt(t *Trace, n *graph.Node, r graph.Run) int64 {
	operand := &n.Operands[r.Operand]
	return integer(operand.Dtype, operandBytes(t, operand)[r.Offset:])
}

func runSlice(t *Trace, operand *graph.Operand, dep graph.Run) (graph.Slice, error) {
	content := t.Weights
	if operand.Source == graph.SourceTrace {
		content = t.Tensors[operand.Node]
	}
	return slice(content, operand.Offset+dep.Offset, dep.Length)
}

func slice(content []byte, offset, length uint64) (graph.Slice, error) {
	bao, err := commit.Slice(content, offset, length)
	if err != nil {
		return graph.Slice{}, fmt.Errorf("%d bytes from %d: %w", length, offset, err)
	}
	return graph.Slice{Offset: offset, Length: length, Bao: bao}, nil
}
