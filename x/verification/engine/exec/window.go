package exec

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// window places a sliding window on a channels-last tensor, in elements.
type window struct {
	in, out, kernel            []int // spatial extents
	strides, dilations, before []int
	channels                   int
}

// tap is one position of a window that falls on the tensor: where its channels begin, and its flat index in the kernel.
type tap struct{ at, index int }

func newWindow(n *graph.Node, kernel []uint64) window {
	x := ints(n.Operands[0].Shape)
	last := len(x) - 1
	return window{
		in: x[1:last], out: ints(n.Shape[1:last]), kernel: ints(kernel), channels: x[last],
		strides: ints(n.Strides), dilations: ints(n.Dilations), before: ints(n.Pads[:last-1]),
	}
}

// taps lists the taps of the window at a flat output position (batch included), in row-major order of the kernel.
func (w *window) taps(position int, list []tap) []tap {
	list = append(list[:0], tap{})
	positions := product(w.out)
	batch := position / positions
	list[0].at = batch
	strides := rowStrides(w.out)
	for axis := range w.in {
		start := position%positions/strides[axis]%w.out[axis]*w.strides[axis] - w.before[axis]
		list = w.extend(axis, start, list)
	}
	for i := range list {
		list[i].at *= w.channels
	}
	return list
}

// extend goes from taps over the axes before this one to taps over this one too.
func (w *window) extend(axis, start int, list []tap) []tap {
	var next []tap
	for _, t := range list {
		for k := range w.kernel[axis] {
			at := start + k*w.dilations[axis]
			if at >= 0 && at < w.in[axis] {
				next = append(next, tap{at: t.at*w.in[axis] + at, index: t.index*w.kernel[axis] + k})
			}
		}
	}
	return next
}
