package graph_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// Sizes at which arithmetic wraps round if nothing holds it.
var extremes = []uint64{0, 1, 2, 255, 1 << 20, 1<<31 - 1, 1 << 31, 1<<32 - 1, 1 << 32, 1 << 40, 1<<62 + 1, 1<<63 - 1, 1 << 63, math.MaxUint64}

// spoil sets one number of a node to an extreme value.
func spoil(t *rapid.T, n *graph.Node) {
	v := rapid.SampledFrom(extremes).Draw(t, "extreme")
	lists := [][]uint64{n.Shape, n.Kernel, n.Strides, n.Pads, n.Dilations, n.Spread, n.Starts}
	var numbers []*uint64
	for i := range n.Operands {
		o := &n.Operands[i]
		lists = append(lists, o.Shape)
		numbers = append(numbers, &o.Offset)
	}
	for _, list := range lists {
		for i := range list {
			numbers = append(numbers, &list[i])
		}
	}
	numbers = append(numbers, &n.Groups)
	at := rapid.IntRange(0, len(numbers)+3).Draw(t, "number")
	switch at - len(numbers) {
	case 0:
		n.Axis = uint32(v)
	case 1:
		for i := range n.Increments {
			n.Increments[i] = int64(v)
		}
	case 2:
		for i := range n.Perm {
			n.Perm[i] = uint32(v)
		}
	case 3:
		for i := range n.Steps {
			n.Steps[i].Args = append(n.Steps[i].Args, uint32(v))
		}
	default:
		*numbers[at] = v
	}
}

// A node with absurd numbers in it is refused, or is one that can be judged: nothing wraps round, and nothing panics.
func TestAbsurdNumbersAreRefusedOrMeanWhatTheySay(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), rapid.MakeCheck(func(t *rapid.T) {
			p := graphtest.RandomNode(t, op).Program
			n := &p.Nodes[len(p.Nodes)-1]
			for range rapid.IntRange(1, 2).Draw(t, "spoilt") {
				spoil(t, n)
			}
			if _, shape, err := graph.Infer(n); err == nil && rapid.Bool().Draw(t, "shape follows") {
				n.Shape = shape
			}
			valid := p.Validate(graph.FormatLimits()) == nil
			bytes, most, ops, err := graph.ProofBound(n)
			require.True(t, err == nil || !valid)
			count, _ := n.Elements()
			for _, element := range []uint64{0, count / 2, count - 1} {
				runs, err := graph.Dependencies(n, element)
				if err != nil {
					require.True(t, !valid || ops > 1<<24 || most > 1<<16, "%v", err)
					continue
				}
				require.LessOrEqual(t, uint64(len(runs)), most)
				total := uint64(0)
				for _, r := range runs {
					size, ok := n.Operands[r.Operand].Bytes()
					require.True(t, ok && r.Length <= size && r.Offset <= size-r.Length, "run %+v of %s", r, n)
					total += r.Length
				}
				require.LessOrEqual(t, total, bytes)
			}
		}))
	}
}

func TestAMillionNodesAreRefused(t *testing.T) {
	p := small(t).Program
	p.Nodes = append(p.Nodes, slices.Repeat(p.Nodes[3:], 1e6-len(p.Nodes))...)
	bz, err := p.Encode()
	require.NoError(t, err)
	_, err = graph.Decode(bz)
	require.ErrorContains(t, err, "bytes, more than 16777216")
	require.ErrorContains(t, p.Validate(graph.DefaultLimits()), "1000000 nodes, at most 16384")
	limits := graph.DefaultLimits()
	limits.MaxNodes = 1 << 20
	require.ErrorContains(t, p.Validate(limits), "bytes, at most 1048576")
}
