package referee

import (
	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// run applies the steps of a node to its slots and gives the last result; the only slot where there are no steps.
func run(n *graph.Node, slots []number) number {
	types := n.Slots()
	values := slots
	steps := n.Program()
	for i := range steps {
		values = append(values, apply(&steps[i], types, values))
		types = append(types, steps[i].Dtype)
	}
	return values[len(values)-1]
}

// apply is one step, which the graph package has checked.
func apply(s *graph.Step, types []graph.Dtype, values []number) number {
	in := types[s.Args[0]]
	a := values[s.Args[0]]
	switch s.Func {
	case graph.FuncCast:
		return cast(s.Dtype, in, a)
	case graph.FuncCastSaturate:
		return castSaturate(s.Dtype, in, a)
	case graph.FuncBitcast:
		return load(s.Dtype, store(in, a))
	}
	switch len(s.Args) {
	case 1:
		return ofOne(s.Func, in, a)
	case 2:
		return ofTwo(s.Func, in, a, values[s.Args[1]])
	default:
		return ofThree(s.Func, a, values[s.Args[1]], values[s.Args[2]])
	}
}

func ofOne(fn graph.Func, t graph.Dtype, a number) number {
	if t == graph.Float32 {
		return number(floatOne(fn, a.float()))
	}
	switch fn {
	case graph.FuncNot:
		return number(t.Wrap(^uint64(a)))
	case graph.FuncNeg:
		return number(t.Wrap(-uint64(a)))
	case graph.FuncAbs:
		if t.Signed() && int64(a) < 0 {
			return number(t.Wrap(-uint64(a)))
		}
		return a
	default: // a valid node leaves only the sign
		if t.Signed() && int64(a) < 0 {
			return number(t.Wrap(^uint64(0)))
		}
		return truth(a != 0)
	}
}

func ofTwo(fn graph.Func, t graph.Dtype, a, b number) number {
	switch fn {
	case graph.FuncEqual:
		return truth(equal(t, a, b))
	case graph.FuncLess:
		return truth(less(t, a, b))
	case graph.FuncLessEqual:
		return truth(less(t, a, b) || equal(t, a, b))
	}
	if t == graph.Float32 {
		return number(floatTwo(fn, a.float(), b.float()))
	}
	return number(t.Wrap(integerTwo(fn, t, uint64(a), uint64(b))))
}

func ofThree(fn graph.Func, a, b, c number) number {
	switch fn {
	case graph.FuncFMA:
		return number(f32.FMA(a.float(), b.float(), c.float()))
	case graph.FuncWhere:
		if a != 0 {
			return b
		}
		return c
	default: // a valid node leaves only this one
		return number(scale(int64(a), int64(b), int64(c)))
	}
}

func floatTwo(fn graph.Func, x, y f32.F32) f32.F32 {
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
	case graph.FuncPow:
		return f32.Pow(x, y)
	case graph.FuncFmod:
		return f32.FMod(x, y)
	case graph.FuncMod:
		return floatMod(x, y)
	default: // a valid node leaves only this one
		return f32.Max(x, y)
	}
}

// floatMod is the remainder with the sign of the divisor.
func floatMod(x, y f32.F32) f32.F32 {
	r := f32.FMod(x, y)
	if !f32.Equal(r, 0) && f32.Less(r, 0) != f32.Less(y, 0) {
		return f32.Add(r, y)
	}
	return r
}

// floatOne is NUMERICS.md sections 1 and 2.
func floatOne(fn graph.Func, x f32.F32) f32.F32 {
	switch fn {
	case graph.FuncRelu:
		return f32.Relu(x)
	case graph.FuncNeg:
		return f32.Neg(x)
	case graph.FuncAbs:
		return f32.Abs(x)
	case graph.FuncSign:
		return f32.Sign(x)
	case graph.FuncSqrt:
		return f32.Sqrt(x)
	case graph.FuncFloor:
		return f32.Floor(x)
	case graph.FuncCeil:
		return f32.Ceil(x)
	case graph.FuncRound:
		return f32.Round(x)
	case graph.FuncTrunc:
		return f32.Trunc(x)
	default:
		return curve(fn, x)
	}
}

func curve(fn graph.Func, x f32.F32) f32.F32 {
	switch fn {
	case graph.FuncSigmoid:
		return f32.Sigmoid(x)
	case graph.FuncTanh:
		return f32.Tanh(x)
	case graph.FuncExp:
		return f32.Exp(x)
	case graph.FuncLog:
		return f32.Log(x)
	case graph.FuncErf:
		return f32.Erf(x)
	case graph.FuncSin:
		return f32.Sin(x)
	case graph.FuncCos:
		return f32.Cos(x)
	case graph.FuncTan:
		return f32.Tan(x)
	case graph.FuncAsin:
		return f32.Asin(x)
	case graph.FuncAcos:
		return f32.Acos(x)
	case graph.FuncAtan:
		return f32.Atan(x)
	default:
		return hyperbolic(fn, x)
	}
}

func hyperbolic(fn graph.Func, x f32.F32) f32.F32 {
	switch fn {
	case graph.FuncSinh:
		return f32.Sinh(x)
	case graph.FuncCosh:
		return f32.Cosh(x)
	case graph.FuncAsinh:
		return f32.Asinh(x)
	case graph.FuncAcosh:
		return f32.Acosh(x)
	default: // a valid node leaves only this one
		return f32.Atanh(x)
	}
}
