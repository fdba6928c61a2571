package native

import "math"

var (
	halfPi   = bits(0x3fc90fdb)
	halfPiLo = bits(0xb33bbd2e)

	asinTerms = [6]float32{
		bits(0x3d19ea19), bits(0x3c6bc926), bits(0x3d02579a), bits(0x3d36555b), bits(0x3d999c4f), bits(0x3e2aaaa6),
	}
	atanTerms = [9]float32{
		bits(0xbaead0d5), bits(0x3c32a8f1), bits(0xbcff3e92), bits(0x3d6d4e17), bits(0xbdac12f9),
		bits(0x3de04a36), bits(0xbe12108d), bits(0x3e4cc8f6), bits(0xbeaaaa9f),
	}
)

// Asin returns the arc sine, from -pi/2 to pi/2; NaN beyond -1 and 1. Its sign is a's, also of zero.
func Asin(a float32) float32 {
	x := magnitude(a)
	switch {
	case x <= 0.5:
		return withSign(odd(x, asinTerms[:]), a)
	case x <= 1:
		return withSign(fromRight(asinHalf(x)), a)
	default:
		return canonical
	}
}

// asinHalf gives s = sqrt((1-x)/2) and t so that asin(s) = s + t, for x from 1/2 to 1.
func asinHalf(x float32) (s, t float32) {
	z := FMA(-0.5, x, 0.5)
	s = float32(math.Sqrt(float64(z)))
	return s, float32(float32(polynomial(z, asinTerms[:])*z) * s)
}

// fromRight is pi/2 - 2 * (s + t); what rounding pi/2 - 2s left out is kept.
func fromRight(s, t float32) float32 {
	d := FMA(-2, s, halfPi)
	rest := FMA(-2, s, float32(halfPi-d))
	return float32(d - float32(FMA(2, t, -halfPiLo)-rest))
}

// Acos returns the arc cosine, from 0 to pi; NaN beyond -1 and 1.
func Acos(a float32) float32 {
	x := magnitude(a)
	switch {
	case x <= 0.5:
		return float32(halfPi - float32(odd(a, asinTerms[:])-halfPiLo))
	case !(x <= 1):
		return canonical
	}
	s, t := asinHalf(x)
	w := float32(s + t)
	if a > 0 {
		return float32(w + w)
	}
	v := float32(halfPi - float32(w-halfPiLo))
	return float32(v + v)
}

// Atan returns the arc tangent, from -pi/2 to pi/2; its sign is a's, also of zero.
func Atan(a float32) float32 {
	x := magnitude(a)
	switch {
	case a != a:
		return canonical
	case x <= 1:
		return withSign(odd(x, atanTerms[:]), a)
	}
	y := float32(1 / x)
	z := float32(y * y)
	t := FMA(float32(polynomial(z, atanTerms[:])*z), y, -halfPiLo)
	return withSign(float32(float32(halfPi-y)-t), a)
}
