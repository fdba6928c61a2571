package onnx_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// compiled imports a graph and returns the operators of its program.
func compiled(t *testing.T, parts ...message) (*onnx.Model, []graph.Op) {
	t.Helper()
	m, err := onnx.Import(modelOf(17, graphOf(parts...)), onnx.Options{Unfused: true})
	require.NoError(t, err)
	ops := make([]graph.Op, len(m.Program.Nodes))
	for i := range ops {
		ops[i] = m.Program.Nodes[i].Op
	}
	return m, ops
}

func TestTransposesAroundAConvolutionCancel(t *testing.T) {
	_, ops := compiled(t, inputOf("x", 1, 6, 6, 4), outputOf("y"), weightOf("w", 8, 4, 3, 3), weightOf("b", 8, 1, 1),
		nodeOf("Transpose", []string{"x"}, "first", intsOf("perm", 0, 3, 1, 2)),
		nodeOf("Conv", []string{"first", "w"}, "c"),
		nodeOf("Add", []string{"c", "b"}, "a"),
		nodeOf("Relu", []string{"a"}, "r"),
		nodeOf("Transpose", []string{"r"}, "y", intsOf("perm", 0, 2, 3, 1)))
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpConv, graph.OpMap, graph.OpMap}, ops)
}

func TestTwoReadersOfALayoutShareItsTranspose(t *testing.T) {
	m, ops := compiled(t, inputOf("x", 1, 4, 6, 6), outputOf("y"), weightOf("v", 4, 4, 1, 1), weightOf("w", 4, 4, 1, 1),
		nodeOf("Conv", []string{"x", "v"}, "a"), nodeOf("Conv", []string{"x", "w"}, "b"), nodeOf("Add", []string{"a", "b"}, "y"))
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpTranspose, graph.OpConv, graph.OpConv, graph.OpMap, graph.OpTranspose}, ops)
	require.Equal(t, uint64(4*4*4), m.Program.WeightsSize, "equal weights are stored once")
}

func TestWhatDependsOnWeightsAloneIsComputedAtImport(t *testing.T) {
	m, ops := compiled(t, inputOf("x", 2, 4), outputOf("y"), weightOf("v", 4, 3), weightOf("w", 3, 5), listOf("s", 4, 5),
		nodeOf("MatMul", []string{"v", "w"}, "vw"), nodeOf("Tanh", []string{"vw"}, "t"), nodeOf("Reshape", []string{"t", "s"}, "u"),
		nodeOf("MatMul", []string{"x", "u"}, "y"))
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpDot}, ops)
	require.Equal(t, uint64(4*5*4), m.Program.WeightsSize, "the weights it was computed from are gone")
}

func TestWhatNoOutputNeedsIsDropped(t *testing.T) {
	_, ops := compiled(t, inputOf("x", 2, 4), inputOf("unused", 3), outputOf("y"), weightOf("w", 4),
		nodeOf("Add", []string{"x", "w"}, "dead"), nodeOf("Exp", []string{"dead"}, "also dead"), nodeOf("Relu", []string{"x"}, "y"))
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpInput, graph.OpMap}, ops, "inputs stay: an order brings them all")
}

func TestEveryOutputIsANodeOfItsOwn(t *testing.T) {
	m, ops := compiled(t, inputOf("x", 2, 4), weightOf("w", 3), outputOf("x"), outputOf("y"), outputOf("z"), outputOf("w"),
		nodeOf("Relu", []string{"x"}, "y"), nodeOf("Identity", []string{"y"}, "z"))
	require.Equal(t, []graph.Op{graph.OpInput, graph.OpMap, graph.OpReshape, graph.OpReshape, graph.OpReshape}, ops)
	require.Equal(t, []string{"x", "y", "z", "w"}, m.OutputNames)
	x := make([]byte, 32)
	x[3], x[7] = 0xbf, 0x3f // -0.5 and 0.5
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{x})
	require.NoError(t, err)
	out := trace.Outputs()
	require.Equal(t, x, out[0])
	require.Equal(t, byte(0), out[1][3])
	require.Equal(t, out[1], out[2])
	require.Equal(t, m.Weights, out[3])
}

func TestSoftmaxBeforeOpset13IsOverAllLaterAxes(t *testing.T) {
	parts := graphOf(inputOf("x", 1, 2, 2, 2), outputOf("y"), nodeOf("Softmax", []string{"x"}, "y"))
	for opset, want := range map[uint64]byte{12: 0x3e, 13: 0x3f} { // 1/8 and 1/2
		m, err := onnx.Import(modelOf(opset, parts), onnx.Options{})
		require.NoError(t, err)
		trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{make([]byte, 32)})
		require.NoError(t, err)
		require.Equal(t, []byte{0, 0, 0, want}, trace.Outputs()[0][:4], "opset %d", opset)
	}
}
