package exec

import (
	"context"
	"fmt"
	"sync"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Keep says what a run leaves behind besides the outputs.
type Keep int

const (
	// KeepOutputs computes the outputs and commits to nothing.
	KeepOutputs Keep = iota
	// KeepCommitments commits to what the program says and forgets the tensors between.
	KeepCommitments
	// KeepAll commits to what the program says and keeps every tensor, which proofs are made from.
	KeepAll
)

// Session is a program made ready to run again and again: its weights are packed for the machine and the memory of its tensors is
// planned. It may run several times at once.
type Session struct {
	program *graph.Program
	weights []byte
	runners []runner
	plan    plan
	slabs   sync.Pool // of *[]byte
}

// Prepare makes a program ready. weights is the blob behind its weights root: it is not to be changed afterwards. Errors match
// graph.ErrInvalid or ErrInput.
func Prepare(p *graph.Program, weights []byte) (*Session, error) {
	if err := p.Validate(runLimits()); err != nil {
		return nil, err
	}
	if err := checkWeights(p, weights); err != nil {
		return nil, err
	}
	s := &Session{program: p, weights: weights, runners: make([]runner, len(p.Nodes)), plan: planMemory(p)}
	for i := p.InputCount(); i < len(p.Nodes); i++ {
		n := &p.Nodes[i]
		s.runners[i] = prepare(n, func(operand int) []byte { return s.constant(&n.Operands[operand]) })
	}
	return s, nil
}

// constant is the content of an operand in the weights, nil for others.
func (s *Session) constant(o *graph.Operand) []byte {
	if o.Source != graph.SourceWeights {
		return nil
	}
	size, _ := o.Bytes()
	return s.weights[o.Offset : o.Offset+size]
}

// Run computes a program on the tensors of its OP_INPUT nodes in order, little-endian and row-major. They, the weights and the trace
// share memory: change none. What keep leaves out is missing in the trace: tensors but for inputs and outputs, and with KeepOutputs
// the commitments. It stops with ctx's error soon after ctx ends. Other errors match ErrInput.
func (s *Session) Run(ctx context.Context, inputs [][]byte, keep Keep) (*Trace, error) {
	if err := checkInputs(s.program, inputs); err != nil {
		return nil, err
	}
	crew := newCrew()
	defer crew.leave()
	ctx = context.WithValue(ctx, crewKey{}, crew)
	t := newTrace(s.program, s.weights)
	var slab []byte
	if keep != KeepAll {
		slab = s.slab()
		defer s.slabs.Put(&slab)
	}
	tensors := make([][]byte, len(s.program.Nodes))
	for i := range s.program.Nodes {
		if i < len(inputs) {
			tensors[i] = inputs[i]
		} else if err := s.node(ctx, i, tensors, slab); err != nil {
			return nil, err
		}
		if keep != KeepOutputs {
			if err := t.hash(ctx, i, tensors[i]); err != nil {
				return nil, err
			}
		}
		if keep == KeepAll || s.plan.kept[i] {
			t.Tensors[i] = tensors[i]
		}
	}
	if keep != KeepOutputs {
		t.seal()
	}
	return t, nil
}

// slab is memory for the tensors that a run forgets.
func (s *Session) slab() []byte {
	if known, ok := s.slabs.Get().(*[]byte); ok {
		return *known
	}
	return room(s.plan.size)
}

// node computes node i into memory of its own, or into the slab.
func (s *Session) node(ctx context.Context, i int, tensors [][]byte, slab []byte) error {
	n := &s.program.Nodes[i]
	in := make([][]byte, len(n.Operands))
	for j := range n.Operands {
		if o := &n.Operands[j]; o.Source == graph.SourceTrace {
			in[j] = tensors[o.Node]
		} else {
			in[j] = s.constant(o)
		}
	}
	if n.Op == graph.OpReshape {
		tensors[i] = in[0]
		return ctx.Err()
	}
	size, _ := n.OutputBytes()
	if at := s.plan.at[i]; slab != nil && at >= 0 {
		tensors[i] = slab[at : at+int(size)]
	} else {
		tensors[i] = room(int(size))
	}
	if err := s.runners[i](ctx, in, tensors[i]); err != nil {
		return fmt.Errorf("node %d %q (%s): %w", i, n.Name, n.Op, err)
	}
	return nil
}

// hash commits to the tensor of node i, if its node is committed. A reshape has its operand's bytes, and so its root.
func (t *Trace) hash(ctx context.Context, i int, tensor []byte) error {
	n := &t.Program.Nodes[i]
	if !n.Committed() {
		return nil
	}
	if o := n.Operands; n.Op == graph.OpReshape && o[0].Source == graph.SourceTrace && t.Program.Nodes[o[0].Node].Committed() {
		t.commit(i, t.Roots[o[0].Node])
		return ctx.Err()
	}
	root, err := hash(ctx, tensor)
	if err != nil {
		return err
	}
	t.commit(i, root)
	return nil
}

// commit is what the trace holds of a node whose tensor has a root.
func (t *Trace) commit(i int, root [32]byte) {
	n := &t.Program.Nodes[i]
	t.Roots[i] = root
	t.Commitments[i] = commit.Node(uint32(n.Dtype), n.Shape, root)
}
