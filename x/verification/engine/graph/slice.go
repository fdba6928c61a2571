package graph

import "fmt"

// sliceShape is declared: on each axis the indices start, start + increment, .. are inside the operand.
func sliceShape(n *Node) ([]uint64, error) {
	x := n.Operands[0].Shape
	if len(n.Shape) != len(x) || len(n.Starts) != len(x) || len(n.Increments) != len(x) {
		return nil, fmt.Errorf("shape %d, starts %d and increments %d for %d axes", n.Shape, n.Starts, n.Increments, len(x))
	}
	for i, extent := range x {
		step := n.Increments[i]
		if n.Shape[i] == 0 || n.Shape[i] > maxElements || step < -maxElements || step > maxElements {
			return nil, fmt.Errorf("axis %d: %d elements, one in %d", i, n.Shape[i], step)
		}
		first := n.Starts[i]
		if first >= extent {
			return nil, fmt.Errorf("axis %d: starts at %d of %d", i, first, extent)
		}
		room := extent - 1 - first
		if step < 0 {
			step, room = -step, first
		}
		if n.Shape[i] > 1 && step > 0 && n.Shape[i]-1 > room/uint64(step) {
			return nil, fmt.Errorf("axis %d: %d elements from %d, one in %d, do not lie in %d", i, n.Shape[i], first, n.Increments[i], extent)
		}
	}
	return n.Shape, nil
}

// sliceRuns is the one element.
func sliceRuns(n *Node, element uint64) []Run {
	at := unravel(element, n.Shape)
	for i := range at {
		at[i] = n.Starts[i] + uint64(int64(at[i])*n.Increments[i])
	}
	return []Run{n.run(0, ravel(at, n.Operands[0].Shape), 1)}
}

// padShape adds pads before and after every axis; the second operand is one element.
func padShape(n *Node) ([]uint64, error) {
	x, fill := &n.Operands[0], &n.Operands[1]
	rank := len(x.Shape)
	if len(n.Pads) != 2*rank {
		return nil, fmt.Errorf("pads %d, wants %d for %d axes", n.Pads, 2*rank, rank)
	}
	if fill.Dtype != x.Dtype || product(fill.Shape) != 1 {
		return nil, fmt.Errorf("filled with %s%d, wants one element of %s", fill.Dtype, fill.Shape, x.Dtype)
	}
	shape := make([]uint64, rank)
	for i, extent := range x.Shape {
		before, after := n.Pads[i], n.Pads[i+rank]
		if before > maxElements || after > maxElements {
			return nil, fmt.Errorf("pads %d have a value above 2^40", n.Pads)
		}
		shape[i] = before + extent + after
	}
	return shape, nil
}

// padRuns is the one element, of the operand or of what it is padded with.
func padRuns(n *Node, element uint64) []Run {
	at := unravel(element, n.Shape)
	x := n.Operands[0].Shape
	for i := range at {
		if at[i] < n.Pads[i] || at[i]-n.Pads[i] >= x[i] {
			return []Run{n.run(1, 0, 1)}
		}
		at[i] -= n.Pads[i]
	}
	return []Run{n.run(0, ravel(at, x), 1)}
}
