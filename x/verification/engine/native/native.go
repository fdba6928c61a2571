// Package native is the arithmetic of NUMERICS.md on the machine's floats, for providers and watchers; consensus uses package f32,
// which gives the same bits. Go may fuse a product and a sum on some machines, but never across an explicit conversion: so every
// product and every sum here is converted.
package native

import "math"

// canonical is the NaN that every operation gives.
var canonical = math.Float32frombits(0x7fc00000)

const signBit = 1 << 31

// canon makes a NaN canonical.
func canon(x float32) float32 {
	if x != x {
		return canonical
	}
	return x
}

// Add returns a + b.
func Add(a, b float32) float32 { return canon(float32(a + b)) }

// Sub returns a - b.
func Sub(a, b float32) float32 { return canon(float32(a - b)) }

// Mul returns a * b.
func Mul(a, b float32) float32 { return canon(float32(a * b)) }

// Div returns a / b.
func Div(a, b float32) float32 { return canon(float32(a / b)) }

// Sqrt returns the square root. A binary32 root of a binary64 root is correctly rounded: 53 >= 2*24 + 2.
func Sqrt(a float32) float32 { return canon(float32(math.Sqrt(float64(a)))) }

// Neg flips the sign; of a NaN it is NaN.
func Neg(a float32) float32 { return canon(-a) }

// Abs clears the sign; of a NaN it is NaN.
func Abs(a float32) float32 { return canon(magnitude(a)) }

// IsNaN says whether a is a NaN of any payload.
func IsNaN(a float32) bool { return a != a }

// magnitude clears the sign bit.
func magnitude(a float32) float32 { return bits(math.Float32bits(a) &^ signBit) }

// withSign is x, which is not below zero, with the sign bit of a.
func withSign(x, a float32) float32 { return bits(math.Float32bits(x) | math.Float32bits(a)&signBit) }

// bits names a number by its binary32 bits, as NUMERICS.md does.
func bits(b uint32) float32 { return math.Float32frombits(b) }
