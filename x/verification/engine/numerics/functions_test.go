package numerics_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// application is a scalar function of given types on a few numbers: each line has the operands, then the result.
type application struct {
	Func  string   `json:"func"`
	From  []string `json:"from"`
	To    string   `json:"to"`
	Lines []string `json:"lines"`
}

// Every function of every type, on a few numbers.
func TestGoldenFunctions(t *testing.T) {
	const file = "functions"
	all := read[application](t, file)
	if *update {
		for _, s := range graphtest.Signatures() {
			if !slices.ContainsFunc(all, func(a application) bool { return a.is(s) }) {
				all = append(all, applied(t, s))
			}
		}
		for i := range all {
			all[i].add(t)
		}
		write(t, file, all)
	}
	require.Len(t, all, len(graphtest.Signatures()))
	requireCorners(t, all)
	for _, a := range all {
		n, in, want := a.node(t)
		require.GreaterOrEqual(t, len(want), 4, a)
		got, err := exec.Compute(context.Background(), &n, in)
		require.NoError(t, err)
		require.Equal(t, want, words(n.Dtype, got), "the engine differs: %v", a)
		require.Equal(t, want, words(n.Dtype, recomputed(t, &n, in)), "the referee differs: %v", a)
	}
}

func (a application) is(s graphtest.Signature) bool {
	return a.Func == funcName(s.Func) && a.To == typeName(s.Out) && slices.Equal(a.From, typeNames(s.Args))
}

func typeNames(types []graph.Dtype) (out []string) {
	for _, t := range types {
		out = append(out, typeName(t))
	}
	return out
}

// applied draws the operands of a function: awkward ones for the most part.
func applied(t *testing.T, s graphtest.Signature) application {
	t.Helper()
	count := uint64(24)
	if s.Func == graph.FuncCast || s.Func == graph.FuncCastSaturate || s.Func == graph.FuncBitcast || s.Func == graph.FuncWhere {
		count = 12
	}
	n := graph.Node{Op: graph.OpMap, Func: s.Func, Dtype: s.Out, Shape: []uint64{count}}
	var in [][]byte
	var columns [][]string
	for i, arg := range s.Args {
		content := append(graphtest.ValuesOf(arg, uint64(16+6*i), count*3/4), graphtest.ValuesOf(arg, uint64(3+6*i), count-count*3/4)...)
		n.Operands = append(n.Operands, graph.Operand{Source: graph.SourceTrace, Dtype: arg, Shape: n.Shape})
		in, columns = append(in, content), append(columns, words(arg, content))
	}
	columns = append(columns, words(s.Out, recomputed(t, &n, in)))
	a := application{Func: funcName(s.Func), From: typeNames(s.Args), To: typeName(s.Out)}
	for i := range count {
		var line []string
		for _, column := range columns {
			line = append(line, column[i])
		}
		a.Lines = append(a.Lines, strings.Join(line, " "))
	}
	return a
}

// node is a map of the lines' operands, their bytes, and the results.
func (a application) node(t *testing.T) (n graph.Node, in [][]byte, want []string) {
	t.Helper()
	shape := []uint64{uint64(len(a.Lines))}
	n = graph.Node{Op: graph.OpMap, Func: funcOf(t, a.Func), Dtype: typeOf(t, a.To), Shape: shape}
	in = make([][]byte, len(a.From))
	for i, from := range a.From {
		n.Operands = append(n.Operands, graph.Operand{Source: graph.SourceTrace, Dtype: typeOf(t, from), Shape: shape})
		for _, line := range a.Lines {
			in[i] = append(in[i], bytes(t, n.Operands[i].Dtype, strings.Fields(line)[i:i+1])...)
		}
	}
	for _, line := range a.Lines {
		fields := strings.Fields(line)
		require.Len(t, fields, len(a.From)+1, line)
		want = append(want, fields[len(a.From)])
	}
	return n, in, want
}
