package graph

import "errors"

// mapShape is what the operands broadcast to.
func mapShape(n *Node) ([]uint64, error) {
	shape := []uint64{}
	for i := range n.Operands {
		both, ok := broadcast(shape, n.Operands[i].Shape)
		if !ok {
			return nil, errors.New("operands " + shapes(n.Operands) + " do not broadcast: their extents, counted from the last axis, must be equal or 1")
		}
		shape = both
	}
	return shape, nil
}

// mapRuns is one element of each operand.
func mapRuns(n *Node, element uint64) []Run { return n.tailRuns(nil, element) }

func mapCost(n *Node) cost { return n.withTail(cost{output: outputBytes(n)}) }

// tailRuns adds what the steps read: one element of each operand beyond the operator's own.
func (m *Node) tailRuns(runs []Run, element uint64) []Run {
	if m.Own() == len(m.Operands) {
		return runs
	}
	at := unravel(element, m.Shape)
	for i := m.Own(); i < len(m.Operands); i++ {
		runs = append(runs, m.run(i, broadcastIndex(at, m.Operands[i].Shape), 1))
	}
	return runs
}

// withTail adds what the steps cost.
func (m *Node) withTail(c cost) cost {
	c.ops += m.stepsCost()
	for i := m.Own(); i < len(m.Operands); i++ {
		c.reads = append(c.reads, m.read(i, 1, 1))
	}
	return c
}
