package f32_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func TestPowStaysWithinItsStatedError(t *testing.T) {
	g, s := splitmix(seed(t)), setting(t, "SURETY_FLOAT_PAIRS", defaultPairs/8)
	var most worst
	var with float32
	inRange := 0
	for range s {
		a, b, _ := g.draw()
		x, y := toHard(a&^(1<<31)), toHard(b)
		if x == 0 || x != x || y != y {
			continue
		}
		want := math.Exp(float64(y) * math.Log(float64(x)))
		if want > 1e-46 && want < math.MaxFloat32 && want != 1 {
			inRange++
		}
		before := most.ulps
		most.try(function{native: func(float32) float32 { return native.Pow(x, y) }, truth: func(float64) float64 { return want }}, x)
		if most.ulps > before {
			with = y
		}
	}
	t.Logf("pow: at most %.3f ulp, at %g to the %g, of %d in range", most.ulps, most.at, with, inRange)
	require.Greater(t, inRange, 10_000)
	require.LessOrEqual(t, most.ulps, 0.85, "SURETY_SEED=%d", seed(t))
}

func TestPowIsExactWhereTheResultIs(t *testing.T) {
	for base := 1.0; base < 1<<12; base++ {
		product := base
		for n := 1; product < 1<<24; n++ {
			for scale := -20; scale <= 20; scale += 5 {
				x, want := float32(math.Ldexp(base, scale)), math.Ldexp(product, scale*n)
				if math.Abs(float64(scale*n)) < 100 {
					require.Equal(t, toSoft(float32(want)), f32.Pow(toSoft(x), toSoft(float32(n))), "%g^%d", x, n)
				}
			}
			if n&(n-1) == 0 { // 1/n is exact
				root := f32.Pow(toSoft(float32(product)), toSoft(float32(1/float64(n))))
				require.Equal(t, toSoft(float32(base)), root, "%g^(1/%d)", product, n)
			}
			product *= base
			if base == 1 {
				break
			}
		}
	}
	g := splitmix(seed(t))
	for range 20_000 {
		if a := f32.F32(g.next()); !a.IsNaN() {
			require.Equal(t, a, f32.Pow(a, f32.One), "%08x to the 1", a)
		}
	}
}

// The special cases are those of C's pow, which Go's math.Pow has too.
func TestPowAtItsEnds(t *testing.T) {
	ends := []float64{
		0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -2, 3, -3, 2.5, -2.5, 1e30, -1e30, 1<<24 - 1, 1 - 1<<24, 1 << 24, -1 << 24,
		0x1p-149, -0x1p-149, math.Inf(1), math.Inf(-1), math.NaN(), 1 - 0x1p-24, 1 + 0x1p-23, math.MaxFloat32,
	}
	for _, a := range ends {
		for _, b := range ends {
			x, y := toSoft(float32(a)), toSoft(float32(b))
			want := math.Pow(a, b)
			got := float64(toHard(f32.Pow(x, y)))
			switch {
			case want != want:
				require.Equal(t, f32.NaN, f32.Pow(x, y), "%g to the %g", a, b)
			case want == 0 || math.Abs(want) == 1 || math.IsInf(want, 0):
				require.Equal(t, math.Float64bits(want), math.Float64bits(got), "%g to the %g is %g, not %g", a, b, want, got)
			default:
				require.Equal(t, math.Signbit(want), math.Signbit(got), "%g to the %g", a, b)
			}
		}
	}
	require.Equal(t, f32.One, f32.Pow(0xffc12345, 1<<31), "NaN to the -0")
	require.Equal(t, f32.One, f32.Pow(f32.One, 0xffc12345), "1 to the NaN")
}
