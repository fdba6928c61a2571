package exec_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

func run(t require.TestingT, c graphtest.Case) *exec.Trace {
	trace, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.NoError(t, err)
	return trace
}

// The kernels and the referee share no arithmetic and no index calculation; they must agree on every element of every operator,
// bit for bit.
func TestKernelsAgreeWithTheReferee(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), func(t *testing.T) {
			elements := 0
			rapid.Check(t, func(t *rapid.T) {
				elements += requireAgreement(t, run(t, graphtest.RandomNode(t, op)), 0)
			})
			t.Logf("%d elements", elements)
		})
	}
}

func TestNetworksAgreeWithTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requireAgreement(t, run(t, graphtest.RandomNetwork(t)), 0)
	})
}

// requireAgreement judges every element of every node of a trace from one on, and returns how many there were.
func requireAgreement(t require.TestingT, trace *exec.Trace, from uint32) (elements int) {
	for i := int(from); i < len(trace.Program.Nodes); i++ {
		n := &trace.Program.Nodes[i]
		if n.Op == graph.OpInput {
			continue
		}
		count, _ := n.Elements()
		for element := range count {
			got, err := referee.Eval(n, element, runsOf(t, trace, n, element))
			require.NoError(t, err)
			require.Equal(t, trace.Tensors[i][4*element:4*element+4], got, "element %d of node %d %s", element, i, n)
		}
		elements += int(count)
	}
	return elements
}

func runsOf(t require.TestingT, trace *exec.Trace, n *graph.Node, element uint64) [][]byte {
	deps, err := graph.Dependencies(n, element)
	require.NoError(t, err)
	runs := make([][]byte, len(deps))
	for i, dep := range deps {
		operand := &n.Operands[dep.Operand]
		content := trace.Weights
		if operand.Source == graph.SourceTrace {
			content = trace.Tensors[operand.Node]
		}
		at := operand.Offset + dep.Offset
		runs[i] = content[at : at+dep.Length]
	}
	return runs
}
