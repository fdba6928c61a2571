package f32_test

import (
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// edges are the numbers at which binary32 changes its behaviour, of both signs.
func edges() []f32.F32 {
	magnitudes := []uint32{
		0, 1, 2, 3, 0x3fffff, 0x400000, 0x7ffffe, 0x7fffff, // zero and subnormals
		0x800000, 0x800001, 0x00ffffff, 0x01000000, 0x0c000000, 0x0c800000, // the smallest normals, and whose product is subnormal
		0x1f800000, 0x1fffffff, 0x20000000, 0x33000000, 0x33800000, 0x33800001, 0x34000000, // 2^-64, 2^-25 to 2^-23
		0x3effffff, 0x3f000000, 0x3f000001, 0x3f7ffffe, 0x3f7fffff, 0x3f800000, 0x3f800001, 0x3fc00000, 0x3fffffff, 0x40000000,
		0x4affffff, 0x4b000000, 0x4b000001, 0x4b7fffff, 0x4b800000, 0x4b800001, // 2^23 and 2^24
		0x4effffff, 0x4f000000, 0x4f000001, 0x5f000000, 0x5f7fffff, 0x5f800000, // 2^31, 2^63, 2^64
		0x7e7fffff, 0x7effffff, 0x7f000000, 0x7f7ffffe, 0x7f7fffff, // the largest
		0x7f800000, 0x7f800001, 0x7fa00000, 0x7fc00000, 0x7fc00001, 0x7fffffff, // infinity, NaNs signalling and quiet
	}
	var out []f32.F32
	for _, m := range magnitudes {
		out = append(out, f32.F32(m), f32.F32(m|1<<31))
	}
	return out
}

// splitmix is Steele, Lea and Flood's generator: small, seeded, good enough to hit every path.
type splitmix uint64

func (s *splitmix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

const (
	signAndFraction = 0x807fffff
	exponent        = 0x7f800000
)

// draw mixes uniform bits with what uniform bits hardly ever hit.
func (s *splitmix) draw() (a, b, c f32.F32) {
	x, y := s.next(), s.next()
	a, b, c = f32.F32(x), f32.F32(x>>32), f32.F32(y)
	switch y >> 61 {
	case 0: // near exponents: cancellation
		b = b&signAndFraction | a&exponent + f32.F32(y>>40&3)<<23
	case 1: // short significands and near exponents: exact ties
		short := ^f32.F32(1<<(y>>40&15) - 1)
		a, b = a&signAndFraction&short|0x3f800000, b&signAndFraction&short|0x3f800000
		c = c&signAndFraction&short | f32.F32(101+y>>44&63)<<23
	case 2: // c near -a*b
		c = f32.Neg(f32.Mul(a, b)) ^ f32.F32(y>>50&3)
	case 3: // products among the subnormals
		a = a&signAndFraction | f32.F32(40+y>>40&31)<<23
		b = b&signAndFraction | f32.F32(24+y>>45&63)<<23
		c &= 0x80ffffff
	case 4: // all subnormal
		a, b, c = a&signAndFraction, b&signAndFraction, c&0x80ffffff
	case 5: // the range of the functions
		a = a&signAndFraction | f32.F32(100+y>>40&35)<<23
	case 6: // powers and remainders in range: from near 1 to a large exponent, from afar to a small one
		n := f32.F32(y >> 40 & 31)
		a = f32.One + a&0x7fffff>>n | a&(1<<31)
		if y>>50&1 == 0 {
			a = 2*f32.One - a&^(1<<31) // below 1
		}
		b = b&signAndFraction | (122+n+f32.F32(y>>45&7))<<23
	}
	return a, b, c
}

// setting is a number from the environment.
func setting(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, name)
	return n
}

func seed(t *testing.T) uint64 {
	t.Helper()
	return setting(t, "SURETY_SEED", 20261123)
}
