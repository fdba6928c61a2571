package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// affineGrid gives the places at which an affine transformation of a picture reads it, for each entry of a batch.
func affineGrid(k *call) (value, error) {
	in, err := k.operandsFirst(2)
	if err != nil {
		return value{}, err
	}
	theta := in[0]
	size, err := k.integers64(in[1], "the size")
	if err != nil {
		return value{}, err
	}
	aligned, err := k.integer("align_corners", 0)
	if err != nil {
		return value{}, err
	}
	axes := uint64(max(len(size)-2, 0))
	if axes < 2 || axes > 3 || size[0] < 1 || !slices.Equal(theta.shape, []uint64{uint64(size[0]), axes, axes + 1}) {
		return value{}, fmt.Errorf("%w: matrices %d for a size of %d", ErrModel, theta.shape, size)
	}
	places, err := k.places(size[2:], aligned != 0)
	if err != nil {
		return value{}, err
	}
	total := uint64(len(places)) / (axes + 1)
	grid := plain(operand{constant: float32Bytes(places...), dtype: graph.Float32, shape: []uint64{1, total, axes + 1}})
	if grid, err = k.stretch(grid, []uint64{theta.shape[0], total, axes + 1}); err != nil {
		return value{}, err
	}
	y, err := k.dot(grid, theta)
	if err != nil {
		return value{}, err
	}
	y, err = k.reshaped(y, slices.Concat(theta.shape[:1], unsigned64(size[2:]), []uint64{axes}))
	return y.like(theta), err
}

// places lists where the elements of a picture lie, each by its coordinates, the last axis first, and a 1.
func (k *call) places(spatial []int64, aligned bool) ([]float32, error) {
	total, width := uint64(1), uint64(len(spatial)+1)
	for _, n := range spatial {
		if n < 1 || n > maxWindow || total > maxExtent/uint64(n) || n == 1 && aligned {
			return nil, fmt.Errorf("%w: a picture of %d", ErrUnsupported, spatial)
		}
		total *= uint64(n)
	}
	if err := k.charge(total*width, "a grid"); err != nil {
		return nil, err
	}
	list := make([]float32, 0, total*width)
	step := strides(unsigned64(spatial))
	for flat := range int64(total) {
		for axis := len(spatial) - 1; axis >= 0; axis-- {
			list = append(list, normal(flat/step[axis]%spatial[axis], spatial[axis], aligned))
		}
		list = append(list, 1)
	}
	return list, nil
}

// operandsFirst are operands of which the first has to be computed in float32.
func (k *call) operandsFirst(n int) ([]value, error) {
	in, err := k.any(n, n)
	if err == nil {
		err = in[0].float()
	}
	return in, err
}

// normal is where element i of n lies between -1 and 1: the first and last in their middles, or at their outer edges.
func normal(i, n int64, aligned bool) float32 {
	if aligned {
		return float32(float64(2*i)/float64(n-1) - 1)
	}
	return float32(float64(2*i+1)/float64(n) - 1)
}
