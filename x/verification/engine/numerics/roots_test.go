package numerics_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// Whole programs commit to the same traces on every machine: a drawn network, and all golden vectors as nodes of one program. One element
// of every node is judged by proof.
func TestGoldenTraceRoots(t *testing.T) {
	var lines []string
	for _, p := range []struct {
		name string
		made graphtest.Case
	}{
		{"digits", graphtest.Digits(t)},
		{"vectors", together(t, rules[:firstRules])},
		{"corners", together(t, rules[firstRules:])},
	} {
		trace, err := exec.Run(context.Background(), p.made.Program, p.made.Weights, p.made.Inputs)
		require.NoError(t, err)
		judged := judge(t, trace)
		t.Logf("%s: an element of each of %d nodes judged equal", p.name, judged)
		lines = append(lines, fmt.Sprintf("%s %s\n", p.name, hex.EncodeToString(trace.Root[:])))
	}
	file := filepath.Join("testdata", "roots.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(strings.Join(lines, "")), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), strings.Join(lines, ""))
}

// firstRules is how many files the root named vectors is of. A file that was added later is part of another root, so that none changes.
const firstRules = 12

// together is a program whose nodes are the golden vectors of files. First operands are inputs, the others lie in the weights.
func together(t *testing.T, rules []rule) graphtest.Case {
	t.Helper()
	b := graphtest.New(t)
	var nodes []graph.Node
	for _, rule := range rules {
		for _, v := range read[vector](t, rule.file) {
			n, in, _ := v.node(t)
			for i, o := range n.Operands {
				if i == 0 {
					n.Operands[i] = b.InputOf(o.Dtype, o.Shape, in[i])
				} else {
					n.Operands[i] = b.WeightOf(o.Dtype, o.Shape, in[i])
				}
			}
			nodes = append(nodes, n)
		}
	}
	for _, n := range nodes {
		b.Add(n)
	}
	return b.Build()
}

func judge(t *testing.T, trace *exec.Trace) (judged int) {
	t.Helper()
	view := referee.ProgramView{Program: trace.Program, Trace: trace.Root}
	for i := trace.Program.InputCount(); i < len(trace.Program.Nodes); i++ {
		count, _ := trace.Program.Nodes[i].Elements()
		proof, err := exec.ProveOwn(trace, uint32(i), count/2)
		require.NoError(t, err)
		judgement, err := referee.Judge(view, proof)
		require.NoError(t, err)
		require.True(t, judgement.Equal, &trace.Program.Nodes[i])
		judged++
	}
	return judged
}
