package f32_test

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func toSoft(x float32) f32.F32 { return f32.F32(math.Float32bits(x)) }

func toHard(a f32.F32) float32 { return math.Float32frombits(uint32(a)) }

// machine is the bits of a result of Go's own float32 operators, whose NaNs may have any payload.
func machine(x float32) f32.F32 {
	if x != x {
		return f32.NaN
	}
	return toSoft(x)
}

// operation is one function in all its implementations, which have to give the same bits for the same operands. A function of
// fewer operands ignores the others. hardware is the machine's own instruction, where there is one.
type operation struct {
	name     string
	operands int
	soft     func(a, b, c f32.F32) f32.F32
	native   func(a, b, c float32) float32
	hardware func(a, b, c float32) float32
}

func unary(name string, soft func(f32.F32) f32.F32, nat, hardware func(float32) float32) operation {
	op := operation{
		name: name, operands: 1,
		soft:   func(a, _, _ f32.F32) f32.F32 { return soft(a) },
		native: func(a, _, _ float32) float32 { return nat(a) },
	}
	if hardware != nil {
		op.hardware = func(a, _, _ float32) float32 { return hardware(a) }
	}
	return op
}

func binary(name string, soft func(a, b f32.F32) f32.F32, nat, hardware func(a, b float32) float32) operation {
	op := operation{
		name: name, operands: 2,
		soft:   func(a, b, _ f32.F32) f32.F32 { return soft(a, b) },
		native: func(a, b, _ float32) float32 { return nat(a, b) },
	}
	if hardware != nil {
		op.hardware = func(a, b, _ float32) float32 { return hardware(a, b) }
	}
	return op
}

// truth gives a comparison's answer as a number.
func truth[N any](yes bool, one, zero N) N {
	if yes {
		return one
	}
	return zero
}

func comparison(name string, soft func(a, b f32.F32) bool, nat, hardware func(a, b float32) bool) operation {
	return binary(name,
		func(a, b f32.F32) f32.F32 { return truth(soft(a, b), f32.One, 0) },
		func(a, b float32) float32 { return truth[float32](nat(a, b), 1, 0) },
		func(a, b float32) float32 { return truth[float32](hardware(a, b), 1, 0) })
}

// larger is math.Max, except that a NaN beats an infinity.
func larger(a, b float32) float32 {
	if a != a || b != b {
		return float32(math.NaN())
	}
	return float32(math.Max(float64(a), float64(b)))
}

// saturated converts by binary64, in which every int32 is exact.
func saturated(a float32) int32 {
	if a != a {
		return 0
	}
	return int32(max(min(math.RoundToEven(float64(a)), math.MaxInt32), math.MinInt32))
}

// remainder is exact in binary64, and a binary32 number.
func remainder(a, b float32) float32 { return float32(math.Mod(float64(a), float64(b))) }

// signOf divides a number by its magnitude.
func signOf(a float32) float32 {
	switch {
	case a == 0:
		return 0
	case math.IsInf(float64(a), 0):
		return max(min(a, 1), -1)
	default:
		return a / float32(math.Abs(float64(a)))
	}
}

var operations = []operation{
	binary("add", f32.Add, native.Add, func(a, b float32) float32 { return a + b }),
	binary("sub", f32.Sub, native.Sub, func(a, b float32) float32 { return a - b }),
	binary("mul", f32.Mul, native.Mul, func(a, b float32) float32 { return a * b }),
	binary("div", f32.Div, native.Div, func(a, b float32) float32 { return a / b }),
	{"fma", 3, f32.FMA, native.FMA, nil},
	unary("sqrt", f32.Sqrt, native.Sqrt, func(a float32) float32 { return float32(math.Sqrt(float64(a))) }),
	unary("neg", f32.Neg, native.Neg, func(a float32) float32 { return -a }),
	unary("abs", f32.Abs, native.Abs, func(a float32) float32 { return float32(math.Abs(float64(a))) }),
	binary("max", f32.Max, native.Max, larger),
	binary("min", f32.Min, native.Min, func(a, b float32) float32 { return -larger(-a, -b) }),
	unary("relu", f32.Relu, native.Relu, func(a float32) float32 { return larger(a, 0) }),
	comparison("less", f32.Less, native.Less, func(a, b float32) bool { return a < b }),
	comparison("lessEqual", f32.LessEqual, native.LessEqual, func(a, b float32) bool { return a <= b }),
	comparison("equal", f32.Equal, native.Equal, func(a, b float32) bool { return a == b }),
	unary("isNaN", func(a f32.F32) f32.F32 { return truth(a.IsNaN(), f32.One, 0) },
		func(a float32) float32 { return truth[float32](native.IsNaN(a), 1, 0) },
		func(a float32) float32 { return truth[float32](math.IsNaN(float64(a)), 1, 0) }),
	unary("fromInt32", func(a f32.F32) f32.F32 { return f32.FromInt32(int32(a)) },
		func(a float32) float32 { return native.FromInt32(int32(math.Float32bits(a))) },
		func(a float32) float32 { return float32(int32(math.Float32bits(a))) }),
	unary("toInt32", func(a f32.F32) f32.F32 { return f32.F32(f32.ToInt32(a)) },
		func(a float32) float32 { return toHard(f32.F32(native.ToInt32(a))) },
		func(a float32) float32 { return toHard(f32.F32(saturated(a))) }),
	unary("floor", f32.Floor, native.Floor, func(a float32) float32 { return float32(math.Floor(float64(a))) }),
	unary("ceil", f32.Ceil, native.Ceil, func(a float32) float32 { return float32(math.Ceil(float64(a))) }),
	unary("trunc", f32.Trunc, native.Trunc, func(a float32) float32 { return float32(math.Trunc(float64(a))) }),
	unary("round", f32.Round, native.Round, func(a float32) float32 { return float32(math.RoundToEven(float64(a))) }),
	unary("sign", f32.Sign, native.Sign, signOf),
	unary("exp", f32.Exp, native.Exp, nil),
	unary("log", f32.Log, native.Log, nil),
	unary("tanh", f32.Tanh, native.Tanh, nil),
	unary("sigmoid", f32.Sigmoid, native.Sigmoid, nil),
	unary("erf", f32.Erf, native.Erf, nil),
	unary("sin", f32.Sin, native.Sin, nil),
	unary("cos", f32.Cos, native.Cos, nil),
	unary("tan", f32.Tan, native.Tan, nil),
	unary("asin", f32.Asin, native.Asin, nil),
	unary("acos", f32.Acos, native.Acos, nil),
	unary("atan", f32.Atan, native.Atan, nil),
	unary("sinh", f32.Sinh, native.Sinh, nil),
	unary("cosh", f32.Cosh, native.Cosh, nil),
	unary("asinh", f32.Asinh, native.Asinh, nil),
	unary("acosh", f32.Acosh, native.Acosh, nil),
	unary("atanh", f32.Atanh, native.Atanh, nil),
	binary("pow", f32.Pow, native.Pow, nil),
	binary("fmod", f32.FMod, native.FMod, remainder),
}

// agree compares the implementations; integers come as bits, which no NaN rule may touch.
func (op operation) agree(a, b, c f32.F32) bool {
	want := op.soft(a, b, c)
	x, y, z := toHard(a), toHard(b), toHard(c)
	if op.name == "toInt32" {
		return int32(want) == native.ToInt32(x) && int32(want) == saturated(x)
	}
	return toSoft(op.native(x, y, z)) == want && (op.hardware == nil || machine(op.hardware(x, y, z)) == want)
}
