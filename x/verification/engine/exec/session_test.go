package exec_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// outputs draws which nodes are a program's outputs, some of them in the middle.
func outputs(t *rapid.T, p *graph.Program) {
	p.Outputs = nil
	for i := range p.Nodes {
		if i == len(p.Nodes)-1 || p.Nodes[i].Committed() && rapid.IntRange(0, 3).Draw(t, "output") == 0 {
			p.Outputs = append(p.Outputs, uint32(i))
		}
	}
}

// What a run keeps does not show in what it computes, and neither does what ran before it in the same memory.
func TestSessionsGiveTheSameWhateverTheyKeep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := graphtest.RandomNetwork(t)
		outputs(t, c.Program)
		others := make([][]byte, len(c.Inputs))
		for i, input := range c.Inputs {
			n := &c.Program.Nodes[i]
			count, _ := n.Elements()
			others[i] = graphtest.ValuesOf(n.Dtype, rapid.Uint64().Draw(t, "seed"), count)
			require.Len(t, others[i], len(input))
		}
		session, err := exec.Prepare(c.Program, c.Weights)
		require.NoError(t, err)
		for range 2 {
			for _, inputs := range [][][]byte{c.Inputs, others} {
				requireEqualRuns(t, session, c, inputs)
			}
		}
	})
}

// requireEqualRuns compares a session's runs with one that prepares anew and keeps everything.
func requireEqualRuns(t require.TestingT, session *exec.Session, c graphtest.Case, inputs [][]byte) {
	want := run(t, graphtest.Case{Program: c.Program, Weights: c.Weights, Inputs: inputs})
	for _, keep := range []exec.Keep{exec.KeepOutputs, exec.KeepCommitments, exec.KeepAll} {
		got, err := session.Run(context.Background(), inputs, keep)
		require.NoError(t, err)
		require.Equal(t, want.Outputs(), got.Outputs())
		if keep == exec.KeepOutputs {
			continue
		}
		require.Equal(t, want.Commitments, got.Commitments)
		require.Equal(t, want.Root, got.Root)
		require.Equal(t, want.OutputRoots(), got.OutputRoots())
		if keep == exec.KeepAll {
			require.Equal(t, want.Tensors, got.Tensors)
		}
	}
}

// Runs of one session at the same time do not share memory that they write.
func TestASessionRunsSeveralTimesAtOnce(t *testing.T) {
	c := graphtest.Digits(t)
	session, err := exec.Prepare(c.Program, c.Weights)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for seed := range uint64(8) {
		inputs := [][]byte{graphtest.Values(3*seed, 64)}
		want := run(t, graphtest.Case{Program: c.Program, Weights: c.Weights, Inputs: inputs})
		for _, keep := range []exec.Keep{exec.KeepOutputs, exec.KeepCommitments} {
			wg.Go(func() {
				for range 5 {
					got, err := session.Run(context.Background(), inputs, keep)
					if err != nil || string(got.Outputs()[0]) != string(want.Outputs()[0]) || keep != exec.KeepOutputs && got.Root != want.Root {
						t.Errorf("keep %d, seed %d: another result: %v", keep, seed, err)
					}
				}
			})
		}
	}
	wg.Wait()
}
