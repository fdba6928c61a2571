package exec

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Trace is everything one run of a program produced, with the commitments that a receipt makes of it.
type Trace struct {
	// Program is what ran.
	Program *graph.Program
	// Weights is its weight blob.
	Weights []byte
	// Tensors are the bytes of every node's output, little-endian and row-major, by trace index.
	Tensors [][]byte
	// Roots are the BLAKE3 of the tensors that are committed, zero for the others.
	Roots [][32]byte
	// Commitments bind each root to its element type and shape: the trace list. It is zero for nodes that are not committed.
	Commitments [][32]byte
	// Root is the BLAKE3 of the trace list.
	Root [32]byte
}

// Outputs are the tensors of the program's outputs, in the model's order.
func (t *Trace) Outputs() [][]byte {
	out := make([][]byte, len(t.Program.Outputs))
	for i, node := range t.Program.Outputs {
		out[i] = t.Tensors[node]
	}
	return out
}

// OutputRoots are the BLAKE3 of the program's outputs, in the model's order.
func (t *Trace) OutputRoots() [][32]byte {
	out := make([][32]byte, len(t.Program.Outputs))
	for i, node := range t.Program.Outputs {
		out[i] = t.Roots[node]
	}
	return out
}

// InputRoots are the BLAKE3 of the program's inputs, in the model's order.
func (t *Trace) InputRoots() [][32]byte {
	return append([][32]byte(nil), t.Roots[:t.Program.InputCount()]...)
}

func newTrace(p *graph.Program, weights []byte) *Trace {
	n := len(p.Nodes)
	return &Trace{
		Program: p, Weights: weights,
		Tensors: make([][]byte, n), Roots: make([][32]byte, n), Commitments: make([][32]byte, n),
	}
}

// set stores a node's output and commits to it, if its node is committed.
func (t *Trace) set(i int, tensor []byte) {
	t.Tensors[i] = tensor
	if t.Program.Nodes[i].Committed() {
		t.commit(i, commit.Sum(tensor))
	}
}

func (t *Trace) seal() { t.Root = commit.TraceRoot(t.Commitments) }

func (t *Trace) has(node uint32, element uint64) error {
	if uint64(node) >= uint64(len(t.Tensors)) {
		return fmt.Errorf("node %d of %d", node, len(t.Tensors))
	}
	if count, _ := t.Program.Nodes[node].Elements(); element >= count {
		return fmt.Errorf("element %d of node %d, which has %d", element, node, count)
	}
	return nil
}
