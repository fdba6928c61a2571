package f32

import "math/bits"

const (
	fracBits64        = 52
	bias64            = 1023
	expMask64         = 2047
	nan64      uint64 = 0x7ff8 << 48
)

// FromF64 rounds the binary64 number of these bits once, to nearest, ties to even.
func FromF64(b uint64) F32 {
	sign, sig, exp := split64(b)
	switch {
	case exp == expMask64 && sig != 0:
		return NaN
	case exp == expMask64:
		return sign | Inf
	case sig == 0:
		return sign
	}
	return pack(sign, sig, exp-bias64-fracBits64)
}

// OddFromF64 rounds the binary64 number of these bits to odd: what is not exact becomes the neighbour whose last bit is set, and
// what is too large the largest number. A second rounding to nearest, to a format at least two bits shorter, then gives what one
// rounding would (Boldo and Melquiond, 2008): so a binary64 number is cast to float16 and smaller formats.
func OddFromF64(b uint64) F32 {
	sign, sig, exp := split64(b)
	if exp == expMask64 || sig == 0 {
		return FromF64(b)
	}
	shift := bits.LeadingZeros64(sig)
	sig <<= shift
	biased := exp - bias64 - fracBits64 - shift + 63 + bias
	switch {
	case biased >= expMask:
		return sign | Inf - 1
	case biased < 1:
		sig, biased = jam(sig, 1-biased), 1
	}
	return sign | F32(uint64(biased-1)<<fracBits+jam(sig, below))
}

// split64 gives the sign bit, the significand as an integer and the exponent field, 1 for subnormals.
func split64(b uint64) (sign F32, sig uint64, exp int) {
	sign, sig, exp = F32(b>>63)<<31, b&(1<<fracBits64-1), int(b>>fracBits64)&expMask64
	switch exp {
	case 0:
		exp = 1
	case expMask64: // the hidden bit has no meaning in infinities and NaNs
	default:
		sig |= 1 << fracBits64
	}
	return sign, sig, exp
}

// ToF64 gives the bits of the same number in binary64; of NaNs 0x7ff8000000000000.
func ToF64(a F32) uint64 {
	sign := uint64(a&signBit) << 32
	switch {
	case a.IsNaN():
		return nan64
	case a.isInf():
		return sign | expMask64<<fracBits64
	case a.isZero():
		return sign
	}
	n := unpack(a)
	exp := uint64(n.exp + 63 + bias64)
	return sign | exp<<fracBits64 | n.sig<<1>>(64-fracBits64)
}
