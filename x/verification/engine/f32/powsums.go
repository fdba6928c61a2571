package f32

// The logarithm and the exponential of Pow hold what one number cannot in the sum of two: a high one and a far lower one. What an
// addition or a product leaves out is exact (Dekker, A floating-point technique for extending the available precision, 1971).
const (
	log2Hi  F32 = 0x4038aa3b // 2 / ln 2
	log2Lo  F32 = 0x33257060
	log2Hi3 F32 = 0x3f76384f // 2 / (3 ln 2)
	log2Lo3 F32 = 0xb1f17f01
	ln2High F32 = 0x3f317218 // ln 2
	ln2Rest F32 = 0xb102e308
)

// log2Terms are the coefficients of z^2 and on of 2/ln2 * atanh(s)/s in z = s^2, s up to 0.1716.
var log2Terms = [4]F32{0x3e90164b, 0x3ea3da5a, 0x3ed30ca3, 0x3f13bb62}

// powTerms are the coefficients of (exp(t) - 1 - t) / t^2 for |t| up to ln(2)/2.
var powTerms = [6]F32{0x394d49f7, 0x3ab6a8a7, 0x3c088adb, 0x3d2aaa72, 0x3e2aaaa9, 0x3f000000}

// log2 is the binary logarithm of a finite number above zero, as a sum of two.
func log2(x F32) (high, low F32) {
	var e int32
	if x < hidden {
		x, e = Mul(x, two23), -fracBits
	}
	k := int32(x-sqrtHalf) >> fracBits
	h, l := log2Near(x - F32(k)<<fracBits)
	n := FromInt32(k + e)
	high = Add(n, h)
	return high, Add(Add(Sub(n, high), h), l)
}

// log2Near is log2 from sqrt(1/2) to sqrt(2): with s = (m-1)/(m+1), 2/ln2 * (s + s^3/3 + ...), all but the tail in sums of two.
func log2Near(m F32) (high, low F32) {
	f, g := Sub(m, One), Add(m, One)
	s := Div(f, g)
	sLow := Div(FMA(Neg(s), Sub(m, Sub(g, One)), FMA(Neg(s), g, f)), g)
	z := Mul(s, s)
	zLow := FMA(Add(s, s), sLow, FMA(s, s, Neg(z)))

	tail := Mul(z, polynomial(z, log2Terms[:]))
	w := Add(log2Hi3, tail)
	wLow := Add(Add(Sub(log2Hi3, w), tail), log2Lo3)
	v := Mul(z, w)
	vLow := FMA(zLow, w, FMA(z, wLow, FMA(z, w, Neg(v))))
	c := Add(log2Hi, v)
	cLow := Add(Add(Sub(log2Hi, c), v), Add(vLow, log2Lo))
	high = Mul(s, c)
	return high, FMA(sLow, c, FMA(s, cLow, FMA(s, c, Neg(high))))
}

// exp2 is 2^(y + l) for l far below y, y from -151 to 129.
func exp2(y, l F32) F32 {
	i := Add(y, shifter)
	d := Sub(y, Sub(i, shifter))
	r := Add(d, l)
	rLow := Sub(l, Sub(r, d))
	t := Mul(r, ln2High)
	tLow := FMA(rLow, ln2High, FMA(r, ln2Rest, FMA(r, ln2High, Neg(t))))
	tail := FMA(Mul(t, t), polynomial(t, powTerms[:]), tLow)
	p := Add(One, t)
	p = Add(p, Add(Sub(t, Sub(p, One)), tail))
	e := int32(i) - int32(shifter)
	h := e >> 1
	return Mul(Mul(p, power(h)), power(e-h))
}
