package graph

import (
	"fmt"
	"slices"
)

// Validate holds a program against every rule of the format and the network's limits. It costs time linear in the program's
// encoding, whatever the sizes of its tensors. An error about one node is a *NodeError; all match ErrInvalid.
func (m *Program) Validate(l Limits) error {
	if err := m.validateHeader(l); err != nil {
		return err
	}
	inputs := true
	edges := uint64(0)
	for i := range m.Nodes {
		n := &m.Nodes[i]
		err := m.validateNode(i, l)
		if err == nil {
			err = m.validateProof(uint32(i), l, &edges)
		}
		if err == nil && n.Op == OpInput && !inputs {
			err = fmt.Errorf("inputs come before every other node")
		}
		if err != nil {
			return &NodeError{Index: uint32(i), Name: n.Name, Op: n.Op, Reason: err.Error()}
		}
		inputs = inputs && n.Op == OpInput
	}
	return m.validateOutputs()
}

func (m *Program) validateHeader(l Limits) error {
	switch {
	case m == nil:
		return invalid("it is nil")
	case m.NumericsVersion != Version:
		return invalid("numerics version %d, this engine knows %d", m.NumericsVersion, Version)
	case len(m.WeightsRoot) != 32:
		return invalid("weights root of %d bytes, want 32", len(m.WeightsRoot))
	case m.WeightsSize > min(l.MaxWeightsBytes, maxWeights):
		return invalid("%d bytes of weights, at most %d", m.WeightsSize, min(l.MaxWeightsBytes, maxWeights))
	case len(m.Nodes) == 0:
		return invalid("it has no nodes")
	case uint64(len(m.Nodes)) > min(l.MaxNodes, maxNodes):
		return invalid("%d nodes, at most %d", len(m.Nodes), min(l.MaxNodes, maxNodes))
	}
	if size := uint64(m.Size()); size > l.MaxProgramBytes {
		return invalid("%d bytes, at most %d", size, l.MaxProgramBytes)
	}
	return nil
}

func (m *Program) validateNode(i int, l Limits) error {
	n := &m.Nodes[i]
	if _, err := n.check(); err != nil {
		return err
	}
	for j := range n.Operands {
		if err := m.validateOperand(i, j); err != nil {
			return fmt.Errorf("operand %d: %w", j, err)
		}
	}
	if rank := uint64(len(n.Shape)); rank > l.MaxRank {
		return fmt.Errorf("%d axes, at most %d", rank, l.MaxRank)
	}
	if elements := product(n.Shape); elements > l.MaxElements {
		return fmt.Errorf("shape %d has %d elements, at most %d", n.Shape, elements, l.MaxElements)
	}
	if bytes, _ := n.OutputBytes(); bytes > l.MaxTensorBytes {
		return fmt.Errorf("%s%d takes %d bytes, at most %d", n.Dtype, n.Shape, bytes, l.MaxTensorBytes)
	}
	return nil
}

// validateProof holds what it takes to judge an element of the node to the limits. edges counts the operands that were looked at for it.
func (m *Program) validateProof(i uint32, l Limits, edges *uint64) error {
	if !m.Nodes[i].Committed() {
		return nil // nobody judges an element of it by itself
	}
	b, looked, err := m.bound(i)
	if err != nil {
		return err
	}
	if *edges += looked; *edges > coneEdgesPerNode*uint64(len(m.Nodes)) {
		return fmt.Errorf("elements up to here are computed through %d operands that are not committed, at most %d for each node of the program: "+
			"commit more of them", *edges, coneEdgesPerNode)
	}
	return withinLimits(b, l)
}

// bound bounds the proof of any element of a committed node, and says how many operands of nodes that are not committed it looked at.
func (m *Program) bound(i uint32) (bounds, uint64, error) {
	n := &m.Nodes[i]
	for j := range n.Operands {
		if o := &n.Operands[j]; o.Source == SourceTrace && !m.Nodes[o.Node].Committed() {
			return m.coneBound(i)
		}
	}
	o, _ := operatorOf(n.Op)
	return o.cost(n).bound(m.WeightsSize, uint64(len(m.Nodes))), 0, nil
}

func (m *Program) validateOperand(i, j int) error {
	operand := &m.Nodes[i].Operands[j]
	if operand.Source == SourceWeights {
		size, _ := operand.Bytes()
		if operand.Offset+size > m.WeightsSize {
			return fmt.Errorf("bytes %d to %d of a weight blob of %d", operand.Offset, operand.Offset+size, m.WeightsSize)
		}
		return nil
	}
	if uint64(operand.Node) >= uint64(i) {
		return fmt.Errorf("node %d does not come before it", operand.Node)
	}
	from := &m.Nodes[operand.Node]
	if from.Dtype != operand.Dtype || !slices.Equal(from.Shape, operand.Shape) {
		return fmt.Errorf("%s%d is read, but node %d gives %s%d", operand.Dtype, operand.Shape, operand.Node, from.Dtype, from.Shape)
	}
	return nil
}

func (m *Program) validateOutputs() error {
	if len(m.Outputs) == 0 {
		return invalid("it has no outputs")
	}
	seen := make([]bool, len(m.Nodes))
	for _, out := range m.Outputs {
		if uint64(out) >= uint64(len(m.Nodes)) {
			return invalid("output %d is not one of its %d nodes", out, len(m.Nodes))
		}
		if seen[out] {
			return invalid("node %d is an output twice", out)
		}
		if !m.Nodes[out].Committed() {
			return invalid("node %d is an output, which is always committed", out)
		}
		seen[out] = true
	}
	return nil
}
