package engine_test

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
)

// rootsFile has, by the name of a model and its input, the id of the program that the importer makes of it and the trace root of its run.
const rootsFile = "testdata/roots.json"

var update = flag.Bool("update", false, "write the program ids and trace roots of trained models into "+rootsFile)

// golden is what a trained model comes to on every machine. A new importer may make another program of it, never a program another trace.
type golden struct {
	Program string `json:"program"`
	Trace   string `json:"trace"`
}

// requireRoot holds a run to its golden trace root.
func requireRoot(t *testing.T, name string, trace *exec.Trace) {
	t.Helper()
	bz, err := os.ReadFile(rootsFile)
	require.NoError(t, err)
	known := map[string]golden{}
	require.NoError(t, json.Unmarshal(bz, &known))
	id, err := trace.Program.ID()
	require.NoError(t, err)
	got := golden{hex.EncodeToString(id[:]), hex.EncodeToString(trace.Root[:])}
	if *update {
		known[name] = got
		bz, err := json.MarshalIndent(known, "", " ")
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(rootsFile, append(bz, '\n'), 0o600))
	}
	require.Contains(t, known, name, "run with -update")
	require.Equal(t, known[name], got, "%s: another program, or the same program and other numbers; -update takes the former", name)
}
