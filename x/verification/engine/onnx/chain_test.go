package onnx_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// movedBy is a model that does nothing but reshape and transpose.
func movedBy(t *rapid.T, shape []int64) message {
	parts := []message{inputOf("x", shape...), outputOf("y")}
	last := "x"
	for i := range rapid.IntRange(3, 9).Draw(t, "moves") {
		next := fmt.Sprintf("v%d", i)
		if i%2 == 1 {
			shape = regrouped(t, count(shape))
			parts = append(parts, listOf(next+"s", shape...), nodeOf("Reshape", []string{last, next + "s"}, next))
		} else {
			var perm, turned []int64
			for _, axis := range rapid.Permutation(axesOf(shape)).Draw(t, "perm") {
				perm, turned = append(perm, int64(axis)), append(turned, shape[axis])
			}
			shape = turned
			parts = append(parts, nodeOf("Transpose", []string{last}, next, intsOf("perm", perm...)))
		}
		last = next
	}
	return modelOf(17, graphOf(append(parts, nodeOf("Identity", []string{last}, "y"))...))
}

func axesOf(shape []int64) []int {
	axes := make([]int, len(shape))
	for i := range axes {
		axes[i] = i
	}
	return axes
}

// regrouped is a shape of so many elements.
func regrouped(t *rapid.T, elements int) (shape []int64) {
	for range rapid.IntRange(1, 3).Draw(t, "axes") {
		if f := rapid.SampledFrom([]int{4, 2, 8, 3, 1, 6}).Draw(t, "extent"); elements%f == 0 {
			shape, elements = append(shape, int64(f)), elements/f
		}
	}
	return append(shape, int64(elements))
}

func TestAChainOfMovesGivesWhatItsPartsDo(t *testing.T) {
	saved := 0
	rapid.Check(t, func(t *rapid.T) {
		shape := regrouped(t, rapid.SampledFrom([]int{1, 36, 60, 64, 128, 256}).Draw(t, "elements"))
		model := movedBy(t, shape)
		x := numbers(1, count(shape))
		var programs [2]*onnx.Model
		var traces [2]*exec.Trace
		for i, unfused := range []bool{true, false} {
			var err error
			programs[i], err = onnx.Import(model, onnx.Options{Unfused: unfused})
			require.NoError(t, err)
			traces[i], err = exec.Run(context.Background(), programs[i].Program, programs[i].Weights, [][]byte{x})
			require.NoError(t, err)
		}
		require.Equal(t, traces[0].Outputs(), traces[1].Outputs())
		before, after := transpositions(programs[0].Program), transpositions(programs[1].Program)
		require.LessOrEqual(t, after, before)
		saved += before - after
	})
	t.Logf("%d transpositions saved", saved)
	require.Positive(t, saved)
}

func transpositions(p *graph.Program) (count int) {
	for _, n := range p.Nodes {
		if n.Op == graph.OpTranspose {
			count++
		}
	}
	return count
}

// A shuffle of channels in groups moves the data once, though channels are the last axis here and the second one there.
func TestAShuffleOfChannelsMovesThemOnce(t *testing.T) {
	m, err := onnx.Import(modelOf(17, graphOf(
		inputOf("x", 1, 3, 4, 4), outputOf("y"), weightOf("w", 12, 3, 1, 1), weightOf("v", 12, 1, 3, 3),
		listOf("split", 1, 4, 3, 4, 4), listOf("joint", 1, 12, 4, 4),
		nodeOf("Conv", []string{"x", "w"}, "a"), nodeOf("Reshape", []string{"a", "split"}, "b"),
		nodeOf("Transpose", []string{"b"}, "c", intsOf("perm", 0, 2, 1, 3, 4)), nodeOf("Reshape", []string{"c", "joint"}, "d"),
		nodeOf("Conv", []string{"d", "v"}, "y", intOf("group", 12)))), onnx.Options{})
	require.NoError(t, err)
	var ops []graph.Op
	for _, n := range m.Program.Nodes {
		ops = append(ops, n.Op)
	}
	require.Equal(t, []graph.Op{
		graph.OpInput, graph.OpTranspose, graph.OpConv, graph.OpReshape, graph.OpTranspose, graph.OpReshape, graph.OpConv, graph.OpTranspose,
	}, ops)
}
