package kernel

import "testing"

// The metric is elements per second of one core.
func BenchmarkProgram(b *testing.B) {
	const n, channels = 100 * 960, 96
	x, y, v := make([]float32, n), make([]float32, n), []float32{1.0 / 6}
	for i := range x {
		x[i] = float32(i%200-100) / 16
	}
	same, row, one := []int{channels, 1}, []int{0, 1}, []int{0, 0}
	for _, bc := range []struct {
		name    string
		strides [][]int
		in      [][]float32
		steps   []Step
	}{
		{"relu", [][]int{same}, [][]float32{x}, []Step{{OpRelu, []int{0}}}},
		{"add", [][]int{same, same}, [][]float32{x, y}, []Step{{OpAdd, []int{0, 1}}}},
		{"add row", [][]int{same, row}, [][]float32{x, x}, []Step{{OpAdd, []int{0, 1}}}},
		{"div", [][]int{same, same}, [][]float32{x, y}, []Step{{OpDiv, []int{0, 1}}}},
		{"exp", [][]int{same}, [][]float32{x}, []Step{{OpExp, []int{0}}}},
		{"log", [][]int{same}, [][]float32{x}, []Step{{OpLog, []int{0}}}},
		{"tanh", [][]int{same}, [][]float32{x}, []Step{{OpTanh, []int{0}}}},
		{"sigmoid", [][]int{same}, [][]float32{x}, []Step{{OpSigmoid, []int{0}}}},
		{"erf", [][]int{same}, [][]float32{x}, []Step{{OpErf, []int{0}}}},
		{
			"hard swish",
			[][]int{same, one, one, one, one},
			[][]float32{x, v, {0.5}, {1}, {0}},
			[]Step{{OpFMA, []int{0, 1, 2}}, {OpMin, []int{5, 3}}, {OpMax, []int{6, 4}}, {OpMul, []int{0, 7}}},
		},
	} {
		b.Run(bc.name, func(b *testing.B) {
			p, err := NewProgram([]int{n / channels, channels}, bc.strides, bc.steps)
			if err != nil {
				b.Fatal(err)
			}
			best := fastest(b, func() { p.Run(y, 0, n, bc.in...) })
			b.ReportMetric(n/best/1e9, "G/s")
		})
	}
}
