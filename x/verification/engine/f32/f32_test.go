package f32_test

import (
	"fmt"
	"math"
	"math/big"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func toSoft(x float32) f32.F32 { return f32.F32(math.Float32bits(x)) }

func toHard(a f32.F32) float32 { return math.Float32frombits(uint32(a)) }

// edges are the numbers at which binary32 changes its behaviour, of both signs.
func edges() []f32.F32 {
	magnitudes := []uint32{
		0, 1, 2, 3, 0x7fffff, 0x800000, 0x800001, 0x00ffffff, 0x33800000, 0x33800001, 0x34000000, 0x3effffff, 0x3f000000, 0x3f000001,
		0x3f7fffff, 0x3f800000, 0x3f800001, 0x3fc00000, 0x40000000, 0x4b000000, 0x4b7fffff, 0x4b800000, 0x4effffff, 0x4f000000,
		0x5f000000, 0x7e7fffff, 0x7effffff, 0x7f000000, 0x7f7ffffe, 0x7f7fffff, 0x7f800000, 0x7f800001, 0x7fc00000, 0x7fffffff,
	}
	var out []f32.F32
	for _, m := range magnitudes {
		out = append(out, f32.F32(m), f32.F32(m|1<<31))
	}
	return out
}

// operation compares one function with the machine's.
type operation struct {
	name string
	same func(a, b, c f32.F32) bool
}

func eq(soft f32.F32, hard float32) bool {
	if hard != hard {
		return soft == f32.NaN
	}
	return soft == toSoft(hard)
}

// larger is math.Max, except that a NaN beats an infinity.
func larger(x, y float32) float32 {
	if x != x || y != y {
		return float32(math.NaN())
	}
	return float32(math.Max(float64(x), float64(y)))
}

var operations = []operation{
	{"add", func(a, b, _ f32.F32) bool {
		return eq(f32.Add(a, b), toHard(a)+toHard(b)) && eq(f32.Add(a, b), native.Add(toHard(a), toHard(b)))
	}},
	{"sub", func(a, b, _ f32.F32) bool {
		return eq(f32.Sub(a, b), toHard(a)-toHard(b)) && eq(f32.Sub(a, b), native.Sub(toHard(a), toHard(b)))
	}},
	{"mul", func(a, b, _ f32.F32) bool {
		return eq(f32.Mul(a, b), toHard(a)*toHard(b)) && eq(f32.Mul(a, b), native.Mul(toHard(a), toHard(b)))
	}},
	{"div", func(a, b, _ f32.F32) bool {
		return eq(f32.Div(a, b), toHard(a)/toHard(b)) && eq(f32.Div(a, b), native.Div(toHard(a), toHard(b)))
	}},
	{"fma", func(a, b, c f32.F32) bool { return eq(f32.FMA(a, b, c), native.FMA(toHard(a), toHard(b), toHard(c))) }},
	{"sqrt", func(a, _, _ f32.F32) bool { return eq(f32.Sqrt(a), native.Sqrt(toHard(a))) }},
	{"compare", func(a, b, _ f32.F32) bool {
		x, y := toHard(a), toHard(b)
		return f32.Less(a, b) == (x < y) && f32.LessEqual(a, b) == (x <= y) && f32.Equal(a, b) == (x == y) &&
			eq(f32.Max(a, b), larger(x, y)) && eq(f32.Max(a, b), native.Max(x, y)) &&
			eq(f32.Relu(a), native.Relu(x))
	}},
	{"convert", func(a, b, _ f32.F32) bool {
		i := int32(uint32(b))
		return eq(f32.FromInt32(i), float32(i)) && f32.ToInt32(a) == native.ToInt32(toHard(a))
	}},
	{"exp", func(a, _, _ f32.F32) bool { return eq(f32.Exp(a), native.Exp(toHard(a))) }},
	{"tanh", func(a, _, _ f32.F32) bool { return eq(f32.Tanh(a), native.Tanh(toHard(a))) }},
	{"sigmoid", func(a, _, _ f32.F32) bool { return eq(f32.Sigmoid(a), native.Sigmoid(toHard(a))) }},
}

func TestEdgesAgreeWithTheHardware(t *testing.T) {
	all := edges()
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			for _, a := range all {
				for _, b := range all {
					for _, c := range all {
						if !op.same(a, b, c) {
							t.Fatalf("%s(%08x, %08x, %08x) differs", op.name, a, b, c)
						}
						if op.name != "fma" {
							break
						}
					}
				}
			}
		})
	}
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

// draw mixes uniform bits, operands of near exponents (cancellation), near-exact cancellations, and results among the subnormals.
func (s *splitmix) draw() (a, b, c f32.F32) {
	x, y := s.next(), s.next()
	a, b, c = f32.F32(x), f32.F32(x>>32), f32.F32(y)
	switch y >> 61 {
	case 0, 1: // near exponents
		b = b&0x807fffff | a&0x7f800000 + f32.F32(y>>40&3)<<23
	case 2: // c near -a*b
		c = f32.Neg(f32.Mul(a, b)) ^ f32.F32(y>>50&3)
	case 3: // products among the subnormals
		a = a&0x807fffff | f32.F32(40+y>>40&31)<<23
		b = b&0x807fffff | f32.F32(24+y>>45&63)<<23
		c = c & 0x80ffffff
	case 4: // all subnormal
		a, b, c = a&0x807fffff, b&0x807fffff, c&0x80ffffff
	case 5: // the range of the functions
		a = a&0x807fffff | f32.F32(100+y>>40&35)<<23
	}
	return a, b, c
}

// pairs is how many random operands each operation is tried on: SURETY_FLOAT_PAIRS, or a million.
func pairs(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("SURETY_FLOAT_PAIRS")
	if text == "" {
		return 1_000_000
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, "SURETY_FLOAT_PAIRS")
	return n
}

func seed(t *testing.T) uint64 {
	t.Helper()
	text := os.Getenv("SURETY_SEED")
	if text == "" {
		return 20261123
	}
	n, err := strconv.ParseUint(text, 10, 64)
	require.NoError(t, err, "SURETY_SEED")
	return n
}

func TestRandomOperandsAgreeWithTheHardware(t *testing.T) {
	n, s := pairs(t), seed(t)
	for _, op := range operations {
		t.Run(op.name, func(t *testing.T) {
			var wg sync.WaitGroup
			workers := uint64(runtime.GOMAXPROCS(0))
			failures := make(chan string, workers)
			for w := range workers {
				wg.Add(1)
				go func() {
					defer wg.Done()
					g := splitmix(s + w<<32)
					for range n / workers {
						if a, b, c := g.draw(); !op.same(a, b, c) {
							failures <- fmt.Sprintf("%s(%08x, %08x, %08x) differs", op.name, a, b, c)
							return
						}
					}
				}()
			}
			wg.Wait()
			close(failures)
			for f := range failures {
				t.Error(f)
			}
			fmt.Printf("f32: %s agrees with the hardware on %d random operands (SURETY_SEED=%d)\n", op.name, n/workers*workers, s)
		})
	}
}

// The native FMA is itself a claim: it is checked against exact rational arithmetic.
func TestFusedMultiplyAddIsExactlyRounded(t *testing.T) {
	g := splitmix(seed(t))
	exact := func(x f32.F32) *big.Float { return new(big.Float).SetPrec(1000).SetFloat64(float64(toHard(x))) }
	for range 200_000 {
		a, b, c := g.draw()
		x, y, z := float64(toHard(a)), float64(toHard(b)), float64(toHard(c))
		if p := x*y + z; math.IsNaN(p) || math.IsInf(x, 0) || math.IsInf(y, 0) || math.IsInf(z, 0) {
			continue
		}
		sum := exact(a)
		sum.Add(sum.Mul(sum, exact(b)), exact(c))
		if sum.Sign() == 0 {
			continue // the sign of an exact zero is a rule, not a rounding; the edges cover it
		}
		want, _ := sum.Float32()
		require.Equal(t, toSoft(want), f32.FMA(a, b, c), "fma(%08x, %08x, %08x)", a, b, c)
	}
}

// worst is the largest error of a function over a range, in units in the last place of the true result.
func worst(f func(f32.F32) f32.F32, truth func(float64) float64, lo, hi float32) float64 {
	most := 0.0
	for i := range 400_000 {
		x := lo + (hi-lo)*float32(i)/400_000
		got, want := float64(toHard(f(toSoft(x)))), truth(float64(x))
		near := float32(want)
		ulp := float64(math.Nextafter32(near, math.MaxFloat32)) - float64(near)
		if e := math.Abs(got-want) / math.Abs(ulp); !math.IsInf(float64(near), 0) {
			most = max(most, e)
		}
	}
	return most
}

func TestFunctionsStayWithinTheirStatedError(t *testing.T) {
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	for _, c := range []struct {
		name  string
		got   func(f32.F32) f32.F32
		truth func(float64) float64
		lo    float32
		hi    float32
		ulps  float64
	}{
		{"exp", f32.Exp, math.Exp, -87, 88.7, 1.5},
		{"exp among the subnormals", f32.Exp, math.Exp, -103.9, -87, 1.5},
		{"tanh", f32.Tanh, math.Tanh, -9.5, 9.5, 2},
		{"sigmoid", f32.Sigmoid, sigmoid, -87, 87, 3},
	} {
		got := worst(c.got, c.truth, c.lo, c.hi)
		fmt.Printf("f32: %s from %g to %g errs by at most %.2f ulp on 400000 points\n", c.name, c.lo, c.hi, got)
		require.LessOrEqual(t, got, c.ulps, c.name)
	}
}

func TestFunctionsAtTheirEnds(t *testing.T) {
	minus := func(x f32.F32) f32.F32 { return x | 1<<31 }
	for _, c := range []struct {
		name      string
		got, want f32.F32
	}{
		{"exp(-inf) is +0", f32.Exp(minus(f32.Inf)), 0},
		{"exp(+inf) is +inf", f32.Exp(f32.Inf), f32.Inf},
		{"exp(0) is 1", f32.Exp(0), f32.One},
		{"exp(-0) is 1", f32.Exp(minus(0)), f32.One},
		{"exp of the threshold is finite", f32.Exp(0x42b17217) & 0x7f800000, 0x7f000000},
		{"exp above the threshold overflows", f32.Exp(0x42b17218), f32.Inf},
		{"tanh(-0) is -0", f32.Tanh(minus(0)), minus(0)},
		{"tanh(-inf) is -1", f32.Tanh(minus(f32.Inf)), minus(f32.One)},
		{"sigmoid(-inf) is +0", f32.Sigmoid(minus(f32.Inf)), 0},
		{"sigmoid(+inf) is 1", f32.Sigmoid(f32.Inf), f32.One},
		{"sigmoid(0) is 1/2", f32.Sigmoid(0), 0x3f000000},
		{"a NaN with a payload becomes canonical", f32.Tanh(0xffc12345), f32.NaN},
	} {
		require.Equal(t, c.want, c.got, c.name)
	}
}

func TestNothingAllocates(t *testing.T) {
	var sink f32.F32
	allocs := testing.AllocsPerRun(100, func() {
		sink = f32.FMA(f32.Sigmoid(0x3f123456), f32.Div(0x40490fdb, 0x3f000000), f32.Sqrt(0x40000000))
	})
	require.Zero(t, allocs, sink)
}

func BenchmarkFMA(b *testing.B) {
	b.Run("integers", func(b *testing.B) {
		x := f32.One
		for b.Loop() {
			x = f32.FMA(x, 0x3f7fff00, 0x38000000)
		}
	})
	b.Run("hardware", func(b *testing.B) {
		x := float32(1)
		for b.Loop() {
			x = native.FMA(x, 0.99998474, 3.0517578e-05)
		}
	})
}
