package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// moveOperators move elements of any type, and compute none.
func moveOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Concat":    concat,
		"Transpose": transpose,
		"Flatten":   flatten,
		"Reshape":   reshape,
		"Squeeze":   squeeze,
		"Unsqueeze": unsqueeze,
		"Expand":    expand,
		"Tile":      tile,
		"Shape":     shapeOf,
		"Size":      sizeOf,
	}
}

// moved is an operator with one input, of any type.
func (k *call) moved() (value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, err
	}
	return in[0], nil
}

func concat(k *call) (value, error) {
	n := len(k.n.inputs)
	in, err := k.any(max(n, 1), n)
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
	for _, v := range in {
		if len(v.shape) != len(in[0].shape) || !slices.Equal(without(v.shape, []int{axis}), without(in[0].shape, []int{axis})) {
			return value{}, fmt.Errorf("%w: inputs of shapes %d and %d are joined on axis %d", ErrModel, in[0].shape, v.shape, axis)
		}
		if v.operand.dtype != in[0].operand.dtype {
			return value{}, fmt.Errorf("%w: inputs of types %s and %s are joined", ErrModel, in[0].element(), v.element())
		}
	}
	return k.join(axis, in...)
}

func transpose(k *call) (value, error) {
	x, err := k.moved()
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
	x, err := k.moved()
	if err != nil {
		return value{}, err
	}
	axis, err := k.axis(1, len(x.shape), true)
	if err != nil {
		return value{}, err
	}
	return k.c.reshaped(k.name(), x, []uint64{count(x.shape[:axis]), count(x.shape[axis:])})
}

// reshape takes its shape from a constant input, or from the attribute that the first versions of ONNX had.
func reshape(k *call) (value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, err
	}
	zeros, err := k.integer("allowzero", 0)
	if err != nil {
		return value{}, err
	}
	want, err := k.integers("shape")
	if err == nil && k.given(1) {
		want, err = k.integers64(in[1], "the shape")
	}
	if err != nil {
		return value{}, err
	}
	x := in[0]
	shape, err := resolve(want, x.shape, zeros != 0)
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

// resolve fills in a shape: 0 keeps the operand's extent unless zeros mean themselves, one -1 takes what is left.
func resolve(want []int64, from []uint64, zeros bool) ([]uint64, error) {
	shape, open := make([]uint64, len(want)), -1
	for i, v := range want {
		switch {
		case v == 0 && zeros:
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
	if open >= 0 && count(shape) > 0 {
		shape[open] = count(from) / count(shape)
	}
	if !fits(shape) || count(shape) != count(from) {
		return nil, fmt.Errorf("%w: shape %d does not fit an operand of %d", ErrModel, want, from)
	}
	return shape, nil
}

// fits says whether a tensor may have this shape, be it one without elements.
func fits(shape []uint64) bool {
	_, ok := graph.Elements(shape)
	return ok || slices.Contains(shape, 0)
}
