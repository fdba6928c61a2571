package exec_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// The metric is multiply-adds per second, commitments included.
func BenchmarkRun(b *testing.B) {
	ones := []uint64{1, 1}
	for _, bc := range []struct {
		name string
		ops  float64
		make func(g *graphtest.Builder)
	}{
		{"conv/28x28x64 3x3x64", 28 * 28 * 64 * 9 * 64, func(g *graphtest.Builder) {
			x := g.Input([]uint64{1, 28, 28, 64}, graphtest.Values(3, 28*28*64))
			w := g.Weight([]uint64{64, 3, 3, 64}, graphtest.Values(6, 64*9*64))
			g.Add(graph.Node{
				Op: graph.OpConv, Groups: 1, Strides: ones, Dilations: ones, Pads: []uint64{1, 1, 1, 1},
				Operands: []graph.Operand{x, w},
			})
		}},
		{"dot/64x1024x1024", 64 * 1024 * 1024, func(g *graphtest.Builder) {
			x := g.Input([]uint64{64, 1024}, graphtest.Values(3, 64*1024))
			w := g.Weight([]uint64{1024, 1024}, graphtest.Values(6, 1024*1024))
			g.Add(graph.Node{Op: graph.OpDot, Operands: []graph.Operand{x, w}})
		}},
	} {
		b.Run(bc.name, func(b *testing.B) {
			g := graphtest.New(b)
			bc.make(g)
			c := g.Build()
			for b.Loop() {
				_, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
				require.NoError(b, err)
			}
			b.ReportMetric(bc.ops*float64(b.N)/b.Elapsed().Seconds(), "fma/s")
		})
	}
}
