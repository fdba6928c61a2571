package graph

import (
	"fmt"
	"slices"
)

// dotShape is [b.., m, n] from A[b.., m, k] and B[b.., n, k] or B[n, k].
func dotShape(node *Node) ([]uint64, error) {
	a, b := node.Operands[0].Shape, node.Operands[1].Shape
	if err := checkFactors(node); err != nil {
		return nil, err
	}
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

// checkFactors holds what is multiplied to float32, or to integers whose products are summed in int32.
func checkFactors(node *Node) error {
	a, b := node.Operands[0].Dtype, node.Operands[1].Dtype
	if a == Float32 && b == Float32 || factor(a) && factor(b) {
		return nil
	}
	return fmt.Errorf("operands of types %s and %s, wants %s twice, or integers of 8, 16 or 32 bits (32 with a sign)", a, b, Float32)
}

func factor(x Dtype) bool { return x == Int8 || x == Uint8 || x == Int16 || x == Int32 }

// checkBias holds the third operand of a dot or conv without steps, which is added, to one value per output channel.
func checkBias(node *Node, channels uint64) error {
	if len(node.Steps) > 0 || len(node.Operands) < 3 {
		return nil
	}
	if !slices.Equal(node.Operands[2].Shape, []uint64{channels}) {
		return fmt.Errorf("bias %d, wants [%d]", node.Operands[2].Shape, channels)
	}
	return nil
}

// dotRuns is row m of A, row n of B and what the steps read.
func dotRuns(node *Node, element uint64) []Run {
	a, b := node.Operands[0].Shape, node.Operands[1].Shape
	m, k, n := a[len(a)-2], a[len(a)-1], b[len(b)-2]
	row, column := element/n, element%n
	bRow := column
	if len(b) > 2 {
		bRow += row / m * n
	}
	return node.tailRuns([]Run{node.run(0, row*k, k), node.run(1, bRow*k, k)}, element)
}

func dotCost(node *Node) cost {
	a := node.Operands[0].Shape
	k := a[len(a)-1]
	return node.withTail(cost{output: outputBytes(node), ops: k, reads: []read{node.read(0, 1, k), node.read(1, 1, k)}})
}
