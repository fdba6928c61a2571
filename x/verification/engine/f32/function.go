package f32

// The functions follow NUMERICS.md section 2 step by step. Their constants are the binary32 numbers nearest to the named values.
const (
	expMax   F32 = 0x42b17217 // 88.72283: above it exp overflows
	expMin   F32 = 0xc2cff1b5 // -103.97208: below it exp is under half the smallest subnormal
	log2E    F32 = 0x3fb8aa3b
	shifter  F32 = 0x4b400000 // 1.5 * 2^23: adding it rounds to an integer
	negLn2Hi F32 = 0xbf317200 // -0.693145751953125, with trailing zeros so that a product with a small integer is exact
	negLn2Lo F32 = 0xb5bfbe8e // what is missing to -ln 2
	negTwo   F32 = 0xc0000000
	tanhMid  F32 = 0x3f200000 // 0.625
	tanhMax  F32 = 0x41102cb4 // 9.010914: from here on tanh rounds to 1
)

// expTerms are 1/7!, 1/6!, ... 1/0!.
var expTerms = [8]F32{0x39500d01, 0x3ab60b61, 0x3c088889, 0x3d2aaaab, 0x3e2aaaab, 0x3f000000, One, One}

// tanhTerms are the odd polynomial's coefficients from z^4 down, then 0 for the linear term's own; figures of the Cephes library.
var tanhTerms = [5]F32{0xbbbaf0ea, 0x3ca9134e, 0xbd5c1e2d, 0x3e088393, 0xbeaaaa99}

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
	t := FMA(a, log2E, shifter)
	n := Sub(t, shifter)
	r := FMA(n, negLn2Lo, FMA(n, negLn2Hi, a))
	p := expTerms[0]
	for _, c := range expTerms[1:] {
		p = FMA(p, r, c)
	}
	e := int32(t) - int32(shifter) // both lie in [2^23, 2^24), where neighbours differ by 1
	half := e >> 1
	return Mul(Mul(p, power(half)), power(e-half))
}

// power is 2^n for n from -126 to 127.
func power(n int32) F32 { return F32(n+bias) << fracBits }

// Tanh returns the hyperbolic tangent.
func Tanh(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	x := Abs(a)
	return signed(tanhAbove(x), a.negative())
}

// tanhAbove is Tanh of a number that is not below zero.
func tanhAbove(x F32) F32 {
	if !Less(x, tanhMax) {
		return One
	}
	if Less(x, tanhMid) {
		z := Mul(x, x)
		p := tanhTerms[0]
		for _, c := range tanhTerms[1:] {
			p = FMA(p, z, c)
		}
		return FMA(Mul(p, z), x, x)
	}
	return FMA(negTwo, Div(One, Add(Exp(Add(x, x)), One)), One)
}

// Sigmoid returns 1 / (1 + exp(-a)), computed on the side where exp does not overflow.
func Sigmoid(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	e := Exp(signed(a&^signBit, true))
	if a.negative() {
		return Div(e, Add(One, e))
	}
	return Div(One, Add(One, e))
}
