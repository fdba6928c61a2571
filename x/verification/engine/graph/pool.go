package graph

import "fmt"

// PoolReach is the distance in bytes up to which neighbouring taps of one row share a run: that of a BLAKE3 chunk, past which a
// run of its own costs no more.
const PoolReach = 1024

// poolShape is [n, out.., c] from X[n, in.., c].
func poolShape(n *Node) ([]uint64, error) {
	x := n.Operands[0].Shape
	if n.Func != FuncMax {
		return nil, fmt.Errorf("function %s, a pool takes %s", n.Func, FuncMax)
	}
	if len(x) < 3 {
		return nil, fmt.Errorf("operand %d needs at least 3 axes", x)
	}
	last := len(x) - 1
	if err := checkWindow(n, last-1, n.Kernel); err != nil {
		return nil, err
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
	step = n.Dilations[len(n.Dilations)-1] * x[len(x)-1] * elementBytes
	return step, step <= PoolReach
}

// poolRuns is, for each row of the window, one run from the first tap to the last where PoolStep says that they share one, else one
// run per tap. Runs are not joined across rows, so that every run starts on a tap.
func poolRuns(n *Node, element uint64) []Run {
	x := n.Operands[0].Shape
	last := len(x) - 1
	axes := axesOf(n, x[1:last], n.Kernel)
	line := axes[len(axes)-1]
	out := unravel(element, n.Shape)
	position, channel := out[1:last], out[last]
	from, to := line.taps(position[len(position)-1])
	step, shared := PoolStep(n)

	var runs []Run
	rows(axes, position, func(row, _ uint64) {
		index := func(k uint64) uint64 {
			at := (out[0]*product(x[1:last-1])+row)*line.in + line.at(position[len(position)-1], k)
			return at*x[last] + channel
		}
		if shared {
			r := elementsRun(0, index(from), 1)
			r.Length += (to - from - 1) * step
			runs = append(runs, r)
			return
		}
		for k := from; k < to; k++ {
			runs = append(runs, elementsRun(0, index(k), 1))
		}
	})
	return runs
}

func poolCost(n *Node) cost {
	last := len(n.Kernel) - 1
	lines, line := product(n.Kernel[:last]), n.Kernel[last]
	c := cost{output: outputBytes(n), ops: lines * line}
	c.reads[0] = readOf(&n.Operands[0], lines*line, elementBytes)
	if step, shared := PoolStep(n); shared {
		c.reads[0] = readOf(&n.Operands[0], lines, (line-1)*step+elementBytes)
	}
	return c
}
