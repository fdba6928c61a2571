package f32

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

var (
	e4m3fn   = format{mantissa: 3, bias: 7, sign: 0x80, most: 0x7e, over: 0x7f, nan: 0x7f}
	e4m3fnuz = format{mantissa: 3, bias: 8, sign: 0x80, most: 0x7f, over: 0x80, nan: 0x80, unsigned: true}
	e5m2     = format{mantissa: 2, bias: 15, sign: 0x80, most: 0x7b, over: 0x7c, nan: 0x7e, inf: true}
	e5m2fnuz = format{mantissa: 2, bias: 16, sign: 0x80, most: 0x7f, over: 0x80, nan: 0x80, unsigned: true}
	e2m1     = format{mantissa: 1, bias: 1, sign: 0x8, most: 0x7, over: 0x7, nan: 0x8}
)

func (s Small) format() *format {
	switch s {
	case E4M3FN:
		return &e4m3fn
	case E4M3FNUZ:
		return &e4m3fnuz
	case E5M2:
		return &e5m2
	case E5M2FNUZ:
		return &e5m2fnuz
	default:
		return &e2m1
	}
}

// From gives the number that a code stands for, exactly.
func (s Small) From(code uint8) F32 {
	if s == E8M0 {
		return fromE8M0(code)
	}
	return s.format().widen(uint16(code))
}

// To rounds to the nearest code, ties to even. What rounds beyond the largest number becomes that number if saturate, else
// infinity, and NaN where there is none; E2M1 always saturates, and its code for NaN is that of -0. E8M0 rounds up (ToE8M0).
func (s Small) To(a F32, saturate bool) uint8 {
	if s == E8M0 {
		return ToE8M0(a, PowerUp, saturate)
	}
	return uint8(s.format().narrow(a, saturate))
}
