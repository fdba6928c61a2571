package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// shortFourier is STFT: the transform of one frame after another, each through a window. It is a convolution with the rows of the
// transform's matrix.
func shortFourier(k *call) (value, error) {
	in, err := k.any(2, 4)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if err := x.float(); err != nil {
		return value{}, err
	}
	if len(x.shape) != 3 || x.shape[2] > 2 {
		return value{}, fmt.Errorf("%w: a signal of shape %d, wants a batch, a length and the parts of numbers", ErrModel, x.shape)
	}
	step, err := k.whole(in[1], "input 1, frame_step,")
	if err != nil {
		return value{}, err
	}
	size, err := k.frame(in)
	if err != nil {
		return value{}, err
	}
	onesided, err := k.integer("onesided", 1)
	if err != nil {
		return value{}, err
	}
	s := &spectrum{size: size, in: size, out: size, parts: x.shape[2]}
	if onesided != 0 {
		s.out = size/2 + 1
	}
	f := &formula{k: k}
	filters := f.reshaped(s.matrix(f), []uint64{2 * s.out, size, s.parts})
	if k.given(2) {
		filters = f.mul(filters, f.reshaped(in[2], []uint64{size, 1}))
	}
	one := []uint64{1}
	y := f.node(graph.Node{Op: graph.OpConv, Groups: 1, Strides: []uint64{step}, Dilations: one, Pads: []uint64{0, 0}}, x, filters)
	if f.err != nil {
		return value{}, f.err
	}
	return f.reshaped(y, []uint64{x.shape[0], y.shape[1], s.out, 2}), f.err
}

// frame is the length of STFT's frames.
func (k *call) frame(in []value) (size uint64, err error) {
	if k.given(3) {
		if size, err = k.whole(in[3], "input 3, frame_length,"); err != nil {
			return 0, err
		}
	}
	if k.given(2) {
		if err := in[2].float(); err != nil {
			return 0, err
		}
		if len(in[2].shape) != 1 || size > 0 && in[2].shape[0] != size {
			return 0, fmt.Errorf("%w: a window of shape %d for frames of %d", ErrUnsupported, in[2].shape, size)
		}
		size = in[2].shape[0]
	}
	if size == 0 {
		return 0, fmt.Errorf("%w: neither a window nor frame_length is given", ErrModel)
	}
	if size > in[0].shape[1] {
		return 0, fmt.Errorf("%w: frames of %d in a signal of %d", ErrModel, size, in[0].shape[1])
	}
	return size, nil
}
