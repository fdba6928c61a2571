package exec

import (
	"context"
	"errors"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// ErrInput is matched by errors about the weights or inputs that were given.
var ErrInput = errors.New("wrong input")

// runLimits let a machine run more than any network accepts, so long as a tensor fits in memory.
func runLimits() graph.Limits {
	l := graph.FormatLimits()
	l.MaxElements, l.MaxTensorBytes = graph.DefaultLimits().MaxElements, graph.DefaultLimits().MaxTensorBytes
	return l
}

// Run computes every node of a program. weights is the blob behind its weights root; inputs are the tensors of its OP_INPUT nodes in
// order, little-endian and row-major. They and the trace share memory: change neither. It stops with ctx's error soon after ctx ends.
// Other errors match graph.ErrInvalid or ErrInput. To run a program more than once, Prepare it.
func Run(ctx context.Context, p *graph.Program, weights []byte, inputs [][]byte) (*Trace, error) {
	s, err := Prepare(p, weights)
	if err != nil {
		return nil, err
	}
	return s.Run(ctx, inputs, KeepAll)
}

func checkWeights(p *graph.Program, weights []byte) error {
	if uint64(len(weights)) != p.WeightsSize {
		return fmt.Errorf("%w: %d bytes of weights, the program has %d", ErrInput, len(weights), p.WeightsSize)
	}
	if root := commit.Sum(weights); root != [32]byte(p.WeightsRoot) {
		return fmt.Errorf("%w: the weights' root is %x, the program's %x", ErrInput, root, p.WeightsRoot)
	}
	return nil
}

func checkInputs(p *graph.Program, inputs [][]byte) error {
	if want := p.InputCount(); len(inputs) != want {
		return fmt.Errorf("%w: %d inputs, the program takes %d", ErrInput, len(inputs), want)
	}
	for i, input := range inputs {
		n := &p.Nodes[i]
		if want, _ := n.OutputBytes(); uint64(len(input)) != want {
			return fmt.Errorf("%w: input %d %q has %d bytes, %s%d takes %d", ErrInput, i, n.Name, len(input), n.Dtype, n.Shape, want)
		}
	}
	return nil
}

// compute runs node i from the tensors before it.
func compute(ctx context.Context, t *Trace, i int) ([]byte, error) {
	n := &t.Program.Nodes[i]
	in := make([][]byte, len(n.Operands))
	for j := range n.Operands {
		in[j] = operandBytes(t, &n.Operands[j])
	}
	out, err := Compute(ctx, n, in)
	if err != nil {
		return nil, fmt.Errorf("node %d %q (%s): %w", i, n.Name, n.Op, err)
	}
	return out, nil
}

func operandBytes(t *Trace, operand *graph.Operand) []byte {
	if operand.Source == graph.SourceTrace {
		return t.Tensors[operand.Node]
	}
	size, _ := operand.Bytes()
	return t.Weights[operand.Offset : operand.Offset+size]
}
