package native

import "math"

// FMA returns a*b + c, rounded once. Infinity times zero is NaN whatever c is.
//
// The product is exact in binary64, so the sum there is rounded once; rounding it again to binary32 goes wrong only if it is a tie
// of binary32, or lies among its subnormals. Those sums take the slow path, and so do zeros, infinities and NaNs.
func FMA(a, b, c float32) float32 {
	s := float64(float64(float64(a)*float64(b)) + float64(c))
	if roundsOnce(s) {
		return float32(s)
	}
	return fmaSlow(a, b, c)
}

// roundsOnce says whether rounding a rounded sum again gives what rounding the exact sum would.
func roundsOnce(s float64) bool {
	u := math.Float64bits(s)
	return u&tieMask != tie && u>>52&2047-smallestNormal < infinite-smallestNormal
}

const (
	tieMask        = 1<<29 - 1 // what binary64 has below a binary32 significand
	tie            = 1 << 28
	smallestNormal = 897 // binary64's exponent field of 2^-126
	infinite       = 2047
)

// fmaSlow rounds the sum in binary64 to odd, which keeps what the second rounding needs to know (Boldo and Melquiond, Emulation of
// FMA and correctly rounded sums, 2008; the error term is Knuth's two-sum).
func fmaSlow(a, b, c float32) float32 {
	p, q := float64(float64(a)*float64(b)), float64(c)
	s := float64(p + q)
	u := math.Float64bits(s)
	if u&1 == 1 || s == 0 || math.IsInf(s, 0) || s != s {
		return canon(float32(s))
	}
	t := float64(s - p)
	e := float64(float64(p-float64(s-t)) + float64(q-t))
	switch {
	case e == 0: // exact
	case (e > 0) == (s > 0):
		u++
	default:
		u--
	}
	return float32(math.Float64frombits(u))
}
