package onnx_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// reductions are what each operator makes of the elements that it reduces, in binary64.
var reductions = map[string]func(x []float64) float64{
	"ReduceSum":       total,
	"ReduceMean":      func(x []float64) float64 { return total(x) / float64(len(x)) },
	"ReduceMax":       slices.Max[[]float64],
	"ReduceMin":       slices.Min[[]float64],
	"ReduceL1":        func(x []float64) float64 { return total(each(x, math.Abs)) },
	"ReduceL2":        func(x []float64) float64 { return math.Sqrt(total(each(x, square))) },
	"ReduceSumSquare": func(x []float64) float64 { return total(each(x, square)) },
	"ReduceLogSumExp": func(x []float64) float64 { return math.Log(total(each(x, math.Exp))) },
}

func square(v float64) float64 { return v * v }

func total(x []float64) (sum float64) {
	for _, v := range x {
		sum += v
	}
	return sum
}

func each(x []float64, f func(float64) float64) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = f(v)
	}
	return out
}

// cells groups the elements of a tensor by what is left of their place without some axes, in order.
func cells(x []float64, shape []int64, axes []int) [][]float64 {
	var out [][]float64
	place := map[int64]int{}
	for i, v := range x {
		rest, key := int64(i), int64(0)
		at := make([]int64, len(shape))
		for axis := len(shape) - 1; axis >= 0; axis-- {
			at[axis], rest = rest%shape[axis], rest/shape[axis]
		}
		for axis, extent := range shape {
			if !slices.Contains(axes, axis) {
				key = key*extent + at[axis]
			}
		}
		cell, known := place[key]
		if !known {
			cell = len(out)
			place[key], out = cell, append(out, nil)
		}
		out[cell] = append(out[cell], v)
	}
	return out
}

func TestReductionsGiveTheirFunctions(t *testing.T) {
	names := []string{"ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"}
	rapid.Check(t, func(t *rapid.T) {
		op := rapid.SampledFrom(names).Draw(t, "op")
		shape := rapid.SliceOfN(rapid.Int64Range(1, 4), 1, 4).Draw(t, "shape")
		axes := rapid.SliceOfNDistinct(rapid.IntRange(0, len(shape)-1), 0, len(shape), rapid.ID[int]).Draw(t, "axes")
		keep := rapid.Int64Range(0, 1).Draw(t, "keepdims")
		x := rapid.SliceOfN(rapid.Float32Range(-8, 8), count(shape), count(shape)).Draw(t, "x")

		named := make([]int64, len(axes))
		for i, axis := range axes {
			named[i] = int64(axis)
			if rapid.Bool().Draw(t, "from the end") {
				named[i] -= int64(len(shape))
			}
		}
		g := graphOf(inputOf("x", shape...), outputOf("y"))
		opset := rapid.SampledFrom([]uint64{11, 18}).Draw(t, "opset")
		if opset == 18 && len(axes) > 0 {
			g = graphOf(g, listOf("axes", named...), nodeOf(op, []string{"x", "axes"}, "y", intOf("keepdims", keep)))
		} else if len(axes) > 0 {
			g = graphOf(g, nodeOf(op, []string{"x"}, "y", intOf("keepdims", keep), intsOf("axes", named...)))
		} else {
			g = graphOf(g, nodeOf(op, []string{"x"}, "y", intOf("keepdims", keep)))
			for axis := range shape {
				axes = append(axes, axis)
			}
		}
		m, err := onnx.Import(modelOf(opset, g), onnx.Options{})
		require.NoError(t, err)
		trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{float32s(x...)})
		require.NoError(t, err)

		want := []uint64{}
		for axis, extent := range shape {
			if reduced := slices.Contains(axes, axis); !reduced {
				want = append(want, uint64(extent))
			} else if keep == 1 {
				want = append(want, 1)
			}
		}
		require.Equal(t, want, append([]uint64{}, m.Program.Nodes[m.Program.Outputs[0]].Shape...))
		got := floats(trace.Outputs()[0])
		for i, cell := range cells(floats(float32s(x...)), shape, axes) {
			expected := reductions[op](cell)
			require.InDelta(t, expected, got[i], 1e-4+1e-4*math.Abs(expected), "%s over %d of %d", op, axes, shape)
		}
	})
}

func TestNormsGiveNoMeanAndUnitDeviation(t *testing.T) {
	ones, zeros := float32s(1, 1, 1, 1), float32s(0, 0, 0, 0)
	x := []float32{1, 2, 3, 9, -4, 0, 2.5, 7, 100, 101, 102, 110, -1, -1, -3, 5}
	for _, c := range []struct {
		name string
		node message
		axes []int // over which the shape is [2 4 2]
		size int64
	}{
		{"InstanceNormalization", nodeOf("InstanceNormalization", []string{"x", "s", "b"}, "y"), []int{2}, 4},
		{"LayerNormalization", nodeOf("LayerNormalization", []string{"x", "s", "b"}, "y", intOf("axis", 1)), []int{1, 2}, 1},
		{"RMSNormalization", nodeOf("RMSNormalization", []string{"x", "s"}, "y"), []int{2}, 1},
		{"GroupNormalization", nodeOf("GroupNormalization", []string{"x", "s", "b"}, "y", intOf("num_groups", 4)), []int{2}, 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			shape := []int64{2, 4, 2}
			scale := known{name: "s", shape: []int64{c.size}, bytes: ones[:4*c.size]}
			bias := known{name: "b", shape: []int64{c.size}, bytes: zeros[:4*c.size]}
			g := graphOf(message{}.bytes(5, tensorOf(scale)), message{}.bytes(5, tensorOf(bias)), c.node, inputOf("x", shape...), outputOf("y"))
			m, err := onnx.Import(modelOf(23, g), onnx.Options{})
			require.NoError(t, err)
			trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{float32s(x...)})
			require.NoError(t, err)
			before, after := cells(floats(float32s(x...)), shape, c.axes), cells(floats(trace.Outputs()[0]), shape, c.axes)
			for i, cell := range after {
				if c.name != "RMSNormalization" {
					require.InDelta(t, 0, total(cell), 1e-3)
				}
				if slices.Max(before[i]) > slices.Min(before[i]) {
					require.InDelta(t, float64(len(cell)), total(each(cell, square)), 1e-2)
				}
			}
		})
	}
}
