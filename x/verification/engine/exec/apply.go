package exec

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// applyStep applies one function to count elements.
func applyStep(s *graph.Step, types []graph.Dtype, values []column, count int) (column, error) {
	in := types[s.Args[0]]
	y := newColumn(s.Dtype, count)
	args := make([]column, len(s.Args))
	for i, arg := range s.Args {
		args[i] = values[arg]
	}
	switch {
	case s.Func == graph.FuncCast || s.Func == graph.FuncCastSaturate:
		convert(s.Func == graph.FuncCastSaturate, s.Dtype, in, args[0], y)
		return y, nil
	case s.Func == graph.FuncBitcast:
		b := make([]byte, count*int(in.ElementSize()))
		args[0].put(in, b)
		return columnOf(s.Dtype, b), nil
	case s.Func == graph.FuncWhere:
		pick(args, y)
		return y, nil
	case in == graph.Float32 && s.Dtype == graph.Float32:
		return y, applyFloats(s.Func, args, y.f)
	case in == graph.Float32:
		return y, compareFloats(s.Func, args[0].f, args[1].f, y.i)
	default:
		return y, applyIntegers(s.Func, in, args, y.i)
	}
}

func pick(args []column, y column) {
	for k, c := range args[0].i {
		from := args[2]
		if c != 0 {
			from = args[1]
		}
		if y.f != nil {
			y.f[k] = from.f[k]
		} else {
			y.i[k] = from.i[k]
		}
	}
}

func applyFloats(fn graph.Func, args []column, y []float32) error {
	switch len(args) {
	case 1:
		f, err := unaryFunc(fn)
		if err != nil {
			return err
		}
		for k, v := range args[0].f {
			y[k] = f(v)
		}
	case 2:
		f, err := binaryFunc(fn)
		if err != nil {
			return err
		}
		b := args[1].f
		for k, v := range args[0].f {
			y[k] = f(v, b[k])
		}
	default:
		b, c := args[1].f, args[2].f
		for k, v := range args[0].f {
			y[k] = native.FMA(v, b[k], c[k])
		}
	}
	return nil
}

func compareFloats(fn graph.Func, a, b []float32, y []int64) error {
	var holds func(a, b float32) bool
	switch fn {
	case graph.FuncEqual:
		holds = func(a, b float32) bool { return a == b }
	case graph.FuncLess:
		holds = func(a, b float32) bool { return a < b }
	case graph.FuncLessEqual:
		holds = func(a, b float32) bool { return a <= b }
	default:
		return fmt.Errorf("no kernel for %s", fn)
	}
	for k := range y {
		y[k] = truth(holds(a[k], b[k]))
	}
	return nil
}

func unaryFunc(f graph.Func) (func(float32) float32, error) {
	table := map[graph.Func]func(float32) float32{
		graph.FuncRelu: native.Relu, graph.FuncSigmoid: native.Sigmoid, graph.FuncTanh: native.Tanh, graph.FuncExp: native.Exp,
		graph.FuncNeg: native.Neg, graph.FuncAbs: native.Abs, graph.FuncSqrt: native.Sqrt, graph.FuncLog: native.Log,
		graph.FuncErf: native.Erf, graph.FuncFloor: native.Floor, graph.FuncCeil: native.Ceil, graph.FuncRound: native.Round,
		graph.FuncTrunc: native.Trunc, graph.FuncSign: native.Sign, graph.FuncSin: native.Sin, graph.FuncCos: native.Cos,
		graph.FuncTan: native.Tan, graph.FuncAsin: native.Asin, graph.FuncAcos: native.Acos, graph.FuncAtan: native.Atan,
		graph.FuncSinh: native.Sinh, graph.FuncCosh: native.Cosh, graph.FuncAsinh: native.Asinh, graph.FuncAcosh: native.Acosh,
		graph.FuncAtanh: native.Atanh,
	}
	if fn, known := table[f]; known {
		return fn, nil
	}
	return nil, fmt.Errorf("no kernel for %s of one operand", f)
}

func binaryFunc(f graph.Func) (func(a, b float32) float32, error) {
	table := map[graph.Func]func(a, b float32) float32{
		graph.FuncAdd: native.Add, graph.FuncSub: native.Sub, graph.FuncMul: native.Mul, graph.FuncDiv: native.Div,
		graph.FuncMax: native.Max, graph.FuncMin: native.Min, graph.FuncPow: native.Pow, graph.FuncFmod: native.FMod,
		graph.FuncMod: floatMod,
	}
	if fn, known := table[f]; known {
		return fn, nil
	}
	return nil, fmt.Errorf("no kernel for %s of two operands", f)
}

// floatMod is the remainder with the sign of b.
func floatMod(a, b float32) float32 {
	r := native.FMod(a, b)
	if r < 0 && !(b < 0) || r > 0 && b < 0 {
		return native.Add(r, b)
	}
	return r
}
