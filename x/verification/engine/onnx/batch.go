package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// batchNorm is a scale and an offset for each channel once a model is trained; where its parameters are constants, so are those.
func batchNorm(k *call) ([]value, error) {
	training, err := k.training()
	if err != nil {
		return nil, err
	}
	in, err := k.operands(5, 5)
	if err != nil {
		return nil, err
	}
	x := in[0]
	if len(x.shape) < 2 {
		return nil, fmt.Errorf("%w: its operand has shape %d, wants a batch and channels", ErrModel, x.shape)
	}
	f := &formula{k: k}
	scale, offset := f.perChannel(x, in[1]), f.perChannel(x, in[2])
	mean, variance := f.perChannel(x, in[3]), f.perChannel(x, in[4])
	epsilon := f.attribute("epsilon", 1e-5)
	momentum := f.attribute("momentum", 0.9)
	if training {
		return f.trained(x, []value{scale, offset, in[3], in[4], epsilon, momentum})
	}
	scale = f.div(scale, f.of(graph.FuncSqrt, f.add(variance, epsilon)))
	y := f.add(f.mul(x, scale), f.sub(offset, f.mul(mean, scale)))
	return []value{y}, f.err
}

// training says whether a norm takes its mean and variance from the batch. Before opset 14 such a norm, which then gives these too, is
// refused: what it gives besides changed from version to version.
func (k *call) training() (bool, error) {
	if err := k.flag("spatial", 1, 1); err != nil {
		return false, err
	}
	if k.c.file.opset < 7 {
		return false, k.flag("is_test", 0, 1)
	}
	if given := len(k.n.outputs); given > 1 && k.c.file.opset < 14 && slices.Max(k.n.outputs[1:]) != "" {
		return false, fmt.Errorf("%w: it has %d outputs, which is training; export the model for inference", ErrUnsupported, given)
	}
	mode, err := k.integer("training_mode", 0)
	return mode != 0, err
}

// trained standardises each channel by its own mean and variance, and gives the running ones as they are afterwards. p are scale,
// offset, the running mean and variance before, epsilon and momentum.
func (f *formula) trained(x value, p []value) ([]value, error) {
	axes := append([]int{0}, from(2, len(x.shape))...)
	mean := f.mean(x, axes)
	off := f.sub(x, mean)
	variance := f.mean(f.square(off), axes)
	y := f.add(f.mul(f.div(off, f.of(graph.FuncSqrt, f.add(variance, p[4]))), p[0]), p[1])
	list := []uint64{x.shape[1]}
	running := func(before, now value) value {
		return f.add(f.mul(before, p[5]), f.mul(f.reshaped(now, list), f.sub(scalar(1), p[5])))
	}
	return []value{y, running(p[2], mean), running(p[3], variance)}, f.err
}
