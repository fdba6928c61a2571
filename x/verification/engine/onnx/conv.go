package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

func conv(k *call) (value, error) {
	in, err := k.operands(2, 3)
	if err != nil {
		return value{}, err
	}
	x, w := in[0], in[1]
	if err := k.filters(x, w); err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpConv}
	if err := k.convAttributes(&n, x, w); err != nil {
		return value{}, err
	}
	return k.convolved(n, in)
}

// filters holds Conv's first two inputs to each other.
func (k *call) filters(x, w value) error {
	if _, err := spatialRank(x); err != nil {
		return err
	}
	if len(w.shape) != len(x.shape) {
		return fmt.Errorf("%w: filters of shape %d for an operand of shape %d", ErrModel, w.shape, x.shape)
	}
	return nil
}

// convolved adds a convolution of x and w, and a bias if there is one, all in the model's order of axes.
func (k *call) convolved(n graph.Node, in []value) (value, error) {
	order := channelsLast(len(in[0].shape))
	operands := []operand{}
	for i, v := range in {
		if len(v.order) == 0 && v.operand.dtype == 0 { // an optional input that is not there
			continue
		}
		by := order
		if i == 2 {
			by = identity(len(v.shape))
		}
		op, err := k.arrange(v, by)
		if err != nil {
			return value{}, err
		}
		operands = append(operands, op)
	}
	op, err := k.emit(n, operands...)
	if err != nil {
		return value{}, err
	}
	return stored(op, order), nil
}

func (k *call) convAttributes(n *graph.Node, x, w value) error {
	if err := k.kernelOf(w); err != nil {
		return err
	}
	groups, err := k.groups()
	if err != nil {
		return err
	}
	n.Groups = groups
	return k.window(n, x.shape[2:], w.shape[2:])
}

// kernelOf holds the attribute kernel_shape to the filters.
func (k *call) kernelOf(w value) error {
	kernel, err := k.extents("kernel_shape", len(w.shape)-2, 1)
	if err != nil {
		return err
	}
	for i, extent := range w.shape[2:] {
		if _, given := k.n.attributes["kernel_shape"]; given && kernel[i] != extent {
			return fmt.Errorf("%w: kernel_shape %d, but the filters are %d", ErrModel, kernel, w.shape)
		}
		if extent > maxWindow {
			return fmt.Errorf("%w: a filter of %d, at most %d per axis", ErrUnsupported, w.shape, maxWindow)
		}
	}
	return nil
}

func (k *call) groups() (uint64, error) {
	groups, err := k.integer("group", 1)
	if err == nil && groups < 1 {
		err = fmt.Errorf("%w: group %d", ErrModel, groups)
	}
	return uint64(max(groups, 1)), err
}

// causalConv is a convolution of each channel with its own filter, which sees what came before and never what comes after. Its second
// output is what the next call has to know of this one.
func causalConv(k *call) ([]value, error) {
	in, err := k.operands(2, 4)
	if err != nil {
		return nil, err
	}
	activation, err := k.text("activation", "none")
	if err != nil {
		return nil, err
	}
	x, w := in[0], in[1]
	if len(x.shape) != 3 || len(w.shape) != 3 || w.shape[0] != x.shape[1] {
		return nil, fmt.Errorf("%w: an input of shape %d and weights of %d, wants [batch, channels, length] and [channels, 1, k]", ErrModel, x.shape, w.shape)
	}
	f := &formula{k: k}
	keep := w.shape[2] - 1
	whole := f.padded(x, []uint64{0, 0, keep}, []uint64{0, 0, 0}, scalar(0))
	if k.given(3) {
		whole = f.joined(2, in[3], x)
	}
	if f.err == nil && whole.shape[2] != x.shape[2]+keep {
		return nil, fmt.Errorf("%w: a past state of shape %d for weights of shape %d", ErrModel, in[3].shape, w.shape)
	}
	y := f.made(func() (value, error) {
		one := []uint64{1}
		n := graph.Node{Op: graph.OpConv, Groups: x.shape[1], Strides: one, Dilations: one, Pads: []uint64{0, 0}}
		return k.convolved(n, append([]value{whole}, in[1:3]...))
	})
	switch activation {
	case "none":
	case "silu", "swish":
		y = f.mul(y, f.of(graph.FuncSigmoid, y))
	default:
		return nil, fmt.Errorf("%w: activation %q", ErrUnsupported, activation)
	}
	state := plain(operand{constant: []byte{}, dtype: graph.Float32, shape: []uint64{x.shape[0], x.shape[1], 0}})
	if keep > 0 {
		state = f.cut(whole, 2, x.shape[2], keep, 1)
	}
	return []value{y, state}, f.err
}
