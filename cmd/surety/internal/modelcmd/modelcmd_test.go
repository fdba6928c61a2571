package modelcmd_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// folder is a small imported model with its input beside it.
func folder(t *testing.T) (dir string, c graphtest.Case) {
	t.Helper()
	c, dir = graphtest.Digits(t), filepath.Join(t.TempDir(), "digits")
	m := modelcmd.Model{Name: "digits", Program: c.Program, Weights: c.Weights, InputNames: []string{"picture"}, OutputNames: []string{"odds"}}
	require.NoError(t, m.Save(dir))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "input.bin"), c.Inputs[0], 0o600))
	return dir, c
}

// execute runs a command line and returns what it printed.
func execute(cmd *cobra.Command, args ...string) (stdout, stderr string, err error) {
	var out, log bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&log)
	cmd.SetArgs(args)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	err = cmd.Execute()
	return out.String(), log.String(), err
}

func TestASavedModelLoadsAsItWas(t *testing.T) {
	dir, c := folder(t)
	m, err := modelcmd.Load(dir)
	require.NoError(t, err)
	require.Equal(t, c.Program, m.Program)
	require.Equal(t, c.Weights, m.Weights)
	require.Equal(t, "digits", m.Name)
	require.Equal(t, []string{"picture"}, m.InputNames)
	require.Equal(t, []string{"odds"}, m.OutputNames)

	require.NoError(t, os.Remove(filepath.Join(dir, "model.json")))
	m, err = modelcmd.Load(dir)
	require.NoError(t, err, "names are not needed to run")
	require.Equal(t, c.Program, m.Program)
}

func TestADamagedFolderIsRefused(t *testing.T) {
	for file, want := range map[string]string{
		"weights.bin": "weights.bin has root",
		"program.bin": "program.bin: program is not in canonical form",
		"model.json":  "model.json: invalid character",
	} {
		dir, _ := folder(t)
		path := filepath.Join(dir, file)
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(path, append(b, 1), 0o600))
		_, err = modelcmd.Load(dir)
		require.ErrorContains(t, err, want)
	}
	_, err := modelcmd.Load(t.TempDir())
	require.ErrorContains(t, err, "is not a folder made by `surety model import`")
	_, err = modelcmd.Load(filepath.Join(t.TempDir(), "none.onnx"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestRunPrintsCommitmentsThatAnyMachineGets(t *testing.T) {
	dir, _ := folder(t)
	out := filepath.Join(dir, "out")
	stdout, stderr, err := execute(modelcmd.RunCmd(), dir, filepath.Join(dir, "input.bin"), "--output", "json", "--out", out)
	require.NoError(t, err)
	require.Contains(t, stderr, "running digits")
	var got struct {
		Program    string
		InputRoots []string `json:"input_roots"`
		Trace      string   `json:"trace_root"`
		Outputs    []struct {
			Name, Root string
			Argmax     int
			Shape      []uint64
			Values     []float64
		}
	}
	require.NoError(t, json.Unmarshal([]byte(stdout), &got))
	require.Equal(t, goldenProgram, got.Program)
	require.Equal(t, goldenTrace, got.Trace)
	require.Len(t, got.InputRoots, 1)
	require.Equal(t, "odds", got.Outputs[0].Name)
	require.Equal(t, []uint64{1, 10}, got.Outputs[0].Shape)
	sum := 0.0
	for _, v := range got.Outputs[0].Values {
		sum += v
	}
	require.InDelta(t, 1, sum, 1e-6, "a softmax")

	raw, err := os.ReadFile(filepath.Join(out, "output_0.bin"))
	require.NoError(t, err)
	best, err := modelcmd.Argmax(raw)
	require.NoError(t, err)
	require.Equal(t, got.Outputs[0].Argmax, best)
	trace, err := os.ReadFile(filepath.Join(out, "trace.bin"))
	require.NoError(t, err)
	require.Len(t, trace, 32*8)

	stdout, _, err = execute(modelcmd.RunCmd(), dir, filepath.Join(dir, "input.bin"))
	require.NoError(t, err)
	require.Contains(t, stdout, "trace      "+goldenTrace)
	require.Contains(t, stdout, "argmax")
}

// The golden values pin what a provider would sign for this model and input.
const (
	goldenProgram = "265065292d0e0dbf244b707b69125156ad140607c92084864fa0fe45176685cc"
	goldenTrace   = "aa3bbf3c55eaa73918c88b615b74343522788a11878e5caf3cf7d0582f5941ac"
)

func TestInspectListsEveryNode(t *testing.T) {
	dir, c := folder(t)
	stdout, _, err := execute(modelcmd.ModelCmd(), "inspect", dir)
	require.NoError(t, err)
	require.Contains(t, stdout, "pool max")
	require.Contains(t, stdout, "w+0[4 3 3 1]")
	require.Equal(t, len(c.Program.Nodes)+1, bytes.Count([]byte(stdout), []byte("\n")))
	stdout, _, err = execute(modelcmd.ModelCmd(), "inspect", dir, "--output", "json")
	require.NoError(t, err)
	var rows []map[string]any
	require.NoError(t, json.Unmarshal([]byte(stdout), &rows))
	require.Len(t, rows, len(c.Program.Nodes))
}

func TestBadCommandLinesAreRefused(t *testing.T) {
	dir, _ := folder(t)
	input := filepath.Join(dir, "input.bin")
	for want, args := range map[string][]string{
		`--output "yaml", want text or json`:   {dir, input, "--output", "yaml"},
		"is compiled already, its shapes are":  {dir, input, "--batch", "2"},
		"--batch 0, want at least 1":           {dir, input, "--batch", "0"},
		"--dim h=0, want at least 1":           {dir, input, "--dim", "h=0"},
		`--shape x=1x0: extent "0"`:            {dir, input, "--shape", "x=1x0"},
		"--bind s: open":                       {dir, input, "--bind", "s=none.pb"},
		"the model takes 1 inputs, 2 files":    {dir, input + "," + input},
		`extension ".json", want .pb`:          {dir, filepath.Join(dir, "model.json")},
		"no such file":                         {dir, filepath.Join(dir, "none.bin")},
		"accepts 2 arg(s), received 1":         {dir},
		"a picture fills 784 elements":         {dir, digit(t)},
		"shape [714] (714 numbers), the model": {dir, filepath.Join(dir, "weights.bin")},
	} {
		_, _, err := execute(modelcmd.RunCmd(), args...)
		require.ErrorContains(t, err, want)
	}
}

func TestImportTellsWhatTheChainNeeds(t *testing.T) {
	model, out := vectors.Dir(t, "models", "mnist-cntk", "model.onnx"), filepath.Join(t.TempDir(), "mnist")
	stdout, stderr, err := execute(modelcmd.ModelCmd(), "import", model, "--out", out)
	require.NoError(t, err)
	require.Contains(t, stdout, "program        ea3fc83794a91a4643ab1e8e04da0b48556cf151879ce9745849cfd846fd9e12\n")
	require.Contains(t, stdout, "largest proof  29712 bytes at most, for an element of node 4 \"ReLU114\"\n")
	require.Contains(t, stderr, "wrote program.bin, weights.bin and model.json into")
	m, err := modelcmd.Load(out)
	require.NoError(t, err)
	require.NoError(t, m.Program.Validate(graph.DefaultLimits()))
}

func TestNaNIsNoLargestValueAndFitsJSON(t *testing.T) {
	output := []byte{}
	for _, v := range []float64{math.NaN(), math.Inf(-1), 2, math.Inf(1), 2} {
		output = binary.LittleEndian.AppendUint32(output, math.Float32bits(float32(v)))
	}
	best, err := modelcmd.Argmax(output)
	require.NoError(t, err)
	require.Equal(t, 3, best)
	_, err = modelcmd.Argmax(output[:4])
	require.ErrorContains(t, err, "holds no number")

	c := graphtest.Digits(t)
	var b bytes.Buffer
	require.NoError(t, modelcmd.PrintOutputs(&b, c.Program, [][]byte{output}, "json"))
	require.True(t, json.Valid(b.Bytes()), b.String())
	require.Contains(t, b.String(), `"NaN"`)
	b.Reset()
	require.NoError(t, modelcmd.PrintOutputs(&b, c.Program, [][]byte{output[:4]}, "text"))
	require.Contains(t, b.String(), "all NaN")
	require.ErrorContains(t, modelcmd.PrintOutputs(&b, c.Program, nil, "text"), "0 outputs, the program has 1")
}
