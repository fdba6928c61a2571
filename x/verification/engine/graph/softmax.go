package graph

import (
	"errors"
	"fmt"
	"slices"
)

func softmaxShape(n *Node) ([]uint64, error) {
	if len(n.Operands[0].Shape) == 0 {
		return nil, errors.New("a scalar has no last axis")
	}
	if n.Operands[0].Dtype != Float32 {
		return nil, fmt.Errorf("elements of type %s, it takes %s", n.Operands[0].Dtype, Float32)
	}
	return slices.Clone(n.Operands[0].Shape), nil
}

// softmaxRuns is the row that the element lies in.
func softmaxRuns(n *Node, element uint64) []Run {
	row := n.Shape[len(n.Shape)-1]
	return []Run{n.run(0, element/row*row, row)}
}

func softmaxCost(n *Node) cost {
	row := n.Shape[len(n.Shape)-1]
	const perElement, fold = opsExp + 3, 16
	return cost{output: outputBytes(n), ops: row*perElement + fold, reads: []read{n.read(0, 1, row)}}
}
