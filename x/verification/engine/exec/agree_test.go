package exec_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

func run(t require.TestingT, c graphtest.Case) *exec.Trace {
	trace, err := exec.Run(context.Background(), c.Program, c.Weights, c.Inputs)
	require.NoError(t, err)
	return trace
}

// The kernels and the referee share no arithmetic and no index calculation; they must agree on every element of every operator,
// bit for bit.
func TestKernelsAgreeWithTheReferee(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), func(t *testing.T) {
			elements := 0
			rapid.Check(t, func(t *rapid.T) {
				elements += requireAgreement(t, run(t, graphtest.RandomNode(t, op)), 0)
			})
			t.Logf("%d elements", elements)
		})
	}
}

// Where kernels work in blocks, their ends are where they go wrong: a few elements of nodes large enough are judged.
func TestWideKernelsAgreeWithTheReferee(t *testing.T) {
	for _, op := range graphtest.Ops {
		t.Run(op.String(), rapid.MakeCheck(func(t *rapid.T) {
			trace := run(t, graphtest.WideNode(t, op))
			node := len(trace.Program.Nodes) - 1
			n := &trace.Program.Nodes[node]
			count, _ := n.Elements()
			for i := range min(count, 60) {
				element := count - 1 - i
				if i >= 20 {
					element = rapid.Uint64Range(0, count-1).Draw(t, "element")
				}
				requireSame(t, trace, node, element)
			}
		}))
	}
}

func TestNetworksAgreeWithTheReferee(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		requireAgreement(t, run(t, graphtest.RandomNetwork(t)), 0)
	})
}

// Every function of every type is tried on the numbers that arithmetic goes wrong at, each against each.
func TestEveryFunctionOfEveryTypeAgreesWithTheReferee(t *testing.T) {
	for _, s := range graphtest.Signatures() {
		t.Run(fmt.Sprintf("%s of %s to %s", s.Func, s.Args, s.Out), func(t *testing.T) {
			c := grid(t, s)
			trace := run(t, c)
			requireAgreement(t, trace, 0)
		})
	}
}

// grid applies a function to awkward numbers: operand i lies along axis i.
func grid(t *testing.T, s graphtest.Signature) graphtest.Case {
	most := []int{256, 24, 10}[len(s.Args)-1] // of one operand
	b := graphtest.New(t)
	n := graph.Node{Op: graph.OpMap, Func: s.Func, Dtype: s.Out}
	for i, arg := range s.Args {
		bits := graphtest.Awkward(arg)
		if len(bits) > most {
			bits = spread(bits, most)
		}
		shape := make([]uint64, len(s.Args))
		for axis := range shape {
			shape[axis] = 1
		}
		shape[i] = uint64(len(bits))
		n.Operands = append(n.Operands, b.InputOf(arg, shape, graphtest.Elements(arg, bits...)))
	}
	b.Add(n)
	return b.Build()
}

// spread keeps count elements of a list, the ends among them.
func spread(list []uint64, count int) []uint64 {
	out := make([]uint64, count)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(count-1)]
	}
	return out
}

// requireAgreement judges every element of every node of a trace from one on, and returns how many there were.
func requireAgreement(t require.TestingT, trace *exec.Trace, from uint32) (elements int) {
	for i := int(from); i < len(trace.Program.Nodes); i++ {
		n := &trace.Program.Nodes[i]
		if n.Op == graph.OpInput {
			continue
		}
		count, _ := n.Elements()
		for element := range count {
			requireSame(t, trace, i, element)
		}
		elements += int(count)
	}
	return elements
}

func requireSame(t require.TestingT, trace *exec.Trace, node int, element uint64) {
	n := &trace.Program.Nodes[node]
	got, err := referee.Eval(n, element, runsOf(t, trace, n, element))
	require.NoError(t, err)
	if string(got) != string(elementOf(trace, node, element)) { // requiring each would take most of the time
		require.Equal(t, elementOf(trace, node, element), got, "element %d of node %d %s", element, node, n)
	}
}

// elementOf are the bytes of an element of a node's output.
func elementOf(trace *exec.Trace, node int, element uint64) []byte {
	size := trace.Program.Nodes[node].Dtype.ElementSize()
	return trace.Tensors[node][size*element : size*(element+1)]
}

// runsOf reads what an element depends on, an index before what it names.
func runsOf(t require.TestingT, trace *exec.Trace, n *graph.Node, element uint64) [][]byte {
	deps, err := graph.Dependencies(n, element)
	require.NoError(t, err)
	runs := make([][]byte, len(deps))
	for i, dep := range deps {
		if dep.Indexed {
			dep = graph.Resolve(n, element, graphtest.Integer(n.Operands[deps[i-1].Operand].Dtype, runs[i-1]))
		}
		operand := &n.Operands[dep.Operand]
		content := trace.Weights
		if operand.Source == graph.SourceTrace {
			content = trace.Tensors[operand.Node]
		}
		at := operand.Offset + dep.Offset
		runs[i] = content[at : at+dep.Length]
	}
	return runs
}
