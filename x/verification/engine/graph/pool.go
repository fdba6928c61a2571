package graph

import (
	"errors"
	"fmt"
)

// PoolReach is the distance in bytes up to which neighbouring taps of one row share a run: that of a BLAKE3 chunk, past which a
// run of its own costs no more.
const PoolReach = 1024

// poolShape is [n, out.., c] from X[n, in.., c].
func poolShape(n *Node) ([]uint64, error) {
	x := n.Operands[0].Shape
	if err := checkFold(n, FuncAdd, FuncMax, FuncMin, FuncArgMax); err != nil {
		return nil, err
	}
	if len(x) < 3 {
		return nil, fmt.Errorf("operand %d needs at least 3 axes", x)
	}
	last := len(x) - 1
	if err := checkWindow(n, last-1, n.Kernel); err != nil {
		return nil, err
	}
	if len(n.Spread) > 0 {
		return nil, errors.New("attribute spread does not belong to it")
	}
	if _, ok := Elements(n.Kernel); !ok {
		return nil, fmt.Errorf("kernel %d has more than 2^40 taps", n.Kernel)
	}
	axes := axesOf(n, x[1:last], n.Kernel)
	shape, err := windowShape(axes, x[0], x[last])
	if err != nil {
		return nil, err
	}
	for i, a := range axes {
		if !a.alwaysTaps(shape[i+1]) {
			return nil, fmt.Errorf("spatial axis %d: pads %d and %d let a window fall on padding alone", i, a.before, a.after)
		}
	}
	return shape, nil
}

// PoolStep is the distance in bytes between neighbouring taps of one row of an OP_POOL, and whether they share a run.
func PoolStep(n *Node) (step uint64, shared bool) {
	x := n.Operands[0].Shape
	step = n.Dilations[len(n.Dilations)-1] * x[len(x)-1] * n.Operands[0].Dtype.ElementSize()
	return step, step <= PoolReach
}

// poolRuns is, for each row of the window, one run from the first tap to the last where PoolStep says that they share one, else one
// run per tap. Runs are not joined across rows, so that every run starts on a tap.
func poolRuns(n *Node, element uint64) []Run {
	step, shared := PoolStep(n)
	var runs []Run
	n.poolTaps(element, func(row []tap, index func(tap) uint64) {
		if shared {
			r := n.run(0, index(row[0]), 1)
			r.Length += uint64(len(row)-1) * step
			runs = append(runs, r)
			return
		}
		for _, t := range row {
			runs = append(runs, n.run(0, index(t), 1))
		}
	})
	return n.tailRuns(runs, element)
}

// poolTaps visits the rows of an element's window: the taps of each, and the flat index of the operand's element at one.
func (m *Node) poolTaps(element uint64, visit func(row []tap, index func(tap) uint64)) {
	x := m.Operands[0].Shape
	last := len(x) - 1
	axes := axesOf(m, x[1:last], m.Kernel)
	line := axes[len(axes)-1]
	out := unravel(element, m.Shape)
	position, channel := out[1:last], out[last]
	taps := line.taps(position[len(position)-1])
	rows(axes, position, func(row, _ uint64) {
		visit(taps, func(t tap) uint64 {
			return ((out[0]*product(x[1:last-1])+row)*line.in+t.at)*x[last] + channel
		})
	})
}

// PoolPlaces are the places of an element's taps, in the order of its runs: each the flat index over the operand's spatial axes, which
// is what an OP_POOL with FUNC_ARGMAX gives. The node is a valid one.
func PoolPlaces(n *Node, element uint64) []uint64 {
	x := n.Operands[0].Shape
	spatial := product(x[1 : len(x)-1])
	var places []uint64
	n.poolTaps(element, func(row []tap, index func(tap) uint64) {
		for _, t := range row {
			places = append(places, index(t)/x[len(x)-1]%spatial)
		}
	})
	return places
}

func poolCost(n *Node) cost {
	last := len(n.Kernel) - 1
	lines, line := product(n.Kernel[:last]), n.Kernel[last]
	x := n.read(0, lines*line, 1)
	if step, shared := PoolStep(n); shared {
		x = n.read(0, lines, 1)
		x.length += (line - 1) * step
	}
	return n.withTail(cost{output: outputBytes(n), ops: lines * line, reads: []read{x}})
}
