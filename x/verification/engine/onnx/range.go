package onnx

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// rangeOf is Range: numbers from a start to before a limit.
func rangeOf(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err == nil {
		err = alike(in, numericTypes()...)
	}
	if err != nil {
		return value{}, err
	}
	for i, what := range []string{"the start", "the limit", "the distance"} {
		if err := k.known(in[i], what+" of a range"); err != nil {
			return value{}, err
		}
		if count(in[i].shape) != 1 {
			return value{}, fmt.Errorf("%w: %s of a range has shape %d, wants one number", ErrModel, what, in[i].shape)
		}
	}
	if in[0].operand.dtype == graph.Float32 {
		return k.floatSpan(in)
	}
	return k.integerSpan(in)
}

// room is a number of elements that a model of this size may have.
func (k *call) room(n float64) (uint64, error) {
	if !(n <= float64(k.c.work)) {
		return 0, fmt.Errorf("%w: a range of %g numbers is too long for a model of this size", ErrUnsupported, n)
	}
	k.c.work -= uint64(n)
	return uint64(n), nil
}

func (k *call) integerSpan(in []value) (value, error) {
	t := in[0].operand.dtype
	var at [3]uint64
	for i, v := range in {
		var full [8]byte
		copy(full[:], v.operand.constant)
		at[i] = t.Wrap(binary.LittleEndian.Uint64(full[:]))
	}
	start, limit, step := at[0], at[1], at[2]
	if step == 0 {
		return value{}, fmt.Errorf("%w: a range with distance 0", ErrModel)
	}
	distance, stride := uint64(0), step
	switch down := t.Signed() && int64(step) < 0; {
	case down && int64(start) > int64(limit):
		distance, stride = start-limit, -step
	case !down && (t.Signed() && int64(start) < int64(limit) || !t.Signed() && start < limit):
		distance = limit - start
	}
	n := distance / stride
	if distance%stride != 0 {
		n++
	}
	n, err := k.room(float64(n))
	if err != nil {
		return value{}, err
	}
	size := t.ElementSize()
	content := make([]byte, 0, n*size)
	for i := range n {
		content = append(content, binary.LittleEndian.AppendUint64(nil, start+i*step)[:size]...)
	}
	return plain(operand{constant: content, dtype: t, shape: []uint64{n}}), nil
}

// floatSpan counts in binary64 and places each number by one product and one sum of the engine's.
func (k *call) floatSpan(in []value) (value, error) {
	var at [3]float64
	for i, v := range in {
		at[i] = float64(float32s(v.operand.constant)[0])
	}
	if in[0].kind == tensor.Float64 && (at[0] != math.Floor(at[0]) || at[1] != math.Floor(at[1]) || at[2] != math.Floor(at[2])) {
		return value{}, fmt.Errorf("%w: a range of %s, other than of integers", ErrUnsupported, tensor.Float64)
	}
	steps := math.Ceil(float64(at[1]-at[0]) / at[2])
	if math.IsNaN(steps) || math.IsInf(steps, 0) {
		return value{}, fmt.Errorf("%w: a range from %g to %g with distance %g", ErrModel, at[0], at[1], at[2])
	}
	n, err := k.room(max(steps, 0))
	if err != nil {
		return value{}, err
	}
	places := make([]float32, n)
	for i := range places {
		places[i] = float32(i)
	}
	f := &formula{k: k}
	count := plain(operand{constant: float32Bytes(places...), dtype: graph.Float32, shape: []uint64{n}})
	count.kind = in[0].kind
	y := f.add(f.mul(count, alone(in[2])), alone(in[0]))
	if y.kind == tensor.Float16 || y.kind == tensor.BFloat16 {
		return k.proxy(y, y.kind)
	}
	return y, f.err
}

// alone is a constant of one element as a scalar.
func alone(v value) value {
	v.operand.shape, v.shape, v.order = []uint64{}, []uint64{}, []int{}
	return v
}
