package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// averagePool is a convolution of each channel with ones, over the number of elements in the window.
func averagePool(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	spatial, err := spatialRank(x)
	if err != nil {
		return value{}, err
	}
	if _, given := k.n.attributes["kernel_shape"]; !given {
		return value{}, fmt.Errorf("%w: attribute kernel_shape is missing", ErrModel)
	}
	kernel, err := k.extents("kernel_shape", spatial, 1)
	if err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpConv, Groups: x.shape[1]}
	if err := k.window(&n, x.shape[2:], kernel); err != nil {
		return value{}, err
	}
	if err := k.flag("ceil_mode", 0, 0); err != nil {
		return value{}, err
	}
	padsCount, err := k.integer("count_include_pad", 0)
	if err != nil {
		return value{}, err
	}
	weights, err := k.ones(append(append([]uint64{x.shape[1]}, kernel...), 1))
	if err != nil {
		return value{}, err
	}
	order := channelsLast(len(x.shape))
	op, err := k.arrange(x, order)
	if err != nil {
		return value{}, err
	}
	if op, err = k.emit(n, op, weights); err != nil {
		return value{}, err
	}
	sums := stored(op, order)
	taps := scalar(float32(elements(kernel)))
	if padsCount == 0 {
		if taps, err = k.taps(&n, x.shape[2:], kernel, sums.shape[2:]); err != nil {
			return value{}, err
		}
	}
	return k.apply(graph.FuncDiv, sums, taps)
}

// ones is a constant, within what a model of this size is given.
func (k *call) ones(shape []uint64) (operand, error) {
	count, ok := graph.Elements(shape)
	if !ok || count > k.c.work {
		return operand{}, fmt.Errorf("%w: summing takes %d weights, more than a model of this size is given", ErrUnsupported, shape)
	}
	k.c.work -= count
	values := make([]float32, count)
	for i := range values {
		values[i] = 1
	}
	return operand{constant: float32Bytes(values...), dtype: graph.Float32, shape: shape}, nil
}

// taps is how many elements of the operand each window holds, padding apart.
func (k *call) taps(n *graph.Node, in, kernel, out []uint64) (value, error) {
	if count, ok := graph.Elements(out); !ok || count > k.c.work {
		return value{}, fmt.Errorf("%w: an average over %d windows takes more weights than a model of this size is given", ErrUnsupported, out)
	}
	counts := []float32{1}
	for axis, extent := range out {
		var next []float32
		for _, c := range counts {
			for o := range extent {
				next = append(next, c*float32(tapsAt(n, axis, o, in[axis], kernel[axis])))
			}
		}
		counts = next
	}
	for _, c := range counts {
		if c == 0 {
			return value{}, fmt.Errorf("%w: a window holds nothing but padding", ErrUnsupported)
		}
	}
	k.c.work -= uint64(len(counts))
	return plain(operand{constant: float32Bytes(counts...), dtype: graph.Float32, shape: append([]uint64{1, 1}, out...)}), nil
}

// tapsAt counts the places of a kernel that fall on the operand, at position o of the output along one axis.
func tapsAt(n *graph.Node, axis int, o, in, kernel uint64) (count uint64) {
	for i := range kernel {
		at := o*n.Strides[axis] + i*n.Dilations[axis]
		if at >= n.Pads[axis] && at-n.Pads[axis] < in {
			count++
		}
	}
	return count
}
