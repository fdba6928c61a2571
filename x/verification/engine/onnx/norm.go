package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// standardised is x with its mean over some axes taken off, over its deviation; then the mean, and one over the deviation.
func (f *formula) standardised(x value, axes []int, epsilon value) (y, mean, inverse value) {
	mean = f.mean(x, axes)
	off := f.sub(x, mean)
	inverse = f.inverse(f.mean(f.square(off), axes), epsilon)
	return f.mul(off, inverse), mean, inverse
}

// inverse is one over the deviation that a mean square stands for.
func (f *formula) inverse(meanSquare, epsilon value) value {
	return f.div(scalar(1), f.of(graph.FuncSqrt, f.add(meanSquare, epsilon)))
}

// layerNorm standardises over the axes from one on, then scales and shifts. It gives the means and the inverse deviations too.
func layerNorm(k *call) ([]value, error) {
	in, axes, err := k.overLast(3)
	if err != nil {
		return nil, err
	}
	f := &formula{k: k}
	y, mean, inverse := f.standardised(in[0], axes, f.attribute("epsilon", 1e-5))
	y = f.mul(y, in[1])
	if k.given(2) {
		y = f.add(y, in[2])
	}
	return []value{y, mean, inverse}, f.err
}

// rmsNorm only scales to a mean square of one.
func rmsNorm(k *call) (value, error) {
	in, axes, err := k.overLast(2)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	inverse := f.inverse(f.mean(f.square(in[0]), axes), f.attribute("epsilon", 1e-5))
	return f.mul(f.mul(in[0], inverse), in[1]), f.err
}

// overLast are the operands of a norm over the axes from one on, and those axes.
func (k *call) overLast(most int) ([]value, []int, error) {
	k.used["stash_type"] = true // how precisely others compute it; NUMERICS.md says how we do
	in, err := k.operands(2, most)
	if err != nil {
		return nil, nil, err
	}
	axis, err := k.axis(-1, len(in[0].shape), false)
	if err != nil {
		return nil, nil, err
	}
	for i, v := range in[1:] {
		both, err := broadcast(in[0].shape, v.shape)
		if k.given(i+1) && (err != nil || !slices.Equal(both, in[0].shape)) {
			return nil, nil, fmt.Errorf("%w: input %d of shape %d does not broadcast to %d", ErrModel, i+1, v.shape, in[0].shape)
		}
	}
	return in, from(axis, len(in[0].shape)), nil
}

// perChannel gives a list of one number a channel the axes that it broadcasts over x with.
func (f *formula) perChannel(x, list value) value {
	if f.err == nil && (len(list.shape) != 1 || list.shape[0] != x.shape[1]) {
		f.err = fmt.Errorf("%w: a parameter of shape %d for %d channels", ErrModel, list.shape, x.shape[1])
	}
	return f.reshaped(list, append([]uint64{x.shape[1]}, ones(len(x.shape)-2)...))
}

func instanceNorm(k *call) (value, error) {
	in, err := k.operands(3, 3)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if len(x.shape) < 3 {
		return value{}, fmt.Errorf("%w: its operand has shape %d, wants a batch, channels and spatial axes", ErrModel, x.shape)
	}
	f := &formula{k: k}
	y, _, _ := f.standardised(x, from(2, len(x.shape)), f.attribute("epsilon", 1e-5))
	y = f.add(f.mul(y, f.perChannel(x, in[1])), f.perChannel(x, in[2]))
	return y, f.err
}

// groupNorm standardises groups of channels. Its parameters are one a group before opset 21, and one a channel since.
func groupNorm(k *call) (value, error) {
	k.used["stash_type"] = true
	in, err := k.operands(3, 3)
	if err != nil {
		return value{}, err
	}
	groups, err := k.integer("num_groups", 0)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if len(x.shape) < 3 || groups < 1 || x.shape[1]%uint64(groups) != 0 {
		return value{}, fmt.Errorf("%w: num_groups %d for an operand of shape %d", ErrModel, groups, x.shape)
	}
	f := &formula{k: k}
	grouped := f.reshaped(x, []uint64{x.shape[0], uint64(groups), elements(x.shape[1:]) / uint64(groups)})
	y, _, _ := f.standardised(grouped, []int{2}, f.attribute("epsilon", 1e-5))
	if k.c.file.opset < 21 {
		y = f.add(f.mul(y, f.perChannel(grouped, in[1])), f.perChannel(grouped, in[2]))
		return f.reshaped(y, x.shape), f.err
	}
	y = f.reshaped(y, x.shape)
	y = f.add(f.mul(y, f.perChannel(x, in[1])), f.perChannel(x, in[2]))
	return y, f.err
}

// localNorm divides every element by a power of the squares of its neighbours among the channels.
func localNorm(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	size, err := k.integer("size", 0)
	if err != nil {
		return value{}, err
	}
	if len(x.shape) < 2 || size < 1 || size > maxWindow {
		return value{}, fmt.Errorf("%w: size %d for an operand of shape %d", ErrModel, size, x.shape)
	}
	alpha, err := k.real("alpha", 1e-4)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	one, before := []uint64{1}, uint64(size-1)/2
	squares := f.made(func() (value, error) {
		order := channelsLast(len(x.shape))
		op, err := k.arrange(f.square(x), order)
		if err != nil {
			return value{}, err
		}
		stood := op.shape
		if op, err = k.c.reshape(k.name(), op, []uint64{elements(stood) / x.shape[1], x.shape[1], 1}); err != nil {
			return value{}, err
		}
		if op, err = k.emit(graph.Node{
			Op: graph.OpPool, Func: graph.FuncAdd, Kernel: []uint64{uint64(size)}, Strides: one, Dilations: one,
			Pads: []uint64{before, uint64(size) - 1 - before},
		}, op); err != nil {
			return value{}, err
		}
		op, err = k.c.reshape(k.name(), op, stood)
		return stored(op, order), err
	})
	base := f.add(f.attribute("bias", 1), f.mul(scalar(alpha/float32(size)), squares))
	return f.div(x, f.both(graph.FuncPow, base, f.attribute("beta", 0.75))), f.err
}

// meanVarianceNorm standardises over some axes.
func meanVarianceNorm(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	named, err := k.integers("axes")
	if err != nil {
		return value{}, err
	}
	if named == nil {
		named = []int64{0, 2, 3}
	}
	axes, err := axesOf(named, len(x.shape))
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	off := f.sub(x, f.mean(x, axes))
	deviation := f.of(graph.FuncSqrt, f.mean(f.square(off), axes))
	return f.div(off, f.add(deviation, scalar(1e-9))), f.err
}
