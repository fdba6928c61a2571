// Package graphtest builds programs for tests: by hand, and at random.
package graphtest

import (
	"slices"

	"lukechampine.com/blake3"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// T is what testing.TB and rapid.T share.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Case is a program with what it runs on.
type Case struct {
	Program *graph.Program
	Weights []byte
	Inputs  [][]byte
}

// Builder puts a program together node by node. Inputs come first.
type Builder struct {
	t    T
	made Case
}

// New starts an empty program.
func New(t T) *Builder {
	return &Builder{t: t, made: Case{Program: &graph.Program{NumericsVersion: graph.Version}}}
}

// Input adds an OP_INPUT of float32 with its content and returns it as an operand.
func (b *Builder) Input(shape []uint64, content []byte) graph.Operand {
	return b.InputOf(graph.Float32, shape, content)
}

// InputOf is Input of any type.
func (b *Builder) InputOf(t graph.Dtype, shape []uint64, content []byte) graph.Operand {
	b.made.Inputs = append(b.made.Inputs, content)
	return b.Add(graph.Node{Op: graph.OpInput, Dtype: t, Shape: shape})
}

// Weight adds a tensor of float32 to the weight blob.
func (b *Builder) Weight(shape []uint64, content []byte) graph.Operand {
	return b.WeightOf(graph.Float32, shape, content)
}

// WeightOf is Weight of any type.
func (b *Builder) WeightOf(t graph.Dtype, shape []uint64, content []byte) graph.Operand {
	for len(b.made.Weights)%graph.WeightAlign != 0 {
		b.made.Weights = append(b.made.Weights, 0)
	}
	offset := uint64(len(b.made.Weights))
	b.made.Weights = append(b.made.Weights, content...)
	return graph.Operand{Source: graph.SourceWeights, Dtype: t, Shape: slices.Clone(shape), Offset: offset}
}

// Add adds a node, with the type and shape it comes to, and returns its output as an operand. A map of one function that says no type
// is of float32.
func (b *Builder) Add(n graph.Node) graph.Operand {
	b.t.Helper()
	if n.Dtype == graph.DtypeUnspecified {
		n.Dtype = graph.Float32
	}
	dtype, shape, err := graph.Infer(&n)
	if err != nil {
		b.t.Fatalf("node %d: %v", len(b.made.Program.Nodes), err)
	}
	n.Dtype, n.Shape = dtype, shape
	p := b.made.Program
	p.Nodes = append(p.Nodes, n)
	return graph.Operand{Source: graph.SourceTrace, Node: uint32(len(p.Nodes) - 1), Dtype: dtype, Shape: slices.Clone(shape)}
}

// Build ends the program; its output is the last node.
func (b *Builder) Build() Case {
	p := b.made.Program
	root := blake3.Sum256(b.made.Weights)
	p.WeightsRoot, p.WeightsSize = root[:], uint64(len(b.made.Weights))
	p.Outputs = []uint32{uint32(len(p.Nodes) - 1)}
	return b.made
}
