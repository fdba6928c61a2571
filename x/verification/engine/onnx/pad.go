package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// pad surrounds a value with a constant, or with its own elements. Pads are in an attribute before opset 11, and in an input since.
func pad(k *call) (value, error) {
	in, err := k.any(1, 4)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	pads, err := k.integers("pads")
	if err == nil && k.given(1) {
		pads, err = k.integers64(in[1], "the list of pads")
	}
	if err != nil {
		return value{}, err
	}
	fill, err := k.fill(x, in[2])
	if err != nil {
		return value{}, err
	}
	axes := identity(len(x.shape))
	if k.given(3) {
		named, err := k.integers64(in[3], "the list of axes")
		if err != nil {
			return value{}, err
		}
		if axes, err = indices(named, len(x.shape)); err != nil {
			return value{}, err
		}
	}
	mode, err := k.text("mode", "constant")
	if err != nil {
		return value{}, err
	}
	if len(pads) != 2*len(axes) {
		return value{}, fmt.Errorf("%w: pads %d for %d axes", ErrModel, pads, len(axes))
	}
	before, after := make([]int64, len(x.shape)), make([]int64, len(x.shape))
	for i, axis := range axes {
		before[axis], after[axis] = pads[i], pads[i+len(axes)]
	}
	return k.padded(x, before, after, mode, fill)
}

// fill is what pads hold: an input since opset 11, else an attribute of a number, else zero.
func (k *call) fill(x, given value) (value, error) {
	number, there, err := k.attribute("value", kindFloat)
	switch {
	case err != nil:
		return value{}, err
	case k.given(2) && !given.operand.empty():
		if given.operand.dtype != x.operand.dtype || count(given.shape) != 1 {
			return value{}, fmt.Errorf("%w: %s%d is padded with %s%d", ErrModel, x.element(), x.shape, given.element(), given.shape)
		}
		return given, nil
	case there:
		return k.as(scalar(number.float), x.operand.dtype)
	default:
		return scalarOf(x.operand.dtype, 0), nil
	}
}

func (k *call) padded(x value, before, after []int64, mode string, fill value) (value, error) {
	for axis, extent := range x.shape {
		b, a := before[axis], after[axis]
		if b > maxExtent || a > maxExtent || b < -int64(extent) || a < -int64(extent) || b+a+int64(extent) < 0 {
			return value{}, fmt.Errorf("%w: pads %d and %d on axis %d of shape %d", ErrModel, b, a, axis, x.shape)
		}
	}
	if mode != "constant" {
		return k.mirrored(x, before, after, mode)
	}
	kept := readings(x.shape)
	first, last := make([]uint64, len(x.shape)), make([]uint64, len(x.shape))
	for axis, extent := range x.shape {
		lost, gone := max(-before[axis], 0), max(-after[axis], 0)
		if lost+gone > int64(extent) { // what one end loses is padding of the other
			return value{}, fmt.Errorf("%w: pads %d and %d on axis %d of shape %d", ErrUnsupported, before[axis], after[axis], axis, x.shape)
		}
		kept[axis] = reading{start: uint64(lost), step: 1, count: uint64(int64(extent) - lost - gone)}
		first[axis], last[axis] = uint64(max(before[axis], 0)), uint64(max(after[axis], 0))
	}
	x, err := k.read(x, kept)
	if err != nil {
		return value{}, err
	}
	return k.surround(x, first, last, fill)
}

// mirrored surrounds a value with its own elements, by an index into each axis.
func (k *call) mirrored(x value, before, after []int64, mode string) (value, error) {
	for axis, extent := range x.shape {
		b, a, n := before[axis], after[axis], int64(extent)
		if b == 0 && a == 0 {
			continue
		}
		if b < 0 && a > 0 || b > 0 && a < 0 {
			return value{}, fmt.Errorf("%w: mode %q with pads %d and %d on one axis", ErrUnsupported, mode, b, a)
		}
		if n == 0 {
			return value{}, fmt.Errorf("%w: mode %q on an axis without elements", ErrModel, mode)
		}
		if err := k.charge(uint64(b+n+a), "a padded axis"); err != nil {
			return value{}, err
		}
		at := make([]int64, 0, b+n+a)
		for i := -b; i < n+a; i++ {
			from, err := reflected(mode, i, n)
			if err != nil {
				return value{}, err
			}
			at = append(at, from)
		}
		var err error
		if x, err = k.pick(x, axis, at); err != nil {
			return value{}, err
		}
	}
	return x, nil
}

// reflected is the element of n that stands for the one at i, inside or outside.
func reflected(mode string, i, n int64) (int64, error) {
	switch mode {
	case "edge":
		return min(max(i, 0), n-1), nil
	case "wrap":
		return (i%n + n) % n, nil
	case "reflect":
		if n == 1 {
			return 0, nil
		}
		period := 2 * (n - 1)
		i = (i%period + period) % period
		return min(i, period-i), nil
	default:
		return 0, fmt.Errorf("%w: attribute mode is %q, it must be constant, edge, reflect or wrap", ErrUnsupported, mode)
	}
}

// centerCropPad cuts axes about their middle, or surrounds them with zeros.
func centerCropPad(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	want, err := k.integers64(in[1], "the shape")
	if err != nil {
		return value{}, err
	}
	named, err := k.integers("axes")
	if err != nil {
		return value{}, err
	}
	axes := identity(len(x.shape))
	if named != nil {
		if axes, err = indices(named, len(x.shape)); err != nil {
			return value{}, err
		}
	}
	if len(axes) != len(want) {
		return value{}, fmt.Errorf("%w: shape %d for axes %d", ErrModel, want, axes)
	}
	before, after := make([]int64, len(x.shape)), make([]int64, len(x.shape))
	for i, axis := range axes {
		more := want[i] - int64(x.shape[axis])
		if want[i] < 0 || more > maxExtent {
			return value{}, fmt.Errorf("%w: shape %d", ErrModel, want)
		}
		before[axis] = more / 2
		after[axis] = more - before[axis]
	}
	return k.padded(x, before, after, "constant", scalarOf(x.operand.dtype, 0))
}

// trilu keeps the elements on one side of a diagonal of the last two axes.
func trilu(k *call) (value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, err
	}
	x, rank := in[0], len(in[0].shape)
	upper, err := k.integer("upper", 1)
	if err != nil {
		return value{}, err
	}
	diagonal := int64(0)
	if k.given(1) {
		if diagonal, err = k.oneInteger(in[1], "the diagonal"); err != nil {
			return value{}, err
		}
	}
	switch {
	case rank < 2:
		return value{}, fmt.Errorf("%w: a triangle of shape %d", ErrModel, x.shape)
	case x.operand.empty():
		return x, nil
	}
	rows, columns := x.shape[rank-2], x.shape[rank-1]
	if err := k.charge(rows*columns, "a triangle"); err != nil {
		return value{}, err
	}
	mask := make([]byte, 0, rows*columns)
	diagonal = min(max(diagonal, -int64(rows)), int64(columns))
	for i := range int64(rows) {
		for j := range int64(columns) {
			keep := byte(0)
			if upper != 0 && j >= i+diagonal || upper == 0 && j <= i+diagonal {
				keep = 1
			}
			mask = append(mask, keep)
		}
	}
	where := plain(operand{constant: mask, dtype: graph.Bool, shape: []uint64{rows, columns}})
	y, err := k.mapped(graph.FuncWhere, x.operand.dtype, where, x, scalarOf(x.operand.dtype, 0))
	return y.like(x), err
}

// oneInteger is a constant of one integer.
func (k *call) oneInteger(v value, what string) (int64, error) {
	if count(v.shape) == 1 && len(v.shape) > 1 {
		return 0, fmt.Errorf("%w: %s must be one integer, not of shape %d", ErrModel, what, v.shape)
	}
	list, err := k.integers64(v, what)
	if err != nil {
		return 0, err
	}
	if len(list) != 1 {
		return 0, fmt.Errorf("%w: %s must be one integer, not %d of them", ErrModel, what, len(list))
	}
	return list[0], nil
}
