package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// arrange brings a value into an order of axes. It adds a node only if bytes move or the engine's shape changes, and the same one for
// everyone who asks for the same.
func (b *builder) arrange(name string, v value, order []int) (operand, error) {
	perm, shape := make([]uint32, len(order)), make([]uint64, len(order))
	for i, axis := range order {
		from := slices.Index(v.order, axis)
		perm[i], shape[i] = uint32(from), v.shape[axis]
	}
	if v.operand.empty() {
		return operand{constant: v.operand.constant, dtype: v.operand.dtype, shape: shape}, nil
	}
	if keepsBytes(perm, v.operand.shape) {
		return b.reshape(name+"/layout", v.operand, shape)
	}
	key := ""
	if v.operand.constant == nil {
		key = fmt.Sprint(v.operand.node, perm)
		if op, made := b.moved[key]; made {
			return op, nil
		}
	}
	op, err := b.emit(name+"/layout", graph.Node{Op: graph.OpTranspose, Perm: perm}, v.operand)
	if err == nil && key != "" {
		b.moved[key] = op
	}
	return op, err
}

// keepsBytes says whether a permutation leaves the order of every axis that is longer than 1.
func keepsBytes(perm []uint32, shape []uint64) bool {
	last := -1
	for _, axis := range perm {
		if shape[axis] == 1 {
			continue
		}
		if int(axis) < last {
			return false
		}
		last = int(axis)
	}
	return true
}

// reshape gives an operand another shape of as many elements.
func (b *builder) reshape(name string, op operand, shape []uint64) (operand, error) {
	if slices.Equal(op.shape, shape) {
		return op, nil
	}
	if op.constant != nil && count(op.shape) == count(shape) {
		return operand{constant: op.constant, dtype: op.dtype, shape: shape}, nil
	}
	return b.emit(name, graph.Node{Op: graph.OpReshape, Shape: shape}, op)
}

// reshaped is a value in another shape, as ONNX means it: over the model's order of elements.
func (b *builder) reshaped(name string, v value, shape []uint64) (value, error) {
	op, err := b.arrange(name, v, identity(len(v.shape)))
	if err != nil {
		return value{}, err
	}
	if op, err = b.reshape(name, op, shape); err != nil {
		return value{}, err
	}
	return plain(op).like(v), nil
}

// raised is a value with axes of length 1 before its own, so that it has as many as rank.
func (b *builder) raised(name string, v value, rank int) (value, error) {
	missing := rank - len(v.shape)
	if missing <= 0 {
		return v, nil
	}
	op, err := b.reshape(name+"/shape", v.operand, slices.Concat(ones(missing), v.operand.shape))
	if err != nil {
		return value{}, err
	}
	order := identity(missing)
	for _, axis := range v.order {
		order = append(order, axis+missing)
	}
	return stored(op, order).like(v), nil
}

// stretched repeats axes of length 1 until a value has a shape it broadcasts to. It moves bits only.
func (b *builder) stretched(name string, v value, shape []uint64) (value, error) {
	v, err := b.raised(name, v, len(shape))
	if err != nil || slices.Equal(v.shape, shape) {
		return v, err
	}
	if slices.Contains(shape, 0) {
		return hollow(v, shape), nil
	}
	n := graph.Node{Op: graph.OpSlice}
	for _, axis := range v.order {
		step := int64(1)
		if v.shape[axis] != shape[axis] {
			if v.shape[axis] != 1 {
				return v, fmt.Errorf("%w: shape %d does not broadcast to %d", ErrModel, v.shape, shape)
			}
			step = 0
		}
		n.Starts, n.Increments, n.Shape = append(n.Starts, 0), append(n.Increments, step), append(n.Shape, shape[axis])
	}
	op, err := b.emit(name+"/expand", n, v.operand)
	if err != nil {
		return value{}, err
	}
	return stored(op, v.order).like(v), nil
}

// expand is stretched, in the model's order of axes.
func (b *builder) expand(name string, v value, shape []uint64) (value, error) {
	v, err := b.stretched(name, v, shape)
	if err != nil {
		return value{}, err
	}
	op, err := b.arrange(name, v, identity(len(v.shape)))
	if err != nil {
		return value{}, err
	}
	return plain(op).like(v), nil
}

// stretch repeats axes of length 1 until a value has a shape it broadcasts to.
func (k *call) stretch(v value, shape []uint64) (value, error) {
	return k.c.stretched(k.name(), v, shape)
}

// maxRepeats is the most operands that a node may have.
const maxRepeats = 1024

func ones(n int) []uint64 {
	out := make([]uint64, max(n, 0))
	for i := range out {
		out[i] = 1
	}
	return out
}
