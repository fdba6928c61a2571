package f32

// Div returns a / b.
func Div(a, b F32) F32 {
	sign := (a ^ b) & signBit
	switch {
	case a.IsNaN() || b.IsNaN(), a.isInf() && b.isInf(), a.isZero() && b.isZero():
		return NaN
	case a.isInf() || b.isZero():
		return sign | Inf
	case b.isInf() || a.isZero():
		return sign
	}
	x, y := unpack(a), unpack(b)
	divisor := y.sig >> below // 24 bits, so that the quotient has at least 40
	quotient := x.sig / divisor
	if quotient*divisor != x.sig {
		quotient |= 1
	}
	return pack(sign, quotient, x.exp-y.exp-below)
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
	sig, exp := n.sig, n.exp
	if exp&1 != 0 {
		sig, exp = sig>>1, exp+1 // 24 significant bits: nothing is lost
	}
	root := isqrt(sig)
	if root*root != sig {
		root |= 1 // of its 32 bits, rounding looks at 25
	}
	return pack(0, root, exp/2)
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
