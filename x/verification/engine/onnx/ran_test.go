package onnx_test

import (
	"context"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// ran is a tensor that a program gave.
type ran struct {
	shape []uint64
	bytes []byte
}

func (r ran) floats() []float64 { return floats(r.bytes) }

// ranOn imports a model, runs it, and has the referee judge some elements of every node of it.
func ranOn(t require.TestingT, opset uint64, g message, inputs ...[]byte) []ran {
	m, err := onnx.Import(modelOf(opset, g), onnx.Options{})
	require.NoError(t, err)
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, inputs)
	require.NoError(t, err)
	for i := range m.Program.Nodes {
		requireJudged(t, trace, uint32(i))
	}
	var out []ran
	for i, b := range trace.Outputs() {
		out = append(out, ran{m.Program.Nodes[m.Program.Outputs[i]].Shape, b})
	}
	return out
}

// requireJudged has the referee compute a few elements of a node: the first, the last, and some between.
func requireJudged(t require.TestingT, trace *exec.Trace, i uint32) {
	n := &trace.Program.Nodes[i]
	if n.Op == graph.OpInput {
		return
	}
	count, _ := n.Elements()
	size := n.Dtype.ElementSize()
	for element := uint64(0); element < count; element += 1 + count/7 {
		deps, err := graph.Dependencies(n, element)
		require.NoError(t, err)
		runs := make([][]byte, len(deps))
		for j, dep := range deps {
			if dep.Indexed {
				dep = graph.Resolve(n, element, graphtest.Integer(n.Operands[deps[j-1].Operand].Dtype, runs[j-1]))
			}
			runs[j] = contentOf(trace, n, dep)
		}
		got, err := referee.Eval(n, element, runs)
		require.NoError(t, err)
		require.Equal(t, trace.Tensors[i][size*element:size*(element+1)], got, "element %d of node %d %s", element, i, n)
	}
}

func contentOf(trace *exec.Trace, n *graph.Node, dep graph.Run) []byte {
	operand := &n.Operands[dep.Operand]
	content := trace.Weights
	if operand.Source == graph.SourceTrace {
		content = trace.Tensors[operand.Node]
	}
	at := operand.Offset + dep.Offset
	return content[at : at+dep.Length]
}
