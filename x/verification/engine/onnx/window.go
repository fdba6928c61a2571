package onnx

import (
	"fmt"
	"slices"

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

// windows are the places of a kernel that slides along spatial axes: one number an axis.
type windows struct {
	in, kernel, out    []uint64
	strides, dilations []uint64
	before, after      []uint64 // padding
	beyond             []uint64 // how far past the padding the last window reaches, where the number of windows is rounded up
}

// into writes the attributes of a node.
func (w *windows) into(n *graph.Node) {
	n.Strides, n.Dilations = w.strides, w.dilations
	n.Pads = slices.Clone(w.before)
	for i := range w.in {
		n.Pads = append(n.Pads, w.after[i]+w.beyond[i])
	}
}

// window reads the attributes that convolutions share into a node. in and kernel are the spatial extents.
func (k *call) window(n *graph.Node, in, kernel []uint64) error {
	w, err := k.windows(in, kernel, false)
	if err != nil {
		return err
	}
	w.into(n)
	return nil
}

// windows reads the attributes of a sliding window: strides, dilations, and pads or auto_pad.
func (k *call) windows(in, kernel []uint64, roundUp bool) (*windows, error) {
	w := &windows{in: in, kernel: kernel}
	spatial := len(in)
	var err error
	if w.strides, err = k.extents("strides", spatial, 1); err != nil {
		return nil, err
	}
	if w.dilations, err = k.extents("dilations", spatial, 1); err != nil {
		return nil, err
	}
	pads, err := k.extents("pads", 2*spatial, 0)
	if err != nil {
		return nil, err
	}
	w.before, w.after, w.beyond = pads[:spatial], pads[spatial:], make([]uint64, spatial)
	mode, err := k.text("auto_pad", "NOTSET")
	if err != nil {
		return nil, err
	}
	if err := w.pad(mode); err != nil {
		return nil, err
	}
	if err := w.count(roundUp && (mode == "NOTSET" || mode == "")); err != nil {
		return nil, err
	}
	for i := range in {
		if mode == "VALID" && roundUp && (in[i]-w.span(i))%w.strides[i] != 0 {
			return nil, fmt.Errorf("%w: ceil_mode with auto_pad VALID, where it is read in two ways", ErrUnsupported)
		}
	}
	return w, nil
}

// pad replaces the padding by what a mode computes.
func (w *windows) pad(mode string) error {
	switch mode {
	case "NOTSET", "":
	case "VALID":
		w.before, w.after = make([]uint64, len(w.in)), make([]uint64, len(w.in))
	case "SAME_UPPER", "SAME_LOWER":
		for i := range w.in {
			w.before[i], w.after[i] = samePads(w.in[i], w.kernel[i], w.strides[i], w.dilations[i], mode == "SAME_UPPER")
		}
	default:
		return fmt.Errorf("%w: auto_pad %q", ErrModel, mode)
	}
	return nil
}

// span is the extent of the dilated kernel.
func (w *windows) span(i int) uint64 { return (w.kernel[i]-1)*w.dilations[i] + 1 }

// count gives the number of windows on each axis. Rounded up, one that begins inside the operand or the padding before it may reach
// past the padding after it.
func (w *windows) count(roundUp bool) error {
	w.out = make([]uint64, len(w.in))
	for i, in := range w.in {
		padded, span, stride := w.before[i]+in+w.after[i], w.span(i), w.strides[i]
		if span > padded {
			return fmt.Errorf("%w: a window of %d does not fit %d elements on spatial axis %d", ErrModel, span, padded, i)
		}
		w.out[i] = (padded-span)/stride + 1
		if roundUp && (padded-span)%stride != 0 && w.out[i]*stride < w.before[i]+in {
			w.beyond[i] = w.out[i]*stride + span - padded
			w.out[i]++
		}
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

// kernelShape is the attribute of a pool, which has to be given.
func (k *call) kernelShape(spatial int) ([]uint64, error) {
	if _, given := k.n.attributes["kernel_shape"]; !given {
		return nil, fmt.Errorf("%w: attribute kernel_shape is missing", ErrModel)
	}
	return k.extents("kernel_shape", spatial, 1)
}
