package kernel

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// each is a window on each channel by itself, by definition.
func (g *Geometry) each(channels int, first float32, step func(acc float32, x float32, channel, k int) float32, x []float32) []float32 {
	var y []float32
	g.eachOutput(func(batch int, position []int) {
		for c := range channels {
			acc := first
			g.eachTap(batch, position, func(at, k int) { acc = step(acc, x[at*channels+c], c, k) })
			y = append(y, canonical(acc))
		}
	})
	return y
}

func TestChannelwiseWindowsAreTheirDefinitions(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			g := geometry(t)
			channels := rapid.IntRange(1, 50).Draw(t, "channels")
			x := numbers(t, g.Batch*volume(g.In)*channels, "x")
			w := numbers(t, channels*volume(g.Kernel), "w")
			var c *Channelwise
			var want []float32
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				c = NewDepthwise(g, channels, w)
				want = g.each(channels, 0, func(acc, v float32, i, k int) float32 { return native.FMA(v, w[i*volume(g.Kernel)+k], acc) }, x)
			case 1:
				c = NewSumPool(g, channels)
				want = g.each(channels, 0, func(acc, v float32, _, _ int) float32 { return native.Add(acc, v) }, x)
			default:
				c = NewMaxPool(g, channels)
				want = g.each(channels, float32(math.Inf(-1)), func(acc, v float32, _, _ int) float32 { return native.Max(acc, v) }, x)
			}
			ops, apply := drawTail(t, channels, len(want))
			apply(want)
			y := numbers(t, len(want), "rubbish")
			run(c.Tasks(), func(task int) { c.Run(task, x, y, ops) })
			requireSame(t, want, y)
		})
	})
}
