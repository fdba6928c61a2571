package conformance

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// The tolerances of ONNX's own backend tests. Integers and booleans have to be equal.
const (
	relative = 1e-3
	absolute = 1e-7
)

// typeOf is ONNX's type for one of the engine. Both have the same names but for two.
func typeOf(d graph.Dtype) tensor.Type {
	name := strings.TrimPrefix(d.String(), "DTYPE_")
	switch name {
	case "FLOAT32":
		return tensor.Float32
	case "FLOAT64":
		return tensor.Float64
	}
	for t := tensor.Float32; t <= tensor.Int2; t++ {
		if t.String() == name {
			return t
		}
	}
	return 0
}

// agrees compares an output with what it should be: the same type and shape, and every number within the tolerances.
func agrees(want, got tensor.Tensor) error {
	if want.Type != got.Type {
		return fmt.Errorf("it is of type %s, want %s", got.Type, want.Type)
	}
	if !slices.Equal(want.Shape, got.Shape) {
		return fmt.Errorf("shape %d, want %d", got.Shape, want.Shape)
	}
	if len(want.Data) != len(got.Data) {
		return fmt.Errorf("%d bytes, want %d", len(got.Data), len(want.Data))
	}
	size := int(want.Type.Size())
	format, float := formats[want.Type]
	for i := 0; i < len(got.Data); i += size {
		x, y := bitsOf(want.Data[i:i+size]), bitsOf(got.Data[i:i+size])
		switch {
		case x == y:
		case !float:
			return fmt.Errorf("element %d is %#x, want %#x", i/size, y, x)
		case !near(format.value(x), format.value(y)):
			return fmt.Errorf("element %d is %g, want %g", i/size, format.value(y), format.value(x))
		}
	}
	return nil
}

func bitsOf(b []byte) uint64 {
	var full [8]byte
	copy(full[:], b)
	return binary.LittleEndian.Uint64(full[:])
}

// near is NumPy's allclose with equal NaNs: an infinity is near itself only.
func near(want, got float64) bool {
	if math.IsNaN(want) || math.IsNaN(got) {
		return math.IsNaN(want) && math.IsNaN(got)
	}
	if math.IsInf(want, 0) || math.IsInf(got, 0) {
		return want == got
	}
	return math.Abs(want-got) <= absolute+relative*math.Abs(want)
}

// format is how a floating-point type lays out its bits: a sign, an exponent and a fraction.
type format struct {
	exponent, fraction uint
	bias               int
	special            special
}

// special is which bits are no numbers.
type special int

const (
	ieee special = iota // the largest exponent: infinity, and NaN where the fraction is not 0
	fn                  // all ones but the sign: NaN
	uz                  // the sign alone: NaN
	none                // every pattern is a number
)

var formats = map[tensor.Type]format{
	tensor.Float16: {5, 10, 15, ieee}, tensor.BFloat16: {8, 7, 127, ieee}, tensor.Float32: {8, 23, 127, ieee},
	tensor.Float64: {11, 52, 1023, ieee}, tensor.Float8E4M3FN: {4, 3, 7, fn}, tensor.Float8E4M3FNUZ: {4, 3, 8, uz},
	tensor.Float8E5M2: {5, 2, 15, ieee}, tensor.Float8E5M2FNUZ: {5, 2, 16, uz}, tensor.Float4E2M1: {2, 1, 1, none},
	tensor.Float8E8M0: {exponent: 8, bias: 127, special: fn},
}

// value is the number that bits stand for.
func (f format) value(bits uint64) float64 {
	ones := uint64(1)<<(f.exponent+f.fraction) - 1
	sign := bits >> (f.exponent + f.fraction)
	magnitude := bits & ones
	exponent, fraction := magnitude>>f.fraction, magnitude&(1<<f.fraction-1)
	switch {
	case f.special == ieee && exponent == 1<<f.exponent-1 && fraction == 0:
		return math.Inf(1 - 2*int(sign))
	case f.special == ieee && exponent == 1<<f.exponent-1, f.special == fn && magnitude == ones, f.special == uz && bits == ones+1:
		return math.NaN()
	}
	if exponent == 0 && f.fraction > 0 {
		exponent = 1 // a subnormal number
	} else {
		fraction |= 1 << f.fraction
	}
	return math.Copysign(math.Ldexp(float64(fraction), int(exponent)-f.bias-int(f.fraction)), 1-2*float64(sign))
}
