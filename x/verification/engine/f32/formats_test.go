package f32_test

import (
	"math"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// model is a narrow format by its definition: values are the numbers of its non-negative codes, in order, up to the largest finite
// one; sign is its sign bit. over is what is beyond all of them, nan what NaN becomes.
type model struct {
	name            string
	from            func(uint16) f32.F32
	to              func(a f32.F32, saturate bool) uint16
	values          []float64
	sign, over, nan uint16
	unsigned        bool
}

// numbers lists 2^(e-bias) * (1 + f/2^m), or 2^(1-bias) * f/2^m where e is 0, for the codes from 0 to most.
func numbers(mantissa, bias int, most uint16) []float64 {
	var out []float64
	for code := range int(most) + 1 {
		e, f := code>>mantissa, code&(1<<mantissa-1)
		if e > 0 {
			e, f = e-1, f+1<<mantissa
		}
		out = append(out, math.Ldexp(float64(f), e+1-bias-mantissa))
	}
	return out
}

func models() []model {
	half := func(name string, from func(uint16) f32.F32, to func(f32.F32) uint16, m model) model {
		m.name, m.from, m.sign = name, from, 1<<15
		m.to = func(a f32.F32, _ bool) uint16 { return to(a) }
		return m
	}
	small := func(s f32.Small, name string, m model) model {
		m.name = name
		m.from = func(code uint16) f32.F32 { return s.From(uint8(code)) }
		m.to = func(a f32.F32, saturate bool) uint16 { return uint16(s.To(a, saturate)) }
		return m
	}
	return []model{
		half("F16", f32.FromF16, f32.ToF16, model{values: numbers(10, 15, 0x7bff), over: 0x7c00, nan: 0x7e00}),
		half("BF16", f32.FromBF16, f32.ToBF16, model{values: numbers(7, 127, 0x7f7f), over: 0x7f80, nan: 0x7fc0}),
		small(f32.E4M3FN, "E4M3FN", model{values: numbers(3, 7, 0x7e), sign: 0x80, over: 0x7f, nan: 0x7f}),
		small(f32.E4M3FNUZ, "E4M3FNUZ", model{values: numbers(3, 8, 0x7f), sign: 0x80, over: 0x80, nan: 0x80, unsigned: true}),
		small(f32.E5M2, "E5M2", model{values: numbers(2, 15, 0x7b), sign: 0x80, over: 0x7c, nan: 0x7e}),
		small(f32.E5M2FNUZ, "E5M2FNUZ", model{values: numbers(2, 16, 0x7f), sign: 0x80, over: 0x80, nan: 0x80, unsigned: true}),
		small(f32.E2M1, "E2M1", model{values: numbers(1, 1, 7), sign: 8, over: 7, nan: 8}),
	}
}

// middle lies between a code and the next.
func (m model) middle(code int) float64 {
	if code+1 == len(m.values) {
		return m.values[code] + (m.values[code]-m.values[code-1])/2
	}
	return (m.values[code] + m.values[code+1]) / 2
}

// nearest is the code of x by definition.
func (m model) nearest(x float64, saturate bool) uint16 {
	below := max(sort.Search(len(m.values), func(i int) bool { return m.values[i] > math.Abs(x) })-1, 0)
	if mid := m.middle(below); math.Abs(x) > mid || math.Abs(x) == mid && below&1 == 1 {
		below++
	}
	code := uint16(below)
	if below == len(m.values) {
		code = m.over
		if saturate && m.sign <= 0x80 {
			code = uint16(below - 1)
		}
	}
	if !math.Signbit(x) || m.unsigned && code == 0 {
		return code
	}
	return code | m.sign
}

func TestNarrowFormatsAreWidenedByTheirDefinition(t *testing.T) {
	for _, m := range models() {
		for code, want := range m.values {
			require.Equal(t, toSoft(float32(want)), m.from(uint16(code)), "%s %x", m.name, code)
			if code > 0 || !m.unsigned {
				require.Equal(t, toSoft(float32(want))|1<<31, m.from(uint16(code)|m.sign), "%s -%x", m.name, code)
			}
		}
		for code := len(m.values); code < int(m.sign); code++ {
			want := f32.NaN
			if uint16(code) == m.over && m.over != m.nan {
				want = f32.Inf
			}
			require.Equal(t, want, m.from(uint16(code)), "%s %x", m.name, code)
			require.Equal(t, want == f32.NaN, m.from(uint16(code)|m.sign) == f32.NaN, "%s -%x", m.name, code)
		}
	}
	require.Equal(t, f32.NaN, f32.E4M3FNUZ.From(0x80))
	require.Equal(t, f32.NaN, f32.E5M2FNUZ.From(0x80))
	require.Equal(t, f32.E2M1.From(0x05), f32.E2M1.From(0xf5), "the high four bits mean nothing")
}

func TestNarrowFormatsTakeTheNearestCode(t *testing.T) {
	for _, m := range models() {
		try := func(a f32.F32) {
			for _, saturate := range []bool{false, true} {
				want := m.nan
				if !a.IsNaN() {
					want = m.nearest(float64(toHard(a)), saturate)
				}
				if got := m.to(a, saturate); got != want {
					t.Fatalf("%s of %08x, saturate %v: %x is not %x", m.name, a, saturate, got, want)
				}
			}
		}
		for code := range m.values {
			mid := toSoft(float32(m.middle(code)))
			for _, a := range []f32.F32{toSoft(float32(m.values[code])), mid - 1, mid, mid + 1} {
				try(a)
				try(a | 1<<31)
			}
		}
		for _, a := range edges() {
			try(a)
		}
		g := splitmix(seed(t))
		for range 200_000 {
			a, _, _ := g.draw()
			try(a)
		}
	}
}

// A binary64 number beside the middle of two codes, rounded to binary32 first, would land on it.
func TestBinary64IsRoundedOnceByWayOfOdd(t *testing.T) {
	for _, m := range models() {
		for code := range m.values {
			mid := math.Float64bits(m.middle(code))
			for _, b := range []uint64{mid - 1, mid, mid + 1, mid + 1<<63} {
				require.Equal(t, m.nearest(math.Float64frombits(b), true), m.to(f32.OddFromF64(b), true), "%s %016x", m.name, b)
			}
		}
	}
	require.Equal(t, f32.F32(0x7f7fffff), f32.OddFromF64(math.Float64bits(1e300)), "too large is the largest number, which is odd")
	require.Equal(t, f32.F32(0x80000001), f32.OddFromF64(math.Float64bits(-1e-300)), "too small is the smallest, of the same sign")
}

func TestPowersOfTwo(t *testing.T) {
	const up, down, nearest = f32.PowerUp, f32.PowerDown, f32.PowerNearest
	for _, c := range []struct {
		name     string
		a        float64
		r        f32.PowerRounding
		saturate bool
		want     uint8
	}{
		{"1 is 2^0", 1, up, true, 127},
		{"above 1, up is 2", 1.0000001192092896, up, true, 128},
		{"below 2, down is 1", 1.9999998807907104, down, true, 127},
		{"the middle goes up", 1.5, nearest, true, 128},
		{"below the middle is nearer to 1", 1.4999998807907104, nearest, true, 127},
		{"0 saturates", 0, up, true, 0},
		{"-0 does as well", math.Copysign(0, -1), up, true, 0},
		{"0 is no power", 0, nearest, false, 0xff},
		{"2^-127", 0x1p-127, nearest, false, 0},
		{"2^-128 is out of range", 0x1p-128, up, false, 0xff},
		{"above 2^-128, up is 2^-127", 0x1.001p-128, up, false, 0},
		{"below 2^-127, down is out of range", 0x1.8p-128, down, false, 0xff},
		{"below 2^-127, down saturates", 0x1.8p-128, down, true, 0},
		{"the middle below 2^-127 goes up", 0x1.8p-128, nearest, false, 0},
		{"2^127", 0x1p127, up, false, 0xfe},
		{"above 2^127, up is out of range", 0x1.8p127, up, false, 0xff},
		{"above 2^127, up saturates", 0x1.8p127, up, true, 0xfe},
		{"above 2^127, nearest", 0x1.4p127, nearest, false, 0xfe},
		{"infinity saturates", math.Inf(1), down, true, 0xfe},
		{"infinity is no power", math.Inf(1), down, false, 0xff},
		{"below zero is no power", -1, up, true, 0xff},
		{"NaN", math.NaN(), up, true, 0xff},
	} {
		require.Equal(t, c.want, f32.ToE8M0(toSoft(float32(c.a)), c.r, c.saturate), c.name)
	}
	for code := range 255 {
		a := f32.E8M0.From(uint8(code))
		require.Equal(t, math.Ldexp(1, code-127), float64(toHard(a)))
		require.Equal(t, uint8(code), f32.E8M0.To(a, false))
	}
	require.Equal(t, f32.NaN, f32.E8M0.From(0xff))
}
