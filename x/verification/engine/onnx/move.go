package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

func concat(k *call) (value, error) {
	count := len(k.n.inputs)
	in, err := k.operands(max(count, 1), count)
	if err != nil {
		return value{}, err
	}
	if _, given := k.n.attributes["axis"]; !given {
		return value{}, fmt.Errorf("%w: attribute axis is missing", ErrModel)
	}
	axis, err := k.axis(0, len(in[0].shape), false)
	if err != nil {
		return value{}, err
	}
	order := commonOrder(in...)
	operands := make([]operand, len(in))
	for i, v := range in {
		if len(v.shape) != len(order) {
			return value{}, fmt.Errorf("%w: inputs of shapes %d and %d are joined", ErrModel, in[0].shape, v.shape)
		}
		if operands[i], err = k.arrange(v, order); err != nil {
			return value{}, err
		}
	}
	op, err := k.emit(graph.Node{Op: graph.OpConcat, Axis: uint32(slices.Index(order, axis))}, operands...)
	if err != nil {
		return value{}, err
	}
	return stored(op, order), nil
}

func transpose(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	given, err := k.integers("perm")
	if err != nil {
		return value{}, err
	}
	perm := identity(len(x.shape))
	slices.Reverse(perm)
	if given != nil {
		perm = perm[:0]
		for _, axis := range given {
			perm = append(perm, int(axis))
		}
	}
	if !slices.Equal(slices.Sorted(slices.Values(perm)), identity(len(x.shape))) {
		return value{}, fmt.Errorf("%w: perm %d for shape %d", ErrModel, given, x.shape)
	}
	return x.permuted(perm), nil
}

func flatten(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	axis, err := k.axis(1, len(x.shape), true)
	if err != nil {
		return value{}, err
	}
	return k.c.reshaped(k.name(), x, twoAxes(x.shape, axis))
}

// reshape takes its shape from a constant input, or from the attribute that the first versions of ONNX had.
func reshape(k *call) (value, error) {
	if err := k.flag("allowzero", 0, 0); err != nil {
		return value{}, err
	}
	want, err := k.integers("shape")
	if err == nil && len(k.n.inputs) == 2 {
		want, err = k.shapeOperand(1)
		k.n.inputs = k.n.inputs[:1]
	}
	if err != nil {
		return value{}, err
	}
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	shape, err := resolve(want, x.shape)
	if err != nil {
		return value{}, err
	}
	return k.c.reshaped(k.name(), x, shape)
}

// shapeOperand is an input that holds a shape.
func (k *call) shapeOperand(i int) ([]int64, error) {
	v, err := k.c.lookup(k.n.inputs[i])
	if err != nil {
		return nil, err
	}
	return k.integers64(v, fmt.Sprintf("input %d", i))
}

// resolve fills in a shape: 0 keeps the operand's extent, one -1 takes what is left.
func resolve(want []int64, from []uint64) ([]uint64, error) {
	shape, open := make([]uint64, len(want)), -1
	for i, v := range want {
		switch {
		case v == 0 && i < len(from):
			shape[i] = from[i]
		case v == -1 && open < 0:
			shape[i], open = 1, i
		case v > 0:
			shape[i] = uint64(v)
		default:
			return nil, fmt.Errorf("%w: shape %d for an operand of %d", ErrModel, want, from)
		}
	}
	if rest, ok := graph.Elements(shape); ok && open >= 0 {
		shape[open] = elements(from) / rest
	}
	if n, ok := graph.Elements(shape); !ok || n != elements(from) {
		return nil, fmt.Errorf("%w: shape %d does not fit an operand of %d", ErrModel, want, from)
	}
	return shape, nil
}
