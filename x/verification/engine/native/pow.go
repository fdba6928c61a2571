package native

import "math"

const (
	powOver  = 129  // 2^129 is above every number
	powUnder = -151 // 2^-151 is below half the smallest
)

var (
	log2Hi    = bits(0x4038aa3b) // 2 / ln 2
	log2Lo    = bits(0x33257060)
	log2Hi3   = bits(0x3f76384f) // 2 / (3 ln 2)
	log2Lo3   = bits(0xb1f17f01)
	log2Terms = [4]float32{bits(0x3e90164b), bits(0x3ea3da5a), bits(0x3ed30ca3), bits(0x3f13bb62)}

	ln2High  = bits(0x3f317218)
	ln2Rest  = bits(0xb102e308)
	powTerms = [6]float32{
		bits(0x394d49f7), bits(0x3ab6a8a7), bits(0x3c088adb), bits(0x3d2aaa72), bits(0x3e2aaaa9), bits(0x3f000000),
	}
)

// Pow returns a to the b, with the special cases of C's pow.
func Pow(a, b float32) float32 {
	x := magnitude(a)
	switch {
	case a == 1, b == 0:
		return 1
	case a != a, b != b:
		return canonical
	case x == 0, x > math.MaxFloat32, magnitude(b) > math.MaxFloat32:
		return powAtEnds(a, b)
	case a > 0:
		return powAbove(x, b)
	}
	switch integer, unpaired := parity(b); {
	case unpaired:
		return -powAbove(x, b)
	case integer:
		return powAbove(x, b)
	default:
		return canonical
	}
}

// powAtEnds is Pow where a is zero or either is infinite.
func powAtEnds(a, b float32) float32 {
	x := magnitude(a)
	if x == 1 {
		return 1 // -1 to an infinity
	}
	var y float32
	if (x > 1) == (b > 0) {
		y = float32(math.Inf(1))
	}
	if _, unpaired := parity(b); unpaired {
		return withSign(y, a)
	}
	return y
}

// parity says whether b is an integer, and an odd one. From 2^24 on all are even.
func parity(b float32) (integer, unpaired bool) {
	if magnitude(b) >= 1<<24 {
		return true, false
	}
	i := int32(b)
	return float32(i) == b, float32(i) == b && i&1 == 1
}

// powAbove is x to the b for finite numbers, x above zero.
func powAbove(x, b float32) float32 {
	h, l := log2(x)
	y := float32(b * h)
	switch {
	case y >= powOver:
		return float32(math.Inf(1))
	case y <= powUnder:
		return 0
	}
	return exp2(y, FMA(b, l, FMA(b, h, -y)))
}

// log2 is the binary logarithm of a finite number above zero, as a sum of two.
func log2(x float32) (high, low float32) {
	var e int32
	if x < smallest {
		x, e = float32(x*two23), -23
	}
	u := math.Float32bits(x)
	k := int32(u-sqrtHalf) >> 23
	m := bits(u - uint32(k)<<23)
	h, l := log2Near(m)
	n := float32(k + e)
	high = float32(n + h)
	return high, float32(float32(float32(n-high)+h) + l)
}

// log2Near is log2 from sqrt(1/2) to sqrt(2): with s = (m-1)/(m+1), 2/ln2 * (s + s^3/3 + ...), all but the tail in sums of two.
func log2Near(m float32) (high, low float32) {
	f, g := float32(m-1), float32(m+1)
	s := float32(f / g)
	sLow := float32(FMA(-s, float32(m-float32(g-1)), FMA(-s, g, f)) / g)
	z := float32(s * s)
	zLow := FMA(float32(s+s), sLow, FMA(s, s, -z))

	tail := float32(z * polynomial(z, log2Terms[:]))
	w := float32(log2Hi3 + tail)
	wLow := float32(float32(float32(log2Hi3-w)+tail) + log2Lo3)
	v := float32(z * w)
	vLow := FMA(zLow, w, FMA(z, wLow, FMA(z, w, -v)))
	c := float32(log2Hi + v)
	cLow := float32(float32(float32(log2Hi-c)+v) + float32(vLow+log2Lo))
	high = float32(s * c)
	return high, FMA(sLow, c, FMA(s, cLow, FMA(s, c, -high)))
}

// exp2 is 2^(y + l) for l far below y, y from -151 to 129.
func exp2(y, l float32) float32 {
	i := float32(y + shifter)
	d := float32(y - float32(i-shifter))
	r := float32(d + l)
	rLow := float32(l - float32(r-d))
	t := float32(r * ln2High)
	tLow := FMA(rLow, ln2High, FMA(r, ln2Rest, FMA(r, ln2High, -t)))
	tail := FMA(float32(t*t), polynomial(t, powTerms[:]), tLow)
	p := float32(1 + t)
	p = float32(p + float32(float32(t-float32(p-1))+tail))
	e := int32(math.Float32bits(i)) - int32(math.Float32bits(shifter))
	half := e >> 1
	return float32(float32(p*power(half)) * power(e-half))
}
