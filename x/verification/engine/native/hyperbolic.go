package native

import "math"

var (
	hyperbolicMax = bits(0x42b40000) // 90
	logTwice      = bits(0x45800000) // 4096

	sinhTerms  = [4]float32{bits(0x363b3b8f), bits(0x39500e11), bits(0x3c088875), bits(0x3e2aaaab)}
	asinhTerms = [5]float32{bits(0xbc58c751), bits(0x3ce6ba45), bits(0xbd35cb8f), bits(0x3d99927d), bits(0xbe2aaa9b)}
	atanhTerms = [6]float32{
		bits(0x3e3496e3), bits(0x3d536ef5), bits(0x3df1fde7), bits(0x3e11a6e8), bits(0x3e4cd33a), bits(0x3eaaaaa0),
	}
)

// Sinh returns the hyperbolic sine; its sign is a's, also of zero.
func Sinh(a float32) float32 {
	x := magnitude(a)
	switch {
	case a != a:
		return canonical
	case x < 1:
		return withSign(odd(x, sinhTerms[:]), a)
	case x > hyperbolicMax:
		return withSign(float32(math.Inf(1)), a)
	}
	e := expTimes(x, -1)
	return withSign(float32(e-float32(0.25/e)), a)
}

// Cosh returns the hyperbolic cosine.
func Cosh(a float32) float32 {
	x := magnitude(a)
	switch {
	case a != a:
		return canonical
	case x > hyperbolicMax:
		return float32(math.Inf(1))
	}
	e := expTimes(x, -1)
	return float32(e + float32(0.25/e))
}

// Asinh returns the inverse hyperbolic sine; its sign is a's, also of zero.
func Asinh(a float32) float32 {
	x := magnitude(a)
	switch {
	case x < 0.5:
		return withSign(odd(x, asinhTerms[:]), a)
	case x < logTwice:
		w := float32(math.Sqrt(float64(FMA(x, x, 1))))
		return withSign(logOnePlus(float32(x+float32(float32(x*x)/float32(1+w)))), a)
	case x <= math.MaxFloat32:
		return withSign(logTimes(x, 1), a)
	default:
		return canon(a)
	}
}

// Acosh returns the inverse hyperbolic cosine; NaN below 1.
func Acosh(a float32) float32 {
	switch {
	case !(a >= 1):
		return canonical
	case a < logTwice:
		t := float32(a - 1)
		return logOnePlus(float32(t + float32(math.Sqrt(float64(FMA(t, t, float32(t+t)))))))
	case a <= math.MaxFloat32:
		return logTimes(a, 1)
	default:
		return a
	}
}

// Atanh returns the inverse hyperbolic tangent: infinite of -1 and 1, NaN beyond. Its sign is a's, also of zero.
func Atanh(a float32) float32 {
	x := magnitude(a)
	switch {
	case x < 0.5:
		return withSign(odd(x, atanhTerms[:]), a)
	case x < 1:
		return withSign(float32(0.5*logOnePlus(float32(float32(x+x)/float32(1-x)))), a)
	case x == 1:
		return withSign(float32(math.Inf(1)), a)
	default:
		return canonical
	}
}

// logOnePlus is log(1 + a) for a finite number not below zero: the logarithm of the rounded sum v, and what rounding it left out,
// over v.
func logOnePlus(a float32) float32 {
	v := float32(1 + a)
	c := float32(float32(a-float32(v-1)) / v)
	k, f, p := logParts(v)
	return logSum(k, float32(f+FMA(float32(f*f), p, c)))
}
