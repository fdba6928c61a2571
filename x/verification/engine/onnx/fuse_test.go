package onnx_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// normalised is a convolution with bias, a trained normalisation, a sum with another branch and a hard swish, as networks have them.
func normalised() message {
	channels := []string{"scale", "offset", "mean", "var"}
	parts := []message{
		inputOf("x", 1, 4, 6, 6), outputOf("y"), weightOf("w", 4, 4, 3, 3), weightOf("b", 4), weightOf("v", 4, 4, 1, 1),
		weightOf("scale", 4), weightOf("offset", 4), weightOf("mean", 4), weightOf("var", 4),
		nodeOf("Conv", []string{"x", "w", "b"}, "c", intsOf("pads", 1, 1, 1, 1)),
		nodeOf("Abs", []string{"var"}, "positive"),
		nodeOf("BatchNormalization", append([]string{"c"}, channels[0], channels[1], channels[2], "positive"), "n"),
		nodeOf("Conv", []string{"x", "v"}, "other"),
		nodeOf("Add", []string{"n", "other"}, "sum"),
		nodeOf("HardSwish", []string{"sum"}, "y"),
	}
	return modelOf(17, graphOf(parts...))
}

func TestAConvolutionTakesInWhatFollowsIt(t *testing.T) {
	m, err := onnx.Import(normalised(), onnx.Options{})
	require.NoError(t, err)
	var ops []graph.Op
	for _, n := range m.Program.Nodes {
		ops = append(ops, n.Op)
	}
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpTranspose, graph.OpConv, graph.OpConv, graph.OpTranspose}, ops)
	for _, s := range m.Program.Nodes[2].Steps {
		require.Equal(t, graph.FuncAdd, s.Func, "the scale of each channel is in the filters")
	}
}

// Filters that hold the scales give other bits than a product after the convolution, but the same numbers.
func TestScaledFiltersGiveTheSameNumbers(t *testing.T) {
	x := numbers(7, 4*6*6)
	var results [2][]float64
	for i, unfused := range []bool{true, false} {
		m, err := onnx.Import(normalised(), onnx.Options{Unfused: unfused})
		require.NoError(t, err)
		trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{x})
		require.NoError(t, err)
		results[i] = floats(trace.Outputs()[0])
	}
	for i, want := range results[0] {
		require.InDelta(t, want, results[1][i], 1e-5*(1+math.Abs(want)))
	}
}

// A value with another reader, or that is an output, stays a node.
func TestWhatOthersReadIsNotFused(t *testing.T) {
	m, err := onnx.Import(modelOf(17, graphOf(
		inputOf("x", 2, 4), outputOf("a"), outputOf("y"), weightOf("w", 4, 3),
		nodeOf("MatMul", []string{"x", "w"}, "m"), nodeOf("Relu", []string{"m"}, "a"), nodeOf("Softmax", []string{"m"}, "s"),
		nodeOf("Tanh", []string{"a"}, "t"), nodeOf("Add", []string{"t", "s"}, "y"))), onnx.Options{})
	require.NoError(t, err)
	var ops []graph.Op
	for _, n := range m.Program.Nodes {
		ops = append(ops, n.Op)
	}
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpDot, graph.OpMap, graph.OpSoftmax, graph.OpMap}, ops)
}
