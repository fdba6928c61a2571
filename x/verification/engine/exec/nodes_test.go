package exec_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// A session knows the weights and packs them, Compute takes them as they come: each node gives the same.
func TestASessionGivesWhatItsNodesGiveOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RandomNetwork(t)
		if rapid.Bool().Draw(t, "wide") {
			c = graphtest.WideNode(t, rapid.SampledFrom(graphtest.Ops).Draw(t, "op"))
		}
		trace := run(t, c)
		for i := range c.Program.Nodes {
			n := &c.Program.Nodes[i]
			if n.Op == graph.OpInput {
				continue
			}
			in := make([][]byte, len(n.Operands))
			for j, o := range n.Operands {
				if o.Source == graph.SourceTrace {
					in[j] = trace.Tensors[o.Node]
				} else {
					size, _ := o.Bytes()
					in[j] = c.Weights[o.Offset : o.Offset+size]
				}
			}
			got, err := exec.Compute(context.Background(), n, in)
			require.NoError(t, err)
			require.Equal(t, trace.Tensors[i], got, "node %d %s", i, n)
		}
	})
}

// misaligned is a copy of bytes that begins at an odd address.
func misaligned(b []byte) []byte { return append(make([]byte, 1, len(b)+1), b...)[1:] }

func TestMemoryNeedNotBeAligned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RandomNetwork(t)
		want := run(t, c)
		c.Weights = misaligned(c.Weights)
		for i, input := range c.Inputs {
			c.Inputs[i] = misaligned(input)
		}
		session, err := exec.Prepare(c.Program, c.Weights)
		require.NoError(t, err)
		got, err := session.Run(context.Background(), c.Inputs, exec.KeepCommitments)
		require.NoError(t, err)
		require.Equal(t, want.Commitments, got.Commitments)
	})
}

func TestASessionStopsWithItsContextAndRunsAgain(t *testing.T) {
	c := graphtest.Digits(t)
	session, err := exec.Prepare(c.Program, c.Weights)
	require.NoError(t, err)
	want := run(t, c)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, keep := range []exec.Keep{exec.KeepOutputs, exec.KeepCommitments, exec.KeepAll} {
		_, err := session.Run(ctx, c.Inputs, keep)
		require.ErrorIs(t, err, context.Canceled)
		got, err := session.Run(context.Background(), c.Inputs, keep)
		require.NoError(t, err)
		require.Equal(t, want.Outputs(), got.Outputs())
	}
}
