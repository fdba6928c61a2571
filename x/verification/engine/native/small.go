package native

import "math"

// Small is a floating-point format of 8 bits or fewer, as in ONNX. A code is a byte; E2M1 uses its low four bits and ignores the
// others.
type Small uint8

// The digits name the bits of exponent and mantissa; FN is a format without infinities, UZ one whose zero has no sign.
const (
	// E4M3FN has NaNs 0x7f and 0xff, and reaches 448.
	E4M3FN Small = iota
	// E4M3FNUZ has the NaN 0x80 and reaches 240.
	E4M3FNUZ
	// E5M2 has infinities and NaNs as IEEE 754 formats do, and reaches 57344.
	E5M2
	// E5M2FNUZ has the NaN 0x80 and reaches 57344.
	E5M2FNUZ
	// E8M0 has neither sign nor mantissa nor zero: 2^-127 to 2^127, and the NaN 0xff.
	E8M0
	// E2M1 has neither infinities nor NaNs, and reaches 6.
	E2M1
)

// layout describes a Small in binary64.
type layout struct {
	mantissa, bias int
	most           float64
	sign, nan      uint8
	top, over      uint8 // the code of most, and of what is larger and may not saturate
	infinite       bool  // over is infinity
	unsigned       bool  // zero has no sign
}

var layouts = [8]layout{
	E4M3FN:   {mantissa: 3, bias: 7, most: 448, sign: 0x80, top: 0x7e, over: 0x7f, nan: 0x7f},
	E4M3FNUZ: {mantissa: 3, bias: 8, most: 240, sign: 0x80, top: 0x7f, over: 0x80, nan: 0x80, unsigned: true},
	E5M2:     {mantissa: 2, bias: 15, most: 57344, sign: 0x80, top: 0x7b, over: 0x7c, nan: 0x7e, infinite: true},
	E5M2FNUZ: {mantissa: 2, bias: 16, most: 57344, sign: 0x80, top: 0x7f, over: 0x80, nan: 0x80, unsigned: true},
	E2M1:     {mantissa: 1, bias: 1, most: 6, sign: 0x8, top: 0x7, over: 0x7, nan: 0x8},
}

// From gives the number that a code stands for, exactly.
func (s Small) From(code uint8) float32 {
	if s == E8M0 {
		return fromE8M0(code)
	}
	l := &layouts[s&7]
	magnitude := code & (l.sign - 1)
	var x float64
	switch exp := int(magnitude >> l.mantissa); {
	case l.unsigned && code == l.sign, magnitude > l.top && (!l.infinite || magnitude != l.over):
		return canonical
	case magnitude > l.top:
		x = math.Inf(1)
	case exp == 0:
		x = float64(float64(magnitude) * power64(1-l.bias-l.mantissa))
	default:
		x = float64(float64(magnitude)*power64(-l.mantissa)) - float64(exp-1) // 1 and the fraction
		x = float64(x * power64(exp-l.bias))
	}
	if code&l.sign != 0 {
		x = -x
	}
	return float32(x)
}

// power64 is 2^n in binary64, for n among its normal exponents.
func power64(n int) float64 { return math.Float64frombits(uint64(n+1023) << 52) }

// To rounds to the nearest code, ties to even. What rounds beyond the largest number becomes that number if saturate, else
// infinity, and NaN where there is none; E2M1 always saturates, and its code for NaN is that of -0. E8M0 rounds up (ToE8M0).
func (s Small) To(a float32, saturate bool) uint8 {
	l := &layouts[s&7]
	var code uint8
	switch {
	case s == E8M0:
		return ToE8M0(a, PowerUp, saturate)
	case a != a:
		return l.nan
	default:
		code = l.nearest(math.Abs(float64(a)))
	}
	if code == l.over && saturate {
		code = l.top
	}
	if math.Float32bits(a)&signBit == 0 || l.unsigned && code == 0 {
		return code
	}
	return code | l.sign
}

// nearest is the code of a number that is not below zero. Adding and subtracting 3 * 2^51 units rounds to units.
func (l *layout) nearest(x float64) uint8 {
	if x >= 2*l.most {
		return l.over
	}
	exp := max(int(math.Float64bits(x)>>52)-1023, 1-l.bias)
	shift := float64(3 * power64(exp-l.mantissa+51))
	rounded := float64(float64(x+shift) - shift)
	if rounded > l.most {
		return l.over
	}
	if exp == 1-l.bias && rounded < power64(exp) {
		return uint8(float64(rounded * power64(l.mantissa-exp)))
	}
	return uint8(math.Float64bits(rounded)>>(52-l.mantissa) - uint64(1023-l.bias)<<l.mantissa)
}
