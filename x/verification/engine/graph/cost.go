package graph

import (
	"fmt"
	"math/bits"
)

// maxNodes is the most nodes the format holds; it bounds the depth of a trace list.
const maxNodes = 1 << 24

// cost is an upper bound, over all elements of a node, of what one element depends on.
type cost struct {
	output output
	reads  []read
	ops    uint64
}

// output is the size of a node's output, and of one element of it, in bytes.
type output struct{ bytes, element uint64 }

func outputBytes(n *Node) output {
	size := n.Dtype.ElementSize()
	return output{product(n.Shape) * size, size}
}

// read is a number of equally long runs in one operand. Zero runs is no read.
type read struct {
	runs, length uint64 // length in bytes
	element      uint64 // bytes of one element
	size         uint64 // bytes of the operand
	traced       bool   // it may lie in the trace
	weights      bool   // it may lie in the weights
}

// read is runs of count elements in one operand.
func (m *Node) read(i int, runs, count uint64) read {
	operand := &m.Operands[i]
	size := operand.Dtype.ElementSize()
	return read{
		runs: runs, length: count * size, element: size, size: product(operand.Shape) * size,
		traced: operand.Source == SourceTrace, weights: operand.Source == SourceWeights,
	}
}

// bounds are what Validate compares with Limits.
type bounds struct{ bytes, runs, ops uint64 }

// ProofBound bounds the proof of any one element of a node that reads only what is committed, whatever program it stands in: the encoded bytes of the
// ElementProof, the runs in it and the scalar operations of judging it. It takes constant time. Errors are those of a
// node that breaks a rule.
func ProofBound(n *Node) (bytes, runs, ops uint64, err error) {
	o, err := n.check()
	if err != nil {
		return 0, 0, 0, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	b := o.cost(n).bound(maxWeights, maxNodes)
	return b.bytes, b.runs, b.ops, nil
}

// ProofBound bounds the proof of any one element of node i, as the function of that name does, but with the program's own
// sizes and down to what is committed. It is 0 for a node that is not committed: nobody judges its elements by themselves. The program
// is a valid one under some limits.
func (m *Program) ProofBound(i uint32) (bytes, runs, ops uint64, err error) {
	if uint64(i) >= uint64(len(m.GetNodes())) {
		return 0, 0, 0, fmt.Errorf("%w: node %d of %d", ErrElement, i, len(m.GetNodes()))
	}
	if _, err := m.Nodes[i].check(); err != nil {
		return 0, 0, 0, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if !m.Nodes[i].Committed() {
		return 0, 0, 0, nil
	}
	b, _, err := m.bound(i)
	if err != nil {
		return 0, 0, 0, fmt.Errorf("%w: node %d: %w", ErrInvalid, i, err)
	}
	return b.bytes, b.runs, b.ops, nil
}

// bound adds up the proof: the judged node and each operand opened in the trace list, the claimed element, and the runs.
func (c cost) bound(weights, nodes uint64) bounds {
	const fixed = 64 // the proof's own fields
	opening := fieldBytes + 32 + sliceBytes(32*nodes, 32, 32)
	b := bounds{ops: c.ops, bytes: fixed + opening + fieldBytes + sliceBytes(c.output.bytes, c.output.element, c.output.element)}
	for _, r := range c.reads {
		if r.runs == 0 {
			continue
		}
		size := r.size
		if r.weights {
			size = max(size, weights)
		}
		if r.traced {
			b.bytes += opening
		}
		b.runs += r.runs
		b.bytes += r.runs * (fieldBytes + sliceBytes(size, r.length, r.element))
	}
	return b
}

// fieldBytes bounds the tags, lengths and varints around one slice or opening.
const fieldBytes = 48

// sliceBytes bounds the bao slice of a run of length bytes, aligned to align, out of size. On each level of the hash tree
// a run of c chunks meets at most two parents more than c would fill.
func sliceBytes(size, length, align uint64) uint64 {
	const header, chunk, parent = 8, 1024, 64
	last := (max(size, 1) - 1) / chunk // index of the last chunk
	depth := uint64(bits.Len64(last))
	chunks := min((length-align+chunk-1)/chunk+1, last+1)
	if chunks == 1 {
		return header + min(chunk, size) + depth*parent
	}
	return header + chunks*chunk + min(chunks-2+2*depth, last)*parent
}

func withinLimits(b bounds, l Limits) error {
	const advice = "; split the operator over smaller axes"
	switch {
	case b.runs > l.MaxRuns:
		return fmt.Errorf("one element depends on up to %d runs, at most %d can be proved%s", b.runs, l.MaxRuns, advice)
	case b.ops > l.MaxElementOps:
		return fmt.Errorf("one element takes up to %d operations, at most %d can be judged%s", b.ops, l.MaxElementOps, advice)
	case b.bytes > l.MaxProofBytes:
		return fmt.Errorf("the proof of one element takes up to %d bytes, at most %d%s", b.bytes, l.MaxProofBytes, advice)
	}
	return nil
}
