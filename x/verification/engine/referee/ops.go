package referee

import (
	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// lanes is the number of partial sums of a reduction.
const lanes = 16

// dot is NUMERICS.md "Dot": a chain of fused multiply-adds from +0, then the bias if there is one. A convolution is the same
// over its taps.
func dot(a, b, bias []f32.F32) f32.F32 {
	var acc f32.F32
	for k := range min(len(a), len(b)) {
		acc = f32.FMA(a[k], b[k], acc)
	}
	if len(bias) > 0 {
		acc = f32.Add(acc, bias[0])
	}
	return acc
}

// apply is NUMERICS.md "Map". b is empty for a function of one operand.
func apply(fn graph.Func, a, b []f32.F32) f32.F32 {
	if len(b) == 0 {
		return ofOne(fn, a[0])
	}
	return ofTwo(fn, a[0], b[0])
}

func ofOne(fn graph.Func, x f32.F32) f32.F32 {
	switch fn {
	case graph.FuncRelu:
		return f32.Relu(x)
	case graph.FuncSigmoid:
		return f32.Sigmoid(x)
	case graph.FuncTanh:
		return f32.Tanh(x)
	case graph.FuncExp:
		return f32.Exp(x)
	case graph.FuncNeg:
		return f32.Neg(x)
	case graph.FuncAbs:
		return f32.Abs(x)
	case graph.FuncSqrt:
		return f32.Sqrt(x)
	case graph.FuncLog:
		return f32.Log(x)
	default: // a valid node leaves only this one
		return f32.Erf(x)
	}
}

func ofTwo(fn graph.Func, x, y f32.F32) f32.F32 {
	switch fn {
	case graph.FuncAdd:
		return f32.Add(x, y)
	case graph.FuncSub:
		return f32.Sub(x, y)
	case graph.FuncMul:
		return f32.Mul(x, y)
	case graph.FuncDiv:
		return f32.Div(x, y)
	case graph.FuncMin:
		return f32.Min(x, y)
	default: // a valid node leaves only this one
		return f32.Max(x, y)
	}
}

// largest is NUMERICS.md "Pool": the largest tap of the window, each run starting on a tap.
func largest(n *graph.Node, runs [][]byte) f32.F32 {
	step, _ := graph.PoolStep(n)
	acc := negativeInf
	for _, run := range runs {
		for at := uint64(0); at < uint64(len(run)); at += step {
			acc = f32.Max(acc, load(run[at:]))
		}
	}
	return acc
}

// softmax is NUMERICS.md "Softmax" of element i of the row x.
func softmax(x []f32.F32, i uint64) f32.F32 {
	top := negativeInf
	for _, v := range x {
		top = f32.Max(top, v)
	}
	var sums [lanes]f32.F32
	var mine f32.F32
	for j, v := range x {
		e := f32.Exp(f32.Sub(v, top))
		if uint64(j) == i {
			mine = e
		}
		sums[j%lanes] = f32.Add(sums[j%lanes], e)
	}
	for width := lanes / 2; width > 0; width /= 2 {
		for j := range width {
			sums[j] = f32.Add(sums[j], sums[j+width])
		}
	}
	return f32.Div(mine, sums[0])
}
