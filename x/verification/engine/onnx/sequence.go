package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// reverseSequence turns the beginning of each sequence of a batch around.
func reverseSequence(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	batch, err := k.integer("batch_axis", 1)
	if err != nil {
		return value{}, err
	}
	time, err := k.integer("time_axis", 0)
	if err != nil {
		return value{}, err
	}
	x, lengths := in[0], in[1]
	if len(x.shape) < 2 || batch+time != 1 || batch*time != 0 || !slices.Equal(lengths.shape, []uint64{x.shape[batch]}) {
		return value{}, fmt.Errorf("%w: batch_axis %d, time_axis %d and %d lengths for shape %d", ErrModel, batch, time, lengths.shape, x.shape)
	}
	if x.operand.empty() {
		return x, nil
	}
	f := &formula{k: k}
	perBatch := ones(2)
	perBatch[batch] = x.shape[batch]
	length := f.reshaped(f.indexes(lengths), perBatch)
	at := f.ramp(x.shape[time], 1, int(time), 2)
	back := f.where(f.less(at, length), f.sub(f.sub(length, whole(1)), at), at)
	step := strides(x.shape[:2])
	flat := f.add(f.mul(back, whole(step[time])), f.ramp(x.shape[batch], step[batch], int(batch), 2))
	rows := f.reshaped(x, slices.Concat([]uint64{x.shape[0] * x.shape[1]}, x.shape[2:]))
	if f.err != nil {
		return value{}, f.err
	}
	return k.gather(rows, 0, flat)
}

// oneHot writes each index as a list with one value at its place, and another elsewhere.
func oneHot(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err != nil {
		return value{}, err
	}
	index, values := in[0], in[2]
	axis, err := k.axis(-1, len(index.shape)+1, false)
	if err != nil {
		return value{}, err
	}
	wide, err := k.as(in[1], graph.Int64)
	if err != nil {
		return value{}, err
	}
	depth, err := k.oneInteger(wide, "the depth")
	if err != nil {
		return value{}, err
	}
	if depth < 1 || !slices.Equal(values.shape, []uint64{2}) || index.operand.empty() {
		return value{}, fmt.Errorf("%w: depth %d, values of shape %d and indices of shape %d", ErrUnsupported, depth, values.shape, index.shape)
	}
	f := &formula{k: k}
	at, err := k.inserted(f.cast(graph.Int64, index), []int{axis})
	if err != nil {
		return value{}, err
	}
	hot := f.equal(f.upward(at, whole(depth)), f.ramp(uint64(depth), 1, axis, len(at.shape)))
	var pair [2]value
	for i := range pair {
		one, err := k.cut(values, 0, uint64(i), uint64(i)+1)
		if err != nil {
			return value{}, err
		}
		pair[i] = f.reshaped(one, []uint64{})
	}
	y := f.where(hot, pair[1], pair[0])
	return y.like(values), f.err
}
