package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// orderOperators find places in the order of the elements of an axis, or fold those up to one.
func orderOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"ArgMax":  place(graph.FuncArgMax),
		"ArgMin":  place(graph.FuncArgMin),
		"CumSum":  cumulated(graph.FuncAdd),
		"CumProd": cumulated(graph.FuncMul),
	}
}

// lastAxis brings one axis to the end and leaves the others as they are stored.
func (k *call) lastAxis(x value, axis int) (operand, []int, error) {
	order := append(slices.DeleteFunc(slices.Clone(x.order), func(a int) bool { return a == axis }), axis)
	op, err := k.arrange(x, order)
	return op, order, err
}

// place is an operator that says where on an axis the largest or smallest element is: the first of equals, or the last.
func place(fn graph.Func) oneOutput {
	return func(k *call) (value, error) {
		x, err := k.moved()
		if err != nil {
			return value{}, err
		}
		axis, err := k.axis(0, len(x.shape), false)
		if err != nil {
			return value{}, err
		}
		keep, err := k.integer("keepdims", 1)
		if err != nil {
			return value{}, err
		}
		last, err := k.integer("select_last_index", 0)
		if err != nil {
			return value{}, err
		}
		if last != 0 {
			if x, err = k.reversed(x, axis); err != nil {
				return value{}, err
			}
		}
		op, order, err := k.lastAxis(x, axis)
		if err != nil {
			return value{}, err
		}
		if op, err = k.emit(graph.Node{Op: graph.OpReduce, Func: fn}, op); err != nil {
			return value{}, err
		}
		if op, err = k.c.reshape(k.name(), op, append(slices.Clone(op.shape), 1)); err != nil {
			return value{}, err
		}
		y := stored(op, order)
		if keep == 0 {
			if y, err = k.dropped(y, []int{axis}); err != nil {
				return value{}, err
			}
		}
		if last != 0 {
			return k.apply(graph.FuncSub, whole(int64(x.shape[axis])-1), y)
		}
		return y, nil
	}
}

// cumulated is an operator that folds, for each element of an axis, those up to it, or those before it.
func cumulated(fn graph.Func) oneOutput {
	return func(k *call) (value, error) {
		in, err := k.any(2, 2)
		if err != nil {
			return value{}, err
		}
		x := in[0]
		at, err := k.oneInteger(in[1], "the axis")
		if err != nil {
			return value{}, err
		}
		axes, err := axesOf([]int64{at}, len(x.shape))
		if err != nil {
			return value{}, err
		}
		before, err := k.integer("exclusive", 0)
		if err != nil {
			return value{}, err
		}
		backwards, err := k.integer("reverse", 0)
		if err != nil {
			return value{}, err
		}
		if x.operand.empty() {
			return x, nil
		}
		return k.cumulate(fn, x, axes[0], before != 0, backwards != 0)
	}
}

func (k *call) cumulate(fn graph.Func, x value, axis int, before, backwards bool) (y value, err error) {
	y = x
	if backwards {
		if y, err = k.reversed(y, axis); err != nil {
			return value{}, err
		}
	}
	if before { // what is folded lies one further on, behind what changes nothing
		first, none := make([]uint64, len(x.shape)), make([]uint64, len(x.shape))
		first[axis] = 1
		if y, err = k.surround(y, first, none, unit(fn, x.operand.dtype)); err != nil {
			return value{}, err
		}
		if y, err = k.cut(y, axis, 0, x.shape[axis]); err != nil {
			return value{}, err
		}
	}
	op, order, err := k.lastAxis(y, axis)
	if err != nil {
		return value{}, err
	}
	if op, err = k.emit(graph.Node{Op: graph.OpCumulate, Func: fn}, op); err != nil {
		return value{}, err
	}
	y = stored(op, order).like(x)
	if backwards {
		return k.reversed(y, axis)
	}
	return y, nil
}

// topK gives the largest or smallest elements of an axis, sorted, and their indices. Of equals, the lower index comes first.
func topK(k *call) ([]value, error) {
	in, err := k.any(1, 2)
	if err != nil {
		return nil, err
	}
	x := in[0]
	axis, err := k.axis(-1, len(x.shape), false)
	if err != nil {
		return nil, err
	}
	keep, err := k.integer("k", 0)
	if err == nil && k.given(1) {
		keep, err = k.oneInteger(in[1], "the number of elements")
	}
	if err != nil {
		return nil, err
	}
	largest, err := k.integer("largest", 1)
	if err != nil {
		return nil, err
	}
	k.used["sorted"] = true // what need not be sorted may be
	if keep < 0 || keep > int64(x.shape[axis]) {
		return nil, fmt.Errorf("%w: %d elements of axis %d of shape %d", ErrModel, keep, axis, x.shape)
	}
	funcs := [2]graph.Func{graph.FuncMin, graph.FuncArgMin}
	if largest != 0 {
		funcs = [2]graph.Func{graph.FuncMax, graph.FuncArgMax}
	}
	shape := slices.Clone(x.shape)
	shape[axis] = uint64(keep)
	if count(shape) == 0 {
		return []value{hollow(x, shape), hollow(whole(0), shape)}, nil
	}
	op, order, err := k.lastAxis(x, axis)
	if err != nil {
		return nil, err
	}
	var out []value
	for _, fn := range funcs {
		n := graph.Node{Op: graph.OpTopK, Func: fn, Shape: append(slices.Clone(op.shape[:len(op.shape)-1]), uint64(keep))}
		sorted, err := k.emit(n, op)
		if err != nil {
			return nil, err
		}
		out = append(out, stored(sorted, order))
	}
	out[0] = out[0].like(x)
	return out, nil
}
