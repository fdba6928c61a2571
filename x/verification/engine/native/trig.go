package native

import (
	"math"
	mathbits "math/bits"
)

// The functions from here on are named in NUMERICS.md 2.6 to 2.10. As before, package f32 says what the constants are.
var (
	quarterPi = bits(0x3f490fdb)
	two61     = bits(0x21000000) // 2^-61

	sinTerms = [4]float32{bits(0x363bf108), bits(0xb9502433), bits(0x3c0888b2), bits(0xbe2aaaab)}
	cosTerms = [5]float32{bits(0x37ccf48a), bits(0xbab60615), bits(0x3d2aaaa5), -0.5, 1}
	tanTerms = [7]float32{
		bits(0x3b8f3184), bits(0x38d9718a), bits(0x3c31547d), bits(0x3cae6375), bits(0x3d5d6ca0), bits(0x3e0886d0), bits(0x3eaaaab0),
	}

	twoOverPi = [5]uint64{0x28be60db93, 0x91054a7f09d5f47d, 0x4d377036d8a5664f, 0x10e4107f9458eaf7, 0xaef1586dc91b8e90}
)

const halfPi63 = 0xc90fdaa22168c235

// Sin returns the sine of an angle in radians; of infinities it is NaN.
func Sin(a float32) float32 {
	q, r, ok := quadrant(a)
	if !ok {
		return canonical
	}
	if q&1 == 0 {
		r = sinNear(r)
	} else {
		r = cosNear(r)
	}
	return bits(math.Float32bits(r) ^ q&2<<30 ^ math.Float32bits(a)&signBit)
}

// Cos returns the cosine of an angle in radians; of infinities it is NaN.
func Cos(a float32) float32 {
	q, r, ok := quadrant(a)
	if !ok {
		return canonical
	}
	if q&1 == 0 {
		r = cosNear(r)
	} else {
		r = sinNear(r)
	}
	return bits(math.Float32bits(r) ^ (q+1)&2<<30)
}

// Tan returns the tangent of an angle in radians; of infinities it is NaN.
func Tan(a float32) float32 {
	q, r, ok := quadrant(a)
	if !ok {
		return canonical
	}
	t := odd(r, tanTerms[:])
	if q&1 != 0 {
		t = float32(-1 / t)
	}
	return bits(math.Float32bits(t) ^ math.Float32bits(a)&signBit)
}

// quadrant splits |a| into q times pi/2, q modulo 4, and a rest of at most pi/4 either way; not ok of infinities and NaNs.
func quadrant(a float32) (q uint32, r float32, ok bool) {
	x := magnitude(a)
	switch {
	case x < quarterPi:
		return 0, x, true
	case !(x <= math.MaxFloat32):
		return 0, 0, false
	}
	u := math.Float32bits(x)
	m, o := uint64(u&(1<<23-1)|1<<23), u>>23-126
	k, s := o>>6, o&63
	high := twoOverPi[k]<<s | twoOverPi[k+1]>>(64-s)
	low := twoOverPi[k+1]<<s | twoOverPi[k+2]>>(64-s)
	product, _ := mathbits.Mul64(m, low)
	turns := m*high + product
	rest := int64(turns<<2) >> 2
	q = uint32((turns + 1<<61) >> 62)
	negative := uint64(rest >> 63)
	angle, _ := mathbits.Mul64((uint64(rest)^negative)-negative, halfPi63)
	r = float32(float32(int64(angle)) * two61)
	return q, bits(math.Float32bits(r) | uint32(negative)&signBit), true
}

// odd is x + x^3 * p(x^2).
func odd(x float32, terms []float32) float32 {
	z := float32(x * x)
	return FMA(float32(polynomial(z, terms)*z), x, x)
}

// sinNear is the sine between -pi/4 and pi/4.
func sinNear(r float32) float32 { return odd(r, sinTerms[:]) }

// cosNear is the cosine between -pi/4 and pi/4.
func cosNear(r float32) float32 { return polynomial(float32(r*r), cosTerms[:]) }
