package referee

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// View is what the referee reads of a program and of the receipt under judgement. It loads a node at a time: a judgement asks for one, and for those
// that it reads without their being committed.
type View interface {
	// Node is the node at a trace index below NodeCount, held against the program's rules when it was registered.
	Node(index uint32) (*graph.Node, error)
	// NodeCount is the number of nodes, and so the length of a trace list.
	NodeCount() uint32
	// TraceRoot is the receipt's trace root.
	TraceRoot() [32]byte
	// WeightsRoot is the BLAKE3 of the program's weight blob.
	WeightsRoot() [32]byte
	// WeightsSize is the length of the weight blob in bytes.
	WeightsSize() uint64
	// Work is told the scalar operations of a judgement, in multiply-adds and before they are done. It may panic to stop it.
	Work(ops uint64)
}

// ProgramView is a View of a program in memory.
type ProgramView struct {
	// Program is valid under some limits.
	Program *graph.Program
	// Trace is the trace root.
	Trace [32]byte
}

var _ View = ProgramView{}

// Node implements View.
func (v ProgramView) Node(index uint32) (*graph.Node, error) {
	if index >= v.NodeCount() {
		return nil, fmt.Errorf("node %d of %d", index, v.NodeCount())
	}
	return &v.Program.Nodes[index], nil
}

// NodeCount implements View.
func (v ProgramView) NodeCount() uint32 { return uint32(len(v.Program.Nodes)) }

// TraceRoot implements View.
func (v ProgramView) TraceRoot() [32]byte { return v.Trace }

// WeightsRoot implements View.
func (v ProgramView) WeightsRoot() (root [32]byte) {
	copy(root[:], v.Program.WeightsRoot)
	return root
}

// WeightsSize implements View.
func (v ProgramView) WeightsSize() uint64 { return v.Program.WeightsSize }

// Work implements View: nobody counts.
func (v ProgramView) Work(uint64) {}
