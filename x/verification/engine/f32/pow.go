package f32

const (
	powOver  F32 = 0x43010000 // 129: 2^129 is above every number
	powUnder F32 = 0xc3170000 // -151: 2^-151 is below half the smallest
	two24    F32 = 0x4b800000
)

// Pow returns a to the b, with the special cases of C's pow: a to a zero and 1 to anything are 1, also where the other is NaN.
func Pow(a, b F32) F32 {
	x := a &^ signBit
	switch {
	case a == One || b.isZero():
		return One
	case a.IsNaN() || b.IsNaN():
		return NaN
	case a.isZero() || a.isInf() || b.isInf():
		return powAtEnds(a, b)
	case !a.negative():
		return powAbove(x, b)
	}
	switch integer, unpaired := parity(b); {
	case unpaired:
		return powAbove(x, b) | signBit
	case integer:
		return powAbove(x, b)
	default:
		return NaN
	}
}

// powAtEnds is Pow where a is zero or either is infinite, none is NaN and b no zero.
func powAtEnds(a, b F32) F32 {
	x := a &^ signBit
	if x == One {
		return One // -1 to an infinity
	}
	y := F32(0)
	if (x > One) != b.negative() {
		y = Inf
	}
	if _, unpaired := parity(b); unpaired {
		y |= a & signBit
	}
	return y
}

// parity says whether b is an integer, infinities included, and an odd one. From 2^24 on all are even.
func parity(b F32) (integer, unpaired bool) {
	if b&^signBit >= two24 {
		return true, false
	}
	integer = Trunc(b) == b
	return integer, integer && ToInt32(b)&1 == 1
}

// powAbove is x to the b for finite numbers, x above zero.
func powAbove(x, b F32) F32 {
	h, l := log2(x)
	y := Mul(b, h)
	switch {
	case LessEqual(powOver, y):
		return Inf
	case LessEqual(y, powUnder):
		return 0
	}
	return exp2(y, FMA(b, l, FMA(b, h, Neg(y))))
}
