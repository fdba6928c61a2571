package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// maxUnpool puts elements where a pool found them, among zeros.
func maxUnpool(k *call) (value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return value{}, err
	}
	x, at := in[0], in[1]
	if err := x.float(); err != nil {
		return value{}, err
	}
	if err := at.has(graph.Int64); err != nil {
		return value{}, err
	}
	spatial, err := spatialRank(x)
	if err != nil {
		return value{}, err
	}
	if !slices.Equal(x.shape, at.shape) {
		return value{}, fmt.Errorf("%w: indices of shape %d for elements of shape %d", ErrModel, at.shape, x.shape)
	}
	shape, err := k.unpooled(x, spatial)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	count, ok := graph.Elements(shape)
	if !ok || !f.room(count) {
		return value{}, fmt.Errorf("%w: its result has shape %d", ErrUnsupported, shape)
	}
	n := []uint64{elements(x.shape)}
	zeros := plain(operand{constant: make([]byte, 4*count), dtype: graph.Float32, shape: []uint64{count}})
	y := f.node(graph.Node{Op: graph.OpScatter}, zeros, f.reshaped(at, n), f.reshaped(x, n))
	y = f.reshaped(y, shape)
	if !k.given(2) {
		return y, f.err
	}
	want, err := k.integers64(in[2], "input 2")
	if err != nil {
		return value{}, err
	}
	return f.grown(y, want), f.err
}

// unpooled is the shape of the tensor that a pool with this node's attributes made x of.
func (k *call) unpooled(x value, spatial int) ([]uint64, error) {
	kernel, err := k.kernelShape(spatial)
	if err != nil {
		return nil, err
	}
	strides, err := k.extents("strides", spatial, 1)
	if err != nil {
		return nil, err
	}
	pads, err := k.extents("pads", 2*spatial, 0)
	if err != nil {
		return nil, err
	}
	shape := slices.Clone(x.shape)
	for i := range kernel {
		whole := (shape[i+2]-1)*strides[i] + kernel[i]
		cut := pads[i] + pads[i+spatial]
		if whole <= cut {
			return nil, fmt.Errorf("%w: pads %d leave nothing of axis %d", ErrModel, pads, i+2)
		}
		shape[i+2] = whole - cut
	}
	return shape, nil
}

// grown puts zeros after a value until it has a shape.
func (f *formula) grown(y value, want []int64) value {
	if f.err != nil {
		return value{}
	}
	after := make([]uint64, len(y.shape))
	for i, extent := range y.shape {
		if len(want) != len(y.shape) || want[i] < int64(extent) || want[i] > 1<<40 {
			f.refuse("%w: output_shape %d for what was a tensor of %d", ErrUnsupported, want, y.shape)
			return value{}
		}
		after[i] = uint64(want[i]) - extent
	}
	return f.padded(y, make([]uint64, len(after)), after, scalar(0))
}
