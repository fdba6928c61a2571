package onnx_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

var (
	inf = float32(math.Inf(1))
	nan = float32(math.NaN())
	// edges are where functions change their ways.
	edges = []float32{0, float32(math.Copysign(0, -1)), 1, -1, inf, -inf, nan, math.MaxFloat32, math.SmallestNonzeroFloat32, 0.5, -1.5, 2.5}
)

func drawFloats(r *rapid.T, n int) []float32 {
	one := rapid.OneOf(rapid.SampledFrom(edges), rapid.Float32Range(-8, 8), rapid.Float32())
	return rapid.SliceOfN(one, n, n).Draw(r, "numbers")
}

// requireClose wants a number of the size of another; NaN for NaN, an infinity for the same.
func requireClose(t require.TestingT, want, got float64, what string) {
	if math.IsNaN(want) || math.IsInf(want, 0) || math.IsNaN(got) {
		require.True(t, math.IsNaN(want) == math.IsNaN(got) && (math.IsNaN(want) || want == got), "%s is %g, want %g", what, got, want)
		return
	}
	require.InDelta(t, want, got, 1e-7+1e-5*math.Abs(want), what)
}

// ordered is a function of two numbers, NaN if either is: Go's own prefer an infinity.
func ordered(f func(a, b float64) float64, a, b float64) float64 {
	if math.IsNaN(a) || math.IsNaN(b) {
		return math.NaN()
	}
	return f(a, b)
}

func TestFunctionsOfTwoFloats(t *testing.T) {
	for _, c := range []struct {
		op         string
		attributes []message
		want       func(a, b float64) float64
	}{
		{"Add", nil, func(a, b float64) float64 { return a + b }},
		{"Sub", nil, func(a, b float64) float64 { return a - b }},
		{"Mul", nil, func(a, b float64) float64 { return a * b }},
		{"Div", nil, func(a, b float64) float64 { return a / b }},
		{"Max", nil, func(a, b float64) float64 { return ordered(math.Max, a, b) }},
		{"Min", nil, func(a, b float64) float64 { return ordered(math.Min, a, b) }},
		{"Pow", nil, math.Pow},
		{"Mod", []message{intOf("fmod", 1)}, math.Mod},
		{"Mean", nil, func(a, b float64) float64 { return float64(float32(a+b)) / 2 }},
		{"PRelu", nil, func(a, b float64) float64 {
			if a < 0 {
				return a * b
			}
			return a
		}},
	} {
		t.Run(c.op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				shape := rapid.SampledFrom(partnerShapes).Draw(r, "shape")
				a, b := drawFloats(r, 6), drawFloats(r, extent(shape))
				g := graphOf(nodeOf(c.op, []string{"a", "b"}, "y", c.attributes...), inputOf("a", 2, 3), inputOf("b", shape...), outputOf("y"))
				for i, got := range ranOn(r, 18, g, float32s(a...), float32s(b...))[0].floats() {
					x, y := float64(a[i]), float64(b[reads(shape, i)])
					requireClose(r, float64(float32(c.want(x, y))), got, fmt.Sprintf("%s(%g, %g)", c.op, x, y))
				}
			})
		})
	}
}

func TestComparisonsOfFloatsAreFalseForNaN(t *testing.T) {
	for op, want := range map[string]func(a, b float32) bool{
		"Equal":          func(a, b float32) bool { return a == b },
		"Less":           func(a, b float32) bool { return a < b },
		"LessOrEqual":    func(a, b float32) bool { return a <= b },
		"Greater":        func(a, b float32) bool { return a > b },
		"GreaterOrEqual": func(a, b float32) bool { return a >= b },
	} {
		var a, b []float32
		var holds []bool
		for _, x := range edges {
			for _, y := range edges {
				a, b, holds = append(a, x), append(b, y), append(holds, want(x, y))
			}
		}
		n := int64(len(a))
		g := graphOf(nodeOf(op, []string{"a", "b"}, "y"), inputOf("a", n), inputOf("b", n), typedOutput("y", tensor.Bool))
		require.Equal(t, truths(holds), ranOn(t, 16, g, float32s(a...), float32s(b...))[0].bytes, op)
	}
}

func TestFunctionsOfOneFloat(t *testing.T) {
	for op, want := range map[string]func(x float64) float64{
		"Sin": math.Sin, "Cos": math.Cos, "Tan": math.Tan, "Asin": math.Asin, "Acos": math.Acos, "Atan": math.Atan, "Sinh": math.Sinh,
		"Cosh": math.Cosh, "Asinh": math.Asinh, "Acosh": math.Acosh, "Atanh": math.Atanh, "Floor": math.Floor, "Ceil": math.Ceil,
		"Round": math.RoundToEven, "Exp": math.Exp, "Log": math.Log, "Sqrt": math.Sqrt, "Erf": math.Erf, "Neg": func(x float64) float64 { return -x },
		"Abs": math.Abs, "Relu": func(x float64) float64 { return math.Max(x, 0) }, "Tanh": math.Tanh,
		"Mish":     func(x float64) float64 { return x * math.Tanh(math.Max(x, 0)+math.Log1p(math.Exp(-math.Abs(x)))) },
		"Softplus": func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) },
	} {
		t.Run(op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				x := drawFloats(r, 8)
				g := graphOf(nodeOf(op, []string{"x"}, "y"), inputOf("x", 8), outputOf("y"))
				for i, got := range ranOn(r, 18, g, float32s(x...))[0].floats() {
					requireClose(r, float64(float32(want(float64(x[i])))), got, fmt.Sprintf("%s(%g)", op, x[i]))
				}
			})
		})
	}
}

func TestLogicOfTruthValues(t *testing.T) {
	a, b := []byte{0, 0, 1, 1}, []byte{0, 1, 0, 1}
	in := graphOf(typedInput("a", tensor.Bool, 4), typedInput("b", tensor.Bool, 4), typedOutput("y", tensor.Bool))
	for op, want := range map[string][]byte{"And": {0, 0, 0, 1}, "Or": {0, 1, 1, 1}, "Xor": {0, 1, 1, 0}, "Equal": {1, 0, 0, 1}} {
		require.Equal(t, want, ranOn(t, 13, graphOf(nodeOf(op, []string{"a", "b"}, "y"), in), a, b)[0].bytes, op)
	}
	not := graphOf(nodeOf("Not", []string{"a"}, "y"), typedInput("a", tensor.Bool, 4), typedOutput("y", tensor.Bool))
	require.Equal(t, []byte{1, 1, 0, 0}, ranOn(t, 13, not, a)[0].bytes)
}

func TestWherePicksElementsOfAnyType(t *testing.T) {
	condition := typedInput("c", tensor.Bool, 2, 1)
	for kind, two := range map[tensor.Type][2][]byte{
		tensor.Uint4: {{1, 2, 3}, {9}}, tensor.Float8E5M2: {{1, 2, 3}, {9}}, tensor.Bool: {{1, 0, 1}, {0}}, tensor.Int8: {{1, 2, 255}, {9}},
	} {
		g := graphOf(nodeOf("Where", []string{"c", "a", "b"}, "y"), condition, typedInput("a", kind, 3), typedInput("b", kind), typedOutput("y", kind))
		a, b := two[0], two[1][0]
		require.Equal(t, []byte{a[0], a[1], a[2], b, b, b}, ranOn(t, 16, g, []byte{1, 0}, a, []byte{b})[0].bytes, "%s", kind)
	}
}

// Where the limits cross, the upper one counts; a NaN stays.
func TestClipHasLimitsOfItsOperandsType(t *testing.T) {
	g := graphOf(nodeOf("Clip", []string{"x", "l", "h"}, "y"), inputOf("x", 5), inputOf("l"), inputOf("h"), outputOf("y"))
	for _, c := range []struct {
		low, high float32
		want      []float32
	}{
		{-1, 2, []float32{-1, 0.5, 2, nan, 2}},
		{2, -1, []float32{-1, -1, -1, nan, -1}},
	} {
		got := ranOn(t, 13, g, float32s(-inf, 0.5, 7, nan, inf), float32s(c.low), float32s(c.high))[0].bytes
		require.Equal(t, float32s(c.want...), got)
	}
	upper := graphOf(nodeOf("Clip", []string{"x", "", "h"}, "y"), typedInput("x", tensor.Uint8, 3), typedInput("h", tensor.Uint8), typedOutput("y", tensor.Uint8))
	require.Equal(t, []byte{0, 127, 128}, ranOn(t, 12, upper, []byte{0, 127, 200}, []byte{128})[0].bytes)
	old := graphOf(nodeOf("Clip", []string{"x"}, "y", floatOf("max", 6)), inputOf("x", 3), outputOf("y"))
	require.Equal(t, float32s(-math.MaxFloat32, 6, nan), ranOn(t, 6, old, float32s(-inf, inf, nan))[0].bytes, "before opset 11 there is a lower limit always")
}

func TestHardmaxMarksTheFirstOfTheLargest(t *testing.T) {
	x := float32s(1, 3, 3, 2, 5, 5)
	for _, c := range []struct {
		opset      uint64
		attributes []message
		want       []float64
	}{
		{13, nil, []float64{0, 1, 0, 0, 1, 0}},
		{13, []message{intOf("axis", 0)}, []float64{0, 0, 0, 1, 1, 1}},
		{11, nil, []float64{0, 1, 0, 0, 1, 0}},
		{11, []message{intOf("axis", 0)}, []float64{0, 0, 0, 0, 1, 0}},
	} {
		g := graphOf(nodeOf("Hardmax", []string{"x"}, "y", c.attributes...), inputOf("x", 2, 3), outputOf("y"))
		require.Equal(t, c.want, ranOn(t, c.opset, g, x)[0].floats(), "opset %d", c.opset)
	}
}

// Before opset 7 the second operand may lie from an axis of the first on.
func TestOldOperatorsBroadcastFromAnAxis(t *testing.T) {
	in := graphOf(inputOf("a", 2, 3), inputOf("b", 2), outputOf("y"))
	g := graphOf(nodeOf("Sub", []string{"a", "b"}, "y", intOf("broadcast", 1), intOf("axis", 0)), in)
	require.Equal(t, []float64{0, 1, 2, 2, 3, 4}, ranOn(t, 6, g, float32s(1, 2, 3, 4, 5, 6), float32s(1, 2))[0].floats())
}
