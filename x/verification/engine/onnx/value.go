package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// operand is a tensor as the engine holds it: a node's output, or a constant.
type operand struct {
	constant []byte // nil if it is a node's output
	node     uint32
	dtype    graph.Dtype
	shape    []uint64
}

// empty says whether it has no elements. Only a constant may be: the engine has no such tensors.
func (o operand) empty() bool { return slices.Contains(o.shape, 0) }

// value is a tensor of the model. Axis i of the engine's tensor is axis order[i] of the model's.
type value struct {
	operand operand
	shape   []uint64 // the model's
	order   []int
	kind    tensor.Type // the model's element type, where that is not the one computed in: a float16 is computed as a float32
	absent  string      // why the value cannot be read
}

func identity(rank int) []int {
	order := make([]int, rank)
	for i := range order {
		order[i] = i
	}
	return order
}

// plain is an operand in the model's own order.
func plain(op operand) value {
	return value{operand: op, shape: op.shape, order: identity(len(op.shape))}
}

// stored is an operand in another order; no value where there is no operand, as beside an error.
func stored(op operand, order []int) value {
	if len(op.shape) != len(order) {
		return value{}
	}
	shape := make([]uint64, len(order))
	for i, axis := range order {
		shape[axis] = op.shape[i]
	}
	return value{operand: op, shape: shape, order: order}
}

func (v value) isConstant() bool { return v.operand.constant != nil }

// element is the model's element type.
func (v value) element() tensor.Type {
	if v.kind != 0 {
		return v.kind
	}
	return typeOf(v.operand.dtype)
}

// float refuses what is not computed in float32.
func (v value) float() error { return v.has(graph.Float32) }

// has refuses what is not of one of some types.
func (v value) has(types ...graph.Dtype) error {
	if slices.Contains(types, v.operand.dtype) {
		return nil
	}
	return fmt.Errorf("%w: an operand is of type %s, the engine has this operator on %s", ErrUnsupported, v.element(), types)
}

// integers is the content of a constant list of integers or truth values, such as a shape.
func (k *call) integers64(v value, what string) ([]int64, error) {
	if err := k.known(v, what); err != nil {
		return nil, err
	}
	if v.operand.dtype.Bits() == 0 || len(v.shape) > 1 {
		return nil, fmt.Errorf("%w: %s must be a list of integers, not %s%d", ErrModel, what, v.element(), v.shape)
	}
	op, err := k.as(v, graph.Int64)
	if err != nil {
		return nil, err
	}
	return int64s(op.operand.constant), nil
}

// known refuses what is not a constant.
func (k *call) known(v value, what string) error {
	if v.isConstant() {
		return nil
	}
	return &NotConstantError{What: what, Inputs: k.c.sources(v.operand.node)}
}

// permuted is the value with its axes renamed: axis i of the result is axis perm[i] of v. No byte moves.
func (v value) permuted(perm []int) value {
	out := value{operand: v.operand, shape: make([]uint64, len(perm)), order: make([]int, len(perm)), kind: v.kind}
	for i, axis := range perm {
		out.shape[i] = v.shape[axis]
		out.order[slices.Index(v.order, axis)] = i
	}
	return out
}

// elements is the number of elements of a shape without zeros.
func elements(shape []uint64) uint64 {
	n, _ := graph.Elements(shape)
	return n
}

// count is the number of elements of any shape, 0 where there are none.
func count(shape []uint64) uint64 {
	if slices.Contains(shape, 0) {
		return 0
	}
	return elements(shape)
}
