package kernel

import (
	"fmt"
	"testing"
)

// The metric is floating-point operations per second of one core, and its share of the peak measured in between.
func BenchmarkConv(b *testing.B) {
	for _, s := range []struct{ size, channels, filters, kernel, stride int }{
		{224, 3, 64, 7, 2},
		{56, 64, 64, 1, 1},
		{56, 64, 64, 3, 1},
		{56, 64, 256, 1, 1},
		{56, 256, 128, 1, 2},
		{28, 128, 128, 3, 1},
		{28, 128, 512, 1, 1},
		{14, 256, 256, 3, 1},
		{14, 1024, 256, 1, 1},
		{7, 512, 512, 3, 1},
		{7, 512, 2048, 1, 1},
		{7, 2048, 512, 1, 1},
	} {
		b.Run(fmt.Sprint(s), func(b *testing.B) {
			out := (s.size-1)/s.stride + 1
			pad := (s.kernel - 1) / 2
			g := &Geometry{
				Batch: 1, In: []int{s.size, s.size}, Out: []int{out, out}, Kernel: []int{s.kernel, s.kernel},
				Strides: []int{s.stride, s.stride}, Dilations: []int{1, 1}, Before: []int{pad, pad},
			}
			w := make([]float32, s.filters*s.kernel*s.kernel*s.channels)
			c := NewConv(g, s.channels, 1, w)
			x, y := make([]float32, c.sizeX), make([]float32, c.sizeY)
			for i := range x {
				x[i] = float32(i % 100) // pages never written are all the same one
			}
			tail := []TailOp{AddVector(make([]float32, s.filters)), Relu()}
			best := fastest(b, func() { run(c.Tasks(), func(task int) { c.Run(task, x, y, tail) }) })
			steps := 20000
			var done int
			peak := fastest(b, func() { done = PeakSteps(steps) })
			flops := 2 * float64(len(y)*len(w)/s.filters) / best
			b.ReportMetric(flops/1e9, "GFLOP/s")
			b.ReportMetric(100*flops/(2*float64(done)/peak), "%peak")
		})
	}
}
