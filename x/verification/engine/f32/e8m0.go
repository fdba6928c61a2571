package f32

import "math/bits"

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

const (
	nanE8M0  = 0xff
	mostE8M0 = 0xfe
)

// fromE8M0 gives 2^(code-127), exactly.
func fromE8M0(code uint8) F32 {
	switch code {
	case nanE8M0:
		return NaN
	case 0:
		return hidden >> 1 // 2^-127 is subnormal
	default:
		return F32(code) << fracBits
	}
}

// ToE8M0 rounds to a power of two. What is then beyond the range, zeros of either sign included, becomes the nearest code if
// saturate, else NaN. A number below zero and NaN give NaN.
func ToE8M0(a F32, r PowerRounding, saturate bool) uint8 {
	if a.IsNaN() || a.negative() && !a.isZero() {
		return nanE8M0
	}
	code := powerOf(a, r) + bias
	switch {
	case code >= 0 && code <= mostE8M0:
		return uint8(code)
	case !saturate:
		return nanE8M0
	case code < 0:
		return 0
	default:
		return mostE8M0
	}
}

// powerOf is the exponent of the power of two that stands for a, which is not below zero; out of range for zero and infinity.
func powerOf(a F32, r PowerRounding) int {
	switch {
	case a.isZero():
		return -2 * bias
	case a.isInf():
		return bias + 1
	}
	n := unpack(a)
	exp := n.exp + 63
	rest := bits.RotateLeft64(n.sig, 1) - 1 // below the highest bit, which is at position 63
	switch {
	case r == PowerUp && rest != 0, r == PowerNearest && rest>>63 != 0:
		return exp + 1
	default:
		return exp
	}
}
