package graphtest

import "encoding/binary"

// awkward are the bit patterns that arithmetic goes wrong at: zeros, subnormals, the largest, infinities, NaNs with payloads.
var awkward = []uint32{
	0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007fffff, 0x807fffff, 0x00800000, 0x3f800000, 0xbf800000, 0x3f800001,
	0x7f7fffff, 0xff7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0xffc00000, 0x7f800001, 0xffbfffff,
}

// Values are count float32 of a kind that the seed picks: well-behaved numbers, well-behaved with some awkward ones, or any bits.
func Values(seed, count uint64) []byte {
	out := make([]byte, 0, 4*count)
	state := seed
	for range count {
		out = binary.LittleEndian.AppendUint32(out, value(seed%3, next(&state)))
	}
	return out
}

func value(kind, random uint64) uint32 {
	if kind == 2 {
		return uint32(random)
	}
	if kind == 1 && random>>60 == 0 {
		return awkward[random%uint64(len(awkward))]
	}
	const sign, fraction = 1 << 31, 1<<23 - 1
	exponent := uint32(121 + random>>48%8) // 2^-6 to 2^1
	return uint32(random)&sign | exponent<<23 | uint32(random)&fraction
}

// next is splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
func next(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
