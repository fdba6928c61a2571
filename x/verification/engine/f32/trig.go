package f32

// The functions of this file, of arc.go, hyperbolic.go and pow.go follow NUMERICS.md 2.6 to 2.10. Coefficients were fitted for the
// least relative error of the function named, over binary32 coefficients.
const quarterPi F32 = 0x3f490fdb

// sinTerms are the coefficients of (sin(x)/x - 1) / z in z = x^2, up to pi/4.
var sinTerms = [4]F32{0x363bf108, 0xb9502433, 0x3c0888b2, 0xbe2aaaab}

// cosTerms are the coefficients of cos(x) in x^2, up to pi/4.
var cosTerms = [5]F32{0x37ccf48a, 0xbab60615, 0x3d2aaaa5, 0xbf000000, One}

// tanTerms are the coefficients of (tan(x)/x - 1) / z in z = x^2, up to pi/4.
var tanTerms = [7]F32{0x3b8f3184, 0x38d9718a, 0x3c31547d, 0x3cae6375, 0x3d5d6ca0, 0x3e0886d0, 0x3eaaaab0}

// odd is x + x^3 * p(x^2).
func odd(x F32, terms []F32) F32 {
	z := Mul(x, x)
	return FMA(Mul(polynomial(z, terms), z), x, x)
}

// Sin returns the sine of an angle in radians; of infinities it is NaN.
func Sin(a F32) F32 {
	q, r, ok := quadrant(a)
	if !ok {
		return NaN
	}
	return turned(q, r) ^ a&signBit
}

// Cos returns the cosine of an angle in radians; of infinities it is NaN.
func Cos(a F32) F32 {
	q, r, ok := quadrant(a)
	if !ok {
		return NaN
	}
	return turned(q+1, r)
}

// turned is the sine of q quarters of a turn and r, which is from -pi/4 to pi/4.
func turned(q uint32, r F32) F32 {
	sign := F32(q&2) << 30
	if q&1 == 0 {
		return odd(r, sinTerms[:]) ^ sign
	}
	return polynomial(Mul(r, r), cosTerms[:]) ^ sign
}

// Tan returns the tangent of an angle in radians; of infinities it is NaN.
func Tan(a F32) F32 {
	q, r, ok := quadrant(a)
	if !ok {
		return NaN
	}
	t := odd(r, tanTerms[:])
	if q&1 != 0 {
		t = Div(One|signBit, t)
	}
	return t ^ a&signBit
}
