package f32

// FromInt32 rounds an integer to the nearest F32, ties to even.
func FromInt32(i int32) F32 {
	switch {
	case i == 0:
		return 0
	case i < 0:
		return pack(signBit, uint64(-int64(i)), 0)
	default:
		return pack(0, uint64(i), 0)
	}
}

// ToInt32 rounds to the nearest integer, ties to even; beyond the range it saturates, NaN gives 0.
func ToInt32(a F32) int32 {
	if a.IsNaN() || a.isZero() {
		return 0
	}
	const limit = int64(1) << 31
	magnitude := limit
	if int(a>>fracBits)&expMask-bias < 31 {
		n := unpack(a)
		quarters := jam(n.sig, -n.exp-2)
		magnitude = int64((quarters + 1 + quarters>>2&1) >> 2)
	}
	if a.negative() {
		return int32(-magnitude)
	}
	return int32(min(magnitude, limit-1))
}
