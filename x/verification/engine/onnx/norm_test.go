package onnx_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestALayerNormGivesMeansAndInverseDeviations(t *testing.T) {
	const epsilon = 0.125
	x := numbers(3, 2*3*4)
	g := graphOf(severalOf("LayerNormalization", []string{"x", "s"}, []string{"y", "m", "i"}, intOf("axis", -2), floatOf("epsilon", epsilon)),
		inputOf("x", 2, 3, 4), weightOf("s", 3, 4), outputOf("y"), outputOf("m"), outputOf("i"))
	got := ranOn(t, 17, g, x)
	scale := make([]float64, 12)
	for i := range scale {
		scale[i] = float64(i*7%13)/8 - 0.75
	}
	var y, means, inverses []float64
	for n := range 2 {
		row := floats(x)[12*n : 12*(n+1)]
		mean := total(row) / 12
		inverse := 1 / math.Sqrt(total(each(row, func(v float64) float64 { return square(v - mean) }))/12+epsilon)
		for i, v := range row {
			y = append(y, (v-mean)*inverse*scale[i])
		}
		means, inverses = append(means, mean), append(inverses, inverse)
	}
	requireNear(t, y, got[0].floats())
	requireNear(t, means, got[1].floats())
	requireNear(t, inverses, got[2].floats())
	require.Equal(t, []uint64{2, 1, 1}, got[1].shape)
}

func TestALocalNormLooksAtNeighbouringChannels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size, channels := rapid.Int64Range(1, 6).Draw(t, "size"), rapid.Int64Range(1, 7).Draw(t, "channels")
		shape := []int64{2, channels, 3}
		x := numbers(1, count(shape))
		got := ranOn(t, 13, graphOf(nodeOf("LRN", []string{"x"}, "y", intOf("size", size), floatOf("alpha", 0.5), floatOf("beta", 0.5), floatOf("bias", 2)),
			inputOf("x", shape...), outputOf("y")), x)[0]
		xs := floats(x)
		var want []float64
		odometer(shape, func(i []int64) {
			sum := 0.0
			for c := max(0, i[1]-(size-1)/2); c <= min(channels-1, i[1]+size/2); c++ {
				sum += square(xs[at([]int64{i[0], c, i[2]}, shape)])
			}
			want = append(want, xs[at(i, shape)]/math.Sqrt(2+0.5/float64(size)*sum))
		})
		requireNear(t, want, got.floats())
	})
}

func TestANormOfZeroIsZero(t *testing.T) {
	for order, want := range map[int64][]float64{1: {3. / 7, 4. / 7, 0, 0}, 2: {0.6, 0.8, 0, 0}} {
		g := graphOf(nodeOf("LpNormalization", []string{"x"}, "y", intOf("p", order)), inputOf("x", 2, 2), outputOf("y"))
		requireNear(t, want, ranOn(t, 13, g, float32s(3, 4, 0, 0))[0].floats())
	}
}

func TestMeansAndVariancesAreOfTheNamedAxes(t *testing.T) {
	x := numbers(5, 2*3*2*2)
	got := ranOn(t, 13, graphOf(nodeOf("MeanVarianceNormalization", []string{"x"}, "y"), inputOf("x", 2, 3, 2, 2), outputOf("y")), x)[0]
	for _, cell := range cells(got.floats(), []int64{2, 3, 2, 2}, []int{0, 2, 3}) {
		require.InDelta(t, 0, total(cell), 1e-5)
		require.InDelta(t, float64(len(cell)), total(each(cell, square)), 1e-4)
	}
}

func TestANormInTrainingGivesTheRunningNumbersAfterIt(t *testing.T) {
	x := numbers(5, 3*2*4)
	list := func(name string, values ...float32) message {
		return message{}.bytes(5, tensorOf(known{name: name, shape: []int64{2}, bytes: float32s(values...)}))
	}
	g := graphOf(list("s", 2, 1), list("b", 0, 1), list("m", 1, 2), list("v", 3, 4), inputOf("x", 3, 2, 4), outputOf("y"), outputOf("rm"), outputOf("rv"),
		severalOf("BatchNormalization", []string{"x", "s", "b", "m", "v"}, []string{"y", "rm", "rv"}, intOf("training_mode", 1), floatOf("momentum", 0.75), floatOf("epsilon", 0)))
	got := ranOn(t, 15, g, x)
	var means, variances []float64
	for c, cell := range cells(floats(x), []int64{3, 2, 4}, []int{0, 2}) {
		mean := total(cell) / 12
		variance := total(each(cell, func(v float64) float64 { return square(v - mean) })) / 12
		means, variances = append(means, []float64{1, 2}[c]*0.75+mean*0.25), append(variances, []float64{3, 4}[c]*0.75+variance*0.25)
		after := cells(got[0].floats(), []int64{3, 2, 4}, []int{0, 2})[c]
		requireNear(t, each(cell, func(v float64) float64 { return (v-mean)/math.Sqrt(variance)*[]float64{2, 1}[c] + []float64{0, 1}[c] }), after)
	}
	requireNear(t, means, got[1].floats())
	requireNear(t, variances, got[2].floats())
}

// A linear attention is the recurrence of its specification.
func TestLinearAttentionWritesAndReadsAState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
		length, shared, repeats, size, width := draw("length", 1, 4), draw("shared", 1, 2), draw("repeats", 1, 2), draw("size", 1, 3), draw("width", 1, 3)
		rule := rapid.SampledFrom([]string{"linear", "gated", "delta", "gated_delta"}).Draw(t, "rule")
		heads := shared * repeats
		names := []string{"q", "k", "v", "s"}
		shapes := [][]int64{{1, length, heads * size}, {1, length, shared * size}, {1, length, shared * width}, {1, shared, size, width}}
		gated, delta := rule == "gated" || rule == "gated_delta", rule == "delta" || rule == "gated_delta"
		if gated {
			names, shapes = append(names, "g"), append(shapes, []int64{1, length, shared * size})
		} else if delta {
			names = append(names, "")
			shapes = append(shapes, nil)
		}
		if delta {
			names, shapes = append(names, "b"), append(shapes, []int64{1, length, shared})
		}
		var parts []message
		var data [][]byte
		in := make([][]float64, 6)
		for i, shape := range shapes {
			if shape != nil {
				raw := numbers(i, count(shape))
				parts, data, in[i] = append(parts, inputOf(names[i], shape...)), append(data, raw), floats(raw)
			}
		}
		node := severalOf("LinearAttention", names, []string{"y", "n"}, textOf("update_rule", rule), intOf("q_num_heads", heads), intOf("kv_num_heads", shared), floatOf("scale", 0.5))
		got := ranOn(t, 27, graphOf(append(parts, node, outputOf("y"), outputOf("n"))...), data...)
		state := append([]float64{}, in[3]...)
		want := make([]float64, length*heads*width)
		for p := range length {
			for h := range shared {
				s := state[h*size*width : (h+1)*size*width]
				for i := range s {
					if gated {
						s[i] *= math.Exp(in[4][(p*shared+h)*size+int64(i)/width])
					}
				}
				for j := range width {
					v := in[2][(p*shared+h)*width+j]
					if delta {
						for d := range size {
							v -= s[d*width+j] * in[1][(p*shared+h)*size+d]
						}
						v *= in[5][p*shared+h]
					}
					for d := range size {
						s[d*width+j] += in[1][(p*shared+h)*size+d] * v
					}
				}
				for q := h * repeats; q < (h+1)*repeats; q++ {
					for j := range width {
						for d := range size {
							want[(p*heads+q)*width+j] += 0.5 * in[0][(p*heads+q)*size+d] * s[d*width+j]
						}
					}
				}
			}
		}
		requireNear(t, want, got[0].floats())
		requireNear(t, state, got[1].floats())
	})
}

func TestACausalConvolutionCarriesOnWhereItWas(t *testing.T) {
	node := func(in, state, out, next string) message {
		return severalOf("CausalConvWithState", []string{in, "w", "b", state}, []string{out, next}, textOf("activation", "silu"))
	}
	x := numbers(1, 2*3*7)
	weights := graphOf(weightOf("w", 3, 1, 3), weightOf("b", 3))
	whole := ranOn(t, 27, graphOf(weights, inputOf("x", 2, 3, 7), node("x", "", "y", "s"), outputOf("y"), outputOf("s")), x)
	parts := ranOn(t, 27, graphOf(weights, inputOf("x", 2, 3, 7), severalOf("Split", []string{"x", "at"}, []string{"a", "b2"}, intOf("axis", 2)), listOf("at", 4, 3),
		node("a", "", "ya", "sa"), node("b2", "sa", "yb", "s"), nodeOf("Concat", []string{"ya", "yb"}, "y", intOf("axis", 2)), outputOf("y"), outputOf("s")), x)
	require.Equal(t, whole, parts)
	first := floats(x)[0]*-0.625 + -0.75 // the first output sees the first element alone
	require.InDelta(t, first/(1+math.Exp(-first)), whole[0].floats()[0], 1e-5)
}
