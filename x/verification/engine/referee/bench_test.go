package referee_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

func BenchmarkEval(b *testing.B) {
	ones := []uint64{1, 1}
	for _, bc := range []struct {
		name   string
		node   graph.Node
		shapes [][]uint64
	}{
		{"dot/4096", graph.Node{Op: graph.OpDot}, [][]uint64{{1, 4096}, {1, 4096}}},
		{
			"conv/3x3x512",
			graph.Node{Op: graph.OpConv, Groups: 1, Strides: ones, Dilations: ones, Pads: make([]uint64, 4)},
			[][]uint64{{1, 7, 7, 512}, {8, 3, 3, 512}},
		},
		{"add", graph.Node{Op: graph.OpMap, Func: graph.FuncAdd}, [][]uint64{{8}, {8}}},
		{"tanh", graph.Node{Op: graph.OpMap, Func: graph.FuncTanh}, [][]uint64{{8}}},
		{
			"pool/3x3x64",
			graph.Node{
				Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{3, 3}, Strides: ones, Dilations: ones, Pads: make([]uint64, 4),
			},
			[][]uint64{{1, 7, 7, 64}},
		},
		{"softmax/1000", graph.Node{Op: graph.OpSoftmax}, [][]uint64{{1, 1000}}},
		{"transpose", graph.Node{Op: graph.OpTranspose, Perm: []uint32{1, 0}}, [][]uint64{{64, 64}}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			n := one(b, bc.node, bc.shapes...)
			deps, err := graph.Dependencies(n, 0)
			require.NoError(b, err)
			runs := make([][]byte, len(deps))
			for i, dep := range deps {
				runs[i] = graphtest.Values(3, dep.Length/4)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := referee.Eval(n, 0, runs); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkJudge(b *testing.B) {
	trace := digits(b)
	for node := uint32(conv); node <= softmax; node++ {
		b.Run(fmt.Sprintf("digits/%s", trace.Program.Nodes[node].Name), func(b *testing.B) {
			proof := prove(b, trace, node, 3)
			b.ReportMetric(float64(proof.Size()), "proof-bytes")
			b.ReportAllocs()
			for b.Loop() {
				if _, err := referee.Judge(viewOf(trace), proof); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
