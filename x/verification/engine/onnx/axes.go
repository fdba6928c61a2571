package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// namedAxes are in an attribute or, since some version, in a second input.
func (k *call) namedAxes(second value) ([]int64, error) {
	if k.given(1) {
		return k.integers64(second, "the list of axes")
	}
	return k.integers("axes")
}

// squeeze drops axes of length 1, all of them if none is named.
func squeeze(k *call) (value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	named, err := k.namedAxes(in[1])
	if err != nil {
		return value{}, err
	}
	axes, err := axesOf(named, len(x.shape))
	if err != nil {
		return value{}, err
	}
	axes = slices.DeleteFunc(axes, func(axis int) bool { return len(named) == 0 && x.shape[axis] != 1 })
	for _, axis := range axes {
		if x.shape[axis] != 1 {
			return value{}, fmt.Errorf("%w: axis %d of shape %d is not of length 1", ErrModel, axis, x.shape)
		}
	}
	return k.dropped(x, axes)
}

// unsqueeze adds axes of length 1, which are counted in the result.
func unsqueeze(k *call) (value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, err
	}
	named, err := k.namedAxes(in[1])
	if err != nil {
		return value{}, err
	}
	if len(named) == 0 {
		return in[0], nil
	}
	axes, err := axesOf(named, len(in[0].shape)+len(named))
	if err != nil {
		return value{}, err
	}
	return k.inserted(in[0], axes)
}

// dropped is a value without some axes of length 1. No byte moves.
func (k *call) dropped(x value, axes []int) (value, error) {
	shape, order := []uint64{}, []int{}
	for i, axis := range x.order {
		if slices.Contains(axes, axis) {
			continue
		}
		below := 0
		for _, gone := range axes {
			if gone < axis {
				below++
			}
		}
		shape, order = append(shape, x.operand.shape[i]), append(order, axis-below)
	}
	return k.renamed(x, shape, order)
}

// inserted is a value with more axes of length 1, which are counted in the result. No byte moves.
func (k *call) inserted(x value, axes []int) (value, error) {
	rank := len(x.shape) + len(axes)
	var kept []int
	for axis := range rank {
		if !slices.Contains(axes, axis) {
			kept = append(kept, axis)
		}
	}
	order := slices.Clone(axes)
	for _, axis := range x.order {
		order = append(order, kept[axis])
	}
	if slices.Equal(x.order, identity(len(x.shape))) {
		order = identity(rank)
	}
	shape := make([]uint64, rank)
	for i, axis := range order {
		shape[i] = 1
		if at := slices.Index(kept, axis); at >= 0 {
			shape[i] = x.shape[at]
		}
	}
	return k.renamed(x, shape, order)
}

// renamed is a value whose stored elements have another shape and other axes.
func (k *call) renamed(x value, shape []uint64, order []int) (value, error) {
	op, err := k.c.reshape(k.name(), x.operand, shape)
	if err != nil {
		return value{}, err
	}
	return stored(op, order).like(x), nil
}

// expand broadcasts a value and a shape with each other.
func expand(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	want, err := k.integers64(in[1], "the shape")
	if err != nil {
		return value{}, err
	}
	x := in[0]
	shape := slices.Concat(ones(len(want)-len(x.shape)), x.shape)
	lead := len(shape) - len(want)
	for i, v := range want {
		at := &shape[lead+i]
		switch {
		case v < 0 || *at != 1 && v != 1 && uint64(v) != *at:
			return value{}, fmt.Errorf("%w: shape %d is expanded to %d", ErrModel, x.shape, want)
		case *at == 1:
			*at = uint64(v)
		}
	}
	if !fits(shape) {
		return value{}, fmt.Errorf("%w: shape %d is too large", ErrUnsupported, shape)
	}
	return k.stretch(x, shape)
}

// tile puts copies of a value behind one another on each axis.
func tile(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	repeats, err := k.integers64(in[1], "the number of repeats")
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if len(repeats) != len(x.shape) {
		return value{}, fmt.Errorf("%w: repeats %d for shape %d", ErrModel, repeats, x.shape)
	}
	shape := make([]uint64, len(repeats))
	for i, n := range repeats {
		if n < 0 {
			return value{}, fmt.Errorf("%w: repeats %d", ErrModel, repeats)
		}
		if uint64(n) > maxExtent/max(x.shape[i], 1) {
			return value{}, fmt.Errorf("%w: shape %d, repeated %d times, is too large", ErrUnsupported, x.shape, repeats)
		}
		shape[i] = x.shape[i] * uint64(n)
	}
	if slices.Contains(shape, 0) {
		return hollow(x, shape), nil
	}
	for axis := range repeats {
		if x, err = k.copies(x, axis, uint64(repeats[axis])); err != nil {
			return value{}, err
		}
	}
	return x, nil
}

// maxExtent is as many elements as a tensor may have.
const maxExtent = 1 << 40

// copies puts n copies of a value behind one another on an axis.
func (k *call) copies(x value, axis int, n uint64) (value, error) {
	if n == 1 {
		return x, nil
	}
	shape := slices.Clone(x.shape)
	shape[axis] *= n
	if x.shape[axis] == 1 {
		return k.stretch(x, shape)
	}
	at := slices.Index(x.order, axis)
	whole := x.operand.shape
	outer, inner := elements(whole[:at]), elements(whole[at:])
	op, err := k.c.reshape(k.name()+"/shape", x.operand, []uint64{outer, 1, inner})
	if err != nil {
		return value{}, err
	}
	y, err := k.stretch(plain(op), []uint64{outer, n, inner})
	if err != nil {
		return value{}, err
	}
	whole = slices.Clone(whole)
	whole[at] *= n
	if op, err = k.c.reshape(k.name()+"/shape", y.operand, whole); err != nil {
		return value{}, err
	}
	return stored(op, x.order).like(x), nil
}

// shapeOf is a constant: a value's shape, from one axis up to another.
func shapeOf(k *call) (value, error) {
	x, err := k.moved()
	if err != nil {
		return value{}, err
	}
	rank := int64(len(x.shape))
	start, err := k.integer("start", 0)
	if err != nil {
		return value{}, err
	}
	end, err := k.integer("end", rank)
	if err != nil {
		return value{}, err
	}
	from, to := within(start, rank), within(end, rank)
	extents := []int64{}
	for axis := from; axis < to; axis++ {
		extents = append(extents, int64(x.shape[axis]))
	}
	return listOf(extents...), nil
}

// within counts an index from the end where it is negative and moves it to 0 .. n.
func within(index, n int64) int64 {
	if index < 0 {
		index += n
	}
	return min(max(index, 0), n)
}

// sizeOf is a constant: the number of elements.
func sizeOf(k *call) (value, error) {
	x, err := k.moved()
	if err != nil {
		return value{}, err
	}
	return scalarOf(graph.Int64, int64(count(x.shape))), nil
}
