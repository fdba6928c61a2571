package native

var (
	erfMax = bits(0x407ad445)

	erfTerms = [7]float32{
		bits(0x38a3b8fe), bits(0xba51a8af), bits(0x3ba9f912), bits(0xbcdbfb8d), bits(0x3de71673), bits(0xbec0939f), bits(0x3e0375d4),
	}
	erfcTerms = [7]float32{
		bits(0x39436e36), bits(0xbb412d1e), bits(0x3cb2e58e), bits(0xbdd3298d), bits(0xbf235d78), bits(0xbf904475), bits(0xb9b30eab),
	}
)

// Erf returns the error function; its sign is a's, also of zero.
func Erf(a float32) float32 {
	if a != a {
		return canonical
	}
	return withSign(erfAbove(magnitude(a)), a)
}

// erfAbove is Erf of a number that is not below zero.
func erfAbove(x float32) float32 {
	switch {
	case x >= erfMax:
		return 1
	case x < 1:
		return FMA(x, polynomial(float32(x*x), erfTerms[:]), x)
	default:
		return float32(1 - Exp(polynomial(x, erfcTerms[:])))
	}
}
