package f32

import "math"

// FromInt64 rounds an integer to the nearest F32, ties to even.
func FromInt64(i int64) F32 {
	if i < 0 {
		return FromUint64(-uint64(i)) | signBit
	}
	return FromUint64(uint64(i))
}

// FromUint64 rounds an integer to the nearest F32, ties to even.
func FromUint64(i uint64) F32 {
	if i == 0 {
		return 0
	}
	return pack(0, i, 0)
}

// ToInt64 rounds to the nearest integer, ties to even; beyond the range it saturates, NaN gives 0.
func ToInt64(a F32) int64 { return TruncInt64(Round(a)) }

// TruncInt64 drops the fraction; beyond the range it saturates, NaN gives 0.
func TruncInt64(a F32) int64 {
	m := whole(a)
	switch {
	case !a.negative():
		return int64(min(m, math.MaxInt64))
	case m > math.MaxInt64:
		return math.MinInt64
	default:
		return -int64(m)
	}
}

// TruncUint64 drops the fraction; beyond the range it saturates, so that what is below zero gives 0, and so does NaN.
func TruncUint64(a F32) uint64 {
	if a.negative() {
		return 0
	}
	return whole(a)
}

// whole is the magnitude without its fraction, at most 2^64 - 1; of a NaN it is 0.
func whole(a F32) uint64 {
	switch {
	case a.IsNaN() || a.isZero():
		return 0
	case a.isInf():
		return math.MaxUint64
	}
	n := unpack(a)
	if n.exp > 0 {
		return math.MaxUint64
	}
	return n.sig >> -n.exp
}
