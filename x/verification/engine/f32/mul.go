package f32

// Mul returns a * b.
func Mul(a, b F32) F32 {
	sign := (a ^ b) & signBit
	if !a.normal() || !b.normal() {
		switch {
		case a.IsNaN() || b.IsNaN():
			return NaN
		case a.isInf() || b.isInf():
			if a.isZero() || b.isZero() {
				return NaN
			}
			return sign | Inf
		case a.isZero() || b.isZero():
			return sign
		}
	}
	p := product(unpack(a), unpack(b))
	return pack(p.sign, p.sig, p.exp)
}

// product is exact: 24 bits by 24 bits.
func product(a, b number) number {
	sig, exp := (a.sig>>32)*(b.sig>>32), a.exp+b.exp+64
	if sig>>63 == 0 {
		sig, exp = sig<<1, exp-1
	}
	return number{a.sign ^ b.sign, sig, exp}
}

// FMA returns a*b + c, rounded once. Infinity times zero is NaN whatever c is.
func FMA(a, b, c F32) F32 {
	if a.normal() && b.normal() && c.normal() {
		return sum(product(unpack(a), unpack(b)), unpack(c))
	}
	switch {
	case a.IsNaN() || b.IsNaN() || c.IsNaN():
		return NaN
	case a.isInf() || b.isInf() || a.isZero() || b.isZero():
		return Add(Mul(a, b), c) // the product is exact
	case c.isInf():
		return c
	case c.isZero():
		return Mul(a, b)
	}
	return sum(product(unpack(a), unpack(b)), unpack(c))
}
