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

func reshapeRuns(n *Node, element uint64) []Run { return []Run{n.run(0, element, 1)} }

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
	return []Run{n.run(0, ravel(in, n.Operands[0].Shape), 1)}
}

// concatShape adds up the operands' extents on the joined axis; all others agree.
func concatShape(n *Node) ([]uint64, error) {
	first, dtype := n.Operands[0].Shape, n.Operands[0].Dtype
	if uint64(n.Axis) >= uint64(len(first)) {
		return nil, fmt.Errorf("axis %d of %d axes", n.Axis, len(first))
	}
	shape := slices.Clone(first)
	for i := range n.Operands[1:] {
		next := n.Operands[i+1].Shape
		if other := n.Operands[i+1].Dtype; other != dtype {
			return nil, fmt.Errorf("operands of types %s and %s are joined", dtype, other)
		}
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
			return []Run{n.run(i, ravel(at, shape), 1)}
		}
		at[n.Axis] -= shape[n.Axis]
	}
	return nil // not reached: the operands cover the axis
}

// moveCost is one element of the largest operand.
func moveCost(n *Node) cost {
	all := n.read(0, 1, 1)
	for i := range n.Operands[1:] {
		r := n.read(i+1, 1, 1)
		all.size = max(all.size, r.size)
		all.traced, all.weights = all.traced || r.traced, all.weights || r.weights
	}
	return cost{output: outputBytes(n), ops: 1, reads: []read{all}}
}
