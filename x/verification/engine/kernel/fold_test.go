package kernel

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

func inLanes(x []float32, first float32, step func(a, b float32) float32) float32 {
	var lanes [16]float32
	for i := range lanes {
		lanes[i] = first
	}
	for i, v := range x {
		lanes[i%16] = step(lanes[i%16], v)
	}
	for width := 8; width > 0; width /= 2 {
		for j := range width {
			lanes[j] = step(lanes[j], lanes[j+width])
		}
	}
	return lanes[0]
}

func TestFoldsAreTheirDefinitions(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			rows, n := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 100).Draw(t, "n")
			x := numbers(t, rows*n, "x")
			want := make([]float32, 4*rows)
			got := make([]float32, 4*rows)
			for i := range rows {
				row := x[i*n : (i+1)*n]
				want[i] = inLanes(row, 0, native.Add)
				want[rows+i] = inLanes(row, 1, native.Mul)
				most, least := row[0], row[0]
				for _, v := range row {
					most, least = native.Max(most, v), native.Min(least, v)
				}
				want[2*rows+i], want[3*rows+i] = most, least
			}
			for f := range foldCount {
				f.Rows(got[int(f)*rows:], x, n, 0, rows)
			}
			requireSame(t, want, got)
		})
	})
}

func TestSoftmaxIsItsDefinition(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			rows, n := rapid.IntRange(1, 4).Draw(t, "rows"), rapid.IntRange(1, 100).Draw(t, "n")
			x := numbers(t, rows*n, "x")
			var want []float32
			for i := range rows {
				m := float32(math.Inf(-1))
				for _, v := range x[i*n : (i+1)*n] {
					m = native.Max(m, v)
				}
				e := make([]float32, n)
				for j, v := range x[i*n : (i+1)*n] {
					e[j] = native.Exp(native.Sub(v, m))
				}
				sum := inLanes(e, 0, native.Add)
				for _, v := range e {
					want = append(want, native.Div(v, sum))
				}
			}
			Softmax(x, x, n, 0, rows)
			requireSame(t, want, x)
		})
	})
}
