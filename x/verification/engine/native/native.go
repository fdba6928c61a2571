// Package native is the arithmetic of NUMERICS.md on the machine's floats, for providers and watchers; consensus uses package f32,
// which gives the same bits. Go may fuse a product and a sum on some machines, but never across an explicit conversion: so every
// product and every sum here is converted.
package native

import "math"

// canonical is the NaN that every operation gives.
var canonical = math.Float32frombits(0x7fc00000)

// canon makes a NaN canonical.
func canon(x float32) float32 {
	if x != x {
		return canonical
	}
	return x
}

// Add returns a + b.
func Add(a, b float32) float32 { return canon(float32(a + b)) }

// Sub returns a - b.
func Sub(a, b float32) float32 { return canon(float32(a - b)) }

// Mul returns a * b.
func Mul(a, b float32) float32 { return canon(float32(a * b)) }

// Div returns a / b.
func Div(a, b float32) float32 { return canon(float32(a / b)) }

// Sqrt returns the square root. A binary32 root of a binary64 root is correctly rounded: 53 >= 2*24 + 2.
func Sqrt(a float32) float32 { return canon(float32(math.Sqrt(float64(a)))) }

// FMA returns a*b + c, rounded once. The product is exact in binary64; the sum is rounded there to odd, which keeps what the second
// rounding needs to know (Boldo and Melquiond, Emulation of FMA and correctly rounded sums, 2008; the error term is Knuth's
// two-sum).
func FMA(a, b, c float32) float32 {
	p, q := float64(a)*float64(b), float64(c)
	s := float64(p + q)
	// Only a sum whose lower half could be a tie, or that lands among the subnormals, can be rounded wrongly the second time.
	if u := math.Float64bits(s); u&(1<<29-1) != 1<<28 && u>>52&2047 > 896 {
		return canon(float32(s))
	}
	return canon(float32(roundToOdd(p, q, s)))
}

// roundToOdd corrects s, the sum of p and q rounded to nearest, to the sum rounded to odd.
func roundToOdd(p, q, s float64) float64 {
	u := math.Float64bits(s)
	if u&1 == 1 || math.IsInf(s, 0) || s != s {
		return s
	}
	t := float64(s - p)
	e := float64(float64(p-float64(s-t)) + float64(q-t))
	switch {
	case e == 0:
		return s
	case (e > 0) == (s > 0):
		return math.Float64frombits(u + 1)
	default:
		return math.Float64frombits(u - 1)
	}
}

// Max returns the larger; NaN if either is NaN; +0 of two zeros of unlike sign.
func Max(a, b float32) float32 {
	switch {
	case a > b:
		return a
	case b > a:
		return b
	case a == b:
		return math.Float32frombits(math.Float32bits(a) & math.Float32bits(b)) // equal numbers differ at most as zeros do
	default:
		return canonical
	}
}

// Relu returns a where it is above zero, else +0; of a NaN it is NaN.
func Relu(a float32) float32 { return Max(a, 0) }

// FromInt32 rounds an integer.
func FromInt32(i int32) float32 { return float32(i) }

// ToInt32 rounds to the nearest integer, ties to even; beyond the range it saturates, NaN gives 0.
func ToInt32(a float32) int32 {
	switch r := math.RoundToEven(float64(a)); {
	case a != a:
		return 0
	case r >= math.MaxInt32:
		return math.MaxInt32
	case r <= math.MinInt32:
		return math.MinInt32
	default:
		return int32(r)
	}
}
