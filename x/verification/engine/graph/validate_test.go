package graph_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// small is input [1 8], dot with weights [3 8], bias add [3], relu.
func small(t *testing.T) graphtest.Case {
	b := graphtest.New(t)
	x := b.Input([]uint64{1, 8}, graphtest.Values(3, 8))
	w := b.Weight([]uint64{3, 8}, graphtest.Values(6, 24))
	bias := b.Weight([]uint64{3}, graphtest.Values(9, 3))
	y := b.Add(graph.Node{Op: graph.OpDot, Name: "Times", Operands: []graph.Operand{x, w}})
	y = b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncAdd, Name: "Plus", Operands: []graph.Operand{y, bias}})
	b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncRelu, Name: "ReLU", Operands: []graph.Operand{y}})
	return b.Build()
}

func TestValidateRefuses(t *testing.T) {
	for _, tc := range []struct {
		name   string
		change func(p *graph.Program)
		want   string
	}{
		{"another numerics version", func(p *graph.Program) { p.NumericsVersion = 2 }, "numerics version 2, this engine knows 1"},
		{"a short weights root", func(p *graph.Program) { p.WeightsRoot = p.WeightsRoot[1:] }, "weights root of 31 bytes, want 32"},
		{"no nodes", func(p *graph.Program) { p.Nodes = nil }, "it has no nodes"},
		{"no outputs", func(p *graph.Program) { p.Outputs = nil }, "it has no outputs"},
		{"an output past the end", func(p *graph.Program) { p.Outputs = []uint32{4} }, "output 4 is not one of its 4 nodes"},
		{"an output twice", func(p *graph.Program) { p.Outputs = []uint32{3, 3} }, "node 3 is an output twice"},
		{
			"operands that do not broadcast", func(p *graph.Program) { p.Nodes[2].Operands[1].Shape = []uint64{8} },
			`node 2 "Plus" (OP_MAP): operands [1 3], [8] do not broadcast: their extents, counted from the last axis, must be equal or 1`,
		},
		{
			"an operand unlike its producer", func(p *graph.Program) {
				p.Nodes[3].Operands[0].Shape = []uint64{3}
				p.Nodes[3].Shape = []uint64{3}
			},
			`node 3 "ReLU" (OP_MAP): operand 0: DTYPE_FLOAT32[3] is read, but node 2 gives DTYPE_FLOAT32[1 3]`,
		},
		{
			"a node that reads itself", func(p *graph.Program) { p.Nodes[3].Operands[0].Node = 3 },
			`node 3 "ReLU" (OP_MAP): operand 0: node 3 does not come before it`,
		},
		{
			"a shape that does not follow", func(p *graph.Program) { p.Nodes[1].Shape = []uint64{1, 4} },
			`node 1 "Times" (OP_DOT): shape [1 4] is declared, but its operands and attributes give [1 3]`,
		},
		{
			"a late input", func(p *graph.Program) { p.Nodes[3] = graph.Node{Op: graph.OpInput, Dtype: graph.Float32} },
			`node 3 "" (OP_INPUT): inputs come before every other node`,
		},
		{
			"weights past the blob", func(p *graph.Program) { p.WeightsSize-- },
			`node 2 "Plus" (OP_MAP): operand 1: bytes 128 to 140 of a weight blob of 139`,
		},
		{
			"weights out of line", func(p *graph.Program) { p.Nodes[2].Operands[1].Offset = 4 },
			`node 2 "Plus" (OP_MAP): operand 1: weight offset 4 is not a multiple of 64 below 2^42`,
		},
		{
			"an offset that wraps round", func(p *graph.Program) { p.Nodes[2].Operands[1].Offset = ^uint64(63) },
			`node 2 "Plus" (OP_MAP): operand 1: weight offset 18446744073709551552 is not a multiple of 64 below 2^42`,
		},
		{
			"another element type", func(p *graph.Program) { p.Nodes[3].Dtype = graph.Int8 },
			`node 3 "ReLU" (OP_MAP): FUNC_RELU does not go from [DTYPE_FLOAT32] to DTYPE_INT8`,
		},
		{
			"an attribute of another operator", func(p *graph.Program) { p.Nodes[3].Groups = 1 },
			`node 3 "ReLU" (OP_MAP): attribute groups does not belong to it`,
		},
		{
			"no function", func(p *graph.Program) { p.Nodes[3].Func = 0 },
			`node 3 "ReLU" (OP_MAP): attribute func is missing`,
		},
		{
			"an unknown operator", func(p *graph.Program) { p.Nodes[3].Op = 77 },
			`node 3 "ReLU" (77): operator 77 is unknown to version 1`,
		},
		{
			"a function with an operand too many", func(p *graph.Program) { p.Nodes[2].Func = graph.FuncRelu },
			`node 2 "Plus" (OP_MAP): 2 operands, FUNC_RELU takes 1`,
		},
		{
			"a name in another script", func(p *graph.Program) { p.Nodes[3].Name = "é" },
			`node 3 "é" (OP_MAP): byte 0xc3 at 0 of the name is not printable ASCII`,
		},
		{
			"a long name", func(p *graph.Program) { p.Nodes[3].Name = strings.Repeat("n", 129) },
			"name of 129 bytes, at most 128",
		},
		{
			"an extent of nothing", func(p *graph.Program) { p.Nodes[0].Shape = []uint64{0} },
			`node 0 "" (OP_INPUT): output: shape [0] has an extent of 0 or more than 2^40 elements`,
		},
		{
			"extents whose product wraps round", func(p *graph.Program) { p.Nodes[0].Shape = []uint64{1 << 32, 1 << 32} },
			`node 0 "" (OP_INPUT): output: shape [4294967296 4294967296] has an extent of 0 or more than 2^40 elements`,
		},
		{
			"a tensor past the limit", func(p *graph.Program) { p.Nodes[0].Shape = []uint64{1 << 31} },
			`node 0 "" (OP_INPUT): shape [2147483648] has 2147483648 elements, at most 1073741824`,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := small(t).Program
			require.NoError(t, p.Validate(graph.DefaultLimits()))
			tc.change(p)
			err := p.Validate(graph.DefaultLimits())
			require.ErrorIs(t, err, graph.ErrInvalid)
			require.ErrorContains(t, err, tc.want)
		})
	}
}

func TestValidateRefusesWhatCannotBeProved(t *testing.T) {
	wide := func(k uint64) *graph.Program {
		b := graphtest.New(t)
		x, y := b.Input([]uint64{1, k}, nil), b.Input([]uint64{2, k}, nil)
		b.Add(graph.Node{Op: graph.OpDot, Name: "wide", Operands: []graph.Operand{x, y}})
		return b.Build().Program
	}
	require.NoError(t, wide(80_000).Validate(graph.DefaultLimits()))
	var bad *graph.NodeError
	require.ErrorAs(t, wide(120_000).Validate(graph.DefaultLimits()), &bad)
	require.Equal(t, uint32(2), bad.Index)
	require.Contains(t, bad.Reason, "the proof of one element takes up to 10")
	require.Contains(t, bad.Reason, "at most 786432; split the operator over smaller axes")

	b := graphtest.New(t)
	b.Add(graph.Node{Op: graph.OpSoftmax, Operands: []graph.Operand{b.Input([]uint64{130_000}, nil)}})
	require.ErrorContains(t, b.Build().Program.Validate(graph.DefaultLimits()), "one element takes up to 4550016 operations, at most 4194304")

	b = graphtest.New(t)
	x := b.Input([]uint64{1, 64, 64, 64, 4}, nil)
	w := b.Input([]uint64{4, 9, 9, 9, 1}, nil)
	b.Add(graph.Node{
		Op: graph.OpConv, Groups: 4, Operands: []graph.Operand{x, w},
		Strides: []uint64{1, 1, 1}, Dilations: []uint64{1, 1, 1}, Pads: make([]uint64, 6),
	})
	require.ErrorContains(t, b.Build().Program.Validate(graph.DefaultLimits()), "one element depends on up to 730 runs, at most 512 can be proved")
}

func TestWindowsOnPaddingAloneAreRefused(t *testing.T) {
	for _, tc := range []struct {
		in, kernel, stride, dilation, before, after uint64
		ok                                          bool
	}{
		{in: 5, kernel: 3, stride: 1, dilation: 1, before: 2, after: 2, ok: true},
		{in: 5, kernel: 3, stride: 1, dilation: 1, before: 3, after: 0},
		{in: 5, kernel: 3, stride: 1, dilation: 1, before: 0, after: 3},
		{in: 5, kernel: 2, stride: 1, dilation: 3, before: 3, after: 3, ok: true},
		{in: 1, kernel: 2, stride: 1, dilation: 2, before: 1, after: 1},
		{in: 4, kernel: 1, stride: 2, dilation: 1, before: 0, after: 0, ok: true},
		{in: 4, kernel: 1, stride: 1, dilation: 1, before: 1, after: 0},
	} {
		n := graph.Node{
			Op: graph.OpPool, Func: graph.FuncMax, Kernel: []uint64{tc.kernel}, Strides: []uint64{tc.stride},
			Dilations: []uint64{tc.dilation}, Pads: []uint64{tc.before, tc.after},
			Operands: []graph.Operand{{Source: graph.SourceTrace, Dtype: graph.Float32, Shape: []uint64{1, tc.in, 1}}},
		}
		_, _, err := graph.Infer(&n)
		if tc.ok {
			require.NoError(t, err, "%+v", tc)
			continue
		}
		require.ErrorContains(t, err, "let a window fall on padding alone", "%+v", tc)
	}
}
