package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// maxWindow is the largest stride, dilation, kernel extent or pad that a program can hold.
const maxWindow = 1 << 20

// channelsLast is the order in which tensors with spatial axes are computed: batch, spatial axes, channels.
func channelsLast(rank int) []int {
	order := []int{0}
	for axis := 2; axis < rank; axis++ {
		order = append(order, axis)
	}
	return append(order, 1)
}

// window reads the attributes that Conv and MaxPool share into a node. in and kernel are the spatial extents.
func (k *call) window(n *graph.Node, in, kernel []uint64) (err error) {
	spatial := len(in)
	if n.Strides, err = k.extents("strides", spatial, 1); err != nil {
		return err
	}
	if n.Dilations, err = k.extents("dilations", spatial, 1); err != nil {
		return err
	}
	if n.Pads, err = k.extents("pads", 2*spatial, 0); err != nil {
		return err
	}
	mode, err := k.text("auto_pad", "NOTSET")
	if err != nil {
		return err
	}
	switch mode {
	case "NOTSET", "":
	case "VALID":
		n.Pads = make([]uint64, 2*spatial)
	case "SAME_UPPER", "SAME_LOWER":
		for i := range in {
			n.Pads[i], n.Pads[i+spatial] = samePads(in[i], kernel[i], n.Strides[i], n.Dilations[i], mode == "SAME_UPPER")
		}
	default:
		return fmt.Errorf("%w: auto_pad %q", ErrModel, mode)
	}
	return nil
}

// samePads is the padding that gives one output for every stride begun: the odd one goes after, or before.
func samePads(in, kernel, stride, dilation uint64, upper bool) (before, after uint64) {
	out := (in-1)/stride + 1
	reach := (out-1)*stride + dilation*(kernel-1) + 1
	if reach <= in {
		return 0, 0
	}
	total := reach - in
	if upper {
		return total / 2, total - total/2
	}
	return total - total/2, total / 2
}

// extents is an attribute with one number per axis, all the same where it is not given.
func (k *call) extents(name string, count int, otherwise uint64) ([]uint64, error) {
	given, err := k.integers(name)
	if err != nil {
		return nil, err
	}
	out := make([]uint64, count)
	for i := range out {
		out[i] = otherwise
	}
	if given == nil {
		return out, nil
	}
	if len(given) != count {
		return nil, fmt.Errorf("%w: %s %d has %d values, wants %d", ErrModel, name, given, len(given), count)
	}
	for i, v := range given {
		if v < int64(min(otherwise, 1)) || v > maxWindow {
			return nil, fmt.Errorf("%w: %s %d has a value outside %d to %d", ErrUnsupported, name, given, min(otherwise, 1), maxWindow)
		}
		out[i] = uint64(v)
	}
	return out, nil
}

func spatialRank(v value) (int, error) {
	if len(v.shape) < 3 {
		return 0, fmt.Errorf("%w: operand of shape %d, wants batch, channels and at least one spatial axis", ErrModel, v.shape)
	}
	return len(v.shape) - 2, nil
}

func conv(k *call) (value, error) {
	in, err := k.operands(2, 3)
	if err != nil {
		return value{}, err
	}
	x, w := in[0], in[1]
	if _, err := spatialRank(x); err != nil {
		return value{}, err
	}
	if len(w.shape) != len(x.shape) {
		return value{}, fmt.Errorf("%w: filters of shape %d for an operand of shape %d", ErrModel, w.shape, x.shape)
	}
	n := graph.Node{Op: graph.OpConv}
	if err := k.convAttributes(&n, x, w); err != nil {
		return value{}, err
	}
	order := channelsLast(len(x.shape))
	operands := []operand{}
	for i, v := range in {
		if !k.given(i) {
			continue
		}
		if i == 2 {
			order = identity(len(v.shape))
		}
		op, err := k.arrange(v, order)
		if err != nil {
			return value{}, err
		}
		operands = append(operands, op)
	}
	op, err := k.emit(n, operands...)
	if err != nil {
		return value{}, err
	}
	return stored(op, channelsLast(len(x.shape))), nil
}

func (k *call) convAttributes(n *graph.Node, x, w value) error {
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
	groups, err := k.integer("group", 1)
	if err != nil {
		return err
	}
	if groups < 1 {
		return fmt.Errorf("%w: group %d", ErrModel, groups)
	}
	n.Groups = uint64(groups)
	return k.window(n, x.shape[2:], w.shape[2:])
}

func maxPool(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	spatial, err := spatialRank(x)
	if err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpPool, Func: graph.FuncMax}
	if _, given := k.n.attributes["kernel_shape"]; !given {
		return value{}, fmt.Errorf("%w: attribute kernel_shape is missing", ErrModel)
	}
	if n.Kernel, err = k.extents("kernel_shape", spatial, 1); err != nil {
		return value{}, err
	}
	if err := k.window(&n, x.shape[2:], n.Kernel); err != nil {
		return value{}, err
	}
	for _, name := range []string{"ceil_mode", "storage_order"} {
		if err := k.flag(name, 0, 0); err != nil {
			return value{}, err
		}
	}
	order := channelsLast(len(x.shape))
	op, err := k.arrange(x, order)
	if err != nil {
		return value{}, err
	}
	op, err = k.emit(n, op)
	if err != nil {
		return value{}, err
	}
	return stored(op, order), nil
}
