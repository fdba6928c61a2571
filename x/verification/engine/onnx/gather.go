package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// indexOperators move elements to or from places that a tensor of indices names.
func indexOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Gather":            gather,
		"GatherElements":    gatherElements,
		"GatherND":          gatherND,
		"Scatter":           scatterElements,
		"ScatterElements":   scatterElements,
		"ScatterND":         scatterND,
		"TensorScatter":     tensorScatter,
		"ReverseSequence":   reverseSequence,
		"OneHot":            oneHot,
		"Compress":          compress,
		"NonZero":           nonZero,
		"NonMaxSuppression": nonMaxSuppression,
	}
}

// gather takes entries of an axis. Those that are known are read without an index.
func gather(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, index := in[0], in[1]
	axis, err := k.axis(0, len(x.shape), false)
	if err != nil {
		return value{}, err
	}
	if !index.isConstant() || len(index.shape) > 1 {
		return k.gather(x, axis, index)
	}
	at, err := k.integers64(index, "the list of indices")
	if err != nil {
		return value{}, err
	}
	n := int64(x.shape[axis])
	for i := range at {
		if at[i] < -n || at[i] >= n {
			return value{}, fmt.Errorf("%w: index %d into axis %d of shape %d", ErrModel, at[i], axis, x.shape)
		}
		if at[i] < 0 {
			at[i] += n
		}
	}
	y, err := k.pick(x, axis, at)
	if err == nil && len(index.shape) == 0 {
		y, err = k.dropped(y, []int{axis})
	}
	return y, err
}

// ramp is a constant of rank axes that counts along one of them, from 0 on in steps.
func (f *formula) ramp(n uint64, step int64, axis, rank int) value {
	if f.err == nil {
		f.err = f.k.charge(n, "a list of indices")
	}
	if f.err != nil {
		return value{}
	}
	list := make([]int64, n)
	for i := range list {
		list[i] = int64(i) * step
	}
	v := listOf(list...)
	shape := ones(rank)
	shape[axis] = n
	v.operand.shape, v.shape, v.order = shape, shape, identity(rank)
	return v
}

// whole is a constant integer.
func whole(v int64) value { return scalarOf(graph.Int64, v) }

// upward counts negative indices from the end of n entries.
func (f *formula) upward(index, n value) value {
	return f.where(f.less(index, whole(0)), f.add(index, n), index)
}

// strides are the distances between neighbours on each axis of a shape.
func strides(shape []uint64) []int64 {
	out := make([]int64, len(shape))
	step := int64(1)
	for axis := len(shape) - 1; axis >= 0; axis-- {
		out[axis] = step
		step *= int64(shape[axis])
	}
	return out
}

// indexes checks that a value holds indices and widens them.
func (f *formula) indexes(v value) value {
	if f.err == nil {
		f.err = v.has(graph.Int32, graph.Int64)
	}
	if f.err != nil {
		return value{}
	}
	return f.cast(graph.Int64, v)
}

// alongAxis are the flat indices, into a tensor of a shape, of the elements that indices on one axis name, each at its own place on the
// others.
func (f *formula) alongAxis(index value, shape []uint64, axis int) value {
	step := strides(shape)
	flat := f.mul(f.upward(f.indexes(index), whole(int64(shape[axis]))), whole(step[axis]))
	for i, n := range index.shape {
		if i != axis && n > 1 {
			flat = f.add(flat, f.ramp(n, step[i], i, len(shape)))
		}
	}
	return flat
}

// gatherElements takes, for each index, the element that is there on one axis and in the index's place on the others.
func gatherElements(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, index := in[0], in[1]
	axis, err := k.axis(0, len(x.shape), false)
	if err != nil {
		return value{}, err
	}
	if err := checkPlaces(x, index, axis); err != nil {
		return value{}, err
	}
	if index.operand.empty() {
		return hollow(x, index.shape), nil
	}
	f := &formula{k: k}
	flat := f.alongAxis(index, x.shape, axis)
	list := f.reshaped(x, []uint64{count(x.shape)})
	if f.err != nil {
		return value{}, f.err
	}
	return k.gather(list, 0, flat)
}

// checkPlaces holds indices on one axis to a shape.
func checkPlaces(x, index value, axis int) error {
	if len(index.shape) != len(x.shape) {
		return fmt.Errorf("%w: indices %d for shape %d", ErrModel, index.shape, x.shape)
	}
	for i, n := range index.shape {
		if i != axis && n > x.shape[i] {
			return fmt.Errorf("%w: indices %d for shape %d", ErrModel, index.shape, x.shape)
		}
	}
	return nil
}

// gatherND takes the entries that lists of indices on the first axes name. Batch axes come before them and are gone through together.
func gatherND(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	batch, err := k.integer("batch_dims", 0)
	if err != nil {
		return value{}, err
	}
	x, index := in[0], in[1]
	last := len(index.shape) - 1
	if last < 0 || batch < 0 || batch > int64(last) || uint64(len(x.shape)) < uint64(batch)+index.shape[last] ||
		!slices.Equal(index.shape[:batch], x.shape[:batch]) {
		return value{}, fmt.Errorf("%w: indices %d for shape %d with %d batch axes", ErrModel, index.shape, x.shape, batch)
	}
	inner := int(batch) + int(index.shape[last])
	shape := slices.Concat(index.shape[:last], x.shape[inner:])
	if slices.Contains(shape, 0) {
		return hollow(x, shape), nil
	}
	f := &formula{k: k}
	flat := f.tuples(index, x.shape[batch:inner])
	entries := int64(count(x.shape[batch:inner]))
	for axis, step := range strides(x.shape[:batch]) {
		flat = f.add(flat, f.ramp(x.shape[axis], step*entries, axis, last))
	}
	rows := f.reshaped(x, slices.Concat([]uint64{count(x.shape[:inner])}, x.shape[inner:]))
	if f.err != nil {
		return value{}, f.err
	}
	return k.gather(rows, 0, flat)
}

// tuples are the flat indices, into a tensor of a shape, that the lists on the last axis of a tensor of indices name.
func (f *formula) tuples(index value, shape []uint64) value {
	if len(shape) == 0 {
		f.err = fmt.Errorf("%w: indices %d name no axis", ErrModel, index.shape)
		return value{}
	}
	extents := make([]int64, len(shape))
	for i, n := range shape {
		extents[i] = int64(n)
	}
	at := f.mul(f.upward(f.indexes(index), listOf(extents...)), listOf(strides(shape)...))
	return f.fold(graph.FuncAdd, at, []int{len(index.shape) - 1}, false)
}
