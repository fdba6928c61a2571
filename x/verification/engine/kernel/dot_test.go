package kernel

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func TestDotIsItsDefinition(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			size := func(name string) int { return rapid.OneOf(rapid.IntRange(1, 9), rapid.IntRange(1, 70)).Draw(t, name) }
			batches, m, n, k := rapid.IntRange(1, 3).Draw(t, "batches"), size("m"), size("n"), size("k")
			a, b := numbers(t, batches*m*k, "a"), numbers(t, batches*n*k, "b")
			rowStep, step := k, 1
			if rapid.Bool().Draw(t, "transposed") {
				rowStep, step = 1, n
			}
			var want []float32
			for i := range batches * m {
				for j := range n {
					acc := float32(0)
					for l := range k {
						acc = native.FMA(a[i*k+l], b[i/m*n*k+j*rowStep+l*step], acc)
					}
					want = append(want, canonical(acc))
				}
			}
			ops, apply := drawTail(t, n, len(want))
			apply(want)
			d := NewDot(batches, m, n, k, rowStep, step)
			y := numbers(t, len(want), "rubbish")
			run(d.Tasks(), func(task int) { d.Run(task, a, b, y, ops) })
			requireSame(t, want, y)
		})
	})
}
