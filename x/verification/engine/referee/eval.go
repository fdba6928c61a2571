package referee

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

const (
	elementBytes = 4
	negativeInf  = f32.F32(0xff800000)
)

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
	in := func(operand int) []f32.F32 { return values(deps, runs, operand) }
	var y f32.F32
	switch n.Op {
	case graph.OpDot, graph.OpConv:
		y = dot(in(0), in(1), in(2))
	case graph.OpMap:
		y = apply(n.Func, in(0), in(1))
	case graph.OpPool:
		y = largest(n, runs)
	case graph.OpSoftmax:
		x := in(0)
		y = softmax(x, element%uint64(len(x)))
	case graph.OpReshape, graph.OpTranspose, graph.OpConcat:
		return bytes.Clone(runs[0]), nil
	default:
		return nil, fmt.Errorf("%w: operator %s", ErrNode, n.Op)
	}
	return binary.LittleEndian.AppendUint32(nil, uint32(y)), nil
}

// values joins the runs of one operand.
func values(deps []graph.Run, runs [][]byte, operand int) []f32.F32 {
	var size uint64
	for _, dep := range deps {
		if dep.Operand == operand {
			size += dep.Length / elementBytes
		}
	}
	out := make([]f32.F32, 0, size)
	for i, dep := range deps {
		if dep.Operand != operand {
			continue
		}
		for at := 0; at < len(runs[i]); at += elementBytes {
			out = append(out, load(runs[i][at:]))
		}
	}
	return out
}

func load(b []byte) f32.F32 { return f32.F32(binary.LittleEndian.Uint32(b)) }
