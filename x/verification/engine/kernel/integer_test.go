package kernel

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestIntegerConvIsItsDefinition(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			g := geometry(t)
			groups := rapid.IntRange(1, 3).Draw(t, "groups")
			depth, perGroup := rapid.IntRange(1, 9).Draw(t, "depth"), rapid.IntRange(1, 40).Draw(t, "filters")
			if rapid.IntRange(0, 3).Draw(t, "each channel by itself") == 0 {
				groups, depth, perGroup = perGroup, 1, 1
			}
			channels, filters := groups*depth, groups*perGroup
			kind := rapid.IntRange(0, 2).Draw(t, "type")
			x8, x16, x32 := integers(t, g.Batch*volume(g.In)*channels)
			w8, w16, w32 := integers(t, filters*volume(g.Kernel)*depth)
			x, w := x32, w32
			switch kind {
			case 0:
				x, w = words32(x8), words32(w8)
			case 1:
				x, w = words32(x16), words32(w16)
			}
			var want []int32
			g.eachOutput(func(batch int, position []int) {
				for f := range filters {
					first, acc := f/perGroup*depth, int32(0)
					g.eachTap(batch, position, func(at, k int) {
						for i := range depth {
							acc += x[at*channels+first+i] * w[(f*volume(g.Kernel)+k)*depth+i]
						}
					})
					want = append(want, acc)
				}
			})

			c := NewIntegerConv(g, channels, groups, w, kind < 2)
			ready := make([]int32, c.Room())
			switch kind {
			case 0:
				Prepare(c, ready, x8)
			case 1:
				Prepare(c, ready, x16)
			default:
				Prepare(c, ready, x32)
			}
			y := make([]int32, len(want))
			run(c.Tasks(), func(task int) { c.Run(task, ready, y) })
			require.Equal(t, want, y)
		})
	})
}

// integers draws the same bits as numbers of three types, the ends of their ranges among them.
func integers(t *rapid.T, n int) (x8 []uint8, x16 []int16, x32 []int32) {
	state := rapid.Uint64().Draw(t, "seed")
	for range n {
		state = state*6364136223846793005 + 1442695040888963407
		v := int32(state >> 32)
		if v&7 == 0 {
			v = -1 << 31 >> (v >> 3 & 31)
		}
		x8, x16, x32 = append(x8, uint8(v)), append(x16, int16(v)), append(x32, v)
	}
	return x8, x16, x32
}

func words32[T uint8 | int16](v []T) []int32 {
	out := make([]int32, len(v))
	for i, x := range v {
		out[i] = int32(x)
	}
	return out
}
