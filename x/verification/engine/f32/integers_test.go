package f32_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// exactly is a number as a ratio, saturated after f has rounded it to an integer.
func exactly(a f32.F32, f func(float64) float64, least, most *big.Int) *big.Int {
	x := float64(toHard(a))
	switch {
	case x != x:
		return new(big.Int)
	case math.IsInf(x, 1):
		return most
	case math.IsInf(x, -1):
		return least
	}
	i, _ := new(big.Float).SetFloat64(f(x)).Int(nil)
	switch {
	case i.Cmp(most) > 0:
		return most
	case i.Cmp(least) < 0:
		return least
	default:
		return i
	}
}

func TestIntegersOfNumbers(t *testing.T) {
	least, most, mostU := big.NewInt(math.MinInt64), big.NewInt(math.MaxInt64), new(big.Int).SetUint64(math.MaxUint64)
	all, g := edges(), splitmix(seed(t))
	for range 100_000 {
		a, b, _ := g.draw()
		all = append(all, a, b&signAndFraction|f32.F32(120+g.next()%75)<<23)
	}
	for _, a := range all {
		require.Equal(t, exactly(a, math.RoundToEven, least, most).Int64(), f32.ToInt64(a), "toInt64(%08x)", a)
		require.Equal(t, exactly(a, math.Trunc, least, most).Int64(), f32.TruncInt64(a), "truncInt64(%08x)", a)
		require.Equal(t, exactly(a, math.Trunc, new(big.Int), mostU).Uint64(), f32.TruncUint64(a), "truncUint64(%08x)", a)
	}
}

func TestNumbersOfIntegers(t *testing.T) {
	g := splitmix(seed(t))
	for range 100_000 {
		u := g.next() >> (g.next() & 63)
		x, _ := new(big.Float).SetUint64(u).Float32()
		require.Equal(t, toSoft(x), f32.FromUint64(u), "%x", u)
		y, _ := new(big.Float).SetInt64(int64(u)).Float32()
		require.Equal(t, toSoft(y), f32.FromInt64(int64(u)), "%x", u)
	}
	require.Equal(t, toSoft(-0x1p63), f32.FromInt64(math.MinInt64))
	require.Equal(t, toSoft(0x1p64), f32.FromUint64(math.MaxUint64))
}

func TestBinary64AgreesWithTheHardware(t *testing.T) {
	g := splitmix(seed(t))
	c := conversion{from: 64}
	for range 300_000 {
		b := c.operand(&g)
		require.Equal(t, machine(float32(math.Float64frombits(b))), f32.FromF64(b), "%016x", b)
		if a := f32.F32(b); !a.IsNaN() {
			require.Equal(t, math.Float64bits(float64(toHard(a))), f32.ToF64(a), "%08x", a)
		}
	}
	require.Equal(t, uint64(0x7ff8<<48), f32.ToF64(0xffc12345), "a NaN with a payload becomes canonical")
	require.Equal(t, f32.NaN, f32.FromF64(0xfff0000000000001))
}
