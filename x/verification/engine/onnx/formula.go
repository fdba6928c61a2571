package onnx

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// formula writes an operator as maps of one function each: every step keeps its own rounding. The first error stays, and what is built
// after it is not used.
type formula struct {
	k   *call
	err error
}

// mapped applies a function whose result is of type out to values that broadcast.
func (f *formula) mapped(fn graph.Func, out graph.Dtype, in ...value) value {
	if f.err != nil {
		return value{}
	}
	y, err := f.k.mapped(fn, out, in...)
	f.err = err
	return y
}

// of applies a function to a value.
func (f *formula) of(fn graph.Func, a value) value { return f.mapped(fn, a.operand.dtype, a) }

// both applies a function to two values that broadcast.
func (f *formula) both(fn graph.Func, a, b value) value { return f.mapped(fn, a.operand.dtype, a, b) }

// cast converts a value by the engine's rule, which for what does not fit into an integer keeps the low bits.
func (f *formula) cast(to graph.Dtype, a value) value {
	if f.err != nil || a.operand.dtype == to {
		return a
	}
	y, err := f.k.as(a, to)
	f.err = err
	return y
}

// saturated converts a value to the nearest number of a type.
func (f *formula) saturated(to graph.Dtype, a value) value {
	if a.operand.dtype == to {
		return a
	}
	return f.mapped(graph.FuncCastSaturate, to, a)
}

// bits reads the bits of a value as another type of the same size.
func (f *formula) bits(to graph.Dtype, a value) value { return f.mapped(graph.FuncBitcast, to, a) }

// where is a where the condition holds, else b.
func (f *formula) where(condition, a, b value) value {
	return f.mapped(graph.FuncWhere, a.operand.dtype, condition, a, b)
}

func (f *formula) less(a, b value) value  { return f.mapped(graph.FuncLess, graph.Bool, a, b) }
func (f *formula) equal(a, b value) value { return f.mapped(graph.FuncEqual, graph.Bool, a, b) }

func (f *formula) add(a, b value) value { return f.both(graph.FuncAdd, a, b) }
func (f *formula) sub(a, b value) value { return f.both(graph.FuncSub, a, b) }
func (f *formula) mul(a, b value) value { return f.both(graph.FuncMul, a, b) }
func (f *formula) div(a, b value) value { return f.both(graph.FuncDiv, a, b) }
func (f *formula) max(a, b value) value { return f.both(graph.FuncMax, a, b) }
func (f *formula) min(a, b value) value { return f.both(graph.FuncMin, a, b) }
func (f *formula) exp(a value) value    { return f.of(graph.FuncExp, a) }
func (f *formula) neg(a value) value    { return f.of(graph.FuncNeg, a) }
func (f *formula) abs(a value) value    { return f.of(graph.FuncAbs, a) }

// positive and negative are the parts of a above and below zero.
func (f *formula) positive(a value) value { return f.of(graph.FuncRelu, a) }
func (f *formula) negative(a value) value { return f.min(a, scalar(0)) }

// attribute reads a number of the node's.
func (f *formula) attribute(name string, otherwise float32) value {
	v, err := f.k.real(name, otherwise)
	if f.err == nil {
		f.err = err
	}
	return scalar(v)
}

// curve is an operator of one operand, written as a formula.
func curve(write func(f *formula, x value) value) func(*call) (value, error) {
	return func(k *call) (value, error) {
		x, err := k.operand()
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		y := write(f, x)
		return y, f.err
	}
}

// between limits x to low and high, to high where they cross.
func between(f *formula, x, low, high value) value { return f.min(f.max(x, low), high) }

// numberOf is a small integer as a constant of a type that is computed in.
func numberOf(t graph.Dtype, v int64) value {
	if t == graph.Float32 {
		return scalar(float32(v))
	}
	return scalarOf(t, v)
}
