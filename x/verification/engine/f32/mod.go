package f32

// FMod returns a - n*b, exactly, with n = a/b without its fraction: the fmod of C. Its sign is a's, also of zero. It is NaN if a is
// infinite or b zero. It takes up to 40 bits of the quotient at a time, so seven divisions at most.
func FMod(a, b F32) F32 {
	switch {
	case a.IsNaN() || b.IsNaN() || a.isInf() || b.isZero():
		return NaN
	case a&^signBit < b&^signBit:
		return a
	}
	x, y := unpack(a), unpack(b)
	rest, divisor := x.sig>>below, y.sig>>below
	rest %= divisor
	for left := x.exp - y.exp; left > 0; left -= 40 {
		rest = rest << min(left, 40) % divisor
	}
	if rest == 0 {
		return x.sign
	}
	return pack(x.sign, rest, y.exp+below)
}
