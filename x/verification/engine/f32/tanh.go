package f32

const (
	negTwo  F32 = 0xc0000000
	tanhMid F32 = 0x3f200000 // 0.625
	tanhMax F32 = 0x41102cb4 // 9.010914: from here on tanh rounds to 1
)

// tanhTerms are the coefficients of (tanh(x)/x - 1) / z in z = x^2; figures of the Cephes library.
var tanhTerms = [5]F32{0xbbbaf0ea, 0x3ca9134e, 0xbd5c1e2d, 0x3e088393, 0xbeaaaa99}

// Tanh returns the hyperbolic tangent; its sign is a's, also of zero.
func Tanh(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	return tanhAbove(a&^signBit) | a&signBit
}

// tanhAbove is Tanh of a number that is not below zero.
func tanhAbove(x F32) F32 {
	if !Less(x, tanhMax) {
		return One
	}
	if Less(x, tanhMid) {
		z := Mul(x, x)
		return FMA(Mul(polynomial(z, tanhTerms[:]), z), x, x)
	}
	return FMA(negTwo, Div(One, Add(Exp(Add(x, x)), One)), One)
}
