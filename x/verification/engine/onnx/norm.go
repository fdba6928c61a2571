package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// standardised is x with its mean over some axes taken off, over its deviation.
func (f *formula) standardised(x value, axes []int, epsilon value) value {
	off := f.sub(x, f.mean(x, axes))
	return f.div(off, f.of(graph.FuncSqrt, f.add(f.mean(f.square(off), axes), epsilon)))
}

// layerNorm standardises over the axes from one on, then scales and shifts.
func layerNorm(k *call) (value, error) { return overLast(k, 3, (*formula).standardised) }

// rmsNorm only scales to a mean square of one.
func rmsNorm(k *call) (value, error) {
	return overLast(k, 2, func(f *formula, x value, axes []int, epsilon value) value {
		return f.div(x, f.of(graph.FuncSqrt, f.add(f.mean(f.square(x), axes), epsilon)))
	})
}

func overLast(k *call, most int, norm func(*formula, value, []int, value) value) (value, error) {
	k.used["stash_type"] = true // how precisely others compute it; NUMERICS.md says how we do
	in, err := k.operands(2, most)
	if err != nil {
		return value{}, err
	}
	axis, err := k.axis(-1, len(in[0].shape), false)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	y := f.mul(norm(f, in[0], from(axis, len(in[0].shape)), f.attribute("epsilon", 1e-5)), in[1])
	if k.given(2) && most > 2 {
		y = f.add(y, in[2])
	}
	return y, f.err
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
	y := f.standardised(x, from(2, len(x.shape)), f.attribute("epsilon", 1e-5))
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
	y := f.standardised(grouped, []int{2}, f.attribute("epsilon", 1e-5))
	if k.c.file.opset < 21 {
		y = f.add(f.mul(y, f.perChannel(grouped, in[1])), f.perChannel(grouped, in[2]))
		return f.reshaped(y, x.shape), f.err
	}
	y = f.reshaped(y, x.shape)
	y = f.add(f.mul(y, f.perChannel(x, in[1])), f.perChannel(x, in[2]))
	return y, f.err
}
