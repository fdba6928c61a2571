package onnx_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// clamp brings a number into the range of bits of a type.
func clamp(v float64, bits int, signed bool) float64 {
	least, most := 0.0, math.Ldexp(1, bits)-1
	if signed {
		least, most = -math.Ldexp(1, bits-1), math.Ldexp(1, bits-1)-1
	}
	return math.Max(least, math.Min(most, v))
}

// quantisedTypes are those with a byte for each element.
var quantisedTypes = []struct {
	kind   tensor.Type
	bits   int
	signed bool
}{
	{tensor.Int8, 8, true},
	{tensor.Uint8, 8, false},
	{tensor.Int4, 4, true},
	{tensor.Uint4, 4, false},
	{tensor.Int2, 2, true},
	{tensor.Uint2, 2, false},
}

// packed is how a file holds elements of a type.
func packed(bits int, values []byte) (raw []byte) {
	each := 8 / bits
	for i, v := range values {
		if i%each == 0 {
			raw = append(raw, 0)
		}
		raw[len(raw)-1] |= v & (1<<bits - 1) << (i % each * bits)
	}
	return raw
}

// The scales and zero points are those of the whole tensor, of an index of an axis, or of a block of two such.
func TestQuantisingAndBackOverAxesAndBlocks(t *testing.T) {
	layouts := []struct {
		shape []int64
		more  []message
		at    func(i int) int // the entry that element i of [2, 3] goes with
	}{
		{nil, nil, func(int) int { return 0 }},
		{[]int64{3}, []message{intOf("axis", -1)}, func(i int) int { return i % 3 }},
		{[]int64{2}, []message{intOf("axis", 0)}, func(i int) int { return i / 3 }},
		{[]int64{2, 2}, []message{intOf("axis", 1), intOf("block_size", 2)}, func(i int) int { return i/3*2 + i%3/2 }},
	}
	rapid.Check(t, func(r *rapid.T) {
		kind := rapid.SampledFrom(quantisedTypes).Draw(r, "type")
		layout := rapid.SampledFrom(layouts).Draw(r, "layout")
		n := extent(layout.shape)
		x := rapid.SliceOfN(rapid.Float32Range(-300, 300), 6, 6).Draw(r, "x")
		scale := rapid.SliceOfN(rapid.SampledFrom([]float32{0.5, 1, 2, 0.1, 3}), n, n).Draw(r, "scale")
		zero := rapid.SliceOfN(rapid.Byte(), n, n).Draw(r, "zero")
		shift := uint(8 - kind.bits)
		zeros := make([]float64, n)
		for i := range zero {
			zeros[i] = float64(zero[i] << shift >> shift)
			if kind.signed {
				zeros[i] = float64(int8(zero[i]<<shift) >> shift)
			}
		}
		var want []byte
		var back []float64
		for i, v := range x {
			s, z := scale[layout.at(i)], zeros[layout.at(i)]
			q := clamp(math.RoundToEven(float64(v/s))+z, kind.bits, kind.signed)
			want = append(want, byte(int64(q)))
			back = append(back, float64(float32(q-z)*s))
		}
		g := graphOf(nodeOf("QuantizeLinear", []string{"x", "s", "z"}, "q", layout.more...), nodeOf("DequantizeLinear", []string{"q", "s", "z"}, "y", layout.more...),
			inputOf("x", 2, 3), typedWeight("s", tensor.Float32, float32s(scale...), layout.shape...),
			typedWeight("z", kind.kind, packed(kind.bits, zero), layout.shape...), typedOutput("q", kind.kind), outputOf("y"))
		out := ranOn(r, 25, g, float32s(x...))
		require.Equal(r, want, out[0].bytes, "%s %v by %v from %v", kind.kind, x, scale, zeros)
		require.Equal(r, back, out[1].floats())
	})
}

// rounded is sum * a * b / c, exactly, rounded half to even.
func rounded(sum int64, a, b, c float32) *big.Int {
	q := new(big.Rat).SetInt64(sum)
	q.Mul(q, new(big.Rat).SetFloat64(float64(a)))
	q.Mul(q, new(big.Rat).SetFloat64(float64(b)))
	q.Quo(q, new(big.Rat).SetFloat64(float64(c)))
	twice := new(big.Int).Lsh(q.Num(), 1)
	floor, rest := new(big.Int).DivMod(twice, q.Denom(), new(big.Int)) // twice the number, rounded down
	half := floor.Bit(0) == 1
	floor.Rsh(floor, 1)
	if half && (rest.Sign() != 0 || floor.Bit(0) == 1) {
		floor.Add(floor, big.NewInt(1))
	}
	return floor
}

// The ratio of scales is rounded to 31 bits. That moves exact ties of a ratio that has more, such as thirds; ratios of powers of two have
// none.
func TestProductsOfQuantisedMatrices(t *testing.T) {
	powers := rapid.SampledFrom([]float32{0.5, 0.25, 1, 2, 0.0625})
	rapid.Check(t, func(r *rapid.T) {
		signed := rapid.Bool().Draw(r, "signed")
		kind := quantisedTypes[1].kind
		number := func(b byte) int64 { return int64(b) }
		if signed {
			kind, number = quantisedTypes[0].kind, func(b byte) int64 { return int64(int8(b)) }
		}
		a, b := rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(r, "a"), rapid.SliceOfN(rapid.Byte(), 12, 12).Draw(r, "b")
		zeros := rapid.SliceOfN(rapid.Byte(), 5, 5).Draw(r, "zeros") // of a, of b's columns, of y
		scales := rapid.SliceOfN(powers, 5, 5).Draw(r, "scales")
		var sums []int64
		var want []byte
		for i := range 6 {
			row, column, sum := i/3, i%3, int64(0)
			for k := range 4 {
				sum += (number(a[row*4+k]) - number(zeros[0])) * (number(b[k*3+column]) - number(zeros[1+column]))
			}
			sums = append(sums, sum)
			y := rounded(sum, scales[0], scales[1+column], scales[4])
			y.Add(y, big.NewInt(number(zeros[4])))
			want = append(want, byte(int64(clamp(float64(y.Int64()), 8, signed))))
		}
		weights := graphOf(typedInput("a", kind, 2, 4), typedInput("b", kind, 4, 3), typedWeight("za", kind, zeros[:1]), typedWeight("zb", kind, zeros[1:4], 3),
			typedWeight("zy", kind, zeros[4:]), typedWeight("sa", tensor.Float32, float32s(scales[0])),
			typedWeight("sb", tensor.Float32, float32s(scales[1:4]...), 3), typedWeight("sy", tensor.Float32, float32s(scales[4])))
		g := graphOf(nodeOf("QLinearMatMul", []string{"a", "sa", "za", "b", "sb", "zb", "sy", "zy"}, "y"),
			nodeOf("MatMulInteger", []string{"a", "b", "za", "zb"}, "s"), weights, typedOutput("y", kind), typedOutput("s", tensor.Int32))
		out := ranOn(r, 21, g, a, b)
		require.Equal(r, want, out[0].bytes)
		require.Equal(r, int32s(sums), out[1].bytes)
	})
}

func int32s(values []int64) (raw []byte) {
	for _, v := range values {
		raw = append(raw, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	return raw
}

// Beyond its edge an image is what stands for zero. Each filter has its own scale.
func TestConvolutionsOfQuantisedImages(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		x, w := rapid.SliceOfN(rapid.Byte(), 8, 8).Draw(r, "x"), rapid.SliceOfN(rapid.Byte(), 12, 12).Draw(r, "w") // [1, 2, 4] and [2, 2, 3]
		zx, zw, zy := rapid.Byte().Draw(r, "zx"), rapid.Byte().Draw(r, "zw"), rapid.Byte().Draw(r, "zy")
		bias := []int64{rapid.Int64Range(-9999, 9999).Draw(r, "bias"), 7}
		scales := []float32{0.5, 0.125, 0.75, 2}
		var sums []int64
		var want []byte
		for i := range 8 {
			filter, at, sum := i/4, i%4, int64(0)
			for c := range 2 {
				for k := range 3 {
					if from := at + k - 1; from >= 0 && from < 4 {
						sum += (int64(x[c*4+from]) - int64(zx)) * (int64(int8(w[filter*6+c*3+k])) - int64(int8(zw)))
					}
				}
			}
			sums = append(sums, sum)
			y := rounded(sum+bias[filter], scales[0], scales[1+filter], scales[3])
			want = append(want, byte(int64(clamp(float64(y.Int64())+float64(zy), 8, false))))
		}
		pads := intsOf("pads", 1, 1)
		g := graphOf(nodeOf("QLinearConv", []string{"x", "sx", "zx", "w", "sw", "zw", "sy", "zy", "b"}, "y", pads),
			nodeOf("ConvInteger", []string{"x", "w", "zx", "zw"}, "s", pads), typedInput("x", tensor.Uint8, 1, 2, 4),
			typedWeight("w", tensor.Int8, w, 2, 2, 3), typedWeight("zx", tensor.Uint8, []byte{zx}), typedWeight("zw", tensor.Int8, []byte{zw}),
			typedWeight("zy", tensor.Uint8, []byte{zy}), typedWeight("sx", tensor.Float32, float32s(scales[0])),
			typedWeight("sw", tensor.Float32, float32s(scales[1:3]...), 2), typedWeight("sy", tensor.Float32, float32s(scales[3])),
			typedWeight("b", tensor.Int32, int32s(bias), 2), typedOutput("y", tensor.Uint8), typedOutput("s", tensor.Int32))
		out := ranOn(r, 21, g, x)
		require.Equal(r, want, out[0].bytes)
		require.Equal(r, int32s(sums), out[1].bytes)
	})
}

func TestARangeIsQuantisedByItsOwnEnds(t *testing.T) {
	g := graphOf(nodeOf("DynamicQuantizeLinear", []string{"x"}, "y"), inputOf("x", 2, 3), typedOutput("y", tensor.Uint8))
	for _, c := range []struct {
		x    []float32
		want []byte
	}{
		{[]float32{0, 2, -3, -2.5, 1.34, 0.5}, []byte{153, 255, 0, 26, 221, 179}},
		{[]float32{1, 2, 3, 4, 5, 5.1}, []byte{50, 100, 150, 200, 250, 255}},
		{[]float32{0, 0, 0, 0, 0, 0}, make([]byte, 6)},
	} {
		require.Equal(t, c.want, ranOn(t, 11, g, float32s(c.x...))[0].bytes, "%g", c.x)
	}
}
