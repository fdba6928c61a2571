package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// rangeOf compiles a range of known ends and gives its bytes; a float input beside it, since a program has to have one.
func rangeOf(t require.TestingT, kind tensor.Type, start, limit, step []byte) ran {
	g := graphOf(nodeOf("Range", []string{"a", "b", "c"}, "y"), inputOf("x", 1), typedWeight("a", kind, start), typedWeight("b", kind, limit),
		typedWeight("c", kind, step), typedOutput("y", kind))
	return ranOn(t, 11, g, float32s(0))[0]
}

func TestARangeOfIntegersStopsBeforeItsLimit(t *testing.T) {
	word := func(v int64) []byte { return binary.LittleEndian.AppendUint64(nil, uint64(v)) }
	rapid.Check(t, func(r *rapid.T) {
		start := rapid.Int64().Draw(r, "start")
		step := rapid.OneOf(rapid.Int64Range(1, 1<<60), rapid.Int64Range(-1<<60, -1)).Draw(r, "step")
		n := rapid.Int64Range(1, 8).Draw(r, "n")
		last := start + (n-1)*step
		limit := last + rapid.Int64Range(1, max(step, -step)).Draw(r, "rest")*(step/max(step, -step))
		if (step > 0) != (last >= start && limit > last) || (step < 0) != (last <= start && limit < last) {
			r.Skip("it leaves the type")
		}
		var want []byte
		for i := range n {
			want = append(want, word(start+i*step)...)
		}
		require.Equal(r, want, rangeOf(r, tensor.Int64, word(start), word(limit), word(step)).bytes, "%d to %d by %d", start, limit, step)
	})
}

func TestARangeOfFloats(t *testing.T) {
	require.Equal(t, []float64{1, 3}, rangeOf(t, tensor.Float32, float32s(1), float32s(5), float32s(2)).floats())
	require.Equal(t, []float64{10, 8.5, 7}, rangeOf(t, tensor.Float32, float32s(10), float32s(6), float32s(-1.5)).floats())
	require.Len(t, rangeOf(t, tensor.Float32, float32s(0), float32s(1), float32s(0.1)).floats(), 10)
}

func TestOnesLieOnADiagonal(t *testing.T) {
	for _, c := range []struct {
		kind tensor.Type
		k    int64
		want []byte
	}{
		{tensor.Int8, 0, []byte{1, 0, 0, 0, 1, 0}},
		{tensor.Bool, 1, []byte{0, 1, 0, 0, 0, 1}},
		{tensor.Uint8, -1, []byte{0, 0, 0, 1, 0, 0}},
		{tensor.Uint8, math.MaxInt64, make([]byte, 6)},
		{tensor.Uint8, math.MinInt64, make([]byte, 6)},
	} {
		g := graphOf(nodeOf("EyeLike", []string{"x"}, "y", intOf("k", c.k), intOf("dtype", int64(c.kind))), inputOf("x", 2, 3), typedOutput("y", c.kind))
		require.Equal(t, c.want, ranOn(t, 9, g, float32s(0, 0, 0, 0, 0, 0))[0].bytes, "%s, %d", c.kind, c.k)
	}
}

func TestWindowsAreThoseOfSignals(t *testing.T) {
	for op, want := range map[string]func(a float64) float64{
		"HannWindow":     func(a float64) float64 { return 0.5 - 0.5*math.Cos(a) },
		"HammingWindow":  func(a float64) float64 { return 25.0/46 - 21.0/46*math.Cos(a) },
		"BlackmanWindow": func(a float64) float64 { return 0.42 - 0.5*math.Cos(a) + 0.08*math.Cos(2*a) },
	} {
		for _, size := range []int64{2, 7, 10, 400} {
			for _, periodic := range []int64{0, 1} {
				g := graphOf(nodeOf(op, []string{"n"}, "y", intOf("periodic", periodic)), inputOf("x", 1), listOf("n", size), outputOf("y"))
				for i, got := range ranOn(t, 17, g, float32s(0))[0].floats() {
					require.InDelta(t, want(2*math.Pi*float64(i)/float64(size-1+periodic)), got, 2e-7, "%s of %d at %d", op, size, i)
				}
			}
		}
	}
}

func TestAConstantOfAShapeIsOfAnyType(t *testing.T) {
	value := message{}.text(1, "value").number(20, 4).bytes(5, message{}.number(1, 1).number(2, uint64(tensor.Int16)).bytes(9, []byte{5, 0}))
	g := graphOf(nodeOf("ConstantOfShape", []string{"s"}, "y", value), inputOf("x", 1), listOf("s", 2, 2), typedOutput("y", tensor.Int16))
	require.Equal(t, []byte{5, 0, 5, 0, 5, 0, 5, 0}, ranOn(t, 9, g, float32s(0))[0].bytes)
}

// In inference nothing is dropped, and the mask says so.
func TestDropoutKeepsAll(t *testing.T) {
	node := message{}.bytes(1, message{}.text(1, "x").text(1, "r").text(2, "y").text(2, "m").text(4, "Dropout"))
	g := graphOf(node, inputOf("x", 3), typedWeight("r", tensor.Float32, float32s(0.75)), outputOf("y"), typedOutput("m", tensor.Bool))
	out := ranOn(t, 13, g, float32s(1, 2, 3))
	require.Equal(t, []float64{1, 2, 3}, out[0].floats())
	require.Equal(t, []byte{1, 1, 1}, out[1].bytes)
}

// What old operators take for granted is not what new ones do.
func TestOldOpsetsHaveTheirOwnDefaults(t *testing.T) {
	in := graphOf(inputOf("x", 2), outputOf("y"))
	selu := graphOf(nodeOf("Selu", []string{"x"}, "y"), in)
	require.Equal(t, []float64{float64(float32(1.0507)), 0}, ranOn(t, 1, selu, float32s(1, 0))[0].floats())
	require.Equal(t, []float64{float64(float32(1.050701)), 0}, ranOn(t, 6, selu, float32s(1, 0))[0].floats())
	cast := graphOf(nodeOf("Cast", []string{"x"}, "y", textOf("to", "INT32")), inputOf("x", 2), typedOutput("y", tensor.Int32))
	require.Equal(t, int32s([]int64{1, -2}), ranOn(t, 1, cast, float32s(1.5, -2.5))[0].bytes)
	_, err := onnx.Import(modelOf(6, graphOf(nodeOf("Dropout", []string{"x"}, "y"), in)), onnx.Options{})
	require.ErrorIs(t, err, onnx.ErrUnsupported)
	require.ErrorContains(t, err, "is_test")
	kept := graphOf(nodeOf("Dropout", []string{"x"}, "y", intOf("is_test", 1)), in)
	require.Equal(t, []float64{1, 2}, ranOn(t, 6, kept, float32s(1, 2))[0].floats())
}
