package f32

const (
	sqrtHalf F32 = 0x3f3504f3
	ln2Hi    F32 = 0x3f317200 // 0.693145751953125
	ln2Lo    F32 = 0x35bfbe8e // what is missing to ln 2
	two23    F32 = 0x4b000000 // 2^23: makes a subnormal normal
)

// logTerms are the coefficients of (log(1+f) - f) / f^2 for 1+f from sqrt(1/2) to sqrt(2), fitted for the least relative error.
var logTerms = [10]F32{
	0x3d8a3d90, 0xbdef02c2, 0x3df35f4f, 0xbdfe140d, 0x3e119dd5, 0xbe2aae24, 0x3e4cd23b, 0xbe800003, 0x3eaaaaa4, 0xbf000000,
}

// Log returns the natural logarithm: -infinity of zeros, NaN below them.
func Log(a F32) F32 {
	switch {
	case a.isZero():
		return signBit | Inf
	case a.IsNaN() || a.negative():
		return NaN
	case a == Inf:
		return Inf
	}
	var e int32
	if a < hidden {
		a, e = Mul(a, two23), -fracBits
	}
	return logTimes(a, e)
}

// logTimes is log(a * 2^j) for a normal number a above zero.
func logTimes(a F32, j int32) F32 {
	k, f, p := logParts(a)
	return logSum(j+k, FMA(Mul(f, f), p, f))
}

// logParts splits a normal number above zero into 2^k * (1+f), 1+f from sqrt(1/2) to sqrt(2); log(1+f) is f + f^2 * p.
func logParts(a F32) (k int32, f, p F32) {
	k = int32(a-sqrtHalf) >> fracBits
	f = Sub(a-F32(k)<<fracBits, One)
	return k, f, polynomial(f, logTerms[:])
}

// logSum is n * log(2) + r.
func logSum(n int32, r F32) F32 {
	i := FromInt32(n)
	return FMA(i, ln2Hi, FMA(i, ln2Lo, r))
}
