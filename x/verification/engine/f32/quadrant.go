package f32

import "math/bits"

// twoOverPi is 2/pi, bit by bit: the highest bit of the first word is worth 2^25.
var twoOverPi = [5]uint64{0x00000028be60db93, 0x91054a7f09d5f47d, 0x4d377036d8a5664f, 0x10e4107f9458eaf7, 0xaef1586dc91b8e90}

const (
	halfPi63     = 0xc90fdaa22168c235 // pi/2 * 2^63
	two61    F32 = 0x21000000         // 2^-61
)

// quadrant splits |a| into q quarters of a turn, modulo 4, and a rest of at most pi/4 either way; not ok of infinities and NaNs.
//
// |a| * 2/pi is wanted modulo 4, so only the bits of 2/pi from a certain one on matter, and 128 of them are enough: no binary32
// number is nearer to a multiple of pi/2 than 2^-30 quarters (Payne and Hanek, Radian reduction for trigonometric functions, 1983).
func quadrant(a F32) (q uint32, r F32, ok bool) {
	x := a &^ signBit
	switch {
	case x < quarterPi:
		return 0, x, true
	case x >= Inf:
		return 0, 0, false
	}
	m, first := uint64(x&fracMask|hidden), uint(x>>fracBits-126)
	k, s := first>>6, first&63
	high := twoOverPi[k]<<s | twoOverPi[k+1]>>(64-s)
	low := twoOverPi[k+1]<<s | twoOverPi[k+2]>>(64-s)
	carried, _ := bits.Mul64(m, low)
	turns := m*high + carried // in units of 2^-62 quarters, modulo 4
	q = uint32((turns + 1<<61) >> 62)
	rest := int64(turns<<2) >> 2
	sign := F32(0)
	if rest < 0 {
		rest, sign = -rest, signBit
	}
	angle, _ := bits.Mul64(uint64(rest), halfPi63)
	return q, Mul(FromUint64(angle), two61) | sign, true
}
