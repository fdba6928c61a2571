package f32_test

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// function is one of NUMERICS.md section 2: what it approximates, in binary64, and the error stated there.
type function struct {
	name   string
	native func(float32) float32
	truth  func(float64) float64
	ulps   float64
}

var functions = []function{
	{"exp", native.Exp, math.Exp, 1},
	{"log", native.Log, math.Log, 1},
	{"tanh", native.Tanh, math.Tanh, 1.5},
	{"sigmoid", native.Sigmoid, func(x float64) float64 {
		if e := math.Exp(-math.Abs(x)); x < 0 {
			return e / (1 + e)
		}
		return 1 / (1 + math.Exp(-x))
	}, 2.5},
	{"erf", native.Erf, math.Erf, 1.25},
	{"sin", native.Sin, math.Sin, 1.55},
	{"cos", native.Cos, math.Cos, 1.55},
	{"tan", native.Tan, math.Tan, 2.6},
	{"asin", native.Asin, math.Asin, 1.2},
	{"acos", native.Acos, math.Acos, 1.15},
	{"atan", native.Atan, math.Atan, 1.3},
	{"sinh", native.Sinh, math.Sinh, 1.7},
	{"cosh", native.Cosh, math.Cosh, 1.4},
	{"asinh", native.Asinh, math.Asinh, 1.9},
	{"acosh", native.Acosh, math.Acosh, 2.05},
	{"atanh", native.Atanh, math.Atanh, 1.15},
}

// worst is the largest error found, in units in the last place of the true result; below the normal numbers the unit is 2^-149.
type worst struct {
	ulps float64
	at   float32
}

func (w *worst) try(f function, x float32) {
	want := f.truth(float64(x))
	if math.IsNaN(want) || math.Abs(want) > math.MaxFloat32 {
		return // what is infinite or no number is told exactly, by TestFunctionsAtTheirEnds
	}
	_, e := math.Frexp(want)
	ulp := math.Ldexp(1, max(e-24, -149))
	ulps := math.Abs(float64(f.native(x))-want) / ulp
	if math.IsNaN(ulps) {
		ulps = math.Inf(1)
	}
	if ulps > w.ulps {
		*w = worst{ulps, x}
	}
}

// SURETY_FLOAT_STRIDE says which numbers are tried: every so many of all 2^32, and all of them in the slow build. It tries native
// alone, which other tests compare with f32.
func TestFunctionsStayWithinTheirStatedError(t *testing.T) {
	workers, stride := uint64(runtime.GOMAXPROCS(0)), setting(t, "SURETY_FLOAT_STRIDE", defaultStride)
	for _, f := range functions {
		t.Run(f.name, func(t *testing.T) {
			found := make([]worst, workers)
			var wg sync.WaitGroup
			for w := range workers {
				wg.Go(func() {
					for a := w * stride; a < 1<<32; a += workers * stride {
						found[w].try(f, math.Float32frombits(uint32(a)))
					}
				})
			}
			wg.Wait()
			most := slices.MaxFunc(found, func(a, b worst) int { return cmp.Compare(a.ulps, b.ulps) })
			t.Logf("%s: at most %.3f ulp, at %g, on every number in %d", f.name, most.ulps, most.at, stride)
			require.LessOrEqual(t, most.ulps, f.ulps)
		})
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
		{"exp of its threshold is near the largest number", f32.Exp(0x42b17217), 0x7f7fff84},
		{"exp above its threshold overflows", f32.Exp(0x42b17218), f32.Inf},
		{"exp of its lower threshold is the smallest subnormal", f32.Exp(0xc2cff1b4), 1},
		{"exp below its lower threshold is +0", f32.Exp(0xc2cff1b6), 0},
		{"log(+0) is -inf", f32.Log(0), minus(f32.Inf)},
		{"log(-0) is -inf", f32.Log(minus(0)), minus(f32.Inf)},
		{"log(-1) is NaN", f32.Log(minus(f32.One)), f32.NaN},
		{"log(-inf) is NaN", f32.Log(minus(f32.Inf)), f32.NaN},
		{"log(+inf) is +inf", f32.Log(f32.Inf), f32.Inf},
		{"log(1) is +0", f32.Log(f32.One), 0},
		{"log of the smallest subnormal is -149 ln 2", f32.Log(1), toSoft(float32(-149 * math.Ln2))},
		{"tanh(-0) is -0", f32.Tanh(minus(0)), minus(0)},
		{"tanh(+inf) is 1", f32.Tanh(f32.Inf), f32.One},
		{"tanh(-inf) is -1", f32.Tanh(minus(f32.Inf)), minus(f32.One)},
		{"tanh from its threshold on is 1", f32.Tanh(0x41102cb4), f32.One},
		{"tanh of a subnormal is itself", f32.Tanh(0x80000123), 0x80000123},
		{"sigmoid(-inf) is +0", f32.Sigmoid(minus(f32.Inf)), 0},
		{"sigmoid(+inf) is 1", f32.Sigmoid(f32.Inf), f32.One},
		{"sigmoid(0) is 1/2", f32.Sigmoid(0), 0x3f000000},
		{"sigmoid(-0) is 1/2", f32.Sigmoid(minus(0)), 0x3f000000},
		{"erf(-0) is -0", f32.Erf(minus(0)), minus(0)},
		{"erf(+inf) is 1", f32.Erf(f32.Inf), f32.One},
		{"erf(-inf) is -1", f32.Erf(minus(f32.Inf)), minus(f32.One)},
		{"erf from its threshold on is 1", f32.Erf(0x407ad445), f32.One},
		{"erf below its threshold is less than 1", f32.Erf(0x40780000), 0x3f7fffff},
	} {
		require.Equal(t, c.want, c.got, c.name)
	}
	for _, f := range []func(f32.F32) f32.F32{f32.Exp, f32.Log, f32.Tanh, f32.Sigmoid, f32.Erf} {
		require.Equal(t, f32.NaN, f(0xffc12345), "a NaN with a payload becomes canonical")
	}
}
