package native

import "math"

var (
	sqrtHalf = uint32(0x3f3504f3)
	ln2Hi    = bits(0x3f317200)
	ln2Lo    = bits(0x35bfbe8e)
	two23    = bits(0x4b000000)
	smallest = bits(0x00800000) // the smallest normal number

	logTerms = [10]float32{
		bits(0x3d8a3d90), bits(0xbdef02c2), bits(0x3df35f4f), bits(0xbdfe140d), bits(0x3e119dd5),
		bits(0xbe2aae24), bits(0x3e4cd23b), bits(0xbe800003), bits(0x3eaaaaa4), bits(0xbf000000),
	}
)

// Log returns the natural logarithm: -infinity of zeros, NaN below them.
func Log(a float32) float32 {
	switch {
	case a == 0:
		return float32(math.Inf(-1))
	case a != a, a < 0:
		return canonical
	case a > math.MaxFloat32:
		return a
	}
	var e int32
	if a < smallest {
		a, e = float32(a*two23), -23
	}
	return logTimes(a, e)
}

// logTimes is log(a * 2^j) for a normal number a above zero.
func logTimes(a float32, j int32) float32 {
	k, f, p := logParts(a)
	return logSum(j+k, FMA(float32(f*f), p, f))
}

// logParts splits a normal number above zero into 2^k * (1+f); log(1+f) is f + f^2 * p.
func logParts(a float32) (k int32, f, p float32) {
	u := math.Float32bits(a)
	k = int32(u-sqrtHalf) >> 23
	f = float32(bits(u-uint32(k)<<23) - 1)
	return k, f, polynomial(f, logTerms[:])
}

// logSum is n * log(2) + r.
func logSum(n int32, r float32) float32 {
	return FMA(float32(n), ln2Hi, FMA(float32(n), ln2Lo, r))
}
