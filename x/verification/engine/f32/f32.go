// Package f32 is IEEE 754 binary32 arithmetic with integers only: round to nearest, ties to even, subnormals kept, every NaN
// result canonical. The referee runs on it, inside consensus, where no machine float may be used. NUMERICS.md sections 1 and 2 are
// its specification; package native is the same arithmetic on the machine's floats.
package f32

import "math/bits"

// F32 is a binary32 number as its bits.
type F32 uint32

// Numbers that the functions name.
const (
	// NaN is the canonical not-a-number; any operation that gives a NaN gives this one.
	NaN F32 = 0x7fc00000
	// Inf is plus infinity.
	Inf F32 = 0x7f800000
	// One is 1.
	One F32 = 0x3f800000

	signBit  F32 = 1 << 31
	fracBits     = 23
	fracMask F32 = 1<<fracBits - 1
	hidden       = 1 << fracBits
	expMask      = 255
	bias         = 127
)

// IsNaN says whether a is a NaN of any payload.
func (a F32) IsNaN() bool { return a&^signBit > Inf }

func (a F32) isInf() bool { return a&^signBit == Inf }

func (a F32) isZero() bool { return a&^signBit == 0 }

func (a F32) negative() bool { return a&signBit != 0 }

// Neg flips the sign; of a NaN it is NaN.
func Neg(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	return a ^ signBit
}

// Abs clears the sign; of a NaN it is NaN.
func Abs(a F32) F32 {
	if a.IsNaN() {
		return NaN
	}
	return a &^ signBit
}

// signed puts a sign on a magnitude.
func signed(magnitude F32, negative bool) F32 {
	if negative {
		return magnitude | signBit
	}
	return magnitude
}

// number is a finite, non-zero number: sig * 2^exp, sig with its highest bit at position 63.
type number struct {
	negative bool
	sig      uint64
	exp      int
}

// unpack takes a finite, non-zero number apart.
func unpack(a F32) number {
	exp, frac := int(a>>fracBits)&expMask, uint64(a&fracMask)
	if exp == 0 {
		exp = 1 // a subnormal has the exponent of the smallest normal and no hidden bit
	} else {
		frac |= hidden
	}
	return normal(a.negative(), frac, exp-bias-fracBits)
}

// normal shifts a non-zero significand up.
func normal(negative bool, sig uint64, exp int) number {
	shift := bits.LeadingZeros64(sig)
	return number{negative, sig << shift, exp - shift}
}

// pack rounds to the nearest F32, ties to even. Sticky says that the true magnitude is larger by less than sig's lowest bit.
func pack(n number, sticky bool) F32 {
	const keep = 64 - fracBits - 1 // bits below a normal significand
	biased := n.exp + 63 + bias
	shift := keep
	if biased < 1 {
		shift += 1 - biased
		biased = 1
	}
	if biased >= expMask {
		return signed(Inf, n.negative)
	}
	mant, rest := shiftRight(n.sig, shift)
	const half = uint64(1) << 63
	if rest > half || (rest == half && (sticky || mant&1 == 1)) {
		mant++
	}
	// The hidden bit adds one to the exponent field, and so does a carry out of the rounding; a subnormal has neither.
	return signed(F32(uint64(biased-1)<<fracBits+mant), n.negative)
}

// shiftRight returns sig >> shift and the bits shifted out, highest first.
func shiftRight(sig uint64, shift int) (kept, rest uint64) {
	switch {
	case shift < 64:
		return sig >> shift, sig << (64 - shift)
	case shift == 64:
		return 0, sig
	default:
		return 0, 1 // less than half, more than nothing
	}
}
