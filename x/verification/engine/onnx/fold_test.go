package onnx_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// wholeReductions are what each operator makes of integers.
var wholeReductions = map[string]func(x []int64) int64{
	"ReduceSum":       sumOf,
	"ReduceProd":      func(x []int64) int64 { return folding(x, 1, func(a, b int64) int64 { return a * b }) },
	"ReduceMax":       slices.Max[[]int64],
	"ReduceMin":       slices.Min[[]int64],
	"ReduceMean":      func(x []int64) int64 { return sumOf(x) / int64(len(x)) },
	"ReduceL1":        func(x []int64) int64 { return folding(x, 0, func(a, b int64) int64 { return a + max(b, -b) }) },
	"ReduceSumSquare": func(x []int64) int64 { return folding(x, 0, func(a, b int64) int64 { return a + b*b }) },
}

func sumOf(x []int64) int64 { return folding(x, 0, func(a, b int64) int64 { return a + b }) }

func folding(x []int64, acc int64, f func(a, b int64) int64) int64 {
	for _, v := range x {
		acc = f(acc, v)
	}
	return acc
}

func TestReductionsOfIntegersAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := sheet{drawShape(t, 1, 5), nil}
		x.at = rapid.SliceOfN(rapid.Int64Range(-9, 9), count(x.shape), count(x.shape)).Draw(t, "elements")
		op := rapid.SampledFrom([]string{
			"ReduceSum", "ReduceProd", "ReduceMax", "ReduceMin", "ReduceMean", "ReduceL1", "ReduceSumSquare",
		}).Draw(t, "op")
		axes := rapid.SliceOfNDistinct(rapid.IntRange(0, len(x.shape)-1), 1, len(x.shape), rapid.ID[int]).Draw(t, "axes")
		keep := num(t, 0, 1)
		named, kept, shape := []int64{}, slices.Clone(x.shape), []int64{}
		for axis, n := range x.shape {
			if slices.Contains(axes, axis) {
				named, kept[axis] = append(named, int64(axis)), 1
			} else {
				shape = append(shape, n)
			}
		}
		want := made(kept, func(place []int64) int64 {
			var cell []int64
			for i, v := range x.at {
				at := placeOf(int64(i), x.shape)
				for _, axis := range axes {
					at[axis] = 0
				}
				if slices.Equal(at, place) {
					cell = append(cell, v)
				}
			}
			return wholeReductions[op](cell)
		})
		if keep == 0 {
			want.shape = shape
		}
		kind := rapid.SampledFrom([]uint64{ofInt32, ofInt64}).Draw(t, "type")
		requireTrial(t, trial{18, kind, x, nil, []message{
			listOf("axes", named...), nodeOf(op, []string{"x", "axes"}, outputName(0), intOf("keepdims", keep)),
		}, []sheet{want}, nil})
	})
}

// The sum of floats depends on their order; it may not depend on how the tensor is stored.
func TestAReductionGivesTheSameBitsHoweverItsOperandIsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SliceOfN(rapid.Int64Range(1, 6), 4, 4).Draw(t, "shape")
		content := numbers(int(num(t, 0, 100)), count(shape))
		node := nodeOf("ReduceMean", []string{"x"}, "y", intsOf("axes", rapid.SampledFrom([][]int64{{2, 3}, {1}, {3}, {1, 3}}).Draw(t, "axes")...))
		want := ranOn(t, 11, graphOf(inputOf("x", shape...), outputOf("y"), node), content)[0].bytes
		// A convolution with ones of one channel each leaves its result with the channels last.
		ones := known{name: "w", shape: []int64{shape[1], 1, 1, 1}, bytes: float32s(slices.Repeat([]float32{1}, int(shape[1]))...)}
		g := graphOf(inputOf("in", shape...), outputOf("y"), message{}.bytes(5, tensorOf(ones)),
			nodeOf("Conv", []string{"in", "w"}, "x", intOf("group", shape[1])), node)
		require.Equal(t, want, ranOn(t, 11, g, content)[0].bytes)
	})
}

func TestAGlobalPoolAfterAConvolutionTakesNoTranspose(t *testing.T) {
	for _, op := range []string{"GlobalAveragePool", "GlobalMaxPool"} {
		_, ops := compiled(t, inputOf("x", 1, 6, 6, 4), outputOf("y"), weightOf("w", 8, 4, 3, 3),
			nodeOf("Transpose", []string{"x"}, "first", intsOf("perm", 0, 3, 1, 2)), nodeOf("Conv", []string{"first", "w"}, "c"),
			nodeOf(op, []string{"c"}, "p"), nodeOf("Flatten", []string{"p"}, "y"))
		require.NotContains(t, ops, graph.OpTranspose, op)
	}
}

func TestAReductionOfNothingIsWhatChangesNothing(t *testing.T) {
	inf := math.Inf(1)
	for op, want := range map[string]float64{
		"ReduceSum": 0, "ReduceProd": 1, "ReduceMax": -inf, "ReduceMin": inf, "ReduceL1": 0, "ReduceL2": 0, "ReduceSumSquare": 0,
		"ReduceLogSum": -inf, "ReduceLogSumExp": -inf,
	} {
		none := message{}.bytes(5, message{}.number(1, 2).number(1, 0).number(1, 3).number(2, ofFloat).text(8, "x"))
		got := ranOn(t, 20, graphOf(none, outputOf("y"), listOf("axes", 1), nodeOf(op, []string{"x", "axes"}, "y", intOf("keepdims", 0))))[0]
		require.Equal(t, []uint64{2, 3}, got.shape)
		for _, v := range got.floats() {
			require.Equal(t, want, v, op)
		}
	}
}

func TestAReductionOverNoAxesStillWorksOnEachElement(t *testing.T) {
	for op, want := range map[string][]float64{"ReduceSum": {-3, 4}, "ReduceSumSquare": {9, 16}, "ReduceL1": {3, 4}, "ReduceL2": {3, 4}} {
		g := graphOf(inputOf("x", 2), outputOf("y"), nodeOf(op, []string{"x"}, "y", intOf("noop_with_empty_axes", 1)))
		require.Equal(t, want, ranOn(t, 18, g, float32s(-3, 4))[0].floats(), op)
	}
}

func TestInfinitiesSurviveALogarithmOfASum(t *testing.T) {
	inf := float32(math.Inf(1))
	g := graphOf(inputOf("x", 3, 2), outputOf("y"), listOf("axes", 1), nodeOf("ReduceLogSumExp", []string{"x", "axes"}, "y", intOf("keepdims", 0)))
	got := ranOn(t, 18, g, float32s(-inf, -inf, inf, 0, -inf, 5))[0].floats()
	require.Equal(t, []float64{math.Inf(-1), math.Inf(1), 5}, got)
}

// A row of more elements than one proof can hold is folded in parts.
func TestALongRowIsFoldedInParts(t *testing.T) {
	const n = 1<<17 + 1<<16 + 3
	g := graphOf(inputOf("x", 1, n), outputOf("y"), outputOf("z"), nodeOf("ReduceSum", []string{"x"}, "y"), nodeOf("ReduceMax", []string{"x"}, "z"))
	m, err := onnx.Import(modelOf(11, g), onnx.Options{})
	require.NoError(t, err, "it is within the limits of a network")
	require.NotEmpty(t, m.Program.Nodes)
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i % 2)
	}
	x[n-1] = 7
	got := ranOn(t, 11, g, float32s(x...))
	require.Equal(t, []float64{n/2 + 7}, got[0].floats())
	require.Equal(t, []float64{7}, got[1].floats())
}
