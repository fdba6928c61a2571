package kernel

import (
	"fmt"
	"testing"
)

// The metric is bytes per second of one core.
func BenchmarkSum(b *testing.B) {
	for _, n := range []int{4 << 10, 64 << 10, 1 << 20, 8 << 20} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			data := make([]byte, n)
			for i := range data {
				data[i] = byte(i)
			}
			best := fastest(b, func() { Sum(data) })
			b.ReportMetric(float64(n)/best/1e9, "GB/s")
		})
	}
}
