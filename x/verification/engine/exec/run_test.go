package exec_test

import (
	"context"
	"encoding/hex"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// These bytes are what version 1 means: a change to any of them breaks every receipt ever signed.
func TestGolden(t *testing.T) {
	c := graphtest.Digits(t)
	require.NoError(t, c.Program.Validate(graph.DefaultLimits()))
	id, err := c.Program.ID()
	require.NoError(t, err)
	require.Equal(t, goldenID, graph.FormatID(id))
	trace := run(t, c)
	require.Equal(t, goldenTrace, hex.EncodeToString(trace.Root[:]))
	require.Equal(t, goldenOutput, hex.EncodeToString(trace.Outputs()[0]))
}

func TestThreadsDoNotShow(t *testing.T) {
	b := graphtest.New(t)
	x := b.Input([]uint64{1, 24, 24, 16}, graphtest.Values(4, 24*24*16))
	w := b.Weight([]uint64{70, 3, 3, 16}, graphtest.Values(7, 70*9*16))
	b.Add(graph.Node{
		Op: graph.OpConv, Groups: 1, Strides: []uint64{1, 1}, Dilations: []uint64{1, 1}, Pads: []uint64{1, 1, 1, 1},
		Operands: []graph.Operand{x, w},
	})
	c := b.Build()
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	want := run(t, c).Root
	for _, threads := range []int{2, 3, 8} {
		runtime.GOMAXPROCS(threads)
		require.Equal(t, want, run(t, c).Root)
	}
}

func TestRunSaysWhatIsWrongWithItsInputs(t *testing.T) {
	c := graphtest.Digits(t)
	wrong := append([]byte{c.Weights[0] ^ 1}, c.Weights[1:]...)
	for _, tc := range []struct {
		name    string
		weights []byte
		inputs  [][]byte
		want    string
	}{
		{"short weights", c.Weights[1:], c.Inputs, "bytes of weights, the program has"},
		{"other weights", wrong, c.Inputs, "the weights' root is"},
		{"no inputs", c.Weights, nil, "0 inputs, the program takes 1"},
		{"a short input", c.Weights, [][]byte{{1}}, `input 0 "" has 1 bytes, DTYPE_FLOAT32[1 8 8 1] takes 256`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := exec.Run(context.Background(), c.Program, tc.weights, tc.inputs)
			require.ErrorIs(t, err, exec.ErrInput)
			require.ErrorContains(t, err, tc.want)
		})
	}
	c.Program.Outputs = nil
	_, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.ErrorIs(t, err, graph.ErrInvalid)
}

func TestRunStopsWithItsContext(t *testing.T) {
	for _, op := range graphtest.Ops {
		c := rapid.Custom(func(t *rapid.T) graphtest.Case { return graphtest.RandomNode(t, op) }).Example(1)
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		_, err := exec.Run(ctx, c.Program, c.Weights, c.Inputs)
		require.ErrorIs(t, err, context.Canceled, op)
	}
}

const (
	goldenID     = "265065292d0e0dbf244b707b69125156ad140607c92084864fa0fe45176685cc"
	goldenTrace  = "aa3bbf3c55eaa73918c88b615b74343522788a11878e5caf3cf7d0582f5941ac"
	goldenOutput = "930000000000000000000000fb8f7020380f00000300000000000000c7550f11000000000000803f"
)
