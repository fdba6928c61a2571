package referee_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

func floats(values ...float32) []byte {
	var out []byte
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}

// one builds a node over operands of these shapes.
func one(t testing.TB, n graph.Node, shapes ...[]uint64) *graph.Node {
	b := graphtest.New(t)
	for _, shape := range shapes {
		n.Operands = append(n.Operands, b.Input(shape, nil))
	}
	b.Add(n)
	p := b.Build().Program
	return &p.Nodes[len(p.Nodes)-1]
}

// What these come to can be worked out by hand; they pin the order of arithmetic.
func TestEvalKeepsTheOrder(t *testing.T) {
	inf, nan := float32(math.Inf(1)), math.Float32frombits(0x7fc00000)
	const big = 1 << 24 // big + 1 rounds to big
	dot := func(k uint64) *graph.Node { return one(t, graph.Node{Op: graph.OpDot}, []uint64{1, k}, []uint64{1, k}) }
	biased := one(t, graph.Node{Op: graph.OpDot}, []uint64{1, 2}, []uint64{1, 2}, []uint64{1})
	pool := one(t, graph.Node{
		Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{2}, Strides: []uint64{1}, Dilations: []uint64{1}, Pads: []uint64{0, 0},
	}, []uint64{1, 2, 2})
	conv := one(t, graph.Node{
		Op: graph.OpConv, Groups: 1, Strides: []uint64{1}, Dilations: []uint64{1}, Pads: []uint64{1, 0},
	}, []uint64{1, 2, 1}, []uint64{1, 2, 1})
	outside := one(t, graph.Node{
		Op: graph.OpConv, Groups: 1, Strides: []uint64{1}, Dilations: []uint64{1}, Pads: []uint64{2, 0},
	}, []uint64{1, 2, 1}, []uint64{1, 2, 1}, []uint64{1})
	for _, tc := range []struct {
		name    string
		node    *graph.Node
		element uint64
		runs    [][]byte
		want    float32
	}{
		{"a dot adds upwards", dot(3), 0, [][]byte{floats(big, 1, -big), floats(1, 1, 1)}, 0},
		{"in another order the same terms differ", dot(3), 0, [][]byte{floats(big, -big, 1), floats(1, 1, 1)}, 1},
		{"a product is not rounded before it is added", dot(2), 0, [][]byte{floats(-1, 1+1.0/4096), floats(1, 1-1.0/4096)}, -1.0 / (1 << 24)},
		{"a dot of -0 starts from +0", dot(1), 0, [][]byte{floats(float32(math.Copysign(0, -1))), floats(1)}, 0},
		{"the bias comes last", biased, 0, [][]byte{floats(big, -big), floats(1, 1), floats(1)}, 1},
		{"a padded tap is skipped, so its weight does not count", conv, 0, [][]byte{floats(2), floats(3)}, 6},
		{"a window of padding alone is the bias", outside, 0, [][]byte{floats(7)}, 7},
		{"a pool takes every second channel", pool, 0, [][]byte{floats(1, inf, 2)}, 2},
		{"a pool of a NaN is NaN, made canonical", pool, 0, [][]byte{floats(math.Float32frombits(0xffa00001), 0, 2)}, nan},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := referee.Eval(tc.node, tc.element, tc.runs)
			require.NoError(t, err)
			require.Equal(t, floats(tc.want), got)
		})
	}
}

func TestEvalTakesExactlyItsRuns(t *testing.T) {
	n := one(t, graph.Node{Op: graph.OpDot}, []uint64{1, 2}, []uint64{1, 2})
	for _, runs := range [][][]byte{
		nil,
		{floats(1, 2)},
		{floats(1, 2), floats(1)},
		{floats(1, 2), floats(1, 2, 3)},
		{floats(1, 2), floats(1, 2), nil},
	} {
		_, err := referee.Eval(n, 0, runs)
		require.ErrorIs(t, err, referee.ErrWrongRun)
	}
	_, err := referee.Eval(n, 1, nil)
	require.ErrorIs(t, err, graph.ErrElement)
	_, err = referee.Eval(nil, 0, nil)
	require.ErrorIs(t, err, referee.ErrNode)
}
