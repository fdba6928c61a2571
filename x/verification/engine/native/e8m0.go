package native

import "math"

// PowerRounding says which power of two stands for a number between two of them.
type PowerRounding uint8

const (
	// PowerUp takes the larger.
	PowerUp PowerRounding = iota
	// PowerDown takes the smaller.
	PowerDown
	// PowerNearest takes the nearer, the larger in the middle.
	PowerNearest
)

// fromE8M0 gives 2^(code-127), exactly.
func fromE8M0(code uint8) float32 {
	if code == 0xff {
		return canonical
	}
	return float32(power64(int(code) - 127))
}

// ToE8M0 rounds to a power of two. What is then beyond the range, zeros of either sign included, becomes the nearest code if
// saturate, else NaN. A number below zero and NaN give NaN.
func ToE8M0(a float32, r PowerRounding, saturate bool) uint8 {
	if !(a >= 0) {
		return 0xff
	}
	x := math.Abs(float64(a))
	switch r { // now what is below the next power of two belongs to the one before
	case PowerUp:
		x = math.Float64frombits(math.Float64bits(x) + 1<<52 - 1)
	case PowerNearest:
		x = math.Float64frombits(math.Float64bits(x) + 1<<51)
	default:
	}
	code := int(math.Float64bits(x)>>52) - 1023 + 127
	switch {
	case code >= 0 && code <= 0xfe:
		return uint8(code)
	case !saturate:
		return 0xff
	case code < 0:
		return 0
	default:
		return 0xfe
	}
}
