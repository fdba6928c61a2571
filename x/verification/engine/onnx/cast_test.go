package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func TestCastsBetweenIntegersKeepTheLowBits(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		from, to := drawType(r, false, false), drawType(r, false, false)
		a := from.draw(r, 8)
		want := a[:0:0]
		for _, v := range a {
			want = append(want, to.wrap(v))
		}
		require.Equal(r, to.encode(want), castOf(r, from.kind, to.kind, from.encode(a)), "%s to %s: %d", from.kind, to.kind, a)
	})
}

func TestCastsOfFloats(t *testing.T) {
	saturate, exactly := intOf("saturate", 1), intOf("saturate", 0)
	x := float32s(0, -0.75, 2.5, -3.5, 300, -1000, 1e9, nan)
	halves := []byte{0, 0x3c, 0, 0xc1, 0, 0x7c, 0, 0xfc, 0, 0x7e, 1, 0, 0xff, 0x7b, 0, 0x80} // 1, -2.5, infinities, NaN, 2^-24, 65504, -0
	for _, c := range []struct {
		from, to tensor.Type
		more     []message
		in, want []byte
	}{
		{tensor.Float32, tensor.Bool, nil, x, []byte{0, 1, 1, 1, 1, 1, 1, 1}},
		{tensor.Float32, tensor.Int32, nil, x, int32s([]int64{0, 0, 2, -3, 300, -1000, 1e9, 0})},
		{tensor.Float32, tensor.Float8E4M3FN, nil, x, []byte{0, 0xb4, 0x42, 0xc6, 0x79, 0xfe, 0x7e, 0x7f}},
		{tensor.Float32, tensor.Float8E4M3FN, []message{saturate}, x, []byte{0, 0xb4, 0x42, 0xc6, 0x79, 0xfe, 0x7e, 0x7f}},
		{tensor.Float32, tensor.Float8E4M3FN, []message{exactly}, x, []byte{0, 0xb4, 0x42, 0xc6, 0x79, 0xff, 0x7f, 0x7f}},
		{tensor.Float32, tensor.Float4E2M1, nil, x, []byte{0, 0xa, 0x4, 0xe, 0x7, 0xf, 0x7, 0x8}},
		{tensor.Float16, tensor.Float32, nil, halves, float32s(1, -2.5, inf, -inf, nan, 1.0/(1<<24), 65504, float32(math.Copysign(0, -1)))},
		{tensor.Float32, tensor.Float8E8M0, nil, float32s(1, 1.25, 1.5, 1.75, 0, inf, -1, nan), []byte{127, 128, 128, 128, 0, 254, 255, 255}},
		{
			tensor.Float32, tensor.Float8E8M0,
			[]message{textOf("round_mode", "down")},
			float32s(1, 1.25, 1.5, 1.99, 0, inf, -1, nan),
			[]byte{127, 127, 127, 127, 0, 254, 255, 255},
		},
		{
			tensor.Float32, tensor.Float8E8M0,
			[]message{textOf("round_mode", "nearest")},
			float32s(1, 1.25, 1.5, 3.4e38, 1e-39, inf, -1, nan),
			[]byte{127, 127, 128, 254, 0, 254, 255, 255},
		},
	} {
		require.Equal(t, c.want, castOf(t, c.from, c.to, c.in, c.more...), "%s to %s %v", c.from, c.to, c.more)
	}
}

// A float16 is computed in float32, but what a model casts to it is rounded to its digits.
func TestACastToAHalfRounds(t *testing.T) {
	in := graphOf(inputOf("x", 3), outputOf("y"))
	there := nodeOf("Cast", []string{"x"}, "h", intOf("to", int64(tensor.Float16)))
	back := nodeOf("Cast", []string{"h"}, "y", intOf("to", int64(tensor.Float32)))
	require.Equal(t, []float64{2048, 1.0009765625, math.Inf(1)}, ranOn(t, 13, graphOf(there, back, in), float32s(2049, 1.0006, 70000))[0].floats())
	like := nodeOf("CastLike", []string{"x", "h"}, "l")
	back = nodeOf("Cast", []string{"l"}, "y", intOf("to", int64(tensor.Float32)))
	require.Equal(t, []float64{2048, 1.0009765625, math.Inf(1)}, ranOn(t, 15, graphOf(there, like, back, in), float32s(2049, 1.0006, 70000))[0].floats())
}

func TestBitCastReadsTheSameBits(t *testing.T) {
	for _, c := range []struct {
		from, to tensor.Type
		in       []byte
	}{
		{tensor.Float32, tensor.Int32, float32s(1, -2, inf)},
		{tensor.Uint32, tensor.Float32, float32s(1, -2, inf)},
		{tensor.Float64, tensor.Uint64, float64s(1e300, -2, 0)},
		{tensor.Int64, tensor.Float64, float64s(1e300, -2, 0)},
		{tensor.Float16, tensor.Int16, []byte{0, 0x3c, 1, 0, 0, 0xfc}},
		{tensor.Int16, tensor.BFloat16, []byte{0, 0x3c, 1, 0, 0x80, 0xff}},
		{tensor.Int8, tensor.Float8E5M2, []byte{1, 2, 255}},
	} {
		g := graphOf(nodeOf("BitCast", []string{"x"}, "y", intOf("to", int64(c.to))), typedInput("x", c.from, 3), typedOutput("y", c.to))
		require.Equal(t, c.in, ranOn(t, 26, g, c.in)[0].bytes, "%s to %s", c.from, c.to)
	}
}

func TestACastOfIntegersToFloatsRoundsOnce(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		a := rapid.SliceOfN(rapid.Int64(), 8, 8).Draw(r, "a")
		var raw, want []byte
		for _, v := range a {
			raw = binary.LittleEndian.AppendUint64(raw, uint64(v))
			want = append(want, float32s(float32(v))...)
		}
		require.Equal(r, want, castOf(r, tensor.Int64, tensor.Float32, raw), "%d", a)
	})
}
