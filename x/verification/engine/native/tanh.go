package native

var (
	tanhMid = bits(0x3f200000)
	tanhMax = bits(0x41102cb4)

	tanhTerms = [5]float32{bits(0xbbbaf0ea), bits(0x3ca9134e), bits(0xbd5c1e2d), bits(0x3e088393), bits(0xbeaaaa99)}
)

// Tanh returns the hyperbolic tangent; its sign is a's, also of zero.
func Tanh(a float32) float32 {
	if a != a {
		return canonical
	}
	return withSign(tanhAbove(magnitude(a)), a)
}

// tanhAbove is Tanh of a number that is not below zero.
func tanhAbove(x float32) float32 {
	if x >= tanhMax {
		return 1
	}
	if x < tanhMid {
		z := float32(x * x)
		return FMA(float32(polynomial(z, tanhTerms[:])*z), x, x)
	}
	return FMA(-2, float32(1/float32(Exp(float32(x+x))+1)), 1)
}
