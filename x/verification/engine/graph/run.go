package graph

import "fmt"

// Run is a contiguous piece of one operand.
type Run struct {
	// Operand is the index in the node's operands.
	Operand int
	// Offset is the run's first byte, counted from the start of the operand's tensor. For an operand in the weights, the
	// operand's own offset in the blob is still to be added.
	Offset uint64
	// Length is the number of bytes, a positive multiple of the element size.
	Length uint64
	// Indexed says that the run before this one holds the index that gives its Offset, which is open until then: see Resolve.
	Indexed bool
}

// What Dependencies lists for a node that never saw Validate, so that a wrong one cannot exhaust memory.
const (
	maxRunsListed = 1 << 16
	maxOpsListed  = 1 << 24
)

// Dependencies lists the runs that one output element is computed from: for each operand in order, by ascending offset, as
// NUMERICS.md "Proof runs" says for each operator. element is the flat row-major index. The node may be any node, valid or not;
// errors match ErrInvalid or ErrElement.
func Dependencies(n *Node, element uint64) ([]Run, error) {
	o, err := n.check()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if n.Op == OpInput {
		return nil, fmt.Errorf("%w: an input depends on nothing in the trace", ErrElement)
	}
	if count := product(n.Shape); element >= count {
		return nil, fmt.Errorf("%w: element %d of %d", ErrElement, element, count)
	}
	b := o.cost(n).bound(0, 1)
	if b.runs > maxRunsListed || b.ops > maxOpsListed {
		return nil, fmt.Errorf("%w: up to %d runs and %d operations for one element", ErrInvalid, b.runs, b.ops)
	}
	return o.runs(n, element), nil
}

// run is count elements of an operand from flat index at on.
func (m *Node) run(operand int, at, count uint64) Run {
	size := m.Operands[operand].Dtype.ElementSize()
	return Run{Operand: operand, Offset: at * size, Length: count * size}
}

// appendRun adds a run, joined to the one before where it goes on in the same operand.
func appendRun(runs []Run, r Run) []Run {
	if last := len(runs) - 1; last >= 0 && runs[last].Operand == r.Operand && runs[last].Offset+runs[last].Length == r.Offset {
		runs[last].Length += r.Length
		return runs
	}
	return append(runs, r)
}
