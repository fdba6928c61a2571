package f32

// The functions of this file and of log.go, tanh.go and erf.go follow NUMERICS.md section 2 step by step. A constant is the
// binary32 number nearest to the value that its comment names.
const (
	expMax   F32 = 0x42b17217 // 88.72283: above it exp overflows
	expMin   F32 = 0xc2cff1b5 // -103.97208: below it exp is under half the smallest subnormal
	log2E    F32 = 0x3fb8aa3b
	shifter  F32 = 0x4b400000 // 1.5 * 2^23: adding it rounds to an integer
	negLn2Hi F32 = 0xbf317200 // -0.693145751953125, with trailing zeros so that a product with a small integer is exact
	negLn2Lo F32 = 0xb5bfbe8e // what is missing to -ln 2
)

// expTerms are 1/7!, 1/6!, ... 1/0!.
var expTerms = [8]F32{0x39500d01, 0x3ab60b61, 0x3c088889, 0x3d2aaaab, 0x3e2aaaab, 0x3f000000, One, One}

// polynomial is Horner's scheme, highest coefficient first.
func polynomial(x F32, terms []F32) F32 {
	p := terms[0]
	for _, c := range terms[1:] {
		p = FMA(p, x, c)
	}
	return p
}

// Exp returns e to the a.
func Exp(a F32) F32 {
	switch {
	case a.IsNaN():
		return NaN
	case Less(expMax, a):
		return Inf
	case Less(a, expMin):
		return 0
	}
	return expTimes(a, 0)
}

// expTimes is exp(a) * 2^k for |a| up to 104 and k of -1 or 0.
func expTimes(a F32, k int32) F32 {
	t := FMA(a, log2E, shifter)
	n := Sub(t, shifter)
	r := FMA(n, negLn2Lo, FMA(n, negLn2Hi, a))
	p := polynomial(r, expTerms[:])
	e := int32(t) - int32(shifter) + k // both lie in [2^23, 2^24), where neighbours differ by 1
	half := e >> 1
	return Mul(Mul(p, power(half)), power(e-half))
}

// power is 2^n for n from -126 to 127.
func power(n int32) F32 { return F32(n+bias) << fracBits }

// Sigmoid returns 1 / (1 + exp(-a)), computed on the side where exp does not overflow.
func Sigmoid(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	e := Exp(a | signBit)
	if a.negative() {
		return Div(e, Add(One, e))
	}
	return Div(One, Add(One, e))
}
