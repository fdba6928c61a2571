package f32

// integral says whether a is so large that it has no fraction, infinities included, or a NaN.
func (a F32) integral() bool { return a&^signBit >= two23 }

// canonical is a, or NaN if it is a NaN of any payload.
func (a F32) canonical() F32 {
	if a.IsNaN() {
		return NaN
	}
	return a
}

// Trunc drops the fraction. The sign stays, also of a zero result.
func Trunc(a F32) F32 {
	switch {
	case a.integral():
		return a.canonical()
	case a&^signBit < One:
		return a & signBit
	}
	return a &^ (fracMask >> (a>>fracBits&expMask - bias))
}

// Floor returns the largest integer not above a. The sign of a zero stays.
func Floor(a F32) F32 {
	t := Trunc(a)
	if t == a || !a.negative() || a.IsNaN() {
		return t
	}
	return Sub(t, One)
}

// Ceil returns the smallest integer not below a. The sign of a stays, also of a zero result.
func Ceil(a F32) F32 { return Neg(Floor(Neg(a))) }

// Round returns the nearest integer, the even one of two. The sign of a stays, also of a zero result.
func Round(a F32) F32 {
	if a.integral() {
		return a.canonical()
	}
	return Sub(Add(a&^signBit, two23), two23) | a&signBit // from 2^23 to 2^24 neighbours differ by 1
}

// Sign returns 1 above zero, -1 below, +0 for zeros of either sign; of a NaN it is NaN.
func Sign(a F32) F32 {
	switch {
	case a.IsNaN():
		return NaN
	case a.isZero():
		return 0
	default:
		return a&signBit | One
	}
}
