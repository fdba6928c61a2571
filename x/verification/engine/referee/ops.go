package referee

import (
	"bytes"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// lanes is the number of partial sums of a reduction.
const lanes = 16

// contract is NUMERICS.md "Dot", a chain of fused multiply-adds from +0; a convolution is the same over its taps. Integers are summed
// in 32 bits.
func contract(n *graph.Node, in inputs) []number {
	if n.Operands[0].Dtype == graph.Float32 {
		a, b := in.floats(0), in.floats(1)
		var acc f32.F32
		for k := range min(len(a), len(b)) {
			acc = f32.FMA(a[k], b[k], acc)
		}
		return []number{number(acc)}
	}
	a, b := in.of(0), in.of(1)
	var acc uint64
	for k := range min(len(a), len(b)) {
		acc += uint64(a[k]) * uint64(b[k])
	}
	return []number{number(graph.Int32.Wrap(acc))}
}

// pool is NUMERICS.md "Pool": the taps of the window in order, each run starting on one.
func pool(n *graph.Node, element uint64, in inputs) number {
	step, _ := graph.PoolStep(n)
	dtype := n.Operands[0].Dtype
	var taps []number
	for i, run := range in.runs {
		if in.deps[i].Operand != 0 {
			continue
		}
		for at := uint64(0); at < uint64(len(run)); at += step {
			taps = append(taps, load(dtype, run[at:]))
		}
	}
	switch n.Func {
	case graph.FuncArgMax:
		return number(graph.PoolPlaces(n, element)[best(dtype, taps, true)])
	case graph.FuncAdd:
		return cumulate(n.Func, dtype, taps)
	default:
		return extreme(n.Func, dtype, taps)
	}
}

// reduce is NUMERICS.md "Reduce" of a row.
func reduce(fn graph.Func, t graph.Dtype, x []number) number {
	switch {
	case fn == graph.FuncArgMax || fn == graph.FuncArgMin:
		return number(best(t, x, fn == graph.FuncArgMax))
	case fn == graph.FuncMax || fn == graph.FuncMin:
		return extreme(fn, t, x)
	case t == graph.Float32:
		return number(inLanes(fn, x))
	default:
		return cumulate(fn, t, x)
	}
}

// inLanes adds or multiplies in sixteen strided lanes, which are then folded in halves.
func inLanes(fn graph.Func, x []number) f32.F32 {
	var partial [lanes]f32.F32
	for i := range partial {
		partial[i] = unit(fn)
	}
	for i, v := range x {
		partial[i%lanes] = floatTwo(fn, partial[i%lanes], v.float())
	}
	for width := lanes / 2; width > 0; width /= 2 {
		for j := range width {
			partial[j] = floatTwo(fn, partial[j], partial[j+width])
		}
	}
	return partial[0]
}

// unit is what a fold begins with.
func unit(fn graph.Func) f32.F32 {
	if fn == graph.FuncMul {
		return f32.One
	}
	return 0
}

// extreme is the largest or the smallest.
func extreme(fn graph.Func, t graph.Dtype, x []number) number {
	acc := x[0]
	for _, v := range x { // the first is taken twice, so that a NaN alone becomes the canonical one
		acc = ofTwo(fn, t, acc, v)
	}
	return acc
}

// cumulate folds from the first element to the last.
func cumulate(fn graph.Func, t graph.Dtype, x []number) number {
	acc := truth(fn == graph.FuncMul)
	if t == graph.Float32 {
		acc = number(unit(fn))
	}
	for _, v := range x {
		acc = ofTwo(fn, t, acc, v)
	}
	return acc
}

// before says whether a comes before b in a sort: NaNs are above all numbers and equal among themselves.
func before(t graph.Dtype, a, b number, largest bool) bool {
	if largest {
		a, b = b, a
	}
	if t == graph.Float32 && b.float().IsNaN() {
		return !a.float().IsNaN()
	}
	return less(t, a, b)
}

// best is the index of what comes first in a sort, the lowest of equals.
func best(t graph.Dtype, x []number, largest bool) int {
	at := 0
	for i := range x {
		if before(t, x[i], x[at], largest) {
			at = i
		}
	}
	return at
}

// softmax is NUMERICS.md "Softmax" of element i of the row x.
func softmax(x []f32.F32, i uint64) f32.F32 {
	top := negativeInf
	for _, v := range x {
		top = f32.Max(top, v)
	}
	e := make([]number, len(x))
	for j, v := range x {
		e[j] = number(f32.Exp(f32.Sub(v, top)))
	}
	return f32.Div(e[i].float(), inLanes(graph.FuncAdd, e))
}

// scattered is NUMERICS.md "Scatter": the element as it is, changed by the updates that name it, in order. Without a function each
// takes its place.
func scattered(n *graph.Node, element uint64, in inputs) []byte {
	size := n.Dtype.ElementSize()
	y := in.runs[0]
	for i, index := range in.of(1) {
		if uint64(index) != element {
			continue
		}
		update := in.runs[2][uint64(i)*size:][:size]
		if n.Func == graph.FuncUnspecified {
			y = update
		} else {
			y = store(n.Dtype, ofTwo(n.Func, n.Dtype, load(n.Dtype, y), load(n.Dtype, update)))
		}
	}
	return bytes.Clone(y)
}
