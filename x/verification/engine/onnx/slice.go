package onnx

import (
	"fmt"
	"math"
	"slices"
)

// partOperators take parts of a value and put it into other surroundings.
func partOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Slice":         sliced,
		"Pad":           pad,
		"CenterCropPad": centerCropPad,
		"Trilu":         trilu,
	}
}

// sliced reads every so many elements between two indices. They are in attributes before opset 10, and in inputs since.
func sliced(k *call) (value, error) {
	in, err := k.any(1, 5)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	starts, ends, named, steps, err := k.ends(in)
	if err != nil || len(starts) == 0 && len(ends) == 0 {
		return x, err
	}
	axes := identity(min(len(starts), len(x.shape)))
	if named != nil {
		if axes, err = indices(named, len(x.shape)); err != nil {
			return value{}, err
		}
	}
	if steps == nil {
		steps = slices.Repeat([]int64{1}, len(starts))
	}
	if len(ends) != len(starts) || len(axes) != len(starts) || len(steps) != len(starts) {
		return value{}, fmt.Errorf("%w: starts %d, ends %d, axes %d and steps %d for shape %d", ErrModel, starts, ends, axes, steps, x.shape)
	}
	how := readings(x.shape)
	for i, axis := range axes {
		if steps[i] == 0 || steps[i] == math.MinInt64 {
			return value{}, fmt.Errorf("%w: step %d on axis %d", ErrModel, steps[i], axis)
		}
		how[axis] = stretchOf(starts[i], ends[i], steps[i], int64(x.shape[axis]))
	}
	return k.read(x, how)
}

// ends are the lists that say what a slice reads; nil where one is not given.
func (k *call) ends(in []value) (starts, ends, axes, steps []int64, err error) {
	for i, to := range []*[]int64{&starts, &ends, &axes, &steps} {
		name := []string{"starts", "ends", "axes", "steps"}[i]
		switch {
		case k.given(i + 1):
			*to, err = k.integers64(in[i+1], "the list of "+name)
		case name != "steps":
			*to, err = k.integers(name)
		}
		if err != nil {
			return nil, nil, nil, nil, err
		}
	}
	return starts, ends, axes, steps, nil
}

// stretchOf is how an axis of n elements is read from start on, up to end, in steps. Indices beyond the axis are moved to it.
func stretchOf(start, end, step, n int64) reading {
	if start < 0 {
		start += n
	}
	if end < 0 {
		end += n
	}
	var length int64
	distance := step
	if step > 0 {
		start = min(max(start, 0), n)
		length = min(max(end, 0), n) - start
	} else {
		start, distance = min(max(start, 0), n-1), -step
		length = start - min(max(end, -1), n-1)
	}
	if length <= 0 || n == 0 {
		return reading{step: 1}
	}
	return reading{start: uint64(start), step: step, count: uint64((length-1)/distance + 1)}
}

// indices are axes in the order in which they are named, counted from the end where they are negative.
func indices(named []int64, rank int) ([]int, error) {
	if len(named) == 0 {
		return nil, nil
	}
	if _, err := axesOf(named, rank); err != nil {
		return nil, err
	}
	axes := make([]int, len(named))
	for i, axis := range named {
		if axis < 0 {
			axis += int64(rank)
		}
		axes[i] = int(axis)
	}
	return axes, nil
}

// split cuts an axis into parts: of the lengths that an attribute or an input lists, or of equal lengths.
func split(k *call) ([]value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return nil, err
	}
	x := in[0]
	axis, err := k.axis(0, len(x.shape), false)
	if err != nil {
		return nil, err
	}
	lengths, err := k.integers("split")
	if err == nil && k.given(1) {
		lengths, err = k.integers64(in[1], "the list of lengths")
	}
	if err != nil {
		return nil, err
	}
	parts, err := k.integer("num_outputs", int64(len(k.n.outputs)))
	if err != nil {
		return nil, err
	}
	if lengths == nil {
		if lengths, err = k.equalParts(int64(x.shape[axis]), parts); err != nil {
			return nil, err
		}
	}
	var out []value
	at := int64(0)
	for _, n := range lengths {
		if n < 0 || n > int64(x.shape[axis])-at {
			return nil, fmt.Errorf("%w: parts of %d of axis %d of shape %d", ErrModel, lengths, axis, x.shape)
		}
		y, err := k.cut(x, axis, uint64(at), uint64(at+n))
		if err != nil {
			return nil, err
		}
		out, at = append(out, y), at+n
	}
	if at != int64(x.shape[axis]) || len(out) != len(k.n.outputs) {
		return nil, fmt.Errorf("%w: %d outputs from parts of %d of axis %d of shape %d", ErrModel, len(k.n.outputs), lengths, axis, x.shape)
	}
	return out, nil
}

// equalParts are the lengths of parts of n elements: equal, or, where num_outputs asks for so many, with a shorter last one.
func (k *call) equalParts(n, parts int64) ([]int64, error) {
	_, uneven := k.n.attributes["num_outputs"]
	if parts < 1 || parts != int64(len(k.n.outputs)) || !uneven && n%parts != 0 {
		return nil, fmt.Errorf("%w: %d elements in %d parts, for %d outputs", ErrModel, n, parts, len(k.n.outputs))
	}
	most := (n + parts - 1) / parts
	lengths := make([]int64, parts)
	for i := range lengths {
		lengths[i] = min(most, max(n-int64(i)*most, 0))
	}
	return lengths, nil
}
