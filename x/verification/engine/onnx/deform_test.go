package onnx_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestADeformedConvolutionReadsBetweenElements(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSliding(t, false)
		s.mode = "NOTSET"
		if len(s.in) != 2 {
			t.Skip("two spatial axes")
		}
		draw := func(name string) int64 { return rapid.Int64Range(1, 2).Draw(t, name) }
		groups, sets, perGroup, each := draw("group"), draw("offset_group"), draw("inputs"), draw("outputs")
		channels := groups * perGroup * sets
		shape := joined([]int64{1, channels}, s.in)
		weights := joined([]int64{groups * each, channels / groups}, s.kernel)
		taps, out := s.kernel[0]*s.kernel[1], s.resolve()
		offsets, masks := joined([]int64{1, sets * taps * 2}, out), joined([]int64{1, sets * taps}, out)
		x, w, b := numbers(1, count(shape)), numbers(2, count(weights)), numbers(3, int(groups*each))
		offset, mask := numbers(4, count(offsets)), numbers(5, count(masks))
		names := []string{"x", "w", "o", "b", "m"}
		attributes := append(s.attributes()[:2], s.attributes()[3], intOf("group", groups), intOf("offset_group", sets))
		got := ranOn(t, 19, graphOf(nodeOf("DeformConv", names, "y", attributes...), inputOf("x", shape...), inputOf("w", weights...),
			inputOf("o", offsets...), inputOf("b", groups*each), inputOf("m", masks...), outputOf("y")), x, w, offset, b, mask)[0]
		xs, ws, bs, os, ms := floats(x), floats(w), floats(b), floats(offset), floats(mask)
		read := func(channel int64, row, column float64) (sum float64) {
			for _, r := range []float64{math.Floor(row), math.Floor(row) + 1} {
				for _, c := range []float64{math.Floor(column), math.Floor(column) + 1} {
					if r >= 0 && c >= 0 && r < float64(s.in[0]) && c < float64(s.in[1]) {
						sum += (1 - math.Abs(row-r)) * (1 - math.Abs(column-c)) * xs[at([]int64{0, channel, int64(r), int64(c)}, shape)]
					}
				}
			}
			return sum
		}
		var want []float64
		odometer(joined([]int64{1, groups * each}, out), func(index []int64) {
			sum := bs[index[1]]
			for c := range channels / groups {
				channel := index[1]/each*(channels/groups) + c
				set := channel / (channels / sets)
				s.taps(index[2:], func(kernel, place []int64, _, _ bool) {
					tap := set*taps + at(kernel, s.kernel)
					row := float64(place[0]) + os[at([]int64{0, 2 * tap, index[2], index[3]}, offsets)]
					column := float64(place[1]) + os[at([]int64{0, 2*tap + 1, index[2], index[3]}, offsets)]
					sum += read(channel, row, column) * ws[at(joined([]int64{index[1], c}, kernel), weights)] * ms[at([]int64{0, tap, index[2], index[3]}, masks)]
				})
			}
			want = append(want, sum)
		})
		requireNear(t, want, got.floats())
	})
}
