package onnx

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// operand is a float32 tensor as the engine holds it: a node's output, or a constant.
type operand struct {
	constant []byte // nil if it is a node's output
	node     uint32
	shape    []uint64
}

// value is a tensor of the model. Axis i of the engine's tensor is axis order[i] of the model's.
type value struct {
	operand operand
	shape   []uint64 // the model's
	order   []int
	other   *tensor.Tensor // a constant that is not float32
	absent  string         // why the value cannot be read
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

// stored is an operand in another order.
func stored(op operand, order []int) value {
	shape := make([]uint64, len(order))
	for i, axis := range order {
		shape[axis] = op.shape[i]
	}
	return value{operand: op, shape: shape, order: order}
}

// fixed is a constant.
func fixed(t *tensor.Tensor) value {
	if t.Type == tensor.Float32 && len(t.Data) == 0 {
		return value{absent: fmt.Sprintf("%q, a tensor without elements", t.Name)}
	}
	if t.Type == tensor.Float32 {
		return plain(operand{constant: t.Data, shape: t.Shape})
	}
	return value{other: t, shape: t.Shape}
}

func (v value) isConstant() bool { return v.other != nil || v.operand.constant != nil }

// float refuses what is not float32.
func (v value) float() error {
	if v.other != nil {
		return fmt.Errorf("%w: an operand is of type %s, the engine computes on %s", ErrUnsupported, v.other.Type, tensor.Float32)
	}
	return nil
}

// integers is the content of a constant list of int64, such as a shape.
func (v value) integers() ([]int64, error) {
	if !v.isConstant() {
		return nil, fmt.Errorf("%w: a shape is computed by the model; it must be a constant", ErrUnsupported)
	}
	if v.other == nil || v.other.Type != tensor.Int64 || len(v.shape) > 1 {
		return nil, fmt.Errorf("%w: a shape must be a list of %s", ErrModel, tensor.Int64)
	}
	out := make([]int64, len(v.other.Data)/8)
	for i := range out {
		out[i] = int64(binary.LittleEndian.Uint64(v.other.Data[8*i:]))
	}
	return out, nil
}

// permuted is the value with its axes renamed: axis i of the result is axis perm[i] of v. No byte moves.
func (v value) permuted(perm []int) value {
	out := value{operand: v.operand, shape: make([]uint64, len(perm)), order: make([]int, len(perm))}
	for i, axis := range perm {
		out.shape[i] = v.shape[axis]
		out.order[slices.Index(v.order, axis)] = i
	}
	return out
}

func elements(shape []uint64) uint64 {
	n, _ := graph.Elements(shape)
	return n
}
