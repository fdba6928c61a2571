package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// What is left out of the trace keeps every proof within the budget, or as large as it was, and leaves a valid program.
func TestSparingStaysWithinItsBudget(t *testing.T) {
	budget := graph.Budget{Bytes: 48 << 10, Runs: 48, Ops: 1 << 16}
	spared := 0
	rapid.Check(t, func(t *rapid.T) {
		p := graphtest.RecomputedNetwork(t).Program
		before := make([]uint64, len(p.Nodes))
		for i := range p.Nodes {
			p.Nodes[i].Uncommitted = false
			before[i], _, _, _ = p.ProofBound(uint32(i))
		}
		p.Spare(budget)
		require.NoError(t, p.Validate(graph.FormatLimits()))
		for i := range p.Nodes {
			n := &p.Nodes[i]
			if !n.Committed() {
				spared++
				continue
			}
			bytes, _, _, err := p.ProofBound(uint32(i))
			require.NoError(t, err)
			require.LessOrEqual(t, bytes, max(before[i], budget.Bytes))
		}
	})
	require.Positive(t, spared)
}

// A budget of nothing leaves everything committed.
func TestSparingNeedsABudget(t *testing.T) {
	p := graphtest.Digits(t).Program
	p.Spare(graph.Budget{})
	for i := range p.Nodes {
		require.True(t, p.Nodes[i].Committed(), "node %d", i)
	}
}

func TestWhatIsAlwaysCommitted(t *testing.T) {
	gathered := func(t *testing.T) *graph.Program {
		b := graphtest.New(t)
		x := b.Input([]uint64{4, 2}, graphtest.Values(3, 8))
		y := b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncRelu, Operands: []graph.Operand{x}})
		at := b.WeightOf(graph.Int64, []uint64{3}, make([]byte, 24))
		z := b.Add(graph.Node{Op: graph.OpGather, Dtype: graph.Float32, Operands: []graph.Operand{y, at}})
		b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncNeg, Operands: []graph.Operand{z}})
		return b.Build().Program
	}
	for _, tc := range []struct {
		name string
		node int
		want string
	}{
		{"an input", 0, `node 0 "" (OP_INPUT): attribute uncommitted does not belong to it`},
		{"what a gather reads", 1, `node 2 "" (OP_GATHER): OP_GATHER cannot be computed through node outputs that are not committed`},
		{"a gather", 2, `node 2 "" (OP_GATHER): attribute uncommitted does not belong to it`},
		{"an output", 3, "node 3 is an output, which is always committed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := gathered(t)
			require.NoError(t, p.Validate(graph.DefaultLimits()))
			p.Nodes[tc.node].Uncommitted = true
			require.ErrorContains(t, p.Validate(graph.DefaultLimits()), tc.want)
		})
	}
}

// doubled is a chain in which every node reads the one before it twice, all but the last not committed: each element is computed from
// 2^length paths.
func doubled(t *testing.T, length int) *graph.Program {
	b := graphtest.New(t)
	x := b.Input([]uint64{64}, graphtest.Values(3, 64))
	for range length {
		x = b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncAdd, Operands: []graph.Operand{x, x}})
	}
	p := b.Build().Program
	for i := 1; i < length; i++ {
		p.Nodes[i].Uncommitted = true
	}
	return p
}

// Paths are counted, not walked: a program in which they double with every node is bounded at once, and refused when they are many.
func TestPathsThatDoubleAreRefused(t *testing.T) {
	require.NoError(t, doubled(t, 5).Validate(graph.DefaultLimits()))
	require.ErrorContains(t, doubled(t, 12).Validate(graph.DefaultLimits()), "one element depends on up to 4096 runs, at most 512 can be proved")
	require.ErrorContains(t, doubled(t, 400).Validate(graph.DefaultLimits()), "one element depends on up to")
	require.ErrorContains(t, doubled(t, 600).Validate(graph.FormatLimits()), "one element is computed through more than 1024 operands")
}

// Long chains that many nodes read would make validating a program cost their product.
func TestValidatingStaysLinear(t *testing.T) {
	const chain, readers = 200, 2000
	b := graphtest.New(t)
	x := b.Input([]uint64{4}, graphtest.Values(3, 4))
	for range chain {
		x = b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncNeg, Operands: []graph.Operand{x}})
	}
	for range readers {
		b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncNeg, Operands: []graph.Operand{x}})
	}
	p := b.Build().Program
	for i := 1; i <= chain; i++ {
		p.Nodes[i].Uncommitted = true
	}
	err := p.Validate(graph.DefaultLimits())
	require.ErrorContains(t, err, "operands that are not committed, at most 16 for each node of the program: commit more of them")
}

// A program with absurd numbers in a node that is not committed is refused, or can be judged.
func TestAbsurdNumbersInWhatIsNotCommitted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := graphtest.RecomputedNetwork(t).Program
		at := rapid.IntRange(1, len(p.Nodes)-1).Draw(t, "node")
		spoil(t, &p.Nodes[at])
		if p.Validate(graph.DefaultLimits()) != nil {
			return
		}
		for i := range p.Nodes {
			if n := &p.Nodes[i]; n.Op != graph.OpInput && n.Committed() {
				count, _ := n.Elements()
				reads, err := graph.ReadsOf(p.Node, nil, uint32(i), count-1)
				require.NoError(t, err)
				_, runs, ops, err := p.ProofBound(uint32(i))
				require.NoError(t, err)
				require.LessOrEqual(t, uint64(len(reads.Runs)), runs)
				if len(reads.Nodes) > 1 {
					require.LessOrEqual(t, reads.Ops, ops)
				}
			}
		}
	})
}

func TestReadsOfSaysWhatItCannotDo(t *testing.T) {
	p := doubled(t, 5)
	_, err := graph.ReadsOf(p.Node, nil, 0, 0)
	require.ErrorIs(t, err, graph.ErrElement)
	_, err = graph.ReadsOf(p.Node, nil, 5, 64)
	require.ErrorIs(t, err, graph.ErrElement)
	_, err = graph.ReadsOf(p.Node, nil, 6, 0)
	require.ErrorIs(t, err, graph.ErrElement)
	gone := fmt.Errorf("the store is gone")
	_, err = graph.ReadsOf(func(i uint32) (*graph.Node, error) {
		if i < 3 {
			return nil, gone
		}
		return p.Node(i)
	}, nil, 5, 0)
	require.ErrorIs(t, err, gone)

	var told uint64
	reads, err := graph.ReadsOf(p.Node, func(ops uint64) { told += ops }, 5, 7)
	require.NoError(t, err)
	require.Equal(t, reads.Ops, told)
	require.Len(t, reads.Nodes, 5)
	require.Equal(t, []graph.Read{{Node: 0, Offset: 28, Length: 4}}, reads.Runs)
	require.True(t, slices.IsSortedFunc(reads.Nodes, func(a, b graph.Computed) int { return int(a.Index) - int(b.Index) }))
}
