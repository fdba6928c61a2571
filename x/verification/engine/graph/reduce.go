package graph

import (
	"errors"
	"fmt"
	"slices"
)

// checkFold holds func to those that fold the elements of a type.
func checkFold(n *Node, funcs ...Func) error {
	in := n.Operands[0].Dtype
	if !slices.Contains(funcs, n.Func) {
		return fmt.Errorf("function %s, %s takes one of %s", n.Func, n.Op, funcs)
	}
	if in != Float32 && !in.Integer() {
		return fmt.Errorf("elements of type %s, %s folds %s and integers", in, n.Op, Float32)
	}
	return nil
}

// lastAxis is the extent of an operand's last axis.
func lastAxis(n *Node) (uint64, error) {
	x := n.Operands[0].Shape
	if len(x) == 0 {
		return 0, errors.New("a scalar has no last axis")
	}
	return x[len(x)-1], nil
}

// reduceShape is the operand's without its last axis.
func reduceShape(n *Node) ([]uint64, error) {
	if err := checkFold(n, FuncAdd, FuncMul, FuncMax, FuncMin, FuncArgMax, FuncArgMin); err != nil {
		return nil, err
	}
	if _, err := lastAxis(n); err != nil {
		return nil, err
	}
	x := n.Operands[0].Shape
	return slices.Clone(x[:len(x)-1]), nil
}

// reduceRuns is the row that is folded, then what the steps read.
func reduceRuns(n *Node, element uint64) []Run {
	row, _ := lastAxis(n)
	return n.tailRuns([]Run{n.run(0, element*row, row)}, element)
}

func reduceCost(n *Node) cost {
	row, _ := lastAxis(n)
	const fold = 16
	return n.withTail(cost{output: outputBytes(n), ops: row + fold, reads: []read{n.read(0, 1, row)}})
}

// cumulateShape is the operand's.
func cumulateShape(n *Node) ([]uint64, error) {
	if err := checkFold(n, FuncAdd, FuncMul); err != nil {
		return nil, err
	}
	_, err := lastAxis(n)
	return slices.Clone(n.Operands[0].Shape), err
}

// cumulateRuns is the row up to the element.
func cumulateRuns(n *Node, element uint64) []Run {
	row, _ := lastAxis(n)
	return []Run{n.run(0, element/row*row, element%row+1)}
}

func cumulateCost(n *Node) cost {
	row, _ := lastAxis(n)
	return cost{output: outputBytes(n), ops: row, reads: []read{n.read(0, 1, row)}}
}

// topKShape is the operand's with a shorter last axis, which the program says.
func topKShape(n *Node) ([]uint64, error) {
	if err := checkFold(n, FuncMax, FuncMin, FuncArgMax, FuncArgMin); err != nil {
		return nil, err
	}
	row, err := lastAxis(n)
	if err != nil {
		return nil, err
	}
	shape := slices.Clone(n.Operands[0].Shape)
	if len(n.Shape) != len(shape) || n.Shape[len(shape)-1] > row {
		return nil, fmt.Errorf("shape %d, wants that of the operand %d with a last axis that is no longer", n.Shape, shape)
	}
	shape[len(shape)-1] = n.Shape[len(shape)-1]
	return shape, nil
}

// topKRuns is the row.
func topKRuns(n *Node, element uint64) []Run {
	row, _ := lastAxis(n)
	return []Run{n.run(0, element/n.Shape[len(n.Shape)-1]*row, row)}
}

// topKCost counts a stable sort of the row.
func topKCost(n *Node) cost {
	row, _ := lastAxis(n)
	const perElement = 64
	return cost{output: outputBytes(n), ops: row * perElement, reads: []read{n.read(0, 1, row)}}
}
