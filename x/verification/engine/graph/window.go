package graph

import "fmt"

// axis is a window sliding along one spatial axis. Positions are counted in the padded axis, so that none is negative.
type axis struct {
	in, kernel, stride, dilation uint64
	spread                       uint64 // the distance between neighbouring elements
	before, after                uint64 // padding
}

// tap is a place of a window that falls on an element: the kernel index, and the operand's.
type tap struct{ k, at uint64 }

// axesOf reads a node's window attributes; kernel is the window's extents and in the spatial extents of the operand.
func axesOf(n *Node, in, kernel []uint64) []axis {
	axes := make([]axis, len(in))
	for i := range axes {
		axes[i] = axis{
			in: in[i], kernel: kernel[i], stride: n.Strides[i], dilation: n.Dilations[i], spread: 1,
			before: n.Pads[i], after: n.Pads[i+len(in)],
		}
		if len(n.Spread) > 0 {
			axes[i].spread = n.Spread[i]
		}
	}
	return axes
}

// checkWindow holds the window attributes to one entry per spatial axis (two for pads) and to sizes that cannot overflow.
func checkWindow(n *Node, spatial int, kernel []uint64) error {
	for _, attr := range []struct {
		name   string
		values []uint64
		count  int
		least  uint64
	}{
		{"kernel", kernel, spatial, 1},
		{"strides", n.Strides, spatial, 1},
		{"dilations", n.Dilations, spatial, 1},
		{"pads", n.Pads, 2 * spatial, 0},
		{"spread", n.Spread, spatial, 1},
	} {
		if attr.name == "spread" && len(attr.values) == 0 {
			continue
		}
		if len(attr.values) != attr.count {
			return fmt.Errorf("%s %d has %d values, wants %d for %d spatial axes", attr.name, attr.values, len(attr.values), attr.count, spatial)
		}
		for _, v := range attr.values {
			if v < attr.least || v > maxWindow {
				return fmt.Errorf("%s %d has a value outside %d to %d", attr.name, attr.values, attr.least, maxWindow)
			}
		}
	}
	return nil
}

// checkSpread refuses a spread of ones: that is written by leaving it out.
func checkSpread(n *Node) error {
	for _, v := range n.Spread {
		if v != 1 {
			return nil
		}
	}
	if len(n.Spread) > 0 {
		return fmt.Errorf("spread %d changes nothing; leave it out", n.Spread)
	}
	return nil
}

// span is the extent of the dilated window.
func (a axis) span() uint64 { return a.dilation*(a.kernel-1) + 1 }

// reach is the extent of the operand with its elements spread.
func (a axis) reach() uint64 { return (a.in-1)*a.spread + 1 }

// out is the number of window positions, false when the window is longer than the padded axis.
func (a axis) out() (uint64, bool) {
	padded := a.reach() + a.before + a.after
	if a.span() > padded {
		return 0, false
	}
	return (padded-a.span())/a.stride + 1, true
}

// taps are the places of the window at output position o that fall on elements rather than on padding or between them, ascending.
func (a axis) taps(o uint64) []tap {
	start := o * a.stride
	var from uint64
	if start < a.before {
		from = (a.before - start + a.dilation - 1) / a.dilation
	}
	var list []tap
	for k := from; k < a.kernel; k++ {
		at := start + k*a.dilation - a.before
		if at >= a.reach() {
			break
		}
		if at%a.spread == 0 {
			list = append(list, tap{k, at / a.spread})
		}
	}
	return list
}

// alwaysTaps says whether every window falls on at least one element. It may refuse a window with a dilation larger than the
// axis that would pass a closer look.
func (a axis) alwaysTaps(out uint64) bool {
	if (out-1)*a.stride >= a.before+a.in {
		return false
	}
	if a.before == 0 {
		return true
	}
	return a.before <= (a.kernel-1)*a.dilation && a.dilation <= a.in
}

// rows calls visit for each row of a window that falls on the operand, in row-major order of the leading kernel axes.
// operandRow and kernelRow are the row's flat index over the leading axes of the operand and of the kernel.
func rows(axes []axis, position []uint64, visit func(operandRow, kernelRow uint64)) {
	lead := axes[:len(axes)-1]
	var walk func(i int, operandRow, kernelRow uint64)
	walk = func(i int, operandRow, kernelRow uint64) {
		if i == len(lead) {
			visit(operandRow, kernelRow)
			return
		}
		for _, t := range lead[i].taps(position[i]) {
			walk(i+1, operandRow*lead[i].in+t.at, kernelRow*lead[i].kernel+t.k)
		}
	}
	walk(0, 0, 0)
}
