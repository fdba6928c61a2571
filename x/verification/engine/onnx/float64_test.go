package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func float64s(values ...float64) (raw []byte) {
	for _, v := range values {
		if math.IsNaN(v) {
			v = math.Float64frombits(0x7ff8 << 48)
		}
		raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(v))
	}
	return raw
}

// doubles gives float64 of every exponent, neighbours in size, and the numbers that are none.
func doubles(r *rapid.T, n int) []float64 {
	one := rapid.Custom(func(r *rapid.T) float64 {
		bits := rapid.Uint64().Draw(r, "bits")
		switch rapid.IntRange(0, 4).Draw(r, "which") {
		case 0: // among the smallest and the subnormal
			bits &= 1<<63 | 1<<54 - 1
		case 1: // near one
			bits = bits&(1<<63|1<<52-1) | (1023+bits>>52%5)<<52
		case 2:
			return rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, -math.MaxFloat64, 1}).Draw(r, "edge")
		}
		return math.Float64frombits(bits)
	})
	return rapid.SliceOfN(one, n, n).Draw(r, "numbers")
}

func TestFloat64IsAddedAndComparedAsItIs(t *testing.T) {
	for op, want := range map[string]func(a, b float64) any{
		"Add":            func(a, b float64) any { return a + b },
		"Sub":            func(a, b float64) any { return a - b },
		"Equal":          func(a, b float64) any { return a == b },
		"Less":           func(a, b float64) any { return a < b },
		"LessOrEqual":    func(a, b float64) any { return a <= b },
		"Greater":        func(a, b float64) any { return a > b },
		"GreaterOrEqual": func(a, b float64) any { return a >= b },
	} {
		t.Run(op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				a, b := doubles(r, 40), doubles(r, 40)
				b[0], b[1], b[2] = -a[0], a[1], math.Nextafter(-a[2], 0)
				var raw []byte
				kind := tensor.Float64
				for i := range a {
					switch y := want(a[i], b[i]).(type) {
					case float64:
						raw = append(raw, float64s(y)...)
					case bool:
						raw, kind = append(raw, truths([]bool{y})...), tensor.Bool
					}
				}
				g := graphOf(nodeOf(op, []string{"a", "b"}, "y"), typedInput("a", tensor.Float64, 40), typedInput("b", tensor.Float64, 40), typedOutput("y", kind))
				require.Equal(r, raw, ranOn(r, 18, g, float64s(a...), float64s(b...))[0].bytes, "%g and %g", a, b)
			})
		})
	}
}

func TestFunctionsOfOneFloat64(t *testing.T) {
	for op, want := range map[string]func(a float64) bool{"IsNaN": math.IsNaN, "IsInf": func(a float64) bool { return math.IsInf(a, 0) }} {
		rapid.Check(t, func(r *rapid.T) {
			a := doubles(r, 20)
			holds := make([]bool, len(a))
			for i := range a {
				holds[i] = want(a[i])
			}
			g := graphOf(nodeOf(op, []string{"a"}, "y"), typedInput("a", tensor.Float64, 20), typedOutput("y", tensor.Bool))
			require.Equal(r, truths(holds), ranOn(r, 18, g, float64s(a...))[0].bytes, "%s of %g", op, a)
		})
	}
}

// castOf casts an input of 8 numbers.
func castOf(r require.TestingT, from, to tensor.Type, raw []byte, more ...message) []byte {
	g := graphOf(nodeOf("Cast", []string{"a"}, "y", append(more, intOf("to", int64(to)))...), typedInput("a", from, 8), typedOutput("y", to))
	return ranOn(r, 24, g, raw)[0].bytes
}

func TestCastsBetweenFloat64AndIntegersAreExact(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		kind := drawType(r, false, false)
		whole := kind.draw(r, 8)
		want := make([]float64, 8)
		for i, v := range whole {
			want[i] = float64(v.Int64())
			if !kind.signed {
				want[i] = float64(v.Uint64())
			}
		}
		require.Equal(r, float64s(want...), castOf(r, kind.kind, tensor.Float64, kind.encode(whole)), "%s %d", kind.kind, whole)
	})
	rapid.Check(t, func(r *rapid.T) {
		a := rapid.SliceOfN(rapid.Float64Range(-1<<63, 1<<63-1024), 8, 8).Draw(r, "a")
		var want []byte
		for i := range a {
			if i%2 == 0 {
				a[i] = math.Mod(a[i], 1000)
			}
			want = binary.LittleEndian.AppendUint64(want, uint64(int64(a[i])))
		}
		require.Equal(r, want, castOf(r, tensor.Float64, tensor.Int64, float64s(a...)), "%g", a)
	})
	ends := float64s(1e300, -1e300, math.Inf(1), math.NaN(), 1<<63, -1<<63, -0.5, 0)
	want := []int64{math.MaxInt64, math.MinInt64, math.MaxInt64, 0, math.MaxInt64, math.MinInt64, 0, 0}
	var raw []byte
	for _, v := range want {
		raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
	}
	require.Equal(t, raw, castOf(t, tensor.Float64, tensor.Int64, ends))
}

// What is not written out on the bits of float64 has the digits of a float32, and refuses what a float32 cannot hold where it is known.
func TestOtherOperatorsComputeFloat64InFloat32(t *testing.T) {
	x := typedInput("x", tensor.Float64, 2)
	g := graphOf(nodeOf("Mul", []string{"x", "x"}, "m"), nodeOf("Add", []string{"m", "x"}, "y"), x, typedOutput("y", tensor.Float64))
	out := ranOn(t, 18, g, float64s(3, -0.1))[0].bytes
	require.Equal(t, 12.0, math.Float64frombits(binary.LittleEndian.Uint64(out)))
	require.InDelta(t, -0.09, math.Float64frombits(binary.LittleEndian.Uint64(out[8:])), 1e-8)

	big := graphOf(nodeOf("Mul", []string{"x", "w"}, "y"), x, typedWeight("w", tensor.Float64, float64s(1e300)), typedOutput("y", tensor.Float64))
	requireRefused(t, big, "beyond those of FLOAT")
}
