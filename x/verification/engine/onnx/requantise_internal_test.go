package onnx

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A ratio of scales has 31 bits unless the shift ends first; powers of two are exact.
func TestARatioOfScalesIsRoundedTo31Bits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scale := rapid.Custom(func(t *rapid.T) float32 {
			return float32(math.Ldexp(float64(rapid.Float32Range(1, 2).Draw(t, "fraction")), rapid.IntRange(-40, 12).Draw(t, "exponent")))
		})
		a, b, c := scale.Draw(t, "a"), scale.Draw(t, "b"), scale.Draw(t, "c")
		m, s, err := rational(a, b, c)
		require.NoError(t, err)
		exact := new(big.Rat).SetFloat64(float64(a) * float64(b)) // 48 bits
		exact.Quo(exact, new(big.Rat).SetFloat64(float64(c)))
		got := new(big.Rat).SetFrac(big.NewInt(int64(m)), new(big.Int).Lsh(big.NewInt(1), uint(s)))
		off, _ := new(big.Rat).Quo(new(big.Rat).Sub(got, exact), exact).Float64()
		switch {
		case m == math.MaxInt32 && s == 0: // larger than any that matters
			require.GreaterOrEqual(t, exact.Cmp(got), 0)
		case s == maxShift:
			short, _ := new(big.Rat).Sub(got, exact).Float64()
			require.LessOrEqual(t, math.Abs(short), math.Ldexp(1, -maxShift-1))
		default:
			require.LessOrEqual(t, math.Abs(off), math.Ldexp(1, -31), "%g * %g / %g is not %d / 2^%d", a, b, c, m, s)
			require.GreaterOrEqual(t, m, int32(1<<30))
		}
	})
	m, s, err := rational(0.5, 0.25, 8)
	require.NoError(t, err)
	require.Equal(t, int64(1), int64(m)>>(s-6), "2^-6")
	require.Equal(t, int32(1<<30), m)
}

func TestScalesThatAreNoneAreRefused(t *testing.T) {
	for _, scale := range []float32{0, -1, float32(math.Inf(1)), float32(math.NaN())} {
		_, _, err := rational(1, scale, 1)
		require.ErrorIs(t, err, ErrUnsupported, "%g", scale)
	}
}
