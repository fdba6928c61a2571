package graph

import "fmt"

// convShape is [n, out.., o] from X[n, in.., c] and W[o, kernel.., c/groups].
func convShape(n *Node) ([]uint64, error) {
	x, w := n.Operands[0].Shape, n.Operands[1].Shape
	if err := checkFactors(n); err != nil {
		return nil, err
	}
	if len(x) < 3 || len(w) != len(x) {
		return nil, fmt.Errorf("operands %d and %d need the same rank, at least 3", x, w)
	}
	last := len(x) - 1
	if err := checkWindow(n, last-1, w[1:last]); err != nil {
		return nil, err
	}
	if err := checkSpread(n); err != nil {
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

// convRuns is the window in X, the same taps of one filter in W, and what the steps read.
func convRuns(n *Node, element uint64) []Run {
	x, w := n.Operands[0].Shape, n.Operands[1].Shape
	last := len(x) - 1
	axes := axesOf(n, x[1:last], w[1:last])
	line := axes[len(axes)-1]
	out := unravel(element, n.Shape)
	position, filter := out[1:last], out[last]
	perGroup := w[last]
	channel := filter / (w[0] / n.Groups) * perGroup
	taps := line.taps(position[len(position)-1])

	var fromX, fromW []Run
	rows(axes, position, func(xRow, wRow uint64) {
		for _, t := range taps {
			at := (out[0]*product(x[1:last-1])+xRow)*line.in + t.at
			tap := filter*product(w[1:last]) + wRow*line.kernel + t.k
			fromX = appendRun(fromX, n.run(0, at*x[last]+channel, perGroup))
			fromW = appendRun(fromW, n.run(1, tap*perGroup, perGroup))
		}
	})
	return n.tailRuns(append(fromX, fromW...), element)
}

func convCost(n *Node) cost {
	w := n.Operands[1].Shape
	last := len(w) - 1
	lines, line, perGroup := product(w[1:last-1]), w[last-1], w[last]
	x := n.read(0, lines, line*perGroup)
	if n.Groups > 1 || n.Dilations[len(n.Dilations)-1] > 1 || len(n.Spread) > 0 {
		x = n.read(0, lines*line, perGroup)
	}
	weights := n.read(1, 1, lines*line*perGroup)
	switch {
	case len(n.Spread) > 0:
		weights = n.read(1, lines*line, perGroup)
	case padded(n):
		weights = n.read(1, lines, line*perGroup)
	}
	return n.withTail(cost{output: outputBytes(n), ops: lines * line * perGroup, reads: []read{x, weights}})
}

func padded(n *Node) bool {
	for _, pad := range n.Pads {
		if pad > 0 {
			return true
		}
	}
	return false
}
