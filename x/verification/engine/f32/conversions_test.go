package f32_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// conversion changes a number's type, from so many bits to so many, in both implementations.
type conversion struct {
	name         string
	from, to     int
	soft, native func(uint64) uint64
}

// intoF32 converts codes of type C to numbers.
func intoF32[C uint8 | uint16 | uint64 | int64](name string, from int, soft func(C) f32.F32, nat func(C) float32) conversion {
	return conversion{
		name, from, 32,
		func(v uint64) uint64 { return uint64(soft(C(v))) },
		func(v uint64) uint64 { return uint64(toSoft(nat(C(v)))) },
	}
}

// outOfF32 converts numbers to codes of type C.
func outOfF32[C uint8 | uint16 | uint64 | int64](name string, to int, soft func(f32.F32) C, nat func(float32) C) conversion {
	return conversion{
		name, 32, to,
		func(v uint64) uint64 { return uint64(soft(f32.F32(v))) },
		func(v uint64) uint64 { return uint64(nat(toHard(f32.F32(v)))) },
	}
}

var smalls = []struct {
	name   string
	format f32.Small
	native native.Small
	bits   int
}{
	{"E4M3FN", f32.E4M3FN, native.E4M3FN, 8},
	{"E4M3FNUZ", f32.E4M3FNUZ, native.E4M3FNUZ, 8},
	{"E5M2", f32.E5M2, native.E5M2, 8},
	{"E5M2FNUZ", f32.E5M2FNUZ, native.E5M2FNUZ, 8},
	{"E8M0", f32.E8M0, native.E8M0, 8},
	{"E2M1", f32.E2M1, native.E2M1, 4},
}

func conversions() []conversion {
	all := []conversion{
		intoF32("fromInt64", 64, f32.FromInt64, native.FromInt64),
		intoF32("fromUint64", 64, f32.FromUint64, native.FromUint64),
		outOfF32("toInt64", 64, f32.ToInt64, native.ToInt64),
		outOfF32("truncInt64", 64, f32.TruncInt64, native.TruncInt64),
		outOfF32("truncUint64", 64, f32.TruncUint64, native.TruncUint64),
		intoF32("fromF16", 16, f32.FromF16, native.FromF16),
		outOfF32("toF16", 16, f32.ToF16, native.ToF16),
		intoF32("fromBF16", 16, f32.FromBF16, native.FromBF16),
		outOfF32("toBF16", 16, f32.ToBF16, native.ToBF16),
		intoF32("fromF64", 64, f32.FromF64, native.FromF64),
		intoF32("oddFromF64", 64, f32.OddFromF64, native.OddFromF64),
		outOfF32("toF64", 64, f32.ToF64, native.ToF64),
	}
	for _, s := range smalls {
		all = append(all, intoF32("from"+s.name, s.bits, s.format.From, s.native.From))
		for suffix, saturate := range ordered("", "Saturated") {
			if s.format != f32.E8M0 {
				all = append(all, outOfF32("to"+s.name+suffix, s.bits,
					func(a f32.F32) uint8 { return s.format.To(a, saturate) },
					func(a float32) uint8 { return s.native.To(a, saturate) }))
			}
		}
	}
	for i, direction := range []string{"Up", "Down", "Nearest"} {
		for suffix, saturate := range ordered("", "Saturated") {
			all = append(all, outOfF32("toE8M0"+direction+suffix, 8,
				func(a f32.F32) uint8 { return f32.ToE8M0(a, f32.PowerRounding(i), saturate) },
				func(a float32) uint8 { return native.ToE8M0(a, native.PowerRounding(i), saturate) }))
		}
	}
	return all
}

// ordered yields a name for false, then one for true.
func ordered(no, yes string) func(yield func(string, bool) bool) {
	return func(yield func(string, bool) bool) { _ = yield(no, false) && yield(yes, true) }
}

// operand draws an operand: for 64 bits often one of few significant bits, or a binary64 number near those of binary32.
func (c conversion) operand(g *splitmix) uint64 {
	x := g.next()
	switch {
	case c.from == 32:
		a, _, _ := g.draw()
		return uint64(a)
	case c.from < 32:
		return x & (1<<c.from - 1)
	case x&3 == 0:
		return g.next() >> (x >> 58)
	case x&3 == 1:
		return math.Float64bits(float64(toHard(f32.F32(g.next())))) + x>>2&31<<(x>>7&31) - 1<<(x>>12&31)
	default:
		return g.next()
	}
}

func (c conversion) disagreement(v uint64) bool { return c.soft(v) != c.native(v) }

func TestConversionsAgree(t *testing.T) {
	n, s := setting(t, "SURETY_FLOAT_PAIRS", defaultPairs/8), seed(t)
	for _, c := range conversions() {
		t.Run(c.name, func(t *testing.T) {
			if c.from <= 16 {
				for v := range uint64(1) << c.from {
					require.Equal(t, c.soft(v), c.native(v), "%s(%x)", c.name, v)
				}
				return
			}
			for _, a := range edges() {
				for _, v := range []uint64{uint64(a), uint64(a)<<32 | uint64(a), math.Float64bits(float64(toHard(a)))} {
					v &= 1<<c.from - 1
					require.Equal(t, c.soft(v), c.native(v), "%s(%x)", c.name, v)
				}
			}
			g := splitmix(s)
			for range n {
				if v := c.operand(&g); c.disagreement(v) {
					t.Fatalf("%s(%x) differs, SURETY_SEED=%d", c.name, v, s)
				}
			}
		})
	}
}
