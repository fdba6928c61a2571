package graph

import (
	"fmt"
	"slices"
)

// Operations of the scalar functions, in multiply-adds, rounded up. They bound the work of a judge and are no part of a result.
const (
	opsExp        = 32
	opsOtherCurve = 64
)

// operandsOf is the number of operands of a scalar function, 0 when a map has no such function.
func operandsOf(f Func) int {
	switch f {
	case FuncAdd, FuncSub, FuncMul, FuncDiv, FuncMax, FuncMin:
		return 2
	case FuncRelu, FuncSigmoid, FuncTanh, FuncExp, FuncNeg, FuncAbs, FuncSqrt, FuncLog, FuncErf:
		return 1
	default:
		return 0
	}
}

func mapShape(n *Node) ([]uint64, error) {
	want := operandsOf(n.Func)
	if want == 0 {
		return nil, fmt.Errorf("function %s is not one of a map", n.Func)
	}
	if len(n.Operands) != want {
		return nil, fmt.Errorf("%d operands, %s takes %d", len(n.Operands), n.Func, want)
	}
	shape := n.Operands[0].Shape
	if want == 1 {
		return slices.Clone(shape), nil
	}
	both, ok := broadcast(shape, n.Operands[1].Shape)
	if !ok {
		return nil, fmt.Errorf("operands %d and %d do not broadcast: their extents, counted from the last axis, must be equal or 1",
			shape, n.Operands[1].Shape)
	}
	return both, nil
}

// mapRuns is one element of each operand.
func mapRuns(n *Node, element uint64) []Run {
	at := unravel(element, n.Shape)
	runs := make([]Run, len(n.Operands))
	for i := range runs {
		runs[i] = elementsRun(i, broadcastIndex(at, n.Operands[i].Shape), 1)
	}
	return runs
}

func mapCost(n *Node) cost {
	c := cost{output: outputBytes(n), ops: 1}
	switch n.Func {
	case FuncExp:
		c.ops = opsExp
	case FuncSigmoid, FuncTanh, FuncSqrt, FuncLog, FuncErf:
		c.ops = opsOtherCurve
	}
	for i := range n.Operands {
		c.reads[i] = readOf(&n.Operands[i], 1, elementBytes)
	}
	return c
}
