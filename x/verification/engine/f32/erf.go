package f32

// erfMax is the number from which on erf rounds to 1: its complement is at most 2^-25.
const erfMax F32 = 0x407ad445 // 3.919206

// erfTerms are the coefficients of erf(x)/x - 1 in x^2 for x up to 1, fitted for the least relative error.
var erfTerms = [7]F32{0x38a3b8fe, 0xba51a8af, 0x3ba9f912, 0xbcdbfb8d, 0x3de71673, 0xbec0939f, 0x3e0375d4}

// erfcTerms are the coefficients of log(1 - erf(x)) for x from 1 to erfMax, fitted for the least error of erf.
var erfcTerms = [7]F32{0x39436e36, 0xbb412d1e, 0x3cb2e58e, 0xbdd3298d, 0xbf235d78, 0xbf904475, 0xb9b30eab}

// Erf returns the error function; its sign is a's, also of zero.
func Erf(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	return erfAbove(a&^signBit) | a&signBit
}

// erfAbove is Erf of a number that is not below zero.
func erfAbove(x F32) F32 {
	switch {
	case !Less(x, erfMax):
		return One
	case Less(x, One):
		return FMA(x, polynomial(Mul(x, x), erfTerms[:]), x)
	default:
		return Sub(One, Exp(polynomial(x, erfcTerms[:])))
	}
}
