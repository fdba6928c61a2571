package f32_test

import (
	"testing"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
)

// BenchmarkOperations compares integers with the machine's floats, operation by operation, on uniformly drawn exponents near 1, as
// in a model.
func BenchmarkOperations(b *testing.B) {
	const n = 1024
	var soft [n + 2]f32.F32
	var hard [n + 2]float32
	g := splitmix(1)
	for i := range soft {
		x := g.next()
		soft[i] = f32.F32(x)&signAndFraction | f32.F32(119+x>>32&15)<<23
		hard[i] = toHard(soft[i])
	}
	for _, op := range operations {
		b.Run(op.name+"/integers", func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i = (i + 1) % n {
				sink += op.soft(soft[i], soft[i+1], soft[i+2])
			}
		})
		b.Run(op.name+"/native", func(b *testing.B) {
			b.ReportAllocs()
			var sum float32
			for i := 0; b.Loop(); i = (i + 1) % n {
				sum += op.native(hard[i], hard[i+1], hard[i+2])
			}
			sink += toSoft(sum)
		})
	}
}
