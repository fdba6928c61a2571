package graph_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// Every element of every operator depends on runs that lie in their operands, in order, disjoint, and no more of them than the
// bound says, nor does it take more operations.
func TestDependenciesLieInBounds(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), rapid.MakeCheck(func(t *rapid.T) {
			p := graphtest.RandomNode(t, op).Program
			require.NoError(t, p.Validate(graph.DefaultLimits()))
			n := &p.Nodes[len(p.Nodes)-1]
			_, most, ops, err := graph.ProofBound(n)
			require.NoError(t, err)
			count, _ := n.Elements()
			for element := uint64(0); element < count; element += 1 + count/300 {
				runs, err := graph.Dependencies(n, element)
				require.NoError(t, err)
				require.LessOrEqual(t, uint64(len(runs)), most)
				requireOrdered(t, n, runs)
				require.GreaterOrEqual(t, ops, leastOps(n, runs))
			}
			_, err = graph.Dependencies(n, count)
			require.ErrorIs(t, err, graph.ErrElement)
		}))
	}
}

func requireOrdered(t require.TestingT, n *graph.Node, runs []graph.Run) {
	for i, r := range runs {
		operand := &n.Operands[r.Operand]
		size, _ := operand.Bytes()
		require.Positive(t, r.Length)
		require.Zero(t, r.Length%operand.Dtype.ElementSize())
		require.LessOrEqual(t, r.Offset+r.Length, size, "run %d of %s", i, n)
		require.Equal(t, n.Op == graph.OpGather && i == 1, r.Indexed)
		if i == 0 || r.Indexed {
			continue
		}
		before := runs[i-1]
		require.GreaterOrEqual(t, r.Operand, before.Operand)
		if r.Operand == before.Operand {
			require.GreaterOrEqual(t, r.Offset, before.Offset+before.Length)
		}
	}
}

// leastOps is one operation for each step, and for each element that the operator combines with others (a dot reads two for each;
// a pool skips what lies between its taps).
func leastOps(n *graph.Node, runs []graph.Run) uint64 {
	ops := uint64(len(n.Steps))
	for _, r := range runs {
		combined := n.Own() > 0 && (r.Operand == 0 || n.Op == graph.OpScatter)
		switch size := n.Operands[r.Operand].Dtype.ElementSize(); {
		case combined && n.Op == graph.OpPool:
			step, _ := graph.PoolStep(n)
			ops += (r.Length + step - 1) / step
		case combined && n.Op != graph.OpScatter:
			ops += r.Length / size
		case combined && r.Operand > 0:
			ops += r.Length / size
		}
	}
	return ops
}

// Whatever an index holds, the entry that it names is one of the operand's, the nearest.
func TestEveryIndexNamesAnEntry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := graphtest.RandomNode(t, graph.OpGather).Program
		n := &p.Nodes[len(p.Nodes)-1]
		count, _ := n.Elements()
		element := rapid.Uint64Range(0, count-1).Draw(t, "element")
		index := rapid.Int64().Draw(t, "index")
		requireOrdered(t, n, []graph.Run{graph.Resolve(n, element, index)})
		entries := int64(n.Operands[0].Shape[n.Axis])
		for _, tc := range []struct{ index, entry int64 }{
			{0, 0},
			{entries - 1, entries - 1},
			{entries, entries - 1},
			{math.MaxInt64, entries - 1},
			{-1, entries - 1},
			{-entries, 0},
			{-entries - 1, 0},
			{math.MinInt64, 0},
		} {
			require.Equal(t, graph.Resolve(n, element, tc.entry), graph.Resolve(n, element, tc.index), tc.index)
		}
	})
}

func TestDependencies(t *testing.T) {
	trace := func(shape ...uint64) graph.Operand {
		return graph.Operand{Source: graph.SourceTrace, Dtype: graph.Float32, Shape: shape}
	}
	window := graph.Node{Strides: []uint64{1, 1}, Dilations: []uint64{1, 1}, Pads: []uint64{1, 1, 1, 1}}
	for _, tc := range []struct {
		name    string
		node    graph.Node
		element uint64
		want    []graph.Run
	}{
		{
			"a dot reads a row of each operand and one bias",
			graph.Node{Op: graph.OpDot, Operands: []graph.Operand{trace(2, 3), trace(4, 3), trace(4)}},
			6,
			[]graph.Run{{Operand: 0, Offset: 12, Length: 12}, {Operand: 1, Offset: 24, Length: 12}, {Operand: 2, Offset: 8, Length: 4}},
		},
		{
			"a batched dot reads its own batch of B",
			graph.Node{Op: graph.OpDot, Operands: []graph.Operand{trace(2, 1, 3), trace(2, 2, 3)}},
			3,
			[]graph.Run{{Operand: 0, Offset: 12, Length: 12}, {Operand: 1, Offset: 36, Length: 12}},
		},
		{
			"a convolution skips the taps that fall on padding, in the weights too",
			graph.Node{
				Op: graph.OpConv, Groups: 1, Operands: []graph.Operand{trace(1, 4, 4, 2), trace(3, 3, 3, 2)},
				Strides: window.Strides, Dilations: window.Dilations, Pads: window.Pads,
			},
			1,
			[]graph.Run{{Operand: 0, Offset: 0, Length: 16}, {Operand: 0, Offset: 32, Length: 16}, {Operand: 1, Offset: 72 + 32, Length: 16}, {Operand: 1, Offset: 72 + 56, Length: 16}},
		},
		{
			"a convolution over whole rows reads one run",
			graph.Node{
				Op: graph.OpConv, Groups: 1, Operands: []graph.Operand{trace(1, 3, 3, 2), trace(1, 3, 3, 2)},
				Strides: window.Strides, Dilations: window.Dilations, Pads: []uint64{0, 0, 0, 0},
			},
			0,
			[]graph.Run{{Operand: 0, Offset: 0, Length: 72}, {Operand: 1, Offset: 0, Length: 72}},
		},
		{
			"a pool reads a row of its window from first tap to last",
			graph.Node{
				Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{2, 2}, Operands: []graph.Operand{trace(1, 4, 4, 3)},
				Strides: window.Strides, Dilations: window.Dilations, Pads: []uint64{0, 0, 0, 0},
			},
			1,
			[]graph.Run{{Operand: 0, Offset: 4, Length: 16}, {Operand: 0, Offset: 52, Length: 16}},
		},
		{
			"a pool keeps its rows apart even where they touch, so that every run starts on a tap",
			graph.Node{
				Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{2, 2}, Operands: []graph.Operand{trace(1, 2, 3, 1)},
				Strides: window.Strides, Dilations: []uint64{1, 2}, Pads: []uint64{0, 0, 0, 0},
			},
			0,
			[]graph.Run{{Operand: 0, Offset: 0, Length: 12}, {Operand: 0, Offset: 12, Length: 12}},
		},
		{
			"a pool over many channels reads tap by tap",
			graph.Node{
				Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{2}, Operands: []graph.Operand{trace(1, 2, 257)},
				Strides: []uint64{1}, Dilations: []uint64{1}, Pads: []uint64{0, 0},
			},
			0,
			[]graph.Run{{Operand: 0, Offset: 0, Length: 4}, {Operand: 0, Offset: 1028, Length: 4}},
		},
		{
			"a map reads what broadcasting puts at the element",
			graph.Node{Op: graph.OpMap, Func: graph.FuncAdd, Operands: []graph.Operand{trace(2, 1, 3), trace(4, 1)}},
			23,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 4}, {Operand: 1, Offset: 12, Length: 4}},
		},
		{
			"a softmax reads its row",
			graph.Node{Op: graph.OpSoftmax, Operands: []graph.Operand{trace(2, 5)}},
			7,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 20}},
		},
		{
			"a transpose reads where the element came from",
			graph.Node{Op: graph.OpTranspose, Perm: []uint32{1, 0}, Operands: []graph.Operand{trace(2, 5)}},
			3,
			[]graph.Run{{Operand: 0, Offset: 24, Length: 4}},
		},
		{
			"a concat reads the operand that covers the element",
			graph.Node{Op: graph.OpConcat, Axis: 1, Operands: []graph.Operand{trace(2, 1), trace(2, 2)}},
			4,
			[]graph.Run{{Operand: 1, Offset: 8, Length: 4}},
		},
		{
			"a dot's steps read one element of each further operand, where broadcasting puts it",
			graph.Node{
				Op: graph.OpDot, Operands: []graph.Operand{trace(2, 3), trace(4, 3), trace(4), trace(2, 1)},
				Steps: []graph.Step{{Func: graph.FuncAdd, Dtype: graph.Float32, Args: []uint32{0, 1}}},
			},
			6,
			[]graph.Run{
				{Operand: 0, Offset: 12, Length: 12},
				{Operand: 1, Offset: 24, Length: 12},
				{Operand: 2, Offset: 8, Length: 4},
				{Operand: 3, Offset: 4, Length: 4},
			},
		},
		{
			"a spread convolution skips the taps between elements, in the weights too",
			graph.Node{
				Op: graph.OpConv, Groups: 1, Operands: []graph.Operand{trace(1, 2, 2), trace(1, 3, 2)},
				Strides: []uint64{1}, Dilations: []uint64{1}, Pads: []uint64{1, 1}, Spread: []uint64{2},
			},
			1,
			[]graph.Run{{Operand: 0, Offset: 0, Length: 16}, {Operand: 1, Offset: 0, Length: 8}, {Operand: 1, Offset: 16, Length: 8}},
		},
		{
			"a reduce reads its row",
			graph.Node{Op: graph.OpReduce, Func: graph.FuncMul, Operands: []graph.Operand{trace(2, 5)}},
			1,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 20}},
		},
		{
			"a cumulate reads its row up to the element",
			graph.Node{Op: graph.OpCumulate, Func: graph.FuncAdd, Operands: []graph.Operand{trace(2, 5)}},
			7,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 12}},
		},
		{
			"a sort reads its row, however short what it keeps",
			graph.Node{Op: graph.OpTopK, Func: graph.FuncMin, Shape: []uint64{2, 2}, Operands: []graph.Operand{trace(2, 5)}},
			2,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 20}},
		},
		{
			"a slice reads backwards where its increment is negative, and again where it is zero",
			graph.Node{
				Op: graph.OpSlice, Shape: []uint64{3, 2}, Starts: []uint64{1, 4}, Increments: []int64{0, -3},
				Operands: []graph.Operand{trace(2, 5)},
			},
			5,
			[]graph.Run{{Operand: 0, Offset: 24, Length: 4}},
		},
		{
			"padding reads what it is filled with",
			graph.Node{Op: graph.OpPad, Pads: []uint64{0, 1, 0, 0}, Operands: []graph.Operand{trace(2, 5), trace()}},
			6,
			[]graph.Run{{Operand: 1, Offset: 0, Length: 4}},
		},
		{
			"a padded element reads itself",
			graph.Node{Op: graph.OpPad, Pads: []uint64{0, 1, 0, 0}, Operands: []graph.Operand{trace(2, 5), trace()}},
			7,
			[]graph.Run{{Operand: 0, Offset: 20, Length: 4}},
		},
		{
			"a gather reads its index, which says what else",
			graph.Node{Op: graph.OpGather, Axis: 1, Operands: []graph.Operand{trace(2, 5), {Source: graph.SourceTrace, Dtype: graph.Int64, Shape: []uint64{3}}}},
			4,
			[]graph.Run{{Operand: 1, Offset: 8, Length: 8}, {Operand: 0, Offset: 0, Length: 4, Indexed: true}},
		},
		{
			"a scatter reads its element and both lists",
			graph.Node{
				Op: graph.OpScatter, Operands: []graph.Operand{trace(2, 5), {Source: graph.SourceTrace, Dtype: graph.Int32, Shape: []uint64{3}}, trace(3)},
			},
			4,
			[]graph.Run{{Operand: 0, Offset: 16, Length: 4}, {Operand: 1, Offset: 0, Length: 12}, {Operand: 2, Offset: 0, Length: 12}},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			n := tc.node
			n.Dtype = graph.Float32
			_, shape, err := graph.Infer(&n)
			require.NoError(t, err)
			n.Shape = shape
			runs, err := graph.Dependencies(&n, tc.element)
			require.NoError(t, err)
			require.Equal(t, tc.want, runs)
		})
	}
}
