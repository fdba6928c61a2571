package onnx

import (
	"fmt"

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
	axes := len(size) - 2
	if axes < 2 || axes > 3 || len(theta.shape) != 3 || theta.shape[1] != uint64(axes) || theta.shape[2] != uint64(axes)+1 ||
		size[0] < 1 || uint64(size[0]) != theta.shape[0] {
		return value{}, fmt.Errorf("%w: matrices %d for a size of %d", ErrModel, theta.shape, size)
	}
	spatial := size[2:]
	total := uint64(1)
	for _, n := range spatial {
		if n < 1 || n > maxWindow || total > maxExtent/uint64(n) || n == 1 && aligned != 0 {
			return value{}, fmt.Errorf("%w: a size of %d", ErrUnsupported, size)
		}
		total *= uint64(n)
	}
	if err := k.charge(total*uint64(axes+1), "a grid"); err != nil {
		return value{}, err
	}
	places := make([]float32, 0, total*uint64(axes+1))
	for flat := range int64(total) {
		for axis := axes - 1; axis >= 0; axis-- { // the last axis comes first
			at := flat
			for _, n := range spatial[axis+1:] {
				at /= n
			}
			places = append(places, normal(at%spatial[axis], spatial[axis], aligned != 0))
		}
		places = append(places, 1)
	}
	grid := plain(operand{constant: float32Bytes(places...), dtype: graph.Float32, shape: []uint64{1, total, uint64(axes) + 1}})
	if grid, err = k.stretch(grid, []uint64{theta.shape[0], total, uint64(axes) + 1}); err != nil {
		return value{}, err
	}
	y, err := k.dot(grid, theta)
	if err != nil {
		return value{}, err
	}
	shape := []uint64{theta.shape[0]}
	for _, n := range spatial {
		shape = append(shape, uint64(n))
	}
	y, err = k.reshaped(y, append(shape, uint64(axes)))
	return y.like(theta), err
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
