package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// made is a value from a step of the compiler that may fail.
func (f *formula) made(write func() (value, error)) value {
	if f.err != nil {
		return value{}
	}
	v, err := write()
	if f.err = err; err != nil {
		return value{}
	}
	return v
}

// refuse ends the formula with an error, unless one did before.
func (f *formula) refuse(format string, args ...any) {
	if f.err == nil {
		f.err = fmt.Errorf(format, args...)
	}
}

// node adds a node over values in the model's order of axes.
func (f *formula) node(n graph.Node, in ...value) value {
	return f.made(func() (value, error) {
		operands := make([]operand, len(in))
		for i, v := range in {
			op, err := f.k.arrange(v, identity(len(v.shape)))
			if err != nil {
				return value{}, err
			}
			operands[i] = op
		}
		op, err := f.k.emit(n, operands...)
		return plain(op), err
	})
}

// cut is count elements of one axis: the one at from, and then one in step.
func (f *formula) cut(x value, axis int, from, count uint64, step int64) value {
	if f.err != nil || from == 0 && step == 1 && x.shape[axis] == count {
		return x
	}
	return f.made(func() (value, error) {
		at := slices.Index(x.order, axis)
		n := graph.Node{Op: graph.OpSlice, Shape: slices.Clone(x.operand.shape)}
		n.Starts, n.Increments = make([]uint64, len(n.Shape)), make([]int64, len(n.Shape))
		for i := range n.Increments {
			n.Increments[i] = 1
		}
		n.Shape[at], n.Starts[at], n.Increments[at] = count, from, step
		op, err := f.k.emit(n, x.operand)
		return stored(op, x.order), err
	})
}

// joined puts values one after another along an axis. Those without elements add nothing.
func (f *formula) joined(axis int, values ...value) value {
	values = slices.DeleteFunc(slices.Clone(values), func(v value) bool { return v.operand.empty() })
	if len(values) == 0 {
		f.refuse("%w: tensors without elements are joined", ErrUnsupported)
	}
	if f.err != nil {
		return value{}
	}
	if len(values) == 1 {
		return values[0]
	}
	return f.made(func() (value, error) {
		order := commonOrder(values...)
		operands := make([]operand, len(values))
		for i, v := range values {
			if len(v.shape) != len(order) {
				return value{}, fmt.Errorf("%w: tensors of shapes %d and %d are joined", ErrModel, values[0].shape, v.shape)
			}
			op, err := f.k.arrange(v, order)
			if err != nil {
				return value{}, err
			}
			operands[i] = op
		}
		op, err := f.k.emit(graph.Node{Op: graph.OpConcat, Axis: uint32(slices.Index(order, axis))}, operands...)
		return stored(op, order), err
	})
}

// padded surrounds a value with one element.
func (f *formula) padded(x value, before, after []uint64, fill value) value {
	if f.err != nil || !slices.ContainsFunc(slices.Concat(before, after), func(n uint64) bool { return n > 0 }) {
		return x
	}
	return f.made(func() (value, error) {
		n := graph.Node{Op: graph.OpPad}
		for _, pads := range [][]uint64{before, after} {
			for _, axis := range x.order {
				n.Pads = append(n.Pads, pads[axis])
			}
		}
		op, err := f.k.emit(n, x.operand, fill.operand)
		return stored(op, x.order), err
	})
}

// picked are the entries of x along its first axis that index names.
func (f *formula) picked(x, index value) value {
	return f.node(graph.Node{Op: graph.OpGather}, x, index)
}

// permuted is a value with its axes renamed: axis i is axis perm[i] of x.
func (f *formula) permuted(x value, perm ...int) value {
	if f.err != nil {
		return value{}
	}
	return x.permuted(perm)
}

// room takes what so many constants need from what a model of this size is given.
func (f *formula) room(count uint64) bool {
	if f.err == nil && count > f.k.c.work {
		f.refuse("%w: it takes %d constants, more than a model of this size is given", ErrUnsupported, count)
	}
	if f.err != nil {
		return false
	}
	f.k.c.work -= count
	return true
}

// numbers is a constant of float32, written element by element.
func (f *formula) numbers(shape []uint64, at func(i uint64) float32) value {
	count, ok := graph.Elements(shape)
	if !ok || !f.room(count) {
		f.refuse("%w: a constant of shape %d", ErrUnsupported, shape)
		return value{}
	}
	values := make([]float32, count)
	for i := range values {
		values[i] = at(uint64(i))
	}
	return plain(operand{constant: float32Bytes(values...), dtype: graph.Float32, shape: shape})
}

// enumerated is a constant of int64, written element by element.
func (f *formula) enumerated(shape []uint64, at func(i uint64) int64) value {
	count, ok := graph.Elements(shape)
	if !ok || !f.room(2*count) {
		f.refuse("%w: a constant of shape %d", ErrUnsupported, shape)
		return value{}
	}
	values := make([]int64, count)
	for i := range values {
		values[i] = at(uint64(i))
	}
	return plain(operand{constant: int64Bytes(values...), dtype: graph.Int64, shape: shape})
}
