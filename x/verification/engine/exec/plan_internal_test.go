package exec

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// lifetime is a tensor in the slab: its bytes there, the node that makes it, and the last one that needs them.
type lifetime struct{ from, to, made, last int }

// holder is the node that makes a node's bytes.
func holder(p *graph.Program, i int) int {
	for p.Nodes[i].Op == graph.OpReshape && p.Nodes[i].Operands[0].Source == graph.SourceTrace {
		i = int(p.Nodes[i].Operands[0].Node)
	}
	return i
}

// lifetimes follows every reader back to the node whose bytes it reads.
func lifetimes(p *graph.Program, at []int) map[int]lifetime {
	out := map[int]lifetime{}
	for i := range p.Nodes {
		for _, o := range p.Nodes[i].Operands {
			if o.Source != graph.SourceTrace {
				continue
			}
			if of := holder(p, int(o.Node)); at[of] >= 0 {
				l := out[of]
				l.last = i
				out[of] = l
			}
		}
		if at[i] >= 0 {
			size, _ := p.Nodes[i].OutputBytes()
			out[i] = lifetime{at[i], at[i] + int(size), i, i}
		}
	}
	return out
}

func TestTensorsThatAreNeededAtOnceLieApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := graphtest.RandomNetwork(t).Program
		p.Outputs = nil
		for i := range p.Nodes {
			if i == len(p.Nodes)-1 || rapid.IntRange(0, 5).Draw(t, "output") == 0 {
				p.Outputs = append(p.Outputs, uint32(i))
			}
		}
		plan := planMemory(p)
		lives := lifetimes(p, plan.at)
		for _, out := range p.Outputs {
			require.NotContains(t, lives, holder(p, int(out)), "output %d outlives the run", out)
		}
		for _, a := range lives {
			require.LessOrEqual(t, a.to, plan.size)
			require.Zero(t, a.from%slabAlign)
			for _, b := range lives {
				if b.made <= a.made || b.from >= a.to || a.from >= b.to || a.last < b.made {
					continue
				}
				require.True(t, writesOver(p, a, b), "node %d overlaps node %d, which node %d still reads", b.made, a.made, a.last)
			}
		}
	})
}

// writesOver says whether b is a map whose elements take the places of a's, which it is the last to read.
func writesOver(p *graph.Program, a, b lifetime) bool {
	n, m := &p.Nodes[a.made], &p.Nodes[b.made]
	return a.last == b.made && a.from == b.from && a.to == b.to && m.Op == graph.OpMap && n.Dtype == m.Dtype
}

func TestAMapWritesOverWhatNothingElseReads(t *testing.T) {
	b := graphtest.New(t)
	x := b.Input([]uint64{3, 50}, graphtest.Values(1, 150))
	turned := b.Add(graph.Node{Op: graph.OpTranspose, Perm: []uint32{1, 0}, Operands: []graph.Operand{x}})
	first := b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncRelu, Operands: []graph.Operand{turned}})
	second := b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncExp, Operands: []graph.Operand{first}})
	b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncAdd, Operands: []graph.Operand{first, second}})
	plan := planMemory(b.Build().Program)
	require.Equal(t, plan.at[1], plan.at[2])
	require.NotEqual(t, plan.at[2], plan.at[3], "the sum still reads the first map")
	require.Equal(t, 2*640, plan.size)
}
