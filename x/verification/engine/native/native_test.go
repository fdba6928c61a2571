package native_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func bit(yes bool) float32 {
	if yes {
		return 1
	}
	return 0
}

// functions take three operands, of which most ignore some. Package f32's tests compare the two implementations on many millions
// of operands; this one needs nothing but the file.
var functions = map[string]func(a, b, c float32) float32{
	"add":       func(a, b, _ float32) float32 { return native.Add(a, b) },
	"sub":       func(a, b, _ float32) float32 { return native.Sub(a, b) },
	"mul":       func(a, b, _ float32) float32 { return native.Mul(a, b) },
	"div":       func(a, b, _ float32) float32 { return native.Div(a, b) },
	"fma":       native.FMA,
	"sqrt":      func(a, _, _ float32) float32 { return native.Sqrt(a) },
	"neg":       func(a, _, _ float32) float32 { return native.Neg(a) },
	"abs":       func(a, _, _ float32) float32 { return native.Abs(a) },
	"max":       func(a, b, _ float32) float32 { return native.Max(a, b) },
	"min":       func(a, b, _ float32) float32 { return native.Min(a, b) },
	"relu":      func(a, _, _ float32) float32 { return native.Relu(a) },
	"less":      func(a, b, _ float32) float32 { return bit(native.Less(a, b)) },
	"lessEqual": func(a, b, _ float32) float32 { return bit(native.LessEqual(a, b)) },
	"equal":     func(a, b, _ float32) float32 { return bit(native.Equal(a, b)) },
	"isNaN":     func(a, _, _ float32) float32 { return bit(native.IsNaN(a)) },
	"fromInt32": func(a, _, _ float32) float32 { return native.FromInt32(int32(math.Float32bits(a))) },
	"toInt32":   func(a, _, _ float32) float32 { return math.Float32frombits(uint32(native.ToInt32(a))) },
	"floor":     func(a, _, _ float32) float32 { return native.Floor(a) },
	"ceil":      func(a, _, _ float32) float32 { return native.Ceil(a) },
	"trunc":     func(a, _, _ float32) float32 { return native.Trunc(a) },
	"round":     func(a, _, _ float32) float32 { return native.Round(a) },
	"sign":      func(a, _, _ float32) float32 { return native.Sign(a) },
	"exp":       func(a, _, _ float32) float32 { return native.Exp(a) },
	"log":       func(a, _, _ float32) float32 { return native.Log(a) },
	"tanh":      func(a, _, _ float32) float32 { return native.Tanh(a) },
	"sigmoid":   func(a, _, _ float32) float32 { return native.Sigmoid(a) },
	"erf":       func(a, _, _ float32) float32 { return native.Erf(a) },
	"sin":       func(a, _, _ float32) float32 { return native.Sin(a) },
	"cos":       func(a, _, _ float32) float32 { return native.Cos(a) },
	"tan":       func(a, _, _ float32) float32 { return native.Tan(a) },
	"asin":      func(a, _, _ float32) float32 { return native.Asin(a) },
	"acos":      func(a, _, _ float32) float32 { return native.Acos(a) },
	"atan":      func(a, _, _ float32) float32 { return native.Atan(a) },
	"sinh":      func(a, _, _ float32) float32 { return native.Sinh(a) },
	"cosh":      func(a, _, _ float32) float32 { return native.Cosh(a) },
	"asinh":     func(a, _, _ float32) float32 { return native.Asinh(a) },
	"acosh":     func(a, _, _ float32) float32 { return native.Acosh(a) },
	"atanh":     func(a, _, _ float32) float32 { return native.Atanh(a) },
	"pow":       func(a, b, _ float32) float32 { return native.Pow(a, b) },
	"fmod":      func(a, b, _ float32) float32 { return native.FMod(a, b) },
}

func TestGoldenVectors(t *testing.T) {
	bz, err := os.ReadFile("../f32/testdata/numerics-v1.json")
	require.NoError(t, err)
	var golden map[string][]string
	require.NoError(t, json.Unmarshal(bz, &golden))
	require.Len(t, golden, len(functions)+len(conversions()))
	for name, f := range functions {
		require.NotEmpty(t, golden[name], name)
		for _, line := range golden[name] {
			fields := strings.Fields(line)
			v := make([]float32, 3)
			for i, field := range fields[:len(fields)-1] {
				n, err := strconv.ParseUint(field, 16, 32)
				require.NoError(t, err, line)
				v[i] = math.Float32frombits(uint32(n))
			}
			got := strconv.FormatUint(1<<32|uint64(math.Float32bits(f(v[0], v[1], v[2]))), 16)[1:]
			require.Equal(t, fields[len(fields)-1], got, "%s: %s", name, line)
		}
	}
	for name, f := range conversions() {
		require.NotEmpty(t, golden[name], name)
		for _, line := range golden[name] {
			operand, want, _ := strings.Cut(line, " ")
			v, err := strconv.ParseUint(operand, 16, 64)
			require.NoError(t, err, line)
			require.Equal(t, want, fmt.Sprintf("%0*x", len(want), f(v)), "%s: %s", name, line)
		}
	}
}
