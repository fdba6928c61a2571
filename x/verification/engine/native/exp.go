package native

import "math"

// The functions of this file and of log.go, tanh.go and erf.go take the same steps, by NUMERICS.md section 2, as those of package
// f32, where the constants are explained.
var (
	expMax   = bits(0x42b17217)
	expMin   = bits(0xc2cff1b5)
	log2E    = bits(0x3fb8aa3b)
	shifter  = bits(0x4b400000)
	negLn2Hi = bits(0xbf317200)
	negLn2Lo = bits(0xb5bfbe8e)

	expTerms = [8]float32{
		bits(0x39500d01), bits(0x3ab60b61), bits(0x3c088889), bits(0x3d2aaaab), bits(0x3e2aaaab), bits(0x3f000000), 1, 1,
	}
)

// polynomial is Horner's scheme, highest coefficient first. The loop holds FMA's usual path, which a call would make twice as long.
func polynomial(x float32, terms []float32) float32 {
	p, wide := terms[0], float64(x)
	for _, c := range terms[1:] {
		if s := float64(float64(float64(p)*wide) + float64(c)); roundsOnce(s) {
			p = float32(s)
		} else {
			p = fmaSlow(p, x, c)
		}
	}
	return p
}

// Exp returns e to the a.
func Exp(a float32) float32 {
	switch {
	case a != a:
		return canonical
	case a > expMax:
		return float32(math.Inf(1))
	case a < expMin:
		return 0
	}
	return expTimes(a, 0)
}

// expTimes is exp(a) * 2^k where neither factor overflows by much.
func expTimes(a float32, k int32) float32 {
	t := FMA(a, log2E, shifter)
	n := float32(t - shifter)
	r := FMA(n, negLn2Lo, FMA(n, negLn2Hi, a))
	p := polynomial(r, expTerms[:])
	e := int32(math.Float32bits(t)) - int32(math.Float32bits(shifter)) + k
	half := e >> 1
	return float32(float32(p*power(half)) * power(e-half))
}

// power is 2^n for n from -126 to 127.
func power(n int32) float32 { return bits(uint32(n+127) << 23) }

// Sigmoid returns 1 / (1 + exp(-a)).
func Sigmoid(a float32) float32 {
	if a != a {
		return canonical
	}
	e := Exp(bits(math.Float32bits(a) | signBit))
	if math.Float32bits(a)&signBit != 0 {
		return float32(e / float32(1+e))
	}
	return float32(1 / float32(1+e))
}
