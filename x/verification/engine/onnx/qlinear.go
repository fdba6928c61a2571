package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// convInteger is a convolution of integers less their zero points, in int32.
func convInteger(k *call) (value, error) {
	in, err := k.any(2, 4)
	if err != nil {
		return value{}, err
	}
	return k.integerConv(in[0], in[1], in[2], in[3])
}

// integerConv pads with what stands for zero. A zero point is a value without an operand where it is not given.
func (k *call) integerConv(x, w, xZero, wZero value) (value, error) {
	if err := k.filters(x, w); err != nil {
		return value{}, err
	}
	xZero, err := k.onAxis(xZero, 0, nil)
	if err != nil {
		return value{}, err
	}
	if wZero, err = k.onAxis(wZero, 0, w.shape); err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpConv}
	if err := k.convAttributes(&n, x, w); err != nil {
		return value{}, err
	}
	if x, err = k.factor(x, xZero, present(xZero)); err != nil {
		return value{}, fmt.Errorf("its operand: %w", err)
	}
	if w, err = k.factor(w, wZero, present(wZero)); err != nil {
		return value{}, fmt.Errorf("its filters: %w", err)
	}
	return k.convolved(n, []value{x, w})
}

// present says whether a value is there at all.
func present(v value) bool { return v.operand.dtype != 0 }

// onAxis is a scale or a zero point that goes with the entries of one axis of a tensor, as it broadcasts to it; a single one is a scalar. A
// tensor without a shape takes a single one only.
func (k *call) onAxis(v value, axis int, shape []uint64) (value, error) {
	switch {
	case !present(v):
		return v, nil
	case count(v.shape) == 1:
		y, err := k.reshaped(v, []uint64{})
		return y.like(v), err
	case len(v.shape) == 1 && axis >= 0 && axis < len(shape) && v.shape[0] == shape[axis]:
		y, err := k.reshaped(v, slices.Concat(v.shape, ones(len(shape)-axis-1)))
		return y.like(v), err
	case len(shape) > 0 && len(v.shape) > 1:
		return v, nil // it broadcasts as it is, or is refused where it meets the tensor
	default:
		return value{}, fmt.Errorf("%w: a scale or zero point of shape %d for a tensor of shape %d", ErrModel, v.shape, shape)
	}
}

// qLinearConv takes the scales' part of the requantisation to be known when the program is made.
func qLinearConv(k *call) (value, error) {
	in, err := k.any(8, 9)
	if err != nil {
		return value{}, err
	}
	x, w := in[0], in[3]
	sum, err := k.integerConv(x, w, in[2], in[5])
	if err != nil {
		return value{}, err
	}
	channels := sum.shape[:2]
	scales := []value{in[1], in[4], in[6], in[7]}
	for i, v := range scales {
		shape := []uint64(nil)
		if i == 1 {
			shape = channels
		}
		if scales[i], err = k.perChannel(v, shape, len(sum.shape)); err != nil {
			return value{}, err
		}
	}
	r, err := k.ratioOf(scales[0], scales[1], scales[2])
	if err != nil {
		return value{}, err
	}
	if k.given(8) {
		if err := in[8].has(graph.Int32); err != nil {
			return value{}, fmt.Errorf("the bias: %w", err)
		}
		bias, err := k.perChannel(in[8], channels, len(sum.shape))
		if err != nil {
			return value{}, err
		}
		if sum, err = k.apply(graph.FuncAdd, sum, bias); err != nil {
			return value{}, err
		}
	}
	return k.requantised(sum, r, scales[3])
}

// perChannel is a scale, a zero point or a bias as it broadcasts to a batch of channels: one for all, or one for each channel.
func (k *call) perChannel(v value, channels []uint64, rank int) (value, error) {
	if count(v.shape) != 1 && (channels == nil || len(v.shape) != 1 || v.shape[0] != channels[1]) {
		return value{}, fmt.Errorf("%w: a scale, zero point or bias of shape %d for channels %d", ErrModel, v.shape, channels)
	}
	shape := []uint64{}
	if count(v.shape) != 1 {
		shape = slices.Concat(v.shape, ones(rank-2))
	}
	y, err := k.reshaped(v, shape)
	return y.like(v), err
}

// matMulInteger is a product of integers less their zero points, in int32.
func matMulInteger(k *call) (value, error) {
	in, err := k.any(2, 4)
	if err != nil {
		return value{}, err
	}
	return k.integerProduct(in[0], in[1], in[2], in[3])
}

// integerProduct takes zero points of one for all, for each row of a, or for each column of b.
func (k *call) integerProduct(a, b, aZero, bZero value) (value, error) {
	aZero, err := k.onAxis(aZero, len(a.shape)-2, a.shape)
	if err != nil {
		return value{}, err
	}
	columns := len(b.shape) - 1
	if columns == 0 {
		columns = -1 // a vector is a column
	}
	if bZero, err = k.onAxis(bZero, columns, b.shape); err != nil {
		return value{}, err
	}
	if a, err = k.factor(a, aZero, present(aZero)); err != nil {
		return value{}, fmt.Errorf("the first operand: %w", err)
	}
	if b, err = k.factor(b, bZero, present(bZero)); err != nil {
		return value{}, fmt.Errorf("the second operand: %w", err)
	}
	return k.product(a, b)
}

// qLinearMatMul takes the scales' part of the requantisation to be known when the program is made.
func qLinearMatMul(k *call) (value, error) {
	in, err := k.any(8, 8)
	if err != nil {
		return value{}, err
	}
	a, b := in[0], in[3]
	if len(a.shape) == 1 || len(b.shape) == 1 {
		for _, i := range []int{1, 2, 4, 5, 6, 7} {
			if count(in[i].shape) != 1 {
				return value{}, fmt.Errorf("%w: scales for rows or columns of a vector", ErrUnsupported)
			}
		}
	}
	sum, err := k.integerProduct(a, b, in[2], in[5])
	if err != nil {
		return value{}, err
	}
	rank := len(sum.shape)
	rows, columns := max(rank-2, 0), max(rank-1, 0)
	for _, i := range []int{1, 4, 6, 7} {
		axis := rows
		if i == 4 {
			axis = columns
		}
		if in[i], err = k.onAxis(in[i], axis, sum.shape); err != nil {
			return value{}, err
		}
	}
	r, err := k.ratioOf(in[1], in[4], in[6])
	if err != nil {
		return value{}, err
	}
	y, err := k.requantised(sum, r, in[7])
	if err == nil && !slices.Equal(y.shape, sum.shape) {
		err = fmt.Errorf("%w: scales or zero points broadcast the result of shape %d to %d", ErrModel, sum.shape, y.shape)
	}
	return y, err
}
