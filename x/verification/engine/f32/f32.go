// Package f32 is IEEE 754 binary32 arithmetic with integers only: round to nearest, ties to even, subnormals kept, every NaN
// result canonical. The referee runs on it, inside consensus, where no machine float may be used. NUMERICS.md sections 1 and 2 are
// its specification; package native is the same arithmetic on the machine's floats. Nothing here allocates, panics or loops on a
// condition of its operands.
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
	below        = 64 - fracBits - 1 // bits of a number's sig below those of a normal F32
)

// IsNaN says whether a is a NaN of any payload.
func (a F32) IsNaN() bool { return a&^signBit > Inf }

func (a F32) isInf() bool { return a&^signBit == Inf }

func (a F32) isZero() bool { return a&^signBit == 0 }

func (a F32) negative() bool { return a&signBit != 0 }

// normal says whether a is neither zero, subnormal, infinite nor NaN.
func (a F32) normal() bool { return (a>>fracBits+1)&expMask > 1 }

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

// number is a finite, non-zero number: sig * 2^exp, sig with its highest bit at position 63; sign is the sign bit alone.
type number struct {
	sign F32
	sig  uint64
	exp  int
}

// unpack takes a finite, non-zero number apart.
func unpack(a F32) number {
	exp, frac := int(a>>fracBits)&expMask, uint64(a&fracMask)
	if exp == 0 { // a subnormal has the exponent of the smallest normal and no hidden bit
		shift := bits.LeadingZeros64(frac)
		return number{a & signBit, frac << shift, 1 - bias - fracBits - shift}
	}
	return number{a & signBit, (frac | hidden) << below, exp - bias - fracBits - below}
}

// pack rounds sig * 2^exp to the nearest F32, ties to even; sig is not zero. Where sig stands for a longer number, its lowest bit
// says that something below it was lost (jam).
func pack(sign F32, sig uint64, exp int) F32 {
	shift := bits.LeadingZeros64(sig)
	sig <<= shift
	biased := exp - shift + 63 + bias
	if biased >= expMask {
		return sign | Inf
	}
	if biased < 1 {
		sig, biased = jam(sig, 1-biased), 1
	}
	const half = 1 << (below - 1)
	mant, rest := sig>>below, sig&(1<<below-1)
	mant += (rest + half - 1 + mant&1) >> below
	// The hidden bit adds one to the exponent field, and so does a carry out of the rounding; a subnormal has neither.
	return sign | F32(uint64(biased-1)<<fracBits+mant)
}

// jam shifts right; if that loses a bit, the lowest bit of the result is set, so that it lies on the same side of every tie.
func jam(sig uint64, shift int) uint64 {
	if shift >= 64 {
		return 1 // sig is not zero
	}
	kept := sig >> shift
	if kept<<shift != sig {
		kept |= 1
	}
	return kept
}
