package graphtest

import (
	"encoding/binary"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

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

// ValuesOf are count elements of any type, of a kind that the seed picks: for float32 those of Values, or awkward ones alone, so that
// there are ties; elsewhere small numbers, awkward ones (see Awkward), or any bits.
func ValuesOf(t graph.Dtype, seed, count uint64) []byte {
	if t == graph.Float32 && seed%4 != 0 {
		return Values(seed, count)
	}
	hard := Awkward(t)
	var out []byte
	state := seed
	for range count {
		random := next(&state)
		bits := random >> 8
		switch kind := seed % 3; {
		case t == graph.Float32 || kind == 1:
			bits = hard[random%uint64(len(hard))]
		case kind == 0:
			bits = small(t, random)
		}
		out = appendBits(out, t, bits)
	}
	return out
}

// small is a number not far from zero: below 8 for integers, about 1 for other floats.
func small(t graph.Dtype, random uint64) uint64 {
	sign := random >> 63
	switch t {
	case graph.Bool:
		return sign
	case graph.Float16:
		return sign<<15 | 14<<10 | random&0x7ff
	case graph.Bfloat16:
		return sign<<15 | 126<<7 | random&0xff
	case graph.Float64:
		return sign<<63 | 1022<<52 | random&(1<<52-1)
	default:
		return random%16 - 8
	}
}

// Awkward are the bit patterns of a type at which conversions and arithmetic go wrong.
func Awkward(t graph.Dtype) []uint64 {
	var out []uint64
	switch size := t.ElementSize(); {
	case t == graph.Float32:
		for _, v := range awkward {
			out = append(out, uint64(v))
		}
		return out
	case t == graph.Float16:
		return []uint64{0, 0x8000, 1, 0x8001, 0x3ff, 0x400, 0x3c00, 0xbc00, 0x7bff, 0xfbff, 0x7c00, 0xfc00, 0x7e00, 0xfd01, 0x3555}
	case t == graph.Bfloat16:
		return []uint64{0, 0x8000, 1, 0x8001, 0x7f, 0x80, 0x3f80, 0xbf80, 0x7f7f, 0xff7f, 0x7f80, 0xff80, 0x7fc0, 0xff81, 0x4b80, 0x4f00}
	case t == graph.Float64:
		return awkwardDoubles()
	case size == 1: // small enough to take all
		for v := range uint64(256) {
			out = append(out, v)
		}
		return out
	default:
		ones := ^uint64(0) >> (64 - 8*size)
		for _, v := range []uint64{0, 1, 2, 3, 7, 8, 63, 64, 100, ones >> 1, ones>>1 - 1, ones >> 2} {
			out = append(out, v, ^v&ones)
		}
		return append(out, 1<<24+1, 1<<24+3) // between two numbers of binary32, where the type has them
	}
}

// awkwardDoubles are the ends of binary64 and of the formats it is narrowed to, and what lies between two of their numbers.
func awkwardDoubles() []uint64 {
	out := []uint64{
		0, 1, 0x000fffffffffffff, 0x0010000000000000, 0x7fefffffffffffff, 0x7ff0000000000000, 0x7ff8000000000000, 0x7ff0000000000001,
		0x3ff0000000000000, 0x3ff0000010000000, 0x3ff0000010000001, 0x3ff0000030000000, // about 1, between two of binary32
		0x47efffffe0000000, 0x47effffff0000000, 0x47efffffefffffff, 0x36a0000000000000, 0x3690000000000000, 0x3690000000000001, // its ends
		0x3ff0020000000000, 0x3ff0020000000001, 0x3ff0060000000000, 0x40effe0000000000, 0x40effe0000000001, 0x40effdffffffffff, // of binary16
		0x3ff0100000000001, 0x43e0000000000000, 0x41dfffffffc00000, 0x4330000000000001,
	}
	for _, v := range out[:len(out):len(out)] {
		out = append(out, v|1<<63)
	}
	return out
}

// Indices are count indices of int32 or int64 into extent entries, most of them inside, some negative, at the ends or far outside.
func Indices(t graph.Dtype, seed, count, extent uint64) []byte {
	var out []byte
	hard := Awkward(t)
	state := seed
	for range count {
		random := next(&state)
		at := random >> 8 % extent
		switch random % 8 {
		case 0:
			at -= extent
		case 1:
			at = hard[random>>8%uint64(len(hard))]
		case 2:
			at = extent * (random >> 8 % 3)
		}
		out = appendBits(out, t, at)
	}
	return out
}

// Elements are the low bits of each, little-endian.
func Elements(t graph.Dtype, bits ...uint64) []byte {
	var out []byte
	for _, v := range bits {
		out = appendBits(out, t, v)
	}
	return out
}

// Integer reads an element of int32 or int64.
func Integer(t graph.Dtype, b []byte) int64 {
	if t == graph.Int32 {
		return int64(int32(binary.LittleEndian.Uint32(b)))
	}
	return int64(binary.LittleEndian.Uint64(b))
}

// appendBits adds the low bits of an element, little-endian.
func appendBits(out []byte, t graph.Dtype, bits uint64) []byte {
	return append(out, binary.LittleEndian.AppendUint64(nil, bits)[:t.ElementSize()]...)
}

// next is splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
func next(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
