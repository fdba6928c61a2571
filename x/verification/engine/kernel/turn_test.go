package kernel

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTurnTransposes(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			rows, columns := rapid.IntRange(1, 30).Draw(t, "rows"), rapid.IntRange(1, 150).Draw(t, "columns")
			from := matrix{step: columns + rapid.IntRange(0, 3).Draw(t, "apart")}
			from.values = numbers(t, rows*from.step, "from")
			to := matrix{step: rows + rapid.IntRange(0, 2).Draw(t, "apart")}
			to.values = numbers(t, columns*to.step+rapid.IntRange(0, 9).Draw(t, "beyond"), "to")
			want := append([]float32(nil), to.values...)
			for i := range rows {
				for j := range columns {
					want[j*to.step+i] = from.values[i*from.step+j]
				}
			}
			inUse().turn(to, from, rows, columns)
			requireSame(t, want, to.values)
		})
	})
}
