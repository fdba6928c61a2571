package f32

// Add returns a + b.
func Add(a, b F32) F32 {
	if a.normal() && b.normal() {
		return sum(unpack(a), unpack(b))
	}
	switch {
	case a.IsNaN() || b.IsNaN():
		return NaN
	case a.isInf() || b.isInf():
		return addInf(a, b)
	case a.isZero() || b.isZero():
		return addZero(a, b)
	}
	return sum(unpack(a), unpack(b))
}

// Sub returns a - b.
func Sub(a, b F32) F32 {
	if b.IsNaN() {
		return NaN
	}
	return Add(a, b^signBit)
}

// addInf adds where at least one is infinite and none is NaN.
func addInf(a, b F32) F32 {
	if a.isInf() && b.isInf() && a != b {
		return NaN
	}
	if a.isInf() {
		return a
	}
	return b
}

// addZero adds where at least one is zero and both are finite. Zeros of unlike sign give +0.
func addZero(a, b F32) F32 {
	switch {
	case a.isZero() && b.isZero():
		return a & b
	case a.isZero():
		return b
	default:
		return a
	}
}

// sum adds two numbers and rounds once. Both have at most 48 significant bits. So the larger loses nothing to the bit of headroom;
// and where the smaller is shifted so far that it loses bits, at most one bit of the larger can cancel, and the jammed bit stays
// far below those that rounding looks at.
func sum(a, b number) F32 {
	if a.exp < b.exp || (a.exp == b.exp && a.sig < b.sig) {
		a, b = b, a
	}
	large, small := a.sig>>1, jam(b.sig, a.exp-b.exp+1)
	if a.sign == b.sign {
		return pack(a.sign, large+small, a.exp+1)
	}
	if large == small {
		return 0
	}
	return pack(a.sign, large-small, a.exp+1)
}
