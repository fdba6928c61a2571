package f32

// order maps non-NaN numbers to integers that compare alike; -0 and +0 are equal.
func order(a F32) int64 {
	magnitude := int64(a &^ signBit)
	if a.negative() {
		return -magnitude
	}
	return magnitude
}

// Less says a < b; false if either is NaN.
func Less(a, b F32) bool { return !a.IsNaN() && !b.IsNaN() && order(a) < order(b) }

// LessEqual says a <= b; false if either is NaN.
func LessEqual(a, b F32) bool { return !a.IsNaN() && !b.IsNaN() && order(a) <= order(b) }

// Equal says a == b; false if either is NaN, true for zeros of unlike sign.
func Equal(a, b F32) bool { return !a.IsNaN() && !b.IsNaN() && order(a) == order(b) }

// Max returns the larger; NaN if either is NaN; +0 of two zeros of unlike sign.
func Max(a, b F32) F32 {
	switch {
	case a.IsNaN() || b.IsNaN():
		return NaN
	case a.isZero() && b.isZero():
		return a & b
	case order(a) < order(b):
		return b
	default:
		return a
	}
}

// Min returns the smaller; NaN if either is NaN; -0 of two zeros of unlike sign.
func Min(a, b F32) F32 { return Neg(Max(Neg(a), Neg(b))) }

// Relu returns a where it is above zero, else +0; of a NaN it is NaN.
func Relu(a F32) F32 { return Max(a, 0) }
