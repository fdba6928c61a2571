package graph

// operator is what the package knows of one Op. A node reaches shape only after its operands' own rules hold, and runs and cost only
// after shape agreed with what the node declares.
type operator struct {
	// attrs are the attributes such a node carries.
	attrs attrs
	// least and most bound the number of operands, without those of the steps.
	least, most int
	// shape checks operands and attributes and infers the output's shape.
	shape func(n *Node) ([]uint64, error)
	// runs lists the dependencies of one output element.
	runs func(n *Node, element uint64) []Run
	// cost bounds them over all elements.
	cost func(n *Node) cost
}

// attrs says which of a node's fields are in use.
type attrs struct{ fn, kernel, window, groups, perm, axis, steps, slice, pads, optionalFn bool }

// operatorOf finds an operator. A switch over functions rather than a table, so that nothing can change it.
func operatorOf(op Op) (operator, bool) {
	switch op {
	case OpInput:
		return operator{shape: declaredShape, runs: noRuns, cost: noCost}, true
	case OpDot:
		return operator{attrs: attrs{steps: true}, least: 2, most: 3, shape: dotShape, runs: dotRuns, cost: dotCost}, true
	case OpConv:
		a := attrs{window: true, pads: true, groups: true, steps: true}
		return operator{attrs: a, least: 2, most: 3, shape: convShape, runs: convRuns, cost: convCost}, true
	case OpMap:
		return operator{attrs: attrs{fn: true, steps: true}, least: 1, most: 3, shape: mapShape, runs: mapRuns, cost: mapCost}, true
	case OpPool:
		a := attrs{fn: true, kernel: true, window: true, pads: true, steps: true}
		return operator{attrs: a, least: 1, most: 1, shape: poolShape, runs: poolRuns, cost: poolCost}, true
	case OpSoftmax:
		return operator{least: 1, most: 1, shape: softmaxShape, runs: softmaxRuns, cost: softmaxCost}, true
	case OpReduce:
		return operator{attrs: attrs{fn: true, steps: true}, least: 1, most: 1, shape: reduceShape, runs: reduceRuns, cost: reduceCost}, true
	case OpCumulate:
		return operator{attrs: attrs{fn: true}, least: 1, most: 1, shape: cumulateShape, runs: cumulateRuns, cost: cumulateCost}, true
	case OpTopK:
		return operator{attrs: attrs{fn: true}, least: 1, most: 1, shape: topKShape, runs: topKRuns, cost: topKCost}, true
	default:
		return moverOf(op)
	}
}

// moverOf finds an operator that moves elements without computing any.
func moverOf(op Op) (operator, bool) {
	switch op {
	case OpReshape:
		return operator{least: 1, most: 1, shape: reshapeShape, runs: reshapeRuns, cost: moveCost}, true
	case OpTranspose:
		return operator{attrs: attrs{perm: true}, least: 1, most: 1, shape: transposeShape, runs: transposeRuns, cost: moveCost}, true
	case OpConcat:
		return operator{attrs: attrs{axis: true}, least: 1, most: maxOperands, shape: concatShape, runs: concatRuns, cost: moveCost}, true
	case OpSlice:
		return operator{attrs: attrs{slice: true}, least: 1, most: 1, shape: sliceShape, runs: sliceRuns, cost: moveCost}, true
	case OpPad:
		return operator{attrs: attrs{pads: true}, least: 2, most: 2, shape: padShape, runs: padRuns, cost: moveCost}, true
	case OpGather:
		return operator{attrs: attrs{axis: true}, least: 2, most: 2, shape: gatherShape, runs: gatherRuns, cost: gatherCost}, true
	case OpScatter:
		return operator{attrs: attrs{optionalFn: true}, least: 3, most: 3, shape: scatterShape, runs: scatterRuns, cost: scatterCost}, true
	default:
		return operator{}, false
	}
}

// typeOf is the type of the node's output, given its shape.
func (m *Node) typeOf(shape []uint64) (Dtype, error) {
	switch m.Op {
	case OpInput:
		return m.Dtype, nil
	case OpMap, OpDot, OpConv, OpPool, OpReduce:
		return m.checkSteps(shape)
	default:
		return m.Accumulates(), nil
	}
}

// declaredShape is the shape of an input: the program says it, nothing else does.
func declaredShape(n *Node) ([]uint64, error) { return n.Shape, nil }

func noRuns(*Node, uint64) []Run { return nil }

func noCost(*Node) cost { return cost{} }
