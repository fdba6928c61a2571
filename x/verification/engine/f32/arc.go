package f32

const (
	halfPi   F32 = 0x3fc90fdb
	halfPiLo F32 = 0xb33bbd2e // what is missing to pi/2
	negHalf  F32 = 0xbf000000
	half     F32 = 0x3f000000
	two      F32 = 0x40000000
)

// asinTerms are the coefficients of (asin(x)/x - 1) / z in z = x^2, up to 1/2.
var asinTerms = [6]F32{0x3d19ea19, 0x3c6bc926, 0x3d02579a, 0x3d36555b, 0x3d999c4f, 0x3e2aaaa6}

// atanTerms are the coefficients of (atan(x)/x - 1) / z in z = x^2, up to 1.
var atanTerms = [9]F32{
	0xbaead0d5, 0x3c32a8f1, 0xbcff3e92, 0x3d6d4e17, 0xbdac12f9, 0x3de04a36, 0xbe12108d, 0x3e4cc8f6, 0xbeaaaa9f,
}

// Asin returns the arc sine, from -pi/2 to pi/2; NaN beyond -1 and 1. Its sign is a's, also of zero.
func Asin(a F32) F32 {
	switch x := a &^ signBit; {
	case x <= half:
		return odd(x, asinTerms[:]) | a&signBit
	case x <= One:
		return fromRight(asinHalf(x)) | a&signBit
	default:
		return NaN
	}
}

// asinHalf gives s = sqrt((1-x)/2) and t so that asin(s) = s + t, for x from 1/2 to 1. The root's operand is exact.
func asinHalf(x F32) (s, t F32) {
	z := FMA(negHalf, x, half)
	s = Sqrt(z)
	return s, Mul(Mul(polynomial(z, asinTerms[:]), z), s)
}

// fromRight is pi/2 - 2 * (s + t); what rounding pi/2 - 2s left out is kept.
func fromRight(s, t F32) F32 {
	d := FMA(negTwo, s, halfPi)
	rest := FMA(negTwo, s, Sub(halfPi, d))
	return Sub(d, Sub(FMA(two, t, Neg(halfPiLo)), rest))
}

// Acos returns the arc cosine, from 0 to pi; NaN beyond -1 and 1.
func Acos(a F32) F32 {
	x := a &^ signBit
	switch {
	case x <= half:
		return Sub(halfPi, Sub(odd(a, asinTerms[:]), halfPiLo))
	case x > One:
		return NaN
	}
	w := Add(asinHalf(x))
	if a.negative() {
		w = Sub(halfPi, Sub(w, halfPiLo))
	}
	return Add(w, w)
}

// Atan returns the arc tangent, from -pi/2 to pi/2; its sign is a's, also of zero.
func Atan(a F32) F32 {
	x := a &^ signBit
	switch {
	case x > Inf:
		return NaN
	case x <= One:
		return odd(x, atanTerms[:]) | a&signBit
	}
	y := Div(One, x)
	z := Mul(y, y)
	t := FMA(Mul(polynomial(z, atanTerms[:]), z), y, Neg(halfPiLo))
	return Sub(Sub(halfPi, y), t) | a&signBit
}
