package graph

import "fmt"

// convShape is [n, out.., o] from X[n, in.., c], W[o, kernel.., c/groups] and an optional bias [o].
func convShape(n *Node) ([]uint64, error) {
	x, w := n.Operands[0].Shape, n.Operands[1].Shape
	if len(x) < 3 || len(w) != len(x) {
		return nil, fmt.Errorf("operands %d and %d need the same rank, at least 3", x, w)
	}
	last := len(x) - 1
	if err := checkWindow(n, last-1, w[1:last]); err != nil {
		return nil, err
	}
	channels, outputs := x[last], w[0]
	if channels%n.Groups != 0 || outputs%n.Groups != 0 {
		return nil, fmt.Errorf("%d groups do not divide %d input and %d output channels", n.Groups, channels, outputs)
	}
	if w[last] != channels/n.Groups {
		return nil, fmt.Errorf("weights %d for %d channels in each of %d groups", w, channels/n.Groups, n.Groups)
	}
	if err := checkBias(n, outputs); err != nil {
		return nil, err
	}
	return windowShape(axesOf(n, x[1:last], w[1:last]), x[0], outputs)
}

func windowShape(axes []axis, batch, channels uint64) ([]uint64, error) {
	shape := []uint64{batch}
	for i, a := range axes {
		out, ok := a.out()
		if !ok {
			return nil, fmt.Errorf("spatial axis %d: a window of %d does not fit %d elements and their padding", i, a.span(), a.in)
		}
		shape = append(shape, out)
	}
	return append(shape, channels), nil
}

// convRuns is the window in X, the same taps of one filter in W, and one element of the bias.
func convRuns(n *Node, element uint64) []Run {
	x, w := n.Operands[0].Shape, n.Operands[1].Shape
	last := len(x) - 1
	axes := axesOf(n, x[1:last], w[1:last])
	line := axes[len(axes)-1]
	out := unravel(element, n.Shape)
	position, filter := out[1:last], out[last]
	perGroup := w[last]
	channel := filter / (w[0] / n.Groups) * perGroup
	from, to := line.taps(position[len(position)-1])

	var fromX, fromW []Run
	rows(axes, position, func(xRow, wRow uint64) {
		for k := from; k < to; k++ {
			at := (out[0]*product(x[1:last-1])+xRow)*line.in + line.at(position[len(position)-1], k)
			tap := filter*product(w[1:last]) + wRow*line.kernel + k
			fromX = appendRun(fromX, elementsRun(0, at*x[last]+channel, perGroup))
			fromW = appendRun(fromW, elementsRun(1, tap*perGroup, perGroup))
		}
	})
	runs := append(fromX, fromW...)
	if len(n.Operands) > 2 {
		runs = append(runs, elementsRun(2, filter, 1))
	}
	return runs
}

func convCost(n *Node) cost {
	w := n.Operands[1].Shape
	last := len(w) - 1
	lines, line, perGroup := product(w[1:last-1]), w[last-1], w[last]
	c := cost{output: outputBytes(n), ops: lines*line*perGroup + 1}
	c.reads[0] = readOf(&n.Operands[0], lines, line*perGroup*elementBytes)
	if n.Groups > 1 || n.Dilations[len(n.Dilations)-1] > 1 {
		c.reads[0] = readOf(&n.Operands[0], lines*line, perGroup*elementBytes)
	}
	c.reads[1] = readOf(&n.Operands[1], 1, lines*line*perGroup*elementBytes)
	if padded(n) {
		c.reads[1] = readOf(&n.Operands[1], lines, line*perGroup*elementBytes)
	}
	if len(n.Operands) > 2 {
		c.reads[2] = readOf(&n.Operands[2], 1, elementBytes)
	}
	return c
}

func padded(n *Node) bool {
	for _, pad := range n.Pads {
		if pad > 0 {
			return true
		}
	}
	return false
}
