package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// convTranspose is what a convolution with the same filters sends back: a convolution of the operand with its elements spread by the
// strides, and of each filter turned round.
func convTranspose(k *call) (value, error) {
	in, err := k.operands(2, 3)
	if err != nil {
		return value{}, err
	}
	x, w := in[0], in[1]
	if err := k.filters(x, w); err != nil {
		return value{}, err
	}
	if err := k.kernelOf(w); err != nil {
		return value{}, err
	}
	groups, err := k.groups()
	if err != nil {
		return value{}, err
	}
	if w.shape[0] != x.shape[1] || x.shape[1]%groups != 0 {
		return value{}, fmt.Errorf("%w: filters of shape %d and %d groups for an operand of shape %d", ErrModel, w.shape, groups, x.shape)
	}
	t, err := k.transposed(x, w)
	if err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpConv, Groups: groups, Strides: ones(len(t.strides)), Dilations: t.dilations}
	if slices.ContainsFunc(t.strides, func(s uint64) bool { return s > 1 }) {
		n.Spread = t.strides
	}
	before := t.pads(&n)
	f := &formula{k: k}
	filters := f.turnedRound(w, groups)
	y := f.made(func() (value, error) { return k.convolved(n, []value{x, filters, in[2]}) })
	for i := range before {
		if f.err == nil {
			y = f.cut(y, i+2, before[i], t.out[i], 1)
		}
	}
	return y, f.err
}

// turnedRound are ConvTranspose's filters, [channels, outputs in a group, ..], as Conv has them, with every spatial axis in reverse.
func (f *formula) turnedRound(w value, groups uint64) value {
	perGroup := w.shape[0] / groups
	y := w
	rank := len(w.shape)
	if groups == 1 {
		y = y.permuted(swapped2(rank, 0, 1))
	} else {
		y = f.reshaped(y, slices.Concat([]uint64{groups, perGroup}, w.shape[1:]))
		y = f.permuted(y, swapped2(rank+1, 1, 2)...)
		y = f.reshaped(y, slices.Concat([]uint64{groups * w.shape[1], perGroup}, w.shape[2:]))
	}
	for axis := 2; axis < rank; axis++ {
		if extent := w.shape[axis]; extent > 1 {
			y = f.cut(y, axis, extent-1, extent, -1)
		}
	}
	return y
}

// swapped2 is the order that exchanges two axes.
func swapped2(rank, i, j int) []int {
	order := identity(rank)
	order[i], order[j] = j, i
	return order
}

// transposition is the geometry of a transposed convolution.
type transposition struct {
	in, kernel, out    []uint64
	strides, dilations []uint64
	before, after      []int64 // taken off what all windows cover together; below zero, zeros are added
}

// transposed reads the attributes of a transposed convolution. Where they say what the output's shape is, they say what the padding is.
func (k *call) transposed(x, w value) (*transposition, error) {
	spatial := len(x.shape) - 2
	t := &transposition{in: x.shape[2:], kernel: w.shape[2:]}
	var err error
	if t.strides, err = k.extents("strides", spatial, 1); err != nil {
		return nil, err
	}
	if t.dilations, err = k.extents("dilations", spatial, 1); err != nil {
		return nil, err
	}
	extra, err := k.extents("output_padding", spatial, 0)
	if err != nil {
		return nil, err
	}
	pads, err := k.extents("pads", 2*spatial, 0)
	if err != nil {
		return nil, err
	}
	mode, err := k.text("auto_pad", "NOTSET")
	if err != nil {
		return nil, err
	}
	want, err := k.wanted(t, mode)
	if err != nil {
		return nil, err
	}
	t.before, t.after, t.out = make([]int64, spatial), make([]int64, spatial), make([]uint64, spatial)
	for i := range t.in {
		whole := int64((t.in[i]-1)*t.strides[i] + (t.kernel[i]-1)*t.dilations[i] + 1 + extra[i])
		t.before[i], t.after[i] = int64(pads[i]), int64(pads[i+spatial])
		switch {
		case want != nil:
			t.before[i], t.after[i] = shares(whole-int64(want[i]), mode == "SAME_UPPER")
		case mode == "VALID":
			t.before[i], t.after[i] = 0, 0
		}
		if whole <= t.before[i]+t.after[i] {
			return nil, fmt.Errorf("%w: its padding leaves nothing of spatial axis %d", ErrModel, i)
		}
		t.out[i] = uint64(whole - t.before[i] - t.after[i])
		t.after[i] -= int64(extra[i])
	}
	return t, nil
}

// wanted are the spatial extents that the attributes ask for; nil where the padding says them.
func (k *call) wanted(t *transposition, mode string) ([]uint64, error) {
	spatial := len(t.in)
	shape, err := k.integers("output_shape")
	if err != nil {
		return nil, err
	}
	switch mode {
	case "NOTSET", "", "VALID", "SAME_UPPER", "SAME_LOWER":
	default:
		return nil, fmt.Errorf("%w: auto_pad %q", ErrModel, mode)
	}
	if len(shape) == spatial+2 { // the oldest models name the batch and the channels too
		shape = shape[2:]
	}
	want := make([]uint64, spatial)
	switch {
	case len(shape) > 0 && len(shape) != spatial:
		return nil, fmt.Errorf("%w: output_shape %d for %d spatial axes", ErrModel, shape, spatial)
	case len(shape) > 0:
		for i, extent := range shape {
			if extent < 1 || extent > 1<<40 {
				return nil, fmt.Errorf("%w: output_shape %d", ErrModel, shape)
			}
			want[i] = uint64(extent)
		}
	case mode == "SAME_UPPER" || mode == "SAME_LOWER":
		for i := range want {
			want[i] = t.in[i] * t.strides[i]
		}
	default:
		return nil, nil
	}
	return want, nil
}

// shares divides padding between both ends, the odd one after the operand or before it. What is missing is added after it.
func shares(total int64, upper bool) (before, after int64) {
	switch {
	case total < 0:
		return 0, total
	case upper:
		return total / 2, total - total/2
	default:
		return total - total/2, total / 2
	}
}

// pads puts the padding of the convolution into its node, and gives what has to be cut off before each axis where that would be negative.
func (t *transposition) pads(n *graph.Node) []uint64 {
	cut, after := make([]uint64, len(t.in)), make([]uint64, len(t.in))
	for i := range t.in {
		reach := int64((t.kernel[i] - 1) * t.dilations[i])
		cut[i] = uint64(max(t.before[i]-reach, 0))
		n.Pads = append(n.Pads, uint64(max(reach-t.before[i], 0)))
		after[i] = uint64(max(reach-t.after[i], 0))
	}
	n.Pads = append(n.Pads, after...)
	return cut
}
