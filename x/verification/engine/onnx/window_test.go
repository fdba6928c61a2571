package onnx_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// sliding is a drawn window over the spatial axes of a tensor [batch, channels, ..].
type sliding struct {
	in, kernel, strides, dilations, before, after []int64
	mode                                          string
	roundUp                                       bool
}

func drawSliding(t *rapid.T, roundUp bool) *sliding {
	draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
	s := &sliding{mode: rapid.SampledFrom([]string{"NOTSET", "NOTSET", "VALID", "SAME_UPPER", "SAME_LOWER"}).Draw(t, "auto_pad")}
	s.roundUp = roundUp && s.mode != "VALID" && draw("ceil_mode", 0, 1) == 1
	for range draw("spatial axes", 1, 3) {
		kernel, dilation := draw("kernel", 1, 3), draw("dilation", 1, 2)
		s.kernel, s.dilations = append(s.kernel, kernel), append(s.dilations, dilation)
		s.strides = append(s.strides, draw("stride", 1, 3))
		s.in = append(s.in, draw("extent", (kernel-1)*dilation+1, 7))
		s.before, s.after = append(s.before, draw("before", 0, kernel-1)), append(s.after, draw("after", 0, kernel-1))
	}
	return s
}

func (s *sliding) attributes() []message {
	a := []message{intsOf("strides", s.strides...), intsOf("dilations", s.dilations...), textOf("auto_pad", s.mode)}
	if s.mode == "NOTSET" {
		a = append(a, intsOf("pads", append(append([]int64{}, s.before...), s.after...)...))
	}
	return a
}

// resolve fixes the padding, and gives the number of windows.
func (s *sliding) resolve() (out []int64) {
	for i, in := range s.in {
		span := (s.kernel[i]-1)*s.dilations[i] + 1
		switch s.mode {
		case "VALID":
			s.before[i], s.after[i] = 0, 0
		case "SAME_UPPER", "SAME_LOWER":
			windows := int64(math.Ceil(float64(in) / float64(s.strides[i])))
			total := max((windows-1)*s.strides[i]+span-in, 0)
			s.before[i] = total / 2
			if s.mode == "SAME_LOWER" {
				s.before[i] = total - total/2
			}
			s.after[i] = total - s.before[i]
			out = append(out, windows)
			continue
		}
		n := float64(in+s.before[i]+s.after[i]-span)/float64(s.strides[i]) + 1
		if s.roundUp && s.mode == "NOTSET" {
			n = math.Ceil(n)
			if (int64(n)-1)*s.strides[i] >= in+s.before[i] {
				n--
			}
		}
		out = append(out, int64(math.Floor(n)))
	}
	return out
}

// odometer visits every index of a shape, in row-major order.
func odometer(shape []int64, visit func(at []int64)) {
	at := make([]int64, len(shape))
	for {
		visit(at)
		i := len(shape) - 1
		for ; i >= 0; i-- {
			if at[i]++; at[i] < shape[i] {
				break
			}
			at[i] = 0
		}
		if i < 0 {
			return
		}
	}
}

func at(index, shape []int64) (flat int64) {
	for i, v := range index {
		flat = flat*shape[i] + v
	}
	return flat
}

// taps visits the places of a window: that in the kernel, that in the operand and whether it is on the operand, or on it or its padding.
func (s *sliding) taps(position []int64, visit func(kernel, place []int64, on, padded bool)) {
	odometer(s.kernel, func(kernel []int64) {
		place, on, padded := make([]int64, len(kernel)), true, true
		for i := range kernel {
			place[i] = position[i]*s.strides[i] + kernel[i]*s.dilations[i] - s.before[i]
			on = on && place[i] >= 0 && place[i] < s.in[i]
			padded = padded && place[i] < s.in[i]+s.after[i]
		}
		visit(kernel, place, on, padded)
	})
}

func joined(shapes ...[]int64) (out []int64) {
	for _, s := range shapes {
		out = append(out, s...)
	}
	return out
}

func requireNear(t require.TestingT, want, got []float64) {
	require.Len(t, got, len(want))
	for i := range want {
		if math.IsNaN(want[i]) {
			require.True(t, math.IsNaN(got[i]), "element %d is %g", i, got[i])
			continue
		}
		require.InDelta(t, want[i], got[i], 1e-5+1e-4*math.Abs(want[i]), "element %d", i)
	}
}

func TestConvolutionsGiveTheSumsOfTheirWindows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSliding(t, false)
		groups, perGroup, each := rapid.Int64Range(1, 3).Draw(t, "groups"), rapid.Int64Range(1, 3).Draw(t, "inputs"), rapid.Int64Range(1, 2).Draw(t, "outputs")
		shape := joined([]int64{2, groups * perGroup}, s.in)
		x, w, b := numbers(1, count(shape)), numbers(2, count(joined([]int64{groups * each, perGroup}, s.kernel))), numbers(3, int(groups*each))
		node := nodeOf("Conv", []string{"x", "w", "b"}, "y", append(s.attributes(), intOf("group", groups))...)
		weights := joined([]int64{groups * each, perGroup}, s.kernel)
		parts := []message{node, inputOf("x", shape...), outputOf("y")}
		inputs := [][]byte{x}
		if rapid.Bool().Draw(t, "filters are computed") {
			parts, inputs = append(parts, inputOf("w", weights...), inputOf("b", groups*each)), [][]byte{x, w, b}
		} else {
			parts = append(parts, message{}.bytes(5, tensorOf(known{name: "w", shape: weights, bytes: w})), message{}.bytes(5, tensorOf(known{name: "b", shape: []int64{groups * each}, bytes: b})))
		}
		out := s.resolve()
		y := ranOn(t, 17, graphOf(parts...), inputs...)[0]
		require.Equal(t, unsigned(joined([]int64{2, groups * each}, out)), y.shape)
		xs, ws, bs := floats(x), floats(w), floats(b)
		var want []float64
		odometer(joined([]int64{2, groups * each}, out), func(index []int64) {
			sum := bs[index[1]]
			group := index[1] / each
			s.taps(index[2:], func(kernel, place []int64, on, _ bool) {
				for c := int64(0); on && c < perGroup; c++ {
					sum += xs[at(joined([]int64{index[0], group*perGroup + c}, place), shape)] * ws[at(joined([]int64{index[1], c}, kernel), weights)]
				}
			})
			want = append(want, sum)
		})
		requireNear(t, want, y.floats())
	})
}

// A transposed convolution sends every element to all places of its window.
func TestTransposedConvolutionsSendEveryElementToItsWindow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSliding(t, false)
		s.mode = "NOTSET"
		groups, perGroup, each := rapid.Int64Range(1, 3).Draw(t, "groups"), rapid.Int64Range(1, 3).Draw(t, "inputs"), rapid.Int64Range(1, 2).Draw(t, "outputs")
		shape, weights := joined([]int64{2, groups * perGroup}, s.in), joined([]int64{groups * perGroup, each}, s.kernel)
		attributes := append(s.attributes(), intOf("group", groups))
		var extra, out []int64
		for i := range s.in {
			extra = append(extra, rapid.Int64Range(0, s.strides[i]-1).Draw(t, "output_padding"))
			out = append(out, (s.in[i]-1)*s.strides[i]+(s.kernel[i]-1)*s.dilations[i]+1+extra[i]-s.before[i]-s.after[i])
			if out[i] < 1 {
				t.Skip("nothing is left")
			}
		}
		attributes = append(attributes, intsOf("output_padding", extra...))
		x, w := numbers(1, count(shape)), numbers(2, count(weights))
		y := ranOn(t, 17, graphOf(nodeOf("ConvTranspose", []string{"x", "w"}, "y", attributes...), inputOf("x", shape...),
			message{}.bytes(5, tensorOf(known{name: "w", shape: weights, bytes: w})), outputOf("y")), x)[0]
		whole := joined([]int64{2, groups * each}, out)
		require.Equal(t, unsigned(whole), y.shape)
		xs, ws, want := floats(x), floats(w), make([]float64, count(whole))
		odometer(shape, func(index []int64) {
			odometer(s.kernel, func(kernel []int64) {
				place := make([]int64, len(kernel))
				for i := range place {
					if place[i] = index[i+2]*s.strides[i] + kernel[i]*s.dilations[i] - s.before[i]; place[i] < 0 || place[i] >= out[i] {
						return
					}
				}
				for o := range each {
					want[at(joined([]int64{index[0], index[1]/perGroup*each + o}, place), whole)] += xs[at(index, shape)] * ws[at(joined([]int64{index[1], o}, kernel), weights)]
				}
			})
		})
		requireNear(t, want, y.floats())
	})
}

func TestTheShapeOfATransposedConvolutionMayBeSaid(t *testing.T) {
	g := func(attributes ...message) message {
		return graphOf(nodeOf("ConvTranspose", []string{"x", "w"}, "y", attributes...), inputOf("x", 1, 1, 3), weightOf("w", 1, 1, 3), outputOf("y"))
	}
	x := float32s(1, 2, 4)
	w := []float64{-0.75, 0.125, -0.625}
	whole := []float64{w[0], w[1], w[2] + 2*w[0], 2 * w[1], 2*w[2] + 4*w[0], 4 * w[1], 4 * w[2]}
	for name, c := range map[string]struct {
		attributes []message
		want       []float64
	}{
		"as it is":          {nil, whole},
		"same, odd after":   {[]message{textOf("auto_pad", "SAME_UPPER")}, whole[:6]},
		"same, odd before":  {[]message{textOf("auto_pad", "SAME_LOWER")}, whole[1:]},
		"a shape":           {[]message{intsOf("output_shape", 5)}, whole[1:6]},
		"a longer shape":    {[]message{intsOf("output_shape", 9)}, append(append([]float64{}, whole...), 0, 0)},
		"padding at no end": {[]message{textOf("auto_pad", "VALID")}, whole},
	} {
		t.Run(name, func(t *testing.T) {
			y := ranOn(t, 11, g(append(c.attributes, intsOf("strides", 2))...), x)[0]
			requireNear(t, c.want, y.floats())
		})
	}
}
