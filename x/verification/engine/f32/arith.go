package f32

import "math/bits"

// Add returns a + b.
func Add(a, b F32) F32 {
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

// sum adds two non-zero numbers and rounds once. Both have at most 48 significant bits, so that what an alignment loses is lost
// only where it cannot decide more than which side of a tie the sum is on.
func sum(a, b number) F32 {
	if a.exp < b.exp || (a.exp == b.exp && a.sig < b.sig) {
		a, b = b, a
	}
	// One bit of headroom for the carry.
	large, exp := a.sig>>1, a.exp+1
	small, rest := shiftRight(b.sig, min(a.exp-b.exp+1, 65))
	sticky := rest != 0
	var total uint64
	switch {
	case a.negative == b.negative:
		total = large + small
	case sticky:
		total = large - small - 1 // the rest borrows; what is left of the borrowed bit is sticky
	default:
		total = large - small
	}
	if total == 0 {
		return 0
	}
	return pack(normalSticky(a.negative, total, exp, sticky))
}

// normalSticky normalises. A sticky rest stays below the lowest bit: it is only ever shifted up when at most one bit was
// cancelled, far above the bits that rounding looks at.
func normalSticky(negative bool, sig uint64, exp int, sticky bool) (number, bool) {
	return normal(negative, sig, exp), sticky
}

// Mul returns a * b.
func Mul(a, b F32) F32 {
	negative := a.negative() != b.negative()
	switch {
	case a.IsNaN() || b.IsNaN():
		return NaN
	case a.isInf() || b.isInf():
		if a.isZero() || b.isZero() {
			return NaN
		}
		return signed(Inf, negative)
	case a.isZero() || b.isZero():
		return signed(0, negative)
	}
	return pack(product(unpack(a), unpack(b)), false)
}

// product is exact: 24 bits by 24 bits.
func product(a, b number) number {
	const low = 64 - fracBits - 1
	return normal(a.negative != b.negative, (a.sig>>low)*(b.sig>>low), a.exp+b.exp+2*low)
}

// FMA returns a*b + c, rounded once.
func FMA(a, b, c F32) F32 {
	if a.IsNaN() || b.IsNaN() || c.IsNaN() {
		return NaN
	}
	if a.isInf() || b.isInf() || a.isZero() || b.isZero() {
		return Add(Mul(a, b), c) // the product is exact
	}
	if c.isInf() {
		return c
	}
	p := product(unpack(a), unpack(b))
	if c.isZero() {
		return pack(p, false)
	}
	return sum(p, unpack(c))
}

// Div returns a / b.
func Div(a, b F32) F32 {
	negative := a.negative() != b.negative()
	switch {
	case a.IsNaN() || b.IsNaN(), a.isInf() && b.isInf(), a.isZero() && b.isZero():
		return NaN
	case a.isInf() || b.isZero():
		return signed(Inf, negative)
	case b.isInf() || a.isZero():
		return signed(0, negative)
	}
	x, y := unpack(a), unpack(b)
	// x.sig/2 < y.sig, so that the quotient of (x.sig/2 * 2^64) by y.sig fits 64 bits; it has at least 63.
	quotient, rest := bits.Div64(x.sig>>1, x.sig<<63, y.sig)
	return pack(normal(negative, quotient, x.exp-y.exp-63), rest != 0)
}

// Sqrt returns the square root; of a number below zero it is NaN, of -0 it is -0.
func Sqrt(a F32) F32 {
	switch {
	case a.IsNaN(), a.negative() && !a.isZero():
		return NaN
	case a.isZero(), a.isInf():
		return a
	}
	n := unpack(a)
	sig, exp := n.sig>>1, n.exp+1 // 63 bits, so that the root has 32
	if exp&1 != 0 {
		sig, exp = sig>>1, exp+1 // an F32 has 24 bits: nothing is lost
	}
	root := isqrt(sig)
	return pack(normal(false, root, exp/2), root*root != sig)
}

// isqrt is the integer square root, bit by bit.
func isqrt(n uint64) uint64 {
	var root uint64
	for bit := uint64(1) << 31; bit > 0; bit >>= 1 {
		if next := root | bit; next*next <= n {
			root = next
		}
	}
	return root
}
