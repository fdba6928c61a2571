package kernel

import (
	"testing"

	"pgregory.net/rapid"
)

func TestMoveCopiesEachElement(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			in := rapid.SliceOfN(rapid.IntRange(1, 20), 0, 4).Draw(t, "in")
			x := numbers(t, volume(in), "x")
			step := len(x)
			var shape, strides []int
			start := 0
			order := rapid.Permutation(indices(len(in))).Draw(t, "order")
			at := make([]int, len(in))
			for a, extent := range in {
				step /= extent
				at[a] = step
			}
			for _, a := range order {
				switch rapid.IntRange(0, 6).Draw(t, "axis") {
				case 0: // backwards
					shape, strides = append(shape, in[a]), append(strides, -at[a])
					start += (in[a] - 1) * at[a]
				case 1: // every other
					shape, strides = append(shape, (in[a]+1)/2), append(strides, 2*at[a])
				case 2: // the first again and again
					shape, strides = append(shape, 3), append(strides, 0)
				default:
					shape, strides = append(shape, in[a]), append(strides, at[a])
				}
			}
			var want []float32
			position := make([]int, len(shape))
			for more := true; more; more = advance(position, shape) {
				from := start
				for a, i := range position {
					from += i * strides[a]
				}
				want = append(want, x[from])
			}
			m := NewMove(shape, strides, start)
			y := make([]float32, len(want))
			run(m.Tasks(), func(task int) { m.Run(task, x, y) })
			requireSame(t, want, y)
		})
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
