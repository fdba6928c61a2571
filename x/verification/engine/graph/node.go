package graph

import (
	"errors"
	"fmt"
	"slices"
)

// Elements is the number of elements of the node's output, false when its shape is not a valid one.
func (m *Node) Elements() (uint64, bool) { return Elements(m.GetShape()) }

// OutputBytes is the size in bytes of the node's output, false when its type or shape is not a valid one.
func (m *Node) OutputBytes() (uint64, bool) { return TensorBytes(m.GetDtype(), m.GetShape()) }

// Bytes is the size in bytes of the operand, false when its type or shape is not a valid one.
func (m *Operand) Bytes() (uint64, bool) { return TensorBytes(m.GetDtype(), m.GetShape()) }

// Infer gives the output's type and shape that a node's operands and attributes lead to; what the node itself says counts only where
// the operator takes it from there (the type of an input or of a map of one function, the shape of an input, a reshape, a slice or a
// sort). Errors match ErrInvalid.
func Infer(n *Node) (Dtype, []uint64, error) {
	dtype, shape, _, err := n.infer()
	if err != nil {
		return 0, nil, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if _, ok := Elements(shape); !ok {
		return 0, nil, fmt.Errorf("%w: output of shape %d has more than 2^40 elements", ErrInvalid, shape)
	}
	return dtype, slices.Clone(shape), nil
}

// check holds a node against every rule that needs nothing but the node.
func (m *Node) check() (operator, error) {
	dtype, shape, o, err := m.infer()
	if err != nil {
		return o, err
	}
	if err := checkTensor("output", m.Dtype, m.Shape); err != nil {
		return o, err
	}
	if dtype != m.Dtype {
		return o, fmt.Errorf("type %s is declared, but its operands and steps give %s", m.Dtype, dtype)
	}
	if !slices.Equal(shape, m.Shape) {
		return o, fmt.Errorf("shape %d is declared, but its operands and attributes give %d", m.Shape, shape)
	}
	return o, nil
}

// infer checks everything but the output.
func (m *Node) infer() (Dtype, []uint64, operator, error) {
	if m == nil {
		return 0, nil, operator{}, errors.New("there is no node")
	}
	o, known := operatorOf(m.Op)
	if !known {
		return 0, nil, o, fmt.Errorf("operator %d is unknown to version %d", int32(m.Op), Version)
	}
	if err := m.checkFields(o); err != nil {
		return 0, nil, o, err
	}
	for i := range m.Operands {
		if err := m.Operands[i].check(i); err != nil {
			return 0, nil, o, err
		}
	}
	shape, err := o.shape(m)
	if err != nil {
		return 0, nil, o, err
	}
	dtype, err := m.typeOf(shape)
	return dtype, shape, o, err
}

// checkFields refuses what the operator has no use for, so that one meaning has one encoding.
func (m *Node) checkFields(o operator) error {
	most := o.most
	if len(m.Steps) > 0 {
		most = maxSlots
	}
	if count := len(m.Operands); count < o.least || count > most {
		return fmt.Errorf("%d operands, wants %d to %d", count, o.least, most)
	}
	for _, field := range m.fields(o.attrs) {
		switch {
		case field.present && !field.allowed:
			return fmt.Errorf("attribute %s does not belong to it", field.name)
		case field.required && !field.present:
			return fmt.Errorf("attribute %s is missing", field.name)
		}
	}
	return checkName(m.Name)
}

// field is an attribute: whether the node has it, may have it, must have it.
type field struct {
	name                       string
	present, allowed, required bool
}

func (m *Node) fields(has attrs) []field {
	fn := has.fn && (m.Op != OpMap || len(m.Steps) == 0) // steps have functions of their own
	return []field{
		{"func", m.Func != FuncUnspecified, fn || has.optionalFn, fn},
		{"kernel", len(m.Kernel) > 0, has.kernel, has.kernel},
		{"strides", len(m.Strides) > 0, has.window, has.window},
		{"pads", len(m.Pads) > 0, has.pads, has.pads},
		{"dilations", len(m.Dilations) > 0, has.window, has.window},
		{"groups", m.Groups != 0, has.groups, has.groups},
		{"perm", len(m.Perm) > 0, has.perm, false},
		{"axis", m.Axis != 0, has.axis, false},
		{"steps", len(m.Steps) > 0, has.steps, false},
		{"spread", len(m.Spread) > 0, has.groups, false},
		{"starts", len(m.Starts) > 0, has.slice, false},
		{"increments", len(m.Increments) > 0, has.slice, false},
		{"uncommitted", m.Uncommitted, recomputable(m.Op), false},
	}
}

func checkName(name string) error {
	if len(name) > maxName {
		return fmt.Errorf("name of %d bytes, at most %d", len(name), maxName)
	}
	for i := range len(name) {
		if name[i] < 0x20 || name[i] > 0x7e {
			return fmt.Errorf("byte %#02x at %d of the name is not printable ASCII", name[i], i)
		}
	}
	return nil
}

func (m *Operand) check(i int) error {
	if err := checkTensor(fmt.Sprintf("operand %d", i), m.Dtype, m.Shape); err != nil {
		return err
	}
	switch m.Source {
	case SourceTrace:
		if m.Offset != 0 {
			return fmt.Errorf("operand %d: offset %d, but only weights have one", i, m.Offset)
		}
	case SourceWeights:
		if m.Node != 0 {
			return fmt.Errorf("operand %d: node %d, but it is in the weights", i, m.Node)
		}
		if m.Offset%WeightAlign != 0 || m.Offset > maxWeights {
			return fmt.Errorf("operand %d: weight offset %d is not a multiple of %d below 2^42", i, m.Offset, WeightAlign)
		}
	default:
		return fmt.Errorf("operand %d: source %d is unknown", i, int32(m.Source))
	}
	return nil
}

func checkTensor(what string, dtype Dtype, shape []uint64) error {
	if dtype.ElementSize() == 0 {
		return fmt.Errorf("%s: element type %s is unknown to version %d", what, dtype, Version)
	}
	if len(shape) > maxRank {
		return fmt.Errorf("%s: %d axes, at most %d", what, len(shape), maxRank)
	}
	if _, ok := Elements(shape); !ok {
		return fmt.Errorf("%s: shape %d has an extent of 0 or more than 2^40 elements", what, shape)
	}
	return nil
}

// Node is the node at a trace index. Errors match ErrElement.
func (m *Program) Node(i uint32) (*Node, error) {
	if uint64(i) >= uint64(len(m.GetNodes())) {
		return nil, fmt.Errorf("%w: node %d of %d", ErrElement, i, len(m.GetNodes()))
	}
	return &m.Nodes[i], nil
}
