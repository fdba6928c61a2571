package kernel

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// geometry draws a window of one to three spatial axes, in which all of Conv's freedoms occur.
func geometry(t *rapid.T) *Geometry {
	axes := rapid.IntRange(1, 3).Draw(t, "axes")
	most := []int{0, 40, 9, 4}[axes]
	g := &Geometry{Batch: rapid.IntRange(1, 2).Draw(t, "batch")}
	spread := rapid.IntRange(0, 3).Draw(t, "spread") == 0
	for range axes {
		in := rapid.IntRange(1, most).Draw(t, "in")
		kernel := rapid.IntRange(1, 4).Draw(t, "kernel")
		stride := rapid.IntRange(1, 3).Draw(t, "stride")
		dilation := rapid.IntRange(1, 3).Draw(t, "dilation")
		before, after := rapid.IntRange(0, 4).Draw(t, "before"), rapid.IntRange(0, 4).Draw(t, "after")
		apart := 1
		if spread {
			apart = rapid.IntRange(1, 3).Draw(t, "apart")
			g.Spread = append(g.Spread, apart)
		}
		padded := before + (in-1)*apart + 1 + after
		span := dilation*(kernel-1) + 1
		if span > padded {
			kernel, span = 1, 1
		}
		g.In, g.Kernel, g.Before = append(g.In, in), append(g.Kernel, kernel), append(g.Before, before)
		g.Strides, g.Dilations = append(g.Strides, stride), append(g.Dilations, dilation)
		g.Out = append(g.Out, (padded-span)/stride+1)
	}
	return g
}

// eachTap calls visit with the position in x (batch included) and the flat index of each tap of an output position, by definition.
func (g *Geometry) eachTap(batch int, position []int, visit func(at, k int)) {
	kernel := make([]int, len(g.Kernel))
	for {
		at, index, inside := batch, 0, true
		for a := range kernel {
			spread := 1
			if len(g.Spread) > 0 {
				spread = g.Spread[a]
			}
			p := position[a]*g.Strides[a] + kernel[a]*g.Dilations[a] - g.Before[a]
			inside = inside && p >= 0 && p%spread == 0 && p/spread < g.In[a]
			at, index = at*g.In[a]+p/spread, index*g.Kernel[a]+kernel[a]
		}
		if inside {
			visit(at, index)
		}
		if !advance(kernel, g.Kernel) {
			return
		}
	}
}

// eachOutput calls visit with each output position.
func (g *Geometry) eachOutput(visit func(batch int, position []int)) {
	for batch := range g.Batch {
		position := make([]int, len(g.Out))
		for visit(batch, position); advance(position, g.Out); {
			visit(batch, position)
		}
	}
}

// conv is the definition, one output after another.
func (g *Geometry) conv(channels, groups, filters int, x, w []float32) []float32 {
	var y []float32
	depth := channels / groups
	g.eachOutput(func(batch int, position []int) {
		for f := range filters {
			first := f / (filters / groups) * depth
			acc := float32(0)
			g.eachTap(batch, position, func(at, k int) {
				for i := range depth {
					acc = native.FMA(x[at*channels+first+i], w[(f*volume(g.Kernel)+k)*depth+i], acc)
				}
			})
			y = append(y, canonical(acc))
		}
	})
	return y
}

func TestConvIsItsDefinition(t *testing.T) {
	onEachMachine(t, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			g := geometry(t)
			groups := rapid.IntRange(1, 3).Draw(t, "groups")
			depth, perGroup := rapid.IntRange(1, 9).Draw(t, "depth"), rapid.IntRange(1, 40).Draw(t, "filters")
			channels, filters := groups*depth, groups*perGroup
			x := numbers(t, g.Batch*volume(g.In)*channels, "x")
			w := numbers(t, filters*volume(g.Kernel)*depth, "w")
			want := g.conv(channels, groups, filters, x, w)
			ops, apply := drawTail(t, filters, len(want))
			apply(want)

			c := NewConv(g, channels, groups, w)
			y := numbers(t, len(want), "rubbish")
			run(c.Tasks(), func(task int) { c.Run(task, x, y, ops) })
			requireSame(t, want, y)
		})
	})
}

// drawTail draws operations, and the function that applies them by definition.
func drawTail(t *rapid.T, columns, size int) (ops []TailOp, apply func(y []float32)) {
	var steps []func(v float32, i int) float32
	for range rapid.IntRange(0, MaxTail).Draw(t, "tail") {
		vector, tensor := numbers(t, columns, "vector"), numbers(t, size, "tensor")
		scalar := rapid.SampledFrom([]float32{-1, 6, 0.5, -3e38, 1e-40}).Draw(t, "scalar")
		switch rapid.IntRange(1, 6).Draw(t, "op") {
		case tailAddVector:
			ops = append(ops, AddVector(vector))
			steps = append(steps, func(v float32, i int) float32 { return native.Add(v, vector[i%columns]) })
		case tailMulVector:
			ops = append(ops, MulVector(vector))
			steps = append(steps, func(v float32, i int) float32 { return native.Mul(v, vector[i%columns]) })
		case tailAddTensor:
			ops = append(ops, AddTensor(tensor))
			steps = append(steps, func(v float32, i int) float32 { return native.Add(v, tensor[i]) })
		case tailRelu:
			ops = append(ops, Relu())
			steps = append(steps, func(v float32, _ int) float32 { return native.Relu(v) })
		case tailMaxScalar:
			ops = append(ops, MaxScalar(scalar))
			steps = append(steps, func(v float32, _ int) float32 { return native.Max(v, scalar) })
		case tailMinScalar:
			ops = append(ops, MinScalar(scalar))
			steps = append(steps, func(v float32, _ int) float32 { return native.Min(v, scalar) })
		}
	}
	return ops, func(y []float32) {
		for _, step := range steps {
			for i := range y {
				y[i] = step(y[i], i)
			}
		}
	}
}
