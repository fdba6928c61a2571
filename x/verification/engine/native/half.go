package native

import "math"

var (
	two112   = bits(0x77800000) // 2^112, the distance of the exponents' biases
	largeF16 = bits(0x477ff000) // 65520, from which on a float16 is an infinity
	smallF16 = bits(0x38800000) // 2^-14, below which a float16 is subnormal
	halfF16  = bits(0x3f000000) // 1/2, whose neighbours are as far apart as subnormal float16 are
)

const (
	infinity = 0x7f800000
	infF16   = 0x7c00
	nanF16   = 0x7e00
	nanBF16  = 0x7fc0
	signF16  = 0x8000
)

// FromF16 widens an IEEE 754 binary16, exactly.
func FromF16(h uint16) float32 {
	magnitude := uint32(h &^ signF16)
	sign := uint32(h&signF16) << 16
	switch {
	case magnitude > infF16:
		return canonical
	case magnitude == infF16:
		return bits(sign | infinity)
	default:
		return bits(sign | math.Float32bits(float32(bits(magnitude<<13)*two112)))
	}
}

// ToF16 rounds to the nearest IEEE 754 binary16, ties to even; what is too large becomes an infinity.
func ToF16(a float32) uint16 {
	u := math.Float32bits(a)
	sign := uint16(u>>16) & signF16
	switch x := magnitude(a); {
	case a != a:
		return nanF16
	case x >= largeF16:
		return sign | infF16
	case x < smallF16:
		return sign | uint16(math.Float32bits(float32(x+halfF16))) // the sum rounds; its fraction is the code
	default:
		m := u&^signBit - 112<<23
		return sign | uint16((m+0xfff+m>>13&1)>>13)
	}
}

// FromBF16 widens a bfloat16, exactly.
func FromBF16(h uint16) float32 { return canon(bits(uint32(h) << 16)) }

// ToBF16 rounds to the nearest bfloat16, ties to even; what is too large becomes an infinity.
func ToBF16(a float32) uint16 {
	if a != a {
		return nanBF16
	}
	u := math.Float32bits(a)
	return uint16((u + 0x7fff + u>>16&1) >> 16)
}

// FromF64 rounds the binary64 number of these bits once, to nearest, ties to even.
func FromF64(b uint64) float32 { return canon(float32(math.Float64frombits(b))) }

// OddFromF64 rounds the binary64 number of these bits to odd: what is not exact becomes the neighbour whose last bit is set, and
// what is too large the largest number.
func OddFromF64(b uint64) float32 {
	x := math.Float64frombits(b)
	y := float32(x)
	u := math.Float32bits(y)
	switch {
	case x != x:
		return canonical
	case float64(y) == x || u&1 == 1:
		return y
	case math.Abs(float64(y)) > math.Abs(x): // the neighbour towards zero is the odd one
		return bits(u - 1)
	default:
		return bits(u + 1)
	}
}

// ToF64 gives the bits of the same number in binary64; of NaNs 0x7ff8000000000000.
func ToF64(a float32) uint64 {
	if a != a {
		return 0x7ff8 << 48
	}
	return math.Float64bits(float64(a))
}
