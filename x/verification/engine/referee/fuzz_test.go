package referee_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"lukechampine.com/blake3"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// judging is what Judge allocates at most: for each byte of a proof, and for listing what the element depends on.
func judging(bz []byte) uint64 { return 256<<10 + 32*uint64(len(bz)) }

// FuzzJudge finds that no proof, whatever its bytes, makes an honest element wrong. Run it with -fuzzminimizetime=10x: proofs are long,
// and minimising each new one takes a minute.
func FuzzJudge(f *testing.F) {
	trace := digits(f)
	for node := uint32(conv); node <= softmax; node++ {
		for element := range uint64(3) {
			bz, err := prove(f, trace, node, element).Marshal()
			require.NoError(f, err)
			f.Add(bz)
		}
	}
	f.Fuzz(func(t *testing.T, bz []byte) {
		var proof graph.ElementProof
		if proof.Unmarshal(bz) != nil {
			return
		}
		bounded.Allocates(t, judging(bz), func() {
			if judgement, err := referee.Judge(viewOf(trace), &proof); err == nil {
				require.True(t, judgement.Equal)
			}
		})
	})
}

// small are limits under which a program runs in a moment.
func small() graph.Limits {
	l := graph.DefaultLimits()
	l.MaxNodes, l.MaxElements, l.MaxElementOps, l.MaxWeightsBytes = 8, 1<<12, 1<<12, 1<<16
	return l
}

// FuzzProgram finds that whatever program a network accepts can be run, and that the referee comes to the same bits as the run. Run it
// with -fuzzminimizetime=10x.
func FuzzProgram(f *testing.F) {
	for seed := range 100 {
		c := rapid.Custom(func(t *rapid.T) graphtest.Case {
			return graphtest.RandomNode(t, rapid.SampledFrom(graphtest.Ops).Draw(t, "op"))
		}).Example(seed)
		bz, err := c.Program.Encode()
		require.NoError(f, err)
		f.Add(bz, uint64(seed))
	}
	f.Fuzz(func(t *testing.T, bz []byte, seed uint64) {
		p, err := graph.Decode(bz)
		if err != nil || p.Validate(small()) != nil {
			return
		}
		trace := ran(t, p, seed)
		for i := p.InputCount(); i < len(p.Nodes); i++ {
			count, _ := p.Nodes[i].Elements()
			for _, element := range []uint64{0, seed % count, count - 1} {
				judgement, err := referee.Judge(viewOf(trace), prove(t, trace, uint32(i), element))
				require.NoError(t, err)
				require.True(t, judgement.Equal, "element %d of node %d, %s: %x, the referee says %x",
					element, i, &p.Nodes[i], judgement.Claimed, judgement.Computed)
			}
		}
	})
}

// ran runs a program on weights and inputs made from a seed.
func ran(t *testing.T, p *graph.Program, seed uint64) *exec.Trace {
	t.Helper()
	weights := graphtest.ValuesOf(graph.Uint8, seed, p.WeightsSize)
	root := blake3.Sum256(weights)
	p.WeightsRoot = root[:]
	var inputs [][]byte
	for i := range p.InputCount() {
		count, _ := p.Nodes[i].Elements()
		inputs = append(inputs, graphtest.ValuesOf(p.Nodes[i].Dtype, seed+uint64(i), count))
	}
	trace, err := exec.Run(context.Background(), p, weights, inputs)
	require.NoError(t, err)
	return trace
}
