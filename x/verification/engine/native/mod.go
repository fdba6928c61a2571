package native

import "math"

// FMod returns a - n*b, exactly, with n = a/b without its fraction: the fmod of C. Its sign is a's, also of zero. It is NaN if a is
// infinite or b zero.
func FMod(a, b float32) float32 {
	x, y := math.Abs(float64(a)), math.Abs(float64(b))
	switch {
	case !(x <= math.MaxFloat32), !(y > 0):
		return canonical
	case x < y:
		return a
	}
	// In binary64 x - n*y is exact for n below 2^29, so every turn but the last takes 28 bits away.
	for {
		e := int(math.Float64bits(x)>>52) - int(math.Float64bits(y)>>52) - 28
		d := float64(y * power64(max(e, 0)))
		x = float64(x - float64(math.Trunc(float64(x/d))*d))
		if x < 0 { // the quotient was rounded up to an integer
			x = float64(x + d)
		}
		if e <= 0 {
			return withSign(float32(x), a)
		}
	}
}
