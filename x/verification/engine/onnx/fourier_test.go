package onnx_test

import (
	"fmt"
	"math"
	"math/cmplx"
	"testing"

	"pgregory.net/rapid"
)

// fourierOf is the transform of complex numbers, cut off or filled up with zeros to n.
func fourierOf(x []complex128, n int64) []complex128 {
	out := make([]complex128, n)
	for f := range out {
		for i := range min(int64(len(x)), n) {
			out[f] += x[i] * cmplx.Rect(1, -2*math.Pi*float64(int64(f)*i%n)/float64(n))
		}
	}
	return out
}

func TestTransformsGiveTheirFrequencies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
		shape := []int64{draw("batch", 1, 2), draw("length", 1, 7), draw("inner", 1, 3), draw("parts", 1, 2)}
		n, onesided := draw("size", 1, 8), draw("onesided", 0, 1)
		x := numbers(1, count(shape))
		parts := []message{inputOf("x", shape...), listOf("n", n), outputOf("y")}
		opset := rapid.SampledFrom([]uint64{17, 20}).Draw(t, "opset")
		if opset == 17 {
			parts = append(parts, nodeOf("DFT", []string{"x", "n"}, "y", intOf("axis", 1), intOf("onesided", onesided)))
		} else {
			parts = append(parts, listOf("a", -3), nodeOf("DFT", []string{"x", "n", "a"}, "y", intOf("onesided", onesided)))
		}
		got := ranOn(t, opset, graphOf(parts...), x)[0]
		keep := n
		if onesided == 1 {
			keep = n/2 + 1
		}
		xs := floats(x)
		want := make([]float64, shape[0]*keep*shape[2]*2)
		odometer([]int64{shape[0], shape[2]}, func(i []int64) {
			var row []complex128
			for j := range shape[1] {
				at := ((i[0]*shape[1]+j)*shape[2] + i[1]) * shape[3]
				v := complex(xs[at], 0)
				if shape[3] == 2 {
					v = complex(xs[at], xs[at+1])
				}
				row = append(row, v)
			}
			for f, v := range fourierOf(row, n)[:keep] {
				at := ((i[0]*keep+int64(f))*shape[2] + i[1]) * 2
				want[at], want[at+1] = real(v), imag(v)
			}
		})
		requireNear(t, want, got.floats())
	})
}

func TestAOnesidedInverseGivesRealNumbersBack(t *testing.T) {
	for n := int64(1); n < 9; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			x := numbers(1, int(n))
			g := graphOf(inputOf("x", 1, n, 1), listOf("n", n), nodeOf("DFT", []string{"x"}, "f", intOf("onesided", 1)),
				nodeOf("DFT", []string{"f", "n"}, "y", intOf("onesided", 1), intOf("inverse", 1)), outputOf("y"))
			requireNear(t, floats(x), ranOn(t, 20, g, x)[0].floats())
		})
	}
}

func TestShortTransformsGiveTheFrequenciesOfTheirFrames(t *testing.T) {
	const length, size, step = 11, 4, 3
	x, window := numbers(1, length), float32s(0.25, 1, 1, 0.5)
	got := ranOn(t, 17, graphOf(inputOf("x", 1, length, 1), inputOf("w", size), listOf("s", step), nodeOf("STFT", []string{"x", "s", "w"}, "y"), outputOf("y")), x, window)[0]
	xs, ws := floats(x), floats(window)
	var want []float64
	for from := 0; from+size <= length; from += step {
		frame := make([]complex128, size)
		for i := range frame {
			frame[i] = complex(xs[from+i]*ws[i], 0)
		}
		for _, v := range fourierOf(frame, size)[:size/2+1] {
			want = append(want, real(v), imag(v))
		}
	}
	requireNear(t, want, got.floats())
}

func TestMelWeightsAreTriangles(t *testing.T) {
	one := func(name string, v float32) message {
		return message{}.bytes(5, message{}.number(2, ofFloat).text(8, name).bytes(9, float32s(v)))
	}
	got := ranOn(t, 17, graphOf(listOf("b", 8), listOf("d", 16), listOf("r", 8192), one("l", 0), one("h", 4096),
		nodeOf("MelWeightMatrix", []string{"b", "d", "r", "l", "h"}, "y"), outputOf("y")))[0]
	requireNear(t, melExample(), got.floats())
}

// melExample is the example of the operator's specification.
func melExample() []float64 {
	rows := [][]float64{
		{1, 1, 0, 0, 0, 0, 0, 0},
		{0, 0, 1, 1, 0, 0, 0, 0},
		{0, 0, 0, 0, 1, 0, 0, 0},
		{0, 0, 0, 0, 0, 1, 0, 0},
		{0, 0, 0, 0, 0, 0, 1, 0},
		{0, 0, 0, 0, 0, 0, 0, 1},
		{},
		{},
		{},
	}
	var out []float64
	for _, r := range rows {
		out = append(out, append(r, make([]float64, 8-len(r))...)...)
	}
	return out
}
