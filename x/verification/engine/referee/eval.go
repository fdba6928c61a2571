package referee

import (
	"bytes"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

const negativeInf = f32.F32(0xff800000)

// Eval recomputes one element's bytes, little-endian, from the bytes of exactly the runs that graph.Dependencies lists
// for it. Errors match ErrNode or ErrWrongRun.
func Eval(n *graph.Node, element uint64, runs [][]byte) ([]byte, error) {
	deps, err := graph.Dependencies(n, element)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNode, err)
	}
	return eval(n, element, deps, runs)
}

func eval(n *graph.Node, element uint64, deps []graph.Run, runs [][]byte) ([]byte, error) {
	if len(runs) != len(deps) {
		return nil, fmt.Errorf("%w: %d runs, want %d", ErrWrongRun, len(runs), len(deps))
	}
	for i, dep := range deps {
		if uint64(len(runs[i])) != dep.Length {
			return nil, fmt.Errorf("%w: run %d of operand %d has %d bytes, want %d", ErrWrongRun, i, dep.Operand, len(runs[i]), dep.Length)
		}
	}
	in := inputs{n, deps, runs}
	switch n.Op {
	case graph.OpReshape, graph.OpTranspose, graph.OpConcat, graph.OpSlice, graph.OpPad:
		return bytes.Clone(runs[0]), nil
	case graph.OpGather:
		return bytes.Clone(runs[1]), nil
	case graph.OpScatter:
		return scattered(n, element, in), nil
	}
	y, err := compute(n, element, in)
	if err != nil {
		return nil, err
	}
	return store(n.Dtype, y), nil
}

// compute is an element of a node that computes.
func compute(n *graph.Node, element uint64, in inputs) (number, error) {
	switch n.Op {
	case graph.OpMap:
		return run(n, in.slots(nil)), nil
	case graph.OpDot, graph.OpConv:
		return run(n, in.slots(contract(n, in))), nil
	case graph.OpPool:
		return run(n, in.slots([]number{pool(n, element, in)})), nil
	case graph.OpReduce:
		return run(n, in.slots([]number{reduce(n.Func, n.Operands[0].Dtype, in.of(0))})), nil
	case graph.OpSoftmax:
		x := in.floats(0)
		return number(softmax(x, element%uint64(len(x)))), nil
	case graph.OpCumulate:
		return cumulate(n.Func, n.Operands[0].Dtype, in.of(0)), nil
	case graph.OpTopK:
		return topK(n, element, in.of(0)), nil
	default:
		return 0, fmt.Errorf("%w: operator %s", ErrNode, n.Op)
	}
}

// inputs are the runs that an element depends on.
type inputs struct {
	n    *graph.Node
	deps []graph.Run
	runs [][]byte
}

// of joins the runs of one operand.
func (in inputs) of(operand int) []number {
	dtype := in.n.Operands[operand].Dtype
	size := int(dtype.ElementSize())
	count := 0
	for i, dep := range in.deps {
		if dep.Operand == operand {
			count += len(in.runs[i]) / size
		}
	}
	out := make([]number, 0, count)
	for i, dep := range in.deps {
		if dep.Operand != operand {
			continue
		}
		for at := 0; at < len(in.runs[i]); at += size {
			out = append(out, load(dtype, in.runs[i][at:]))
		}
	}
	return out
}

func (in inputs) floats(operand int) []f32.F32 {
	values := in.of(operand)
	out := make([]f32.F32, len(values))
	for i, v := range values {
		out[i] = v.float()
	}
	return out
}

// slots adds what the steps read to what the operator gives.
func (in inputs) slots(given []number) []number {
	for i := in.n.Own(); i < len(in.n.Operands); i++ {
		given = append(given, in.of(i)[0])
	}
	return given
}
