package f32

// format is a binary format of at most 16 bits: a sign bit, an exponent field, and mantissa bits with a hidden one above them.
type format struct {
	mantissa, bias int
	sign           uint16 // the sign bit
	most           uint16 // the largest number
	over           uint16 // what is too large and may not saturate: infinity, or a NaN
	nan            uint16 // the NaN that conversions give
	inf            bool   // over is infinity
	unsigned       bool   // zero has no sign; the sign bit alone is the NaN
}

var (
	binary16 = format{mantissa: 10, bias: 15, sign: 0x8000, most: 0x7bff, over: 0x7c00, nan: 0x7e00, inf: true}
	bfloat16 = format{mantissa: 7, bias: 127, sign: 0x8000, most: 0x7f7f, over: 0x7f80, nan: 0x7fc0, inf: true}
)

// FromF16 widens an IEEE 754 binary16, exactly.
func FromF16(h uint16) F32 { return binary16.widen(h) }

// ToF16 rounds to the nearest IEEE 754 binary16, ties to even; what is too large becomes an infinity.
func ToF16(a F32) uint16 { return binary16.narrow(a, false) }

// FromBF16 widens a bfloat16, exactly.
func FromBF16(h uint16) F32 { return bfloat16.widen(h) }

// ToBF16 rounds to the nearest bfloat16, ties to even; what is too large becomes an infinity.
func ToBF16(a F32) uint16 { return bfloat16.narrow(a, false) }

// widen gives the number that a code stands for.
func (f *format) widen(code uint16) F32 {
	sign := F32(0)
	if code&f.sign != 0 {
		sign = signBit
	}
	magnitude := code & (f.sign - 1)
	switch {
	case f.unsigned && code&(f.sign<<1-1) == f.sign:
		return NaN
	case magnitude == 0:
		return sign
	case magnitude <= f.most:
	case f.inf && magnitude == f.over:
		return sign | Inf
	default:
		return NaN
	}
	exp, hiddenBit := int(magnitude>>f.mantissa), uint16(1)<<f.mantissa
	sig := magnitude & (hiddenBit - 1)
	if exp == 0 {
		exp = 1
	} else {
		sig |= hiddenBit
	}
	return pack(sign, uint64(sig), exp-f.bias-f.mantissa)
}

// narrow rounds to the nearest code, ties to even.
func (f *format) narrow(a F32, saturate bool) uint16 {
	if a.IsNaN() {
		return f.nan
	}
	magnitude := uint64(f.most) + 1
	if !a.isInf() {
		magnitude = f.nearest(a)
	}
	if magnitude > uint64(f.most) {
		magnitude = uint64(f.over)
		if saturate {
			magnitude = uint64(f.most)
		}
	}
	if !a.negative() || f.unsigned && magnitude == 0 {
		return uint16(magnitude)
	}
	return uint16(magnitude) | f.sign
}

// nearest is the code of the magnitude of a finite number, as if the exponent field had no end.
func (f *format) nearest(a F32) uint64 {
	if a.isZero() {
		return 0
	}
	n := unpack(a)
	sig, biased, drop := n.sig, n.exp+63+f.bias, 63-f.mantissa
	if biased < 1 {
		sig, biased = jam(sig, 1-biased), 1
	}
	kept, rest := sig>>drop, sig&(1<<drop-1)
	kept += (rest + 1<<(drop-1) - 1 + kept&1) >> drop
	return uint64(biased-1)<<f.mantissa + kept
}
