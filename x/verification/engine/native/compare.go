package native

import "math"

// Less says a < b; false if either is NaN.
func Less(a, b float32) bool { return a < b }

// LessEqual says a <= b; false if either is NaN.
func LessEqual(a, b float32) bool { return a <= b }

// Equal says a == b; false if either is NaN, true for zeros of unlike sign.
func Equal(a, b float32) bool { return a == b }

// Max returns the larger; NaN if either is NaN; +0 of two zeros of unlike sign.
func Max(a, b float32) float32 {
	switch {
	case a > b:
		return a
	case b > a:
		return b
	case a == b:
		return bits(math.Float32bits(a) & math.Float32bits(b)) // equal numbers differ at most as zeros do
	default:
		return canonical
	}
}

// Min returns the smaller; NaN if either is NaN; -0 of two zeros of unlike sign.
func Min(a, b float32) float32 {
	switch {
	case a < b:
		return a
	case b < a:
		return b
	case a == b:
		return bits(math.Float32bits(a) | math.Float32bits(b)) // equal numbers differ at most as zeros do
	default:
		return canonical
	}
}

// Relu returns a where it is above zero, else +0; of a NaN it is NaN.
func Relu(a float32) float32 { return Max(a, 0) }

// FromInt32 rounds an integer to the nearest float32, ties to even.
func FromInt32(i int32) float32 { return float32(i) }

// ToInt32 rounds to the nearest integer, ties to even; beyond the range it saturates, NaN gives 0.
func ToInt32(a float32) int32 {
	switch r := math.RoundToEven(float64(a)); {
	case a != a:
		return 0
	case r >= math.MaxInt32:
		return math.MaxInt32
	case r <= math.MinInt32:
		return math.MinInt32
	default:
		return int32(r)
	}
}
