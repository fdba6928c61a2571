package numerics_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// Version 1 never changes: an implementation that disagrees with a file is wrong.
var update = flag.Bool("update", false, "add the vectors that testdata lacks, as the referee computes them")

// rule is a file of testdata.
type rule struct {
	file  string
	cases func() []drawn
}

// rules are the files of nodes. A file that is added comes last.
var rules = []rule{
	{"dot", dots},
	{"conv", convs},
	{"pool", pools},
	{"reduce", reduces},
	{"softmax", softmaxes},
	{"cumulate", cumulates},
	{"topk", sorts},
	{"move", moves},
	{"gather", gathers},
	{"scatter", scatters},
	{"requantise", requantised},
	{"steps", steps},
	{"corners", corners},
}

func TestGoldenVectors(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range rules {
		if *update {
			addMissing(t, rule.file, rule.cases())
		}
		vectors := read[vector](t, rule.file)
		require.Len(t, vectors, len(rule.cases()), rule.file)
		for i := range vectors {
			v := &vectors[i]
			seen[v.Op] = true
			t.Run(rule.file+"/"+v.Name, func(t *testing.T) {
				n, in, want := v.node(t)
				got, err := exec.Compute(context.Background(), &n, in)
				require.NoError(t, err)
				require.Equal(t, v.Output, tensorOf(n.Dtype, n.Shape, got), "the engine differs")
				require.Equal(t, v.Output, tensorOf(n.Dtype, n.Shape, recomputed(t, &n, in)), "the referee differs")
				require.Len(t, got, len(want))
			})
		}
	}
	for _, op := range graphtest.Ops {
		require.True(t, seen[opName(op)], "%s has no vectors, or none but functions", op)
	}
}

// recomputed is a node's output, element by element by the referee.
func recomputed(t *testing.T, n *graph.Node, in [][]byte) (out []byte) {
	t.Helper()
	count, _ := n.Elements()
	for element := range count {
		deps, err := graph.Dependencies(n, element)
		require.NoError(t, err)
		var runs [][]byte
		for i, dep := range deps {
			if dep.Indexed {
				dep = graph.Resolve(n, element, graphtest.Integer(n.Operands[deps[i-1].Operand].Dtype, runs[i-1]))
			}
			runs = append(runs, in[dep.Operand][dep.Offset:dep.Offset+dep.Length])
		}
		y, err := referee.Eval(n, element, runs)
		require.NoError(t, err)
		out = append(out, y...)
	}
	return out
}

func path(name string) string { return filepath.Join("testdata", name+".json") }

func read[V any](t *testing.T, name string) (all []V) {
	t.Helper()
	bz, err := os.ReadFile(path(name))
	if *update && os.IsNotExist(err) {
		return nil
	}
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(bz, &all))
	return all
}

// addMissing adds the cases whose names a file lacks.
func addMissing(t *testing.T, file string, cases []drawn) {
	t.Helper()
	vectors := read[vector](t, file)
	for _, c := range cases {
		if slices.ContainsFunc(vectors, func(v vector) bool { return v.Name == c.name }) {
			continue
		}
		n := c.node
		if n.Dtype == graph.DtypeUnspecified {
			n.Dtype = graph.Float32
		}
		var err error
		n.Dtype, n.Shape, err = graph.Infer(&n)
		require.NoError(t, err, c.name)
		vectors = append(vectors, vectorOf(c.name, &n, c.in, recomputed(t, &n, c.in)))
	}
	write(t, file, vectors)
}

// write puts each vector on a line of its own.
func write[V any](t *testing.T, name string, vectors []V) {
	t.Helper()
	lines := make([]string, len(vectors))
	for i, v := range vectors {
		line, err := json.Marshal(v)
		require.NoError(t, err)
		lines[i] = " " + string(line)
	}
	require.NoError(t, os.WriteFile(path(name), []byte("[\n"+strings.Join(lines, ",\n")+"\n]\n"), 0o600))
}
