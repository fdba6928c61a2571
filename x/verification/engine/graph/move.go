package graph

import (
	"fmt"
	"slices"
)

func reshapeShape(n *Node) ([]uint64, error) {
	from := n.Operands[0].Shape
	count, ok := Elements(n.Shape)
	if !ok || count != product(from) {
		return nil, fmt.Errorf("operand %d has %d elements, shape %d another number", from, product(from), n.Shape)
	}
	return n.Shape, nil
}

func reshapeRuns(_ *Node, element uint64) []Run { return []Run{elementsRun(0, element, 1)} }

// transposeShape is in[perm[i]] on axis i.
func transposeShape(n *Node) ([]uint64, error) {
	in := n.Operands[0].Shape
	if len(n.Perm) != len(in) {
		return nil, fmt.Errorf("perm %d for %d axes", n.Perm, len(in))
	}
	var seen [maxRank]bool
	shape := make([]uint64, len(in))
	for i, from := range n.Perm {
		if uint64(from) >= uint64(len(in)) || seen[from] {
			return nil, fmt.Errorf("perm %d is not an order of %d axes", n.Perm, len(in))
		}
		seen[from] = true
		shape[i] = in[from]
	}
	return shape, nil
}

func transposeRuns(n *Node, element uint64) []Run {
	out := unravel(element, n.Shape)
	in := make([]uint64, len(out))
	for i, from := range n.Perm {
		in[from] = out[i]
	}
	return []Run{elementsRun(0, ravel(in, n.Operands[0].Shape), 1)}
}

// concatShape adds up the operands' extents on the joined axis; all others agree.
func concatShape(n *Node) ([]uint64, error) {
	first := n.Operands[0].Shape
	if uint64(n.Axis) >= uint64(len(first)) {
		return nil, fmt.Errorf("axis %d of %d axes", n.Axis, len(first))
	}
	shape := slices.Clone(first)
	for i := range n.Operands[1:] {
		next := n.Operands[i+1].Shape
		if len(next) != len(first) {
			return nil, fmt.Errorf("operands %d and %d have different ranks", first, next)
		}
		for j := range next {
			if j != int(n.Axis) && next[j] != first[j] {
				return nil, fmt.Errorf("operands %d and %d differ on axis %d, they are joined on axis %d", first, next, j, n.Axis)
			}
		}
		shape[n.Axis] += next[n.Axis]
	}
	return shape, nil
}

// concatRuns is the one element, of the one operand that covers it.
func concatRuns(n *Node, element uint64) []Run {
	at := unravel(element, n.Shape)
	for i := range n.Operands {
		shape := n.Operands[i].Shape
		if at[n.Axis] < shape[n.Axis] {
			return []Run{elementsRun(i, ravel(at, shape), 1)}
		}
		at[n.Axis] -= shape[n.Axis]
	}
	return nil // not reached: the operands cover the axis
}

// moveCost is one element of the largest operand.
func moveCost(n *Node) cost {
	c := cost{output: outputBytes(n), ops: 1}
	for i := range n.Operands {
		r := readOf(&n.Operands[i], 1, elementBytes)
		all := &c.reads[0]
		*all = read{
			runs: 1, length: elementBytes, size: max(all.size, r.size),
			traced: all.traced || r.traced, weights: all.weights || r.weights,
		}
	}
	return c
}
