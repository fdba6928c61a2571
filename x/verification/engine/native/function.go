package native

import "math"

// bits names a constant by its binary32 bits, as NUMERICS.md does.
func bits(b uint32) float32 { return math.Float32frombits(b) }

var (
	expMax   = bits(0x42b17217)
	expMin   = bits(0xc2cff1b5)
	log2E    = bits(0x3fb8aa3b)
	shifter  = bits(0x4b400000)
	negLn2Hi = bits(0xbf317200)
	negLn2Lo = bits(0xb5bfbe8e)
	tanhMid  = bits(0x3f200000)
	tanhMax  = bits(0x41102cb4)

	expTerms = [8]float32{
		bits(0x39500d01), bits(0x3ab60b61), bits(0x3c088889), bits(0x3d2aaaab), bits(0x3e2aaaab), 0.5, 1, 1,
	}
	tanhTerms = [5]float32{bits(0xbbbaf0ea), bits(0x3ca9134e), bits(0xbd5c1e2d), bits(0x3e088393), bits(0xbeaaaa99)}
)

// Exp returns e to the a, by the steps of NUMERICS.md section 2.1.
func Exp(a float32) float32 {
	switch {
	case a != a:
		return canonical
	case a > expMax:
		return float32(math.Inf(1))
	case a < expMin:
		return 0
	}
	t := FMA(a, log2E, shifter)
	n := float32(t - shifter)
	r := FMA(n, negLn2Lo, FMA(n, negLn2Hi, a))
	p := expTerms[0]
	for _, c := range expTerms[1:] {
		p = FMA(p, r, c)
	}
	e := int32(math.Float32bits(t)) - int32(math.Float32bits(shifter))
	half := e >> 1
	return float32(float32(p*power(half)) * power(e-half))
}

// power is 2^n for n from -126 to 127.
func power(n int32) float32 { return bits(uint32(n+127) << 23) }

// Tanh returns the hyperbolic tangent, by the steps of NUMERICS.md section 2.2.
func Tanh(a float32) float32 {
	if a != a {
		return canonical
	}
	x := bits(math.Float32bits(a) &^ (1 << 31))
	return float32(math.Copysign(float64(tanhAbove(x)), float64(a)))
}

func tanhAbove(x float32) float32 {
	if x >= tanhMax {
		return 1
	}
	if x < tanhMid {
		z := float32(x * x)
		p := tanhTerms[0]
		for _, c := range tanhTerms[1:] {
			p = FMA(p, z, c)
		}
		return FMA(float32(p*z), x, x)
	}
	return FMA(-2, float32(1/float32(Exp(float32(x+x))+1)), 1)
}

// Sigmoid returns 1 / (1 + exp(-a)), by the steps of NUMERICS.md section 2.3.
func Sigmoid(a float32) float32 {
	if a != a {
		return canonical
	}
	e := Exp(bits(math.Float32bits(a) | 1<<31))
	if math.Signbit(float64(a)) {
		return float32(e / float32(1+e))
	}
	return float32(1 / float32(1+e))
}
