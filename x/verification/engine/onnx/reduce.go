package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// rows brings some axes of a value to the end and the rest to the front, in the model's order, as a matrix. Each row is contiguous, so
// that what is computed of it depends on one run of bytes. kept is the value's shape with those axes at length 1.
func (f *formula) rows(x value, axes []int) (matrix value, kept []uint64) {
	if f.err != nil {
		return value{}, nil
	}
	var front []int
	kept = slices.Clone(x.shape)
	for _, axis := range axes {
		kept[axis] = 1
	}
	for axis := range x.shape {
		if !slices.Contains(axes, axis) {
			front = append(front, axis)
		}
	}
	op, err := f.k.arrange(x, slices.Concat(front, axes))
	if err == nil {
		n := uint64(1)
		for _, axis := range axes {
			n *= x.shape[axis]
		}
		op, err = f.k.c.reshape(f.k.name()+"/rows", op, []uint64{elements(x.shape) / n, n})
	}
	if f.err = err; err != nil {
		return value{}, nil
	}
	return plain(op), kept
}

func (f *formula) reshaped(x value, shape []uint64) value {
	if f.err != nil {
		return value{}
	}
	y, err := f.k.reshaped(x, shape)
	f.err = err
	return y
}

// total is the sum over some axes, which stay with length 1: a dot product with ones, from the first element to the last.
func (f *formula) total(x value, axes []int) value {
	m, kept := f.rows(x, axes)
	if f.err != nil {
		return value{}
	}
	weights, err := f.k.ones([]uint64{1, m.shape[1]})
	if f.err = err; err != nil {
		return value{}
	}
	y, err := f.k.dot(m, plain(weights))
	f.err = err
	return f.reshaped(y, kept)
}

func (f *formula) mean(x value, axes []int) value {
	n := uint64(1)
	for _, axis := range axes {
		n *= x.shape[axis]
	}
	return f.div(f.total(x, axes), scalar(float32(n)))
}

// largest is the largest over some axes: a pool whose window is a whole row.
func (f *formula) largest(x value, axes []int) value {
	m, kept := f.rows(x, axes)
	rows := f.reshaped(m, append(slices.Clone(m.shape), 1))
	if f.err != nil {
		return value{}
	}
	one := []uint64{1}
	op, err := f.k.emit(graph.Node{
		Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{m.shape[1]}, Strides: one, Dilations: one, Pads: []uint64{0, 0},
	}, rows.operand)
	if f.err = err; err != nil {
		return value{}
	}
	return f.reshaped(plain(op), kept)
}

// logTotal is the logarithm of the sum of e^x, written so that nothing overflows.
func (f *formula) logTotal(x value, axes []int) value {
	top := f.largest(x, axes)
	return f.add(top, f.of(graph.FuncLog, f.total(f.exp(f.sub(x, top)), axes)))
}

func (f *formula) square(x value) value { return f.mul(x, x) }

// reduction is an operator over axes that the node names, all of them if it names none.
func reduction(write func(f *formula, x value, axes []int) value) func(*call) (value, error) {
	return func(k *call) (value, error) {
		axes, err := k.reducedAxes()
		if err != nil {
			return value{}, err
		}
		keep, err := k.integer("keepdims", 1)
		if err != nil {
			return value{}, err
		}
		x, err := k.operand()
		if err != nil {
			return value{}, err
		}
		over, err := axesOf(axes, len(x.shape))
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		y := write(f, x, over)
		if keep == 0 && f.err == nil {
			y = f.reshaped(y, without(x.shape, over))
		}
		return y, f.err
	}
}

// reducedAxes are in an attribute or in a second input, by the operator's version. The second input is taken off the call.
func (k *call) reducedAxes() ([]int64, error) {
	axes, err := k.integers("axes")
	if err != nil {
		return nil, err
	}
	noop, err := k.integer("noop_with_empty_axes", 0)
	if err != nil {
		return nil, err
	}
	if k.given(1) {
		if axes, err = k.shapeOperand(1); err != nil {
			return nil, err
		}
	}
	k.n.inputs = k.n.inputs[:min(len(k.n.inputs), 1)]
	if len(axes) == 0 && noop != 0 {
		return nil, fmt.Errorf("%w: a reduction over no axes", ErrUnsupported)
	}
	return axes, nil
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

// global is a pool over all spatial axes.
func global(write func(f *formula, x value, axes []int) value) func(*call) (value, error) {
	return curve(func(f *formula, x value) value {
		if len(x.shape) < 3 {
			f.err = fmt.Errorf("%w: its operand has shape %d, wants a batch, channels and spatial axes", ErrModel, x.shape)
			return value{}
		}
		return write(f, x, from(2, len(x.shape)))
	})
}

// logSoftmax is over one axis, or, before opset 13, over all axes from one on together.
func logSoftmax(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	rank, byDefault := len(x.shape), int64(-1)
	if k.c.file.opset < 13 {
		byDefault = 1
	}
	axis, err := k.axis(byDefault, rank, false)
	if err != nil {
		return value{}, err
	}
	over := []int{axis}
	if k.c.file.opset < 13 {
		over = from(axis, rank)
	}
	f := &formula{k: k}
	below := f.sub(x, f.largest(x, over))
	y := f.sub(below, f.of(graph.FuncLog, f.total(f.exp(below), over)))
	return y, f.err
}
