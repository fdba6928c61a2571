package f32

const (
	hyperbolicMax F32 = 0x42b40000 // 90: above it sinh and cosh overflow
	logTwice      F32 = 0x45800000 // 4096: from here on asinh and acosh are log(2a)
	quarter       F32 = 0x3e800000
)

// sinhTerms are the coefficients of (sinh(x)/x - 1) / z in z = x^2, up to 1.
var sinhTerms = [4]F32{0x363b3b8f, 0x39500e11, 0x3c088875, 0x3e2aaaab}

// asinhTerms are the coefficients of (asinh(x)/x - 1) / z in z = x^2, up to 1/2.
var asinhTerms = [5]F32{0xbc58c751, 0x3ce6ba45, 0xbd35cb8f, 0x3d99927d, 0xbe2aaa9b}

// atanhTerms are the coefficients of (atanh(x)/x - 1) / z in z = x^2, up to 1/2.
var atanhTerms = [6]F32{0x3e3496e3, 0x3d536ef5, 0x3df1fde7, 0x3e11a6e8, 0x3e4cd33a, 0x3eaaaaa0}

// Sinh returns the hyperbolic sine; its sign is a's, also of zero.
func Sinh(a F32) F32 {
	x, sign := a&^signBit, a&signBit
	switch {
	case x > Inf:
		return NaN
	case x < One:
		return odd(x, sinhTerms[:]) | sign
	case x > hyperbolicMax:
		return Inf | sign
	}
	e := expTimes(x, -1)
	return Sub(e, Div(quarter, e)) | sign
}

// Cosh returns the hyperbolic cosine.
func Cosh(a F32) F32 {
	x := a &^ signBit
	switch {
	case x > Inf:
		return NaN
	case x > hyperbolicMax:
		return Inf
	}
	e := expTimes(x, -1)
	return Add(e, Div(quarter, e))
}

// Asinh returns the inverse hyperbolic sine; its sign is a's, also of zero.
func Asinh(a F32) F32 {
	x, sign := a&^signBit, a&signBit
	switch {
	case x < half:
		return odd(x, asinhTerms[:]) | sign
	case x < logTwice:
		w := Sqrt(FMA(x, x, One))
		return logOnePlus(Add(x, Div(Mul(x, x), Add(One, w)))) | sign
	case x < Inf:
		return logTimes(x, 1) | sign
	default:
		return a.canonical()
	}
}

// Acosh returns the inverse hyperbolic cosine; NaN below 1.
func Acosh(a F32) F32 {
	switch {
	case a.negative() || a < One || a > Inf:
		return NaN
	case a < logTwice:
		t := Sub(a, One)
		return logOnePlus(Add(t, Sqrt(FMA(t, t, Add(t, t)))))
	case a < Inf:
		return logTimes(a, 1)
	default:
		return Inf
	}
}

// Atanh returns the inverse hyperbolic tangent: infinite of -1 and 1, NaN beyond. Its sign is a's, also of zero.
func Atanh(a F32) F32 {
	switch x := a &^ signBit; {
	case x < half:
		return odd(x, atanhTerms[:]) | a&signBit
	case x < One:
		return Mul(half, logOnePlus(Div(Add(x, x), Sub(One, x)))) | a&signBit
	case x == One:
		return Inf | a&signBit
	default:
		return NaN
	}
}

// logOnePlus is log(1 + a) for a finite number not below zero: the logarithm of the rounded sum v, and what rounding it left out,
// over v.
func logOnePlus(a F32) F32 {
	v := Add(One, a)
	c := Div(Sub(a, Sub(v, One)), v)
	k, f, p := logParts(v)
	return logSum(k, Add(f, FMA(Mul(f, f), p, c)))
}
