package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestLossesAreOfTheTargetsClass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
		entropy := rapid.Bool().Draw(t, "entropy")
		reduction := rapid.SampledFrom([]string{"none", "sum", "mean"}).Draw(t, "reduction")
		shape := []int64{draw("batch", 1, 3), draw("classes", 1, 4)}
		for range draw("axes", 0, 2) {
			shape = append(shape, draw("extent", 1, 3))
		}
		inner := int64(count(shape[2:]))
		x := numbers(int(draw("seed", 0, 9)), count(shape))
		ignored := draw("ignored", -1, 3)
		attributes := []message{textOf("reduction", reduction), intOf("ignore_index", ignored)}
		targets, raw, some := make([]int64, shape[0]*inner), []byte{}, false
		for i := range targets {
			targets[i] = draw("target", 0, shape[1]-1)
			if draw("ignore", 0, 3) == 0 {
				targets[i] = ignored
			}
			some = some || targets[i] != ignored
			raw = binary.LittleEndian.AppendUint64(raw, uint64(targets[i]))
		}
		if !some {
			t.Skip("no target counts")
		}
		names, parts, data := []string{"x", "t"}, []message{inputOf("x", shape...), infoOf(11, "t", ofInt64, joined(shape[:1], shape[2:])...)}, [][]byte{x, raw}
		weights := []float64{1, 1, 1, 1}
		if rapid.Bool().Draw(t, "weighted") {
			w := float32s(0.5, 1, 2, 3)[:4*shape[1]]
			weights = floats(w)
			names, parts, data = append(names, "w"), append(parts, inputOf("w", shape[1])), append(data, w)
		}
		op := "NegativeLogLikelihoodLoss"
		xs := floats(x)
		if entropy {
			op = "SoftmaxCrossEntropyLoss"
			xs = logSoftmaxOf(xs, shape)
		}
		var losses []float64
		sum, weight := 0.0, 0.0
		for i, target := range targets {
			loss := 0.0
			if target != ignored {
				n, d := int64(i)/inner, int64(i)%inner
				loss = -xs[(n*shape[1]+target)*inner+d] * weights[target]
				weight += weights[target]
			}
			losses, sum = append(losses, loss), sum+loss
		}
		want := map[string][]float64{"none": losses, "sum": {sum}, "mean": {sum / weight}}[reduction]
		got := ranOn(t, 13, graphOf(append(parts, nodeOf(op, names, "y", attributes...), outputOf("y"))...), data...)[0]
		requireNear(t, want, got.floats())
	})
}

// logSoftmaxOf is over the second axis.
func logSoftmaxOf(x []float64, shape []int64) []float64 {
	out := append([]float64{}, x...)
	inner := int64(count(shape[2:]))
	for n := range shape[0] {
		for d := range inner {
			var row []float64
			for c := range shape[1] {
				row = append(row, x[(n*shape[1]+c)*inner+d])
			}
			for c, p := range softmaxOf(row) {
				out[(n*shape[1]+int64(c))*inner+d] = math.Log(p)
			}
		}
	}
	return out
}
