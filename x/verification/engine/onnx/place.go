package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// like gives a moved tensor the model's type of what it moved from.
func (v value) like(x value) value {
	v.kind = x.kind
	return v
}

// hollow is a tensor without elements, of the type of v.
func hollow(v value, shape []uint64) value {
	return plain(operand{constant: []byte{}, dtype: v.operand.dtype, shape: shape}).like(v)
}

// charge takes a number of elements off what a model of this size is given.
func (k *call) charge(n uint64, what string) error {
	if n > k.c.work {
		return fmt.Errorf("%w: %s takes %d elements, more than a model of this size is given", ErrUnsupported, what, n)
	}
	k.c.work -= n
	return nil
}

// reading is how one axis is read: count elements from start on, one in step; a step of 0 repeats one.
type reading struct {
	start uint64
	step  int64
	count uint64
}

// readings reads every axis of a shape as it is.
func readings(shape []uint64) []reading {
	out := make([]reading, len(shape))
	for i, extent := range shape {
		out[i] = reading{step: 1, count: extent}
	}
	return out
}

// read takes elements of a value, one reading for each of its axes.
func (k *call) read(v value, axes []reading) (value, error) {
	shape := make([]uint64, len(axes))
	same := true
	for i, r := range axes {
		shape[i] = r.count
		same = same && r.start == 0 && r.count == v.shape[i] && (r.step == 1 || r.count <= 1)
	}
	if same {
		return v, nil
	}
	if slices.Contains(shape, 0) {
		return hollow(v, shape), nil
	}
	n := graph.Node{Op: graph.OpSlice}
	for _, axis := range v.order {
		r := axes[axis]
		if r.count == 1 {
			r.step = 1
		}
		n.Starts, n.Increments, n.Shape = append(n.Starts, r.start), append(n.Increments, r.step), append(n.Shape, r.count)
	}
	op, err := k.emit(n, v.operand)
	if err != nil {
		return value{}, err
	}
	return stored(op, v.order).like(v), nil
}

// cut is the part of an axis from one index up to another.
func (k *call) cut(v value, axis int, from, to uint64) (value, error) {
	axes := readings(v.shape)
	axes[axis] = reading{start: from, step: 1, count: to - from}
	return k.read(v, axes)
}

// reversed is a value with one axis backwards.
func (k *call) reversed(v value, axis int) (value, error) {
	if v.shape[axis] < 2 {
		return v, nil
	}
	axes := readings(v.shape)
	axes[axis] = reading{start: v.shape[axis] - 1, step: -1, count: v.shape[axis]}
	return k.read(v, axes)
}

// pick takes the entries of an axis that a list names, each inside the axis.
func (k *call) pick(v value, axis int, at []int64) (value, error) {
	if r, regular := progression(at); regular {
		axes := readings(v.shape)
		axes[axis] = r
		return k.read(v, axes)
	}
	if err := k.charge(uint64(len(at)), "a list of indices"); err != nil {
		return value{}, err
	}
	return k.gather(v, axis, indexList(at))
}

// progression is a list of indices as a reading, if they have the same distances.
func progression(at []int64) (reading, bool) {
	if len(at) == 0 {
		return reading{step: 1}, true
	}
	r := reading{start: uint64(at[0]), step: 1, count: uint64(len(at))}
	if len(at) > 1 {
		r.step = at[1] - at[0]
	}
	for i := range at {
		if at[i] != at[0]+int64(i)*r.step {
			return r, false
		}
	}
	return r, true
}

// indexList is a constant list of indices, in as few bytes as they need.
func indexList(at []int64) value {
	for _, v := range at {
		if v > math.MaxInt32 || v < math.MinInt32 {
			return listOf(at...)
		}
	}
	return plain(operand{constant: int32Bytes(at), dtype: graph.Int32, shape: []uint64{uint64(len(at))}})
}

func int32Bytes(values []int64) []byte {
	b := make([]byte, 0, 4*len(values))
	for _, v := range values {
		b = append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	return b
}

// gather takes the entries of an axis that a tensor of indices names; the indices' axes take the axis's place.
func (k *call) gather(v value, axis int, index value) (value, error) {
	if err := index.has(graph.Int32, graph.Int64); err != nil {
		return value{}, err
	}
	shape := slices.Concat(v.shape[:axis], index.shape, v.shape[axis+1:])
	if count(shape) == 0 {
		return hollow(v, shape), nil
	}
	if v.operand.empty() {
		return value{}, fmt.Errorf("%w: it takes %d entries of an axis without any", ErrModel, count(index.shape))
	}
	at, err := k.arrange(index, identity(len(index.shape)))
	if err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpGather, Axis: uint32(slices.Index(v.order, axis))}
	op, err := k.emit(n, v.operand, at)
	if err != nil {
		return value{}, err
	}
	var order []int
	for _, a := range v.order {
		switch {
		case a < axis:
			order = append(order, a)
		case a > axis:
			order = append(order, a+len(index.shape)-1)
		default:
			for i := range index.shape {
				order = append(order, axis+i)
			}
		}
	}
	return stored(op, order).like(v), nil
}

// join puts values of one type behind one another on an axis. Those without elements add nothing.
func (k *call) join(axis int, values ...value) (value, error) {
	shape := slices.Clone(values[0].shape)
	shape[axis] = 0
	var full []value
	for _, v := range values {
		shape[axis] += v.shape[axis]
		if !v.operand.empty() {
			full = append(full, v)
		}
	}
	switch len(full) {
	case 0:
		return hollow(values[0], shape), nil
	case 1:
		return full[0], nil
	}
	order := commonOrder(full...)
	operands := make([]operand, len(full))
	for i, v := range full {
		op, err := k.arrange(v, order)
		if err != nil {
			return value{}, err
		}
		operands[i] = op
	}
	op, err := k.emit(graph.Node{Op: graph.OpConcat, Axis: uint32(slices.Index(order, axis))}, operands...)
	if err != nil {
		return value{}, err
	}
	return stored(op, order).like(full[0]), nil
}

// surround adds copies of one element before and after each axis.
func (k *call) surround(v value, before, after []uint64, fill value) (value, error) {
	shape, same := make([]uint64, len(v.shape)), true
	for i, extent := range v.shape {
		shape[i] = before[i] + extent + after[i]
		same = same && before[i] == 0 && after[i] == 0
	}
	switch {
	case same:
		return v, nil
	case slices.Contains(shape, 0):
		return hollow(v, shape), nil
	case v.operand.empty():
		scalar, err := k.reshaped(fill, []uint64{})
		if err != nil {
			return value{}, err
		}
		return k.stretch(scalar, shape)
	}
	n := graph.Node{Op: graph.OpPad}
	for _, list := range [][]uint64{before, after} {
		for _, axis := range v.order {
			n.Pads = append(n.Pads, list[axis])
		}
	}
	op, err := k.emit(n, v.operand, fill.operand)
	if err != nil {
		return value{}, err
	}
	return stored(op, v.order).like(v), nil
}
