package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// reducer is an operator that makes one element of all those over some axes: what it does to each, how it folds them, and what it does
// to the result.
type reducer struct {
	each   func(f *formula, x value) value
	fold   graph.Func
	finish func(f *formula, y value, n uint64) value
}

func reduceOperators() map[string]oneOutput {
	abs := func(f *formula, x value) value { return f.of(graph.FuncAbs, x) }
	root := func(f *formula, y value, _ uint64) value { return f.of(graph.FuncSqrt, y) }
	log := func(f *formula, y value, _ uint64) value { return f.of(graph.FuncLog, y) }
	return map[string]oneOutput{
		"ReduceSum":         reducer{fold: graph.FuncAdd}.compile,
		"ReduceProd":        reducer{fold: graph.FuncMul}.compile,
		"ReduceMax":         reducer{fold: graph.FuncMax}.compile,
		"ReduceMin":         reducer{fold: graph.FuncMin}.compile,
		"ReduceMean":        reducer{fold: graph.FuncAdd, finish: (*formula).over}.compile,
		"ReduceL1":          reducer{each: abs, fold: graph.FuncAdd}.compile,
		"ReduceL2":          reducer{each: (*formula).square, fold: graph.FuncAdd, finish: root}.compile,
		"ReduceSumSquare":   reducer{each: (*formula).square, fold: graph.FuncAdd}.compile,
		"ReduceLogSum":      reducer{fold: graph.FuncAdd, finish: log}.compile,
		"ReduceLogSumExp":   logSumExp,
		"GlobalAveragePool": global((*formula).mean),
		"GlobalMaxPool":     global((*formula).largest),
	}
}

// over divides a sum by the number of its terms; of integers toward zero.
func (f *formula) over(y value, n uint64) value {
	if y.operand.dtype == graph.Float32 {
		return f.div(y, scalar(float32(n)))
	}
	return f.div(y, scalarOf(y.operand.dtype, int64(n)))
}

func (r reducer) compile(k *call) (value, error) {
	x, axes, keep, err := k.reduction()
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	truths := x.operand.dtype == graph.Bool && (r.fold == graph.FuncMax || r.fold == graph.FuncMin) && r.finish == nil
	if truths {
		x = f.cast(graph.Uint8, x)
	}
	if r.each != nil && !x.operand.empty() {
		x = f.each(x, r.each)
	}
	y := f.fold(r.fold, x, axes, keep)
	if r.finish != nil && f.err == nil && !y.operand.empty() {
		y = r.finish(f, y, terms(x.shape, axes))
	}
	if truths {
		y = f.cast(graph.Bool, y)
	}
	return y.like(x), f.err
}

// each applies what may not be built on after an error.
func (f *formula) each(x value, do func(f *formula, x value) value) value {
	if f.err != nil {
		return value{}
	}
	return do(f, x)
}

// terms is the number of elements over some axes.
func terms(shape []uint64, axes []int) uint64 {
	n := uint64(1)
	for _, axis := range axes {
		n *= shape[axis]
	}
	return n
}

// logSumExp is the logarithm of the sum of e^x.
func logSumExp(k *call) (value, error) {
	x, axes, keep, err := k.reduction()
	if err != nil {
		return value{}, err
	}
	if err := x.float(); err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	if x.operand.empty() {
		y := f.fold(graph.FuncAdd, x, axes, keep)
		return f.of(graph.FuncLog, y), f.err
	}
	y := f.logTotal(x, axes)
	if f.err == nil && !keep {
		y, f.err = k.dropped(y, axes)
	}
	return y.like(x), f.err
}

// reduction is what a reduction is of: its operand, distinct axes, ascending, and whether these stay with length 1.
func (k *call) reduction() (x value, axes []int, keep bool, err error) {
	in, err := k.any(1, 2)
	if err != nil {
		return value{}, nil, false, err
	}
	x = in[0]
	named, err := k.namedAxes(in[1])
	if err != nil {
		return value{}, nil, false, err
	}
	noop, err := k.integer("noop_with_empty_axes", 0)
	if err != nil {
		return value{}, nil, false, err
	}
	kept, err := k.integer("keepdims", 1)
	if err != nil {
		return value{}, nil, false, err
	}
	if len(named) == 0 && noop != 0 {
		return x, nil, true, nil
	}
	axes, err = axesOf(named, len(x.shape))
	return x, axes, kept != 0, err
}

// axesOf are distinct axes, ascending; all if none is named.
func axesOf(named []int64, rank int) ([]int, error) {
	if len(named) == 0 {
		return identity(rank), nil
	}
	var axes []int
	for _, axis := range named {
		if axis < 0 {
			axis += int64(rank)
		}
		if axis < 0 || axis >= int64(rank) || slices.Contains(axes, int(axis)) {
			return nil, fmt.Errorf("%w: axes %d of %d axes", ErrModel, named, rank)
		}
		axes = append(axes, int(axis))
	}
	slices.Sort(axes)
	return axes, nil
}

// without is a shape without some axes.
func without(shape []uint64, axes []int) []uint64 {
	out := []uint64{}
	for axis, extent := range shape {
		if !slices.Contains(axes, axis) {
			out = append(out, extent)
		}
	}
	return out
}

// from are the axes from one on.
func from(axis, rank int) []int { return identity(rank)[axis:] }

// total is the sum over some axes, which stay with length 1.
func (f *formula) total(x value, axes []int) value { return f.fold(graph.FuncAdd, x, axes, true) }

// mean is the mean over some axes, which stay with length 1.
func (f *formula) mean(x value, axes []int) value {
	y := f.total(x, axes)
	if f.err != nil {
		return value{}
	}
	return f.over(y, terms(x.shape, axes))
}

// largest is the largest over some axes, which stay with length 1.
func (f *formula) largest(x value, axes []int) value { return f.fold(graph.FuncMax, x, axes, true) }

// logTotal is the logarithm of the sum of e^x, written so that nothing overflows: what is largest is taken off first, unless it is
// infinite.
func (f *formula) logTotal(x value, axes []int) value {
	top := f.largest(x, axes)
	if f.err != nil {
		return value{}
	}
	shift := f.cancelled(top)
	return f.add(shift, f.of(graph.FuncLog, f.total(f.exp(f.sub(x, shift)), axes)))
}

// cancelled is x, or 0 where it is infinite.
func (f *formula) cancelled(x value) value {
	if f.err != nil {
		return value{}
	}
	y, err := f.k.steps([]graph.Step{
		{Func: graph.FuncAbs, Dtype: graph.Float32, Args: []uint32{0}},
		{Func: graph.FuncEqual, Dtype: graph.Bool, Args: []uint32{3, 1}},
		{Func: graph.FuncWhere, Dtype: graph.Float32, Args: []uint32{4, 2, 0}},
	}, x, scalar(infinity), scalar(0))
	f.err = err
	return y
}

func (f *formula) square(x value) value { return f.mul(x, x) }

func (f *formula) reshaped(x value, shape []uint64) value {
	if f.err != nil {
		return value{}
	}
	y, err := f.k.reshaped(x, shape)
	f.err = err
	return y
}

// global is a pool over all spatial axes.
func global(write func(f *formula, x value, axes []int) value) func(*call) (value, error) {
	return func(k *call) (value, error) {
		x, err := k.moved()
		if err != nil {
			return value{}, err
		}
		if len(x.shape) < 3 || x.operand.empty() {
			return value{}, fmt.Errorf("%w: its operand has shape %d, wants a batch, channels and spatial axes", ErrModel, x.shape)
		}
		f := &formula{k: k}
		y := write(f, x, from(2, len(x.shape)))
		return y.like(x), f.err
	}
}

// logSoftmax is over one axis, or, before opset 13, over all axes from one on together.
func logSoftmax(k *call) (value, error) {
	x, axis, err := k.normalisedAxis()
	if err != nil {
		return value{}, err
	}
	over := []int{axis}
	if k.c.file.opset < 13 {
		over = from(axis, len(x.shape))
	}
	f := &formula{k: k}
	return f.logSoftmax(x, over), f.err
}

func (f *formula) logSoftmax(x value, over []int) value {
	below := f.sub(x, f.largest(x, over))
	return f.sub(below, f.of(graph.FuncLog, f.total(f.exp(below), over)))
}
