package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// scatterMode is how an update goes together with the element it names.
func (k *call) scatterMode() (graph.Func, error) {
	name, err := k.text("reduction", "none")
	if err != nil {
		return 0, err
	}
	switch name {
	case "none":
		return graph.FuncUnspecified, nil
	case "add":
		return graph.FuncAdd, nil
	case "mul":
		return graph.FuncMul, nil
	case "max":
		return graph.FuncMax, nil
	case "min":
		return graph.FuncMin, nil
	default:
		return 0, fmt.Errorf("%w: attribute reduction is %q, it must be none, add, mul, max or min", ErrUnsupported, name)
	}
}

// scatterElements changes, for each index, the element that is there on one axis and in the index's place on the others.
func scatterElements(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err != nil {
		return value{}, err
	}
	x, index, updates := in[0], in[1], in[2]
	fn, err := k.scatterMode()
	if err != nil {
		return value{}, err
	}
	axis, err := k.axis(0, len(x.shape), false)
	if err != nil {
		return value{}, err
	}
	if err := checkPlaces(x, index, axis); err != nil {
		return value{}, err
	}
	if !slices.Equal(index.shape, updates.shape) {
		return value{}, fmt.Errorf("%w: indices %d and updates %d", ErrModel, index.shape, updates.shape)
	}
	if index.operand.empty() {
		return x, nil
	}
	f := &formula{k: k}
	flat := f.alongAxis(index, x.shape, axis)
	if f.err != nil {
		return value{}, f.err
	}
	return k.scatterRows(fn, x, flat, updates, 1)
}

// scatterND changes the entries that lists of indices on the first axes name.
func scatterND(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err != nil {
		return value{}, err
	}
	x, index, updates := in[0], in[1], in[2]
	fn, err := k.scatterMode()
	if err != nil {
		return value{}, err
	}
	last := len(index.shape) - 1
	if last < 0 || index.shape[last] > uint64(len(x.shape)) {
		return value{}, fmt.Errorf("%w: indices %d for shape %d", ErrModel, index.shape, x.shape)
	}
	named := int(index.shape[last])
	if !slices.Equal(updates.shape, slices.Concat(index.shape[:last], x.shape[named:])) {
		return value{}, fmt.Errorf("%w: indices %d and updates %d for shape %d", ErrModel, index.shape, updates.shape, x.shape)
	}
	if updates.operand.empty() {
		return x, nil
	}
	f := &formula{k: k}
	flat := f.tuples(index, x.shape[:named])
	if f.err != nil {
		return value{}, f.err
	}
	return k.scatterRows(fn, x, flat, updates, count(x.shape[named:]))
}

// tensorScatter writes what is new into a cache, from an index for each entry of the batch on.
func tensorScatter(k *call) (value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return value{}, err
	}
	cache, update := in[0], in[1]
	axis, err := k.axis(-2, len(cache.shape), false)
	if err != nil {
		return value{}, err
	}
	mode, err := k.text("mode", "linear")
	if err != nil {
		return value{}, err
	}
	switch {
	case mode != "linear" && mode != "circular":
		return value{}, fmt.Errorf("%w: attribute mode is %q, it must be linear or circular", ErrUnsupported, mode)
	case axis == 0 || len(update.shape) != len(cache.shape) || update.shape[axis] > cache.shape[axis] ||
		!slices.Equal(without(update.shape, []int{axis}), without(cache.shape, []int{axis})):
		return value{}, fmt.Errorf("%w: update %d of a cache %d on axis %d", ErrModel, update.shape, cache.shape, axis)
	case update.operand.empty():
		return cache, nil
	}
	at, err := k.cacheRows(cache, update, in[2], axis, mode == "circular")
	if err != nil {
		return value{}, err
	}
	return k.scatterRows(graph.FuncUnspecified, cache, at, update, count(cache.shape[axis+1:]))
}

// cacheRows are the flat indices of the rows of a cache that an update changes.
func (k *call) cacheRows(cache, update, start value, axis int, circular bool) (value, error) {
	f := &formula{k: k}
	rank := axis + 1
	at := f.ramp(update.shape[axis], 1, axis, rank)
	if k.given(2) {
		at = f.add(f.reshaped(f.indexes(start), slices.Concat([]uint64{cache.shape[0]}, ones(axis))), at)
	}
	if circular {
		at = f.both(graph.FuncMod, at, whole(int64(cache.shape[axis])))
	}
	for i, step := range strides(cache.shape[:rank]) {
		if i < axis {
			at = f.add(at, f.ramp(cache.shape[i], step, i, rank))
		}
	}
	return at, f.err
}

// scatterRows changes the rows of x, of width elements each, that flat indices name. One element's proof reads all indices and updates of
// an OP_SCATTER; where the indices are known and updates replace, each row is picked from the old ones and the new instead.
func (k *call) scatterRows(fn graph.Func, x, flat, updates value, width uint64) (value, error) {
	if x.operand.dtype != updates.operand.dtype {
		return value{}, fmt.Errorf("%w: updates of type %s to elements of type %s", ErrModel, updates.element(), x.element())
	}
	rows, changes := count(x.shape)/width, count(flat.shape)
	f := &formula{k: k}
	if flat.isConstant() && fn == graph.FuncUnspecified {
		old, update := f.reshaped(x, []uint64{rows, width}), f.reshaped(updates, []uint64{changes, width})
		if f.err != nil {
			return value{}, f.err
		}
		y, err := k.replaced(old, update, int64s(flat.operand.constant))
		if err != nil {
			return value{}, err
		}
		return k.reshaped(y.like(x), x.shape)
	}
	if width > 1 {
		at := f.mul(f.reshaped(flat, []uint64{changes, 1}), whole(int64(width)))
		flat = f.add(at, f.ramp(width, 1, 1, 2))
	}
	if rows*width <= math.MaxInt32 {
		flat = f.cast(graph.Int32, flat)
	}
	list := []uint64{changes * width}
	flat, updates = f.reshaped(flat, list), f.reshaped(updates, list)
	if f.err != nil {
		return value{}, f.err
	}
	old, err := k.arrange(x, identity(len(x.shape)))
	if err != nil {
		return value{}, err
	}
	op, err := k.emit(graph.Node{Op: graph.OpScatter, Func: fn}, old, flat.operand, updates.operand)
	if err != nil {
		return value{}, err
	}
	return plain(op).like(x), nil
}

// replaced is a matrix with some rows replaced.
func (k *call) replaced(old, update value, at []int64) (value, error) {
	rows := old.shape[0]
	if err := k.charge(rows, "a list of indices"); err != nil {
		return value{}, err
	}
	from := make([]int64, rows)
	for i := range from {
		from[i] = int64(i)
	}
	for i, row := range at {
		if row >= 0 && uint64(row) < rows {
			from[row] = int64(rows) + int64(i)
		}
	}
	both, err := k.join(0, old, update)
	if err != nil {
		return value{}, err
	}
	return k.pick(both, 0, from)
}
