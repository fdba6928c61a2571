package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEveryKindOfFaultIsFoundAndNothingElse(t *testing.T) {
	findings, err := check("./testdata/bad")
	require.NoError(t, err)
	source, err := os.ReadFile("testdata/bad/bad.go")
	require.NoError(t, err)
	found := map[int]string{}
	for _, f := range findings {
		found[f.pos.Line] = f.what
	}
	for i, line := range strings.Split(string(source), "\n") {
		_, want, wanted := strings.Cut(line, "// want ")
		if !wanted {
			require.NotContains(t, found, i+1, line)
			continue
		}
		require.Contains(t, found[i+1], want, line)
	}
}
