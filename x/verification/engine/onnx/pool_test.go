package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// folds are what pools make of the elements of a window, its places on the operand and those on it or its padding.
var folds = map[string]func(elements []float64, on, padded float64) float64{
	"MaxPool": func(elements []float64, _, _ float64) float64 {
		top := math.Inf(-1)
		for _, v := range elements {
			top = max(top, v)
		}
		return top
	},
	"AveragePool":           func(elements []float64, on, _ float64) float64 { return total(elements) / on },
	"AveragePool, padded":   func(elements []float64, _, padded float64) float64 { return total(elements) / padded },
	"LpPool":                func(elements []float64, _, _ float64) float64 { return math.Sqrt(total(each(elements, square))) },
	"LpPool of first order": func(elements []float64, _, _ float64) float64 { return total(each(elements, math.Abs)) },
}

func TestPoolsFoldTheirWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSliding(t, true)
		name := rapid.SampledFrom([]string{"MaxPool", "AveragePool", "AveragePool, padded", "LpPool", "LpPool of first order"}).Draw(t, "pool")
		attributes := append(s.attributes(), intsOf("kernel_shape", s.kernel...))
		if s.roundUp {
			attributes = append(attributes, intOf("ceil_mode", 1))
		}
		op := name
		switch name {
		case "AveragePool, padded":
			op, attributes = "AveragePool", append(attributes, intOf("count_include_pad", 1))
		case "LpPool of first order":
			op, attributes = "LpPool", append(attributes, intOf("p", 1))
		}
		shape := joined([]int64{2, 3}, s.in)
		out := joined([]int64{2, 3}, s.resolve())
		x := numbers(rapid.IntRange(0, 99).Draw(t, "seed"), count(shape))
		xs := floats(x)
		var want []float64
		empty := false
		odometer(out, func(index []int64) {
			var elements []float64
			places := 0.0
			s.taps(index[2:], func(_, place []int64, on, padded bool) {
				if on {
					elements = append(elements, xs[at(joined(index[:2], place), shape)])
				}
				if padded {
					places++
				}
			})
			empty = empty || len(elements) == 0
			want = append(want, folds[name](elements, float64(len(elements)), places))
		})
		if empty {
			t.Skip("a window of padding alone")
		}
		y := ranOn(t, 19, graphOf(nodeOf(op, []string{"x"}, "y", attributes...), inputOf("x", shape...), outputOf("y")), x)[0]
		require.Equal(t, unsigned(out), y.shape)
		requireNear(t, want, y.floats())
	})
}

func TestAPoolNamesWhereItsElementsWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSliding(t, true)
		shape := joined([]int64{2, 3}, s.in)
		x := numbers(rapid.IntRange(0, 99).Draw(t, "seed"), count(shape))
		columns := rapid.Int64Range(0, 1).Draw(t, "storage_order")
		attributes := append(s.attributes(), intsOf("kernel_shape", s.kernel...), intOf("storage_order", columns))
		if s.roundUp {
			attributes = append(attributes, intOf("ceil_mode", 1))
		}
		node := nodeOf("MaxPool", []string{"x"}, "y", attributes...)
		node = message{}.bytes(1, append(node[len(node)-len(nodeBody(node)):], message{}.text(2, "i")...))
		out := s.resolve()
		for i := range out {
			if s.before[i] > 0 && s.dilations[i] > s.in[i] {
				t.Skip("the engine does not take such a window")
			}
		}
		got := ranOn(t, 12, graphOf(node, inputOf("x", shape...), outputOf("y"), outputOf("i")), x)
		xs, y := floats(x), got[0].floats()
		for i := range y {
			index := int64(binary.LittleEndian.Uint64(got[1].bytes[8*i:]))
			if columns == 1 {
				index = reversedIndex(index, shape)
			}
			require.Equal(t, xs[index], y[i])
		}
	})
}

// nodeBody is what a message of one field holds.
func nodeBody(field message) message {
	_, n := binary.Uvarint(field[1:])
	return field[1+n:]
}

// reversedIndex is the row-major index for one whose spatial axes lie in reverse.
func reversedIndex(index int64, shape []int64) int64 {
	spatial := int64(count(shape[2:]))
	outer, rest := index/spatial, index%spatial
	place := make([]int64, len(shape)-2)
	for i, extent := range shape[2:] {
		place[i], rest = rest%extent, rest/extent
	}
	return outer*spatial + at(place, shape[2:])
}

func TestAPoolMayBeUndone(t *testing.T) {
	g := graphOf(nodeOf("MaxUnpool", []string{"x", "i", "s"}, "y", intsOf("kernel_shape", 2, 2), intsOf("strides", 2, 2)),
		inputOf("x", 1, 1, 2, 2), infoOf(11, "i", ofInt64, 1, 1, 2, 2), listOf("s", 1, 1, 5, 5), outputOf("y"))
	var at []byte
	for _, i := range []uint64{5, 7, 13, 15} {
		at = binary.LittleEndian.AppendUint64(at, i)
	}
	want := make([]float64, 25)
	want[6], want[8], want[16], want[18] = 1, 2, 3, 4
	require.Equal(t, want, ranOn(t, 11, g, float32s(1, 2, 3, 4), at)[0].floats())
}
