package native

import "math"

// Trunc drops the fraction. The sign stays, also of a zero result.
func Trunc(a float32) float32 { return canon(float32(math.Trunc(float64(a)))) }

// Floor returns the largest integer not above a. The sign of a zero stays.
func Floor(a float32) float32 { return canon(float32(math.Floor(float64(a)))) }

// Ceil returns the smallest integer not below a. The sign of a stays, also of a zero result.
func Ceil(a float32) float32 { return canon(float32(math.Ceil(float64(a)))) }

// Round returns the nearest integer, the even one of two. The sign of a stays, also of a zero result.
func Round(a float32) float32 { return canon(float32(math.RoundToEven(float64(a)))) }

// Sign returns 1 above zero, -1 below, +0 for zeros of either sign; of a NaN it is NaN.
func Sign(a float32) float32 {
	switch {
	case a > 0:
		return 1
	case a < 0:
		return -1
	case a == 0:
		return 0
	default:
		return canonical
	}
}
