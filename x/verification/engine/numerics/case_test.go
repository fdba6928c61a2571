package numerics_test

import (
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// vector is one node with what it reads and what it gives, as the files of testdata have it.
type vector struct {
	Name     string   `json:"name"`
	Op       string   `json:"op"`
	Func     string   `json:"func,omitempty"`
	Kernel   []uint64 `json:"kernel,omitempty"`
	Strides  []uint64 `json:"strides,omitempty"`
	Pads     []uint64 `json:"pads,omitempty"`
	Dilates  []uint64 `json:"dilations,omitempty"`
	Spread   []uint64 `json:"spread,omitempty"`
	Groups   uint64   `json:"groups,omitempty"`
	Perm     []uint32 `json:"perm,omitempty"`
	Axis     uint32   `json:"axis,omitempty"`
	Starts   []uint64 `json:"starts,omitempty"`
	Incr     []int64  `json:"increments,omitempty"`
	Steps    []step   `json:"steps,omitempty"`
	Operands []tensor `json:"operands"`
	Output   tensor   `json:"output"`
}

type step struct {
	Func string   `json:"func"`
	Type string   `json:"type"`
	Args []uint32 `json:"args"`
}

type tensor struct {
	Type     string   `json:"type"`
	Shape    []uint64 `json:"shape"`
	Elements string   `json:"elements"`
}

func tensorOf(t graph.Dtype, shape []uint64, content []byte) tensor {
	return tensor{typeName(t), append([]uint64{}, shape...), strings.Join(words(t, content), " ")}
}

// words are the elements of a tensor in hexadecimal, highest digit first.
func words(t graph.Dtype, content []byte) []string {
	size := int(t.ElementSize())
	var out []string
	for ; len(content) > 0; content = content[size:] {
		v := binary.LittleEndian.Uint64(append(append([]byte{}, content[:size]...), make([]byte, 8-size)...))
		out = append(out, fmt.Sprintf("%0*x", 2*size, v))
	}
	return out
}

// bytes is the inverse of words.
func bytes(tb testing.TB, t graph.Dtype, words []string) []byte {
	tb.Helper()
	var out []byte
	for _, w := range words {
		v, err := strconv.ParseUint(w, 16, 64)
		require.NoError(tb, err)
		out = append(out, graphtest.Elements(t, v)...)
	}
	return out
}

// vectorOf writes a node down.
func vectorOf(name string, n *graph.Node, in [][]byte, out []byte) vector {
	v := vector{
		Name: name, Op: opName(n.Op), Func: funcName(n.Func), Kernel: n.Kernel, Strides: n.Strides, Pads: n.Pads, Dilates: n.Dilations,
		Spread: n.Spread, Groups: n.Groups, Perm: n.Perm, Axis: n.Axis, Starts: n.Starts, Incr: n.Increments,
		Output: tensorOf(n.Dtype, n.Shape, out),
	}
	for _, s := range n.Steps {
		v.Steps = append(v.Steps, step{funcName(s.Func), typeName(s.Dtype), s.Args})
	}
	for i := range n.Operands {
		v.Operands = append(v.Operands, tensorOf(n.Operands[i].Dtype, n.Operands[i].Shape, in[i]))
	}
	return v
}

// node reads it back: the node, its operands' bytes and its output's.
func (v *vector) node(tb testing.TB) (n graph.Node, in [][]byte, out []byte) {
	tb.Helper()
	n = graph.Node{
		Op: opOf(tb, v.Op), Func: funcOf(tb, v.Func), Dtype: typeOf(tb, v.Output.Type), Shape: v.Output.Shape, Kernel: v.Kernel,
		Strides: v.Strides, Pads: v.Pads, Dilations: v.Dilates, Spread: v.Spread, Groups: v.Groups, Perm: v.Perm, Axis: v.Axis,
		Starts: v.Starts, Increments: v.Incr,
	}
	for _, s := range v.Steps {
		n.Steps = append(n.Steps, graph.Step{Func: funcOf(tb, s.Func), Dtype: typeOf(tb, s.Type), Args: s.Args})
	}
	for _, o := range v.Operands {
		t := typeOf(tb, o.Type)
		n.Operands = append(n.Operands, graph.Operand{Source: graph.SourceTrace, Dtype: t, Shape: o.Shape})
		in = append(in, bytes(tb, t, strings.Fields(o.Elements)))
	}
	return n, in, bytes(tb, n.Dtype, strings.Fields(v.Output.Elements))
}
