package f32_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

const minus = f32.F32(1 << 31)

func TestRoundingAtItsEnds(t *testing.T) {
	const half, almost, afterHalf, three, two = 0x3f000000, 0x3effffff, 0x3f000001, 0x40400000, 0x40000000
	for _, c := range []struct {
		name      string
		got, want f32.F32
	}{
		{"floor(-0) is -0", f32.Floor(minus), minus},
		{"floor(-2^-149) is -1", f32.Floor(minus | 1), minus | f32.One},
		{"floor(2^-149) is +0", f32.Floor(1), 0},
		{"ceil(-0.5) is -0", f32.Ceil(minus | half), minus},
		{"ceil(2^-149) is 1", f32.Ceil(1), f32.One},
		{"trunc(-0.99) is -0", f32.Trunc(minus | 0x3f7fffff), minus},
		{"round(0.5) is +0", f32.Round(half), 0},
		{"round(-0.5) is -0", f32.Round(minus | half), minus},
		{"round(0.5 less a bit) is +0", f32.Round(almost), 0},
		{"round(0.5 and a bit) is 1", f32.Round(afterHalf), f32.One},
		{"round(2.5) is 2", f32.Round(0x40200000), two},
		{"round(8388607.5) is 8388608", f32.Round(0x4affffff), 0x4b000000},
		{"floor(3) is 3", f32.Floor(three), three},
		{"ceil(+inf) is +inf", f32.Ceil(f32.Inf), f32.Inf},
		{"sign(-0) is +0", f32.Sign(minus), 0},
		{"sign(-2^-149) is -1", f32.Sign(minus | 1), minus | f32.One},
		{"sign(+inf) is 1", f32.Sign(f32.Inf), f32.One},
	} {
		require.Equal(t, c.want, c.got, c.name)
	}
}

func TestTrigonometryAtItsEnds(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want f32.F32
	}{
		{"sin(-0) is -0", f32.Sin(minus), minus},
		{"sin(+inf) is NaN", f32.Sin(f32.Inf), f32.NaN},
		{"cos(-inf) is NaN", f32.Cos(minus | f32.Inf), f32.NaN},
		{"tan(-0) is -0", f32.Tan(minus), minus},
		{"tan(-inf) is NaN", f32.Tan(minus | f32.Inf), f32.NaN},
		{"sin of a subnormal is itself", f32.Sin(0x80000123), 0x80000123},
		{"cos(0) is 1", f32.Cos(0), f32.One},
		{"cos of the number nearest to pi/2 is what that misses", f32.Cos(0x3fc90fdb), 0xb33bbd2e},
		{"sin of the number nearest to a multiple of pi/2", f32.Sin(0x6f79be45), f32.One},
		{"cos of it", f32.Cos(0x6f79be45), 0xb0ddeea9},
		{"tan of it", f32.Tan(0x6f79be45), 0xce13a60e},
		{"sin of the largest number", f32.Sin(0x7f7fffff), 0xbf0599b3},
		{"cos of the largest number", f32.Cos(0x7f7fffff), 0x3f5a5f96},
		{"asin(-1) is -pi/2", f32.Asin(minus | f32.One), 0xbfc90fdb},
		{"asin above 1 is NaN", f32.Asin(0x3f800001), f32.NaN},
		{"asin(-inf) is NaN", f32.Asin(minus | f32.Inf), f32.NaN},
		{"acos(1) is +0", f32.Acos(f32.One), 0},
		{"acos(-1) is pi", f32.Acos(minus | f32.One), 0x40490fdb},
		{"acos(-0) is pi/2", f32.Acos(minus), 0x3fc90fdb},
		{"acos below -1 is NaN", f32.Acos(0xbf800001), f32.NaN},
		{"atan(-inf) is -pi/2", f32.Atan(minus | f32.Inf), 0xbfc90fdb},
		{"atan(-0) is -0", f32.Atan(minus), minus},
		{"sinh(-0) is -0", f32.Sinh(minus), minus},
		{"sinh(-inf) is -inf", f32.Sinh(minus | f32.Inf), minus | f32.Inf},
		{"sinh of the last number before it overflows", f32.Sinh(0x42b2d4fc), 0x7f7fffec},
		{"sinh of the next", f32.Sinh(0x42b2d4fd), f32.Inf},
		{"cosh(-0) is 1", f32.Cosh(minus), f32.One},
		{"cosh(-inf) is +inf", f32.Cosh(minus | f32.Inf), f32.Inf},
		{"asinh(-inf) is -inf", f32.Asinh(minus | f32.Inf), minus | f32.Inf},
		{"asinh(-0) is -0", f32.Asinh(minus), minus},
		{"acosh(1) is +0", f32.Acosh(f32.One), 0},
		{"acosh below 1 is NaN", f32.Acosh(0x3f7fffff), f32.NaN},
		{"acosh(-2) is NaN", f32.Acosh(0xc0000000), f32.NaN},
		{"acosh(+inf) is +inf", f32.Acosh(f32.Inf), f32.Inf},
		{"atanh(-1) is -inf", f32.Atanh(minus | f32.One), minus | f32.Inf},
		{"atanh above 1 is NaN", f32.Atanh(0x3f800001), f32.NaN},
	} {
		require.Equal(t, c.want, c.got, c.name)
	}
}

func TestRemaindersAtTheirEnds(t *testing.T) {
	const three, two = 0x40400000, 0x40000000
	for _, c := range []struct {
		name      string
		got, want f32.F32
	}{
		{"3 mod 2 is 1", f32.FMod(three, two), f32.One},
		{"-3 mod 2 is -1", f32.FMod(minus|three, two), minus | f32.One},
		{"3 mod -2 is 1", f32.FMod(three, minus|two), f32.One},
		{"-2 mod 2 is -0", f32.FMod(minus|two, two), minus},
		{"-0 mod 2 is -0", f32.FMod(minus, two), minus},
		{"3 mod inf is 3", f32.FMod(three, minus|f32.Inf), three},
		{"inf mod 2 is NaN", f32.FMod(f32.Inf, two), f32.NaN},
		{"3 mod 0 is NaN", f32.FMod(three, minus), f32.NaN},
		{"the largest number mod the smallest", f32.FMod(0x7f7fffff, 1), 0},
		{"the largest number mod 3 times the smallest", f32.FMod(0x7f7fffff, 3), 0},
	} {
		require.Equal(t, c.want, c.got, c.name)
	}
}

func TestFunctionsOfNaNAreCanonical(t *testing.T) {
	for _, op := range operations {
		switch op.name {
		case "less", "lessEqual", "equal", "isNaN", "toInt32", "fromInt32":
			continue
		}
		require.Equal(t, f32.NaN, op.soft(0xffc12345, 0x40490fdb, f32.One), op.name)
	}
}
