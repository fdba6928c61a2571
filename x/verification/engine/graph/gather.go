package graph

import (
	"fmt"
	"slices"
)

// gatherShape is the first operand's with axis replaced by the axes of the second.
func gatherShape(n *Node) ([]uint64, error) {
	x, index := &n.Operands[0], &n.Operands[1]
	if uint64(n.Axis) >= uint64(len(x.Shape)) {
		return nil, fmt.Errorf("axis %d of %d axes", n.Axis, len(x.Shape))
	}
	if err := checkIndex(index); err != nil {
		return nil, err
	}
	return slices.Concat(x.Shape[:n.Axis], index.Shape, x.Shape[n.Axis+1:]), nil
}

func checkIndex(index *Operand) error {
	if index.Dtype != Int32 && index.Dtype != Int64 {
		return fmt.Errorf("indices of type %s, they are %s or %s", index.Dtype, Int32, Int64)
	}
	return nil
}

// gatherRuns is the index, then the element that it names: where that lies is for Resolve to say.
func gatherRuns(n *Node, element uint64) []Run {
	_, index, _ := gatherAt(n, element)
	data := n.run(0, 0, 1)
	data.Indexed = true
	return []Run{n.run(1, index, 1), data}
}

// gatherAt splits an output element into the index of the entries before the axis, that of the index, and that within an entry.
func gatherAt(n *Node, element uint64) (before, index, within uint64) {
	inner, picks := product(n.Operands[0].Shape[n.Axis+1:]), product(n.Operands[1].Shape)
	return element / inner / picks, element / inner % picks, element % inner
}

// Resolve gives the place of the run of an OP_GATHER that Dependencies leaves open, from the index that the run before it holds:
// counted from the end where it is negative, the nearest where it is beyond either.
func Resolve(n *Node, element uint64, index int64) Run {
	before, _, within := gatherAt(n, element)
	x := n.Operands[0].Shape
	count, inner := x[n.Axis], product(x[n.Axis+1:])
	return n.run(0, (before*count+Entry(index, count))*inner+within, 1)
}

// Entry is the index that one of count entries is picked by.
func Entry(index int64, count uint64) uint64 {
	if index < 0 {
		index += int64(count)
	}
	return min(uint64(max(index, 0)), count-1)
}

func gatherCost(n *Node) cost {
	return cost{output: outputBytes(n), ops: 1, reads: []read{n.read(1, 1, 1), n.read(0, 1, 1)}}
}

// scatterShape is the first operand's; the second and third are lists of the same length.
func scatterShape(n *Node) ([]uint64, error) {
	x, index, updates := &n.Operands[0], &n.Operands[1], &n.Operands[2]
	if err := checkIndex(index); err != nil {
		return nil, err
	}
	if len(index.Shape) != 1 || !slices.Equal(index.Shape, updates.Shape) {
		return nil, fmt.Errorf("indices %d and updates %d, wants lists of the same length", index.Shape, updates.Shape)
	}
	if x.Dtype != updates.Dtype {
		return nil, fmt.Errorf("updates of type %s to elements of type %s", updates.Dtype, x.Dtype)
	}
	if n.Func != FuncUnspecified {
		if err := checkFold(n, FuncAdd, FuncMul, FuncMax, FuncMin); err != nil {
			return nil, err
		}
	}
	return slices.Clone(x.Shape), nil
}

// scatterRuns is the element, and both lists.
func scatterRuns(n *Node, element uint64) []Run {
	count := product(n.Operands[1].Shape)
	return []Run{n.run(0, element, 1), n.run(1, 0, count), n.run(2, 0, count)}
}

func scatterCost(n *Node) cost {
	count := product(n.Operands[1].Shape)
	return cost{output: outputBytes(n), ops: 2 * count, reads: []read{n.read(0, 1, 1), n.read(1, 1, count), n.read(2, 1, count)}}
}
