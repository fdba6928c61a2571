package f32_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// exactFMA rounds a*b + c once from exact arithmetic. What is infinite, no number or exactly zero is so in binary64 as well, where
// the product is exact: there binary64 gives the sign.
func exactFMA(a, b, c f32.F32) f32.F32 {
	x, y, z := float64(toHard(a)), float64(toHard(b)), float64(toHard(c))
	if s := x*y + z; s == 0 || math.IsNaN(s) || math.IsInf(s, 0) {
		return machine(float32(s))
	}
	exact := func(v float64) *big.Float { return new(big.Float).SetPrec(700).SetFloat64(v) }
	sum := exact(x)
	sum.Add(sum.Mul(sum, exact(y)), exact(z))
	nearest, _ := sum.Float32()
	return toSoft(nearest)
}

// No Go operator fuses in binary32, and the native FMA is itself a claim: both are checked against exact arithmetic.
func TestFusedMultiplyAddIsExactlyRounded(t *testing.T) {
	g := splitmix(seed(t))
	for range 300_000 {
		a, b, c := g.draw()
		require.Equal(t, exactFMA(a, b, c), f32.FMA(a, b, c), "fma(%08x, %08x, %08x)", a, b, c)
	}
}

func TestFusedMultiplyAddIsExactlyRoundedAtTheEdges(t *testing.T) {
	all := edges()
	for _, a := range all {
		for _, b := range all {
			for _, c := range all {
				if want := exactFMA(a, b, c); f32.FMA(a, b, c) != want {
					t.Fatalf("fma(%08x, %08x, %08x) is not %08x", a, b, c, want)
				}
			}
		}
	}
}

// (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 is a tie; what decides it lies below binary64's last bit.
func TestFusedMultiplyAddRoundsOnce(t *testing.T) {
	const x, below, above = 0x3f800800, f32.F32(0x3f801000), f32.F32(0x3f801001)
	require.Equal(t, below, f32.FMA(x, x, 0), "the tie goes to even")
	require.Equal(t, above, f32.FMA(x, x, 0x0d800000), "2^-100 above the tie")
	require.Equal(t, below, f32.FMA(x, x, 0x8d800000), "2^-100 below the tie")
	require.Equal(t, above, f32.FMA(x, x, 1), "the smallest subnormal above the tie")
	require.Equal(t, above, machine(native.FMA(toHard(x), toHard(x), toHard(1))), "native, the same")
}

// The product is nearly half the smallest subnormal, so near that the sum with 2^-127, in binary64, lands one unit beside a tie of
// binary32's subnormals, by a rounding away from it. A second correction would step onto the tie.
func TestFusedMultiplyAddBesideTiesOfSubnormals(t *testing.T) {
	const half, unit = uint64(1) << 47, uint64(1) << 18 // half the smallest subnormal, and binary64's unit beside 2^-127
	found, g := 0, splitmix(seed(t))
	for range 100_000 {
		m := 1<<23 + g.next()&(1<<23-1)
		above, below := (half+unit/2)/m+1, (half-unit/2-1)/m
		x := f32.F32(51<<23 + m - 1<<23)
		if above < 1<<24 && m*above < half+unit {
			found++
			y := f32.F32(52<<23 + above - 1<<23)
			require.Equal(t, f32.F32(0x400001), f32.FMA(x, y, 0x400000))
			require.Equal(t, toHard(0x400001), native.FMA(toHard(x), toHard(y), toHard(0x400000)), "%08x %08x", x, y)
		}
		if below >= 1<<23 && m*below > half-unit {
			found++
			y := f32.F32(52<<23 + below - 1<<23)
			require.Equal(t, f32.F32(0x400001), f32.FMA(x, y, 0x400001))
			require.Equal(t, toHard(0x400001), native.FMA(toHard(x), toHard(y), toHard(0x400001)), "%08x %08x", x, y)
		}
	}
	require.Greater(t, found, 100)
}
