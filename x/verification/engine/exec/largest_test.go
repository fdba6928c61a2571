package exec_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// largest is the largest proof of an element that was seen of an operator.
type largest struct {
	bytes, runs int
	bound       uint64 // of the node that it was of
}

func (l *largest) add(t require.TestingT, trace *exec.Trace, most uint64) {
	node := uint32(len(trace.Program.Nodes) - 1)
	for _, element := range sample(&trace.Program.Nodes[node], most) {
		proof := requireHonest(t, trace, node, element)
		if proof.Size() > l.bytes {
			bound, _, _, err := trace.Program.ProofBound(node)
			require.NoError(t, err)
			*l = largest{proof.Size(), len(proof.Runs), bound}
		}
	}
}

// The largest proofs of each operator, of random small nodes and of one as large as networks have, all within the default limits.
// `go test -v -run LargestProof` prints them.
func TestLargestProofOfEachOperator(t *testing.T) {
	const row = "%-14s %-52s %5v %9v %9v"
	t.Logf(row, "operator", "nodes", "runs", "bytes", "bound")
	for _, op := range graphtest.Ops {
		var small, large largest
		rapid.Check(t, func(t *rapid.T) { small.add(t, run(t, graphtest.RandomNode(t, op)), 4) })
		t.Logf(row, op, "random small ones", small.runs, small.bytes, small.bound)
		name, c := big(t, op)
		require.NoError(t, c.Program.Validate(graph.DefaultLimits()))
		large.add(t, run(t, c), 4)
		t.Logf(row, op, name, large.runs, large.bytes, large.bound)
	}
}

// big is a node of an operator as large as networks have it, or as the limits allow.
func big(t *testing.T, op graph.Op) (string, graphtest.Case) {
	ones, none := []uint64{1, 1}, make([]uint64, 4)
	n := graph.Node{Op: op}
	var shapes [][]uint64
	switch op {
	case graph.OpDot:
		shapes = [][]uint64{{4, 16384}, {8, 16384}, {8}}
	case graph.OpConv:
		n.Groups, n.Strides, n.Dilations, n.Pads = 1, ones, ones, []uint64{1, 1, 1, 1}
		shapes = [][]uint64{{1, 7, 7, 2048}, {4, 3, 3, 2048}, {4}}
	case graph.OpPool:
		n.Func, n.Kernel, n.Strides, n.Dilations, n.Pads = graph.FuncAdd, []uint64{7, 7}, ones, ones, none
		shapes = [][]uint64{{1, 7, 7, 2048}}
	case graph.OpMap:
		n.Func, shapes = graph.FuncFMA, [][]uint64{{1, 112, 112, 64}, {64}, {1, 112, 112, 64}}
	case graph.OpSoftmax, graph.OpReduce, graph.OpCumulate, graph.OpTopK:
		if shapes = [][]uint64{{2, 50257}}; op != graph.OpSoftmax {
			n.Func = graph.FuncMul
		}
		if op == graph.OpTopK {
			n.Func, n.Shape = graph.FuncArgMax, []uint64{2, 50}
		}
	case graph.OpGather, graph.OpScatter:
		return indexed(t, op)
	default:
		shapes = moved(&n)
	}
	b := graphtest.New(t)
	for i, shape := range shapes {
		count, _ := graph.Elements(shape)
		n.Operands = append(n.Operands, b.Input(shape, graphtest.Values(uint64(3*i), count)))
	}
	b.Add(n)
	return fmt.Sprint(shapes), b.Build()
}

// moved are the operands of a large node that moves elements.
func moved(n *graph.Node) [][]uint64 {
	picture := []uint64{1, 112, 112, 64}
	switch n.Op {
	case graph.OpReshape:
		n.Shape = []uint64{112 * 112, 64}
	case graph.OpTranspose:
		n.Perm = []uint32{0, 3, 1, 2}
	case graph.OpConcat:
		n.Axis = 3
		return [][]uint64{picture, picture}
	case graph.OpSlice:
		n.Shape, n.Starts, n.Increments = []uint64{1, 56, 56, 64}, []uint64{0, 0, 111, 0}, []int64{1, 2, -2, 1}
	case graph.OpPad:
		n.Pads = []uint64{0, 1, 1, 0, 0, 1, 1, 0}
		return [][]uint64{picture, {}}
	}
	return [][]uint64{picture}
}

// indexed is an embedding of 128 words, or a scatter of 4096 updates.
func indexed(t *testing.T, op graph.Op) (string, graphtest.Case) {
	b := graphtest.New(t)
	const words, width, updates = 30_522, 64, 4096
	x := b.Input([]uint64{words, width}, graphtest.Values(0, words*width))
	if op == graph.OpGather {
		b.Add(graph.Node{Op: op, Operands: []graph.Operand{x, b.InputOf(graph.Int64, []uint64{128}, graphtest.Indices(graph.Int64, 1, 128, words))}})
		return "128 of [30522 64]", b.Build()
	}
	at := b.InputOf(graph.Int64, []uint64{updates}, graphtest.Indices(graph.Int64, 1, updates, words*width))
	b.Add(graph.Node{Op: op, Operands: []graph.Operand{x, at, b.Input([]uint64{updates}, graphtest.Values(0, updates))}})
	return "4096 updates of [30522 64]", b.Build()
}
