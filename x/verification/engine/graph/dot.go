package graph

import (
	"fmt"
	"slices"
)

// dotShape is [b.., m, n] from A[b.., m, k], B[b.., n, k] or B[n, k], and an optional bias [n].
func dotShape(node *Node) ([]uint64, error) {
	a, b := node.Operands[0].Shape, node.Operands[1].Shape
	if len(a) < 2 || len(b) < 2 {
		return nil, fmt.Errorf("operands %d and %d need at least two axes", a, b)
	}
	batch := len(a) - 2
	if len(b) != 2 && !slices.Equal(a[:batch], b[:len(b)-2]) {
		return nil, fmt.Errorf("operands %d and %d have different leading axes", a, b)
	}
	if a[batch+1] != b[len(b)-1] {
		return nil, fmt.Errorf("operands %d and %d have different last axes", a, b)
	}
	n := b[len(b)-2]
	if err := checkBias(node, n); err != nil {
		return nil, err
	}
	return append(slices.Clone(a[:batch+1]), n), nil
}

// checkBias holds the optional third operand of dot and conv to one value per output channel.
func checkBias(node *Node, channels uint64) error {
	if len(node.Operands) > 2 && !slices.Equal(node.Operands[2].Shape, []uint64{channels}) {
		return fmt.Errorf("bias %d, wants [%d]", node.Operands[2].Shape, channels)
	}
	return nil
}

// dotRuns is row m of A, row n of B and element n of the bias.
func dotRuns(node *Node, element uint64) []Run {
	a, b := node.Operands[0].Shape, node.Operands[1].Shape
	m, k, n := a[len(a)-2], a[len(a)-1], b[len(b)-2]
	row, column := element/n, element%n
	bRow := column
	if len(b) > 2 {
		bRow += row / m * n
	}
	runs := []Run{elementsRun(0, row*k, k), elementsRun(1, bRow*k, k)}
	if len(node.Operands) > 2 {
		runs = append(runs, elementsRun(2, column, 1))
	}
	return runs
}

func dotCost(node *Node) cost {
	a := node.Operands[0].Shape
	k := a[len(a)-1]
	c := cost{output: outputBytes(node), ops: k + 1}
	c.reads[0] = readOf(&node.Operands[0], 1, k*elementBytes)
	c.reads[1] = readOf(&node.Operands[1], 1, k*elementBytes)
	if len(node.Operands) > 2 {
		c.reads[2] = readOf(&node.Operands[2], 1, elementBytes)
	}
	return c
}

func outputBytes(n *Node) uint64 { return product(n.Shape) * n.Dtype.ElementSize() }
