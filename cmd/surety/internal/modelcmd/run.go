package modelcmd

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/verification/engine/commit"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// report is what run prints.
type report struct {
	Program      string   `json:"program"`
	InputRoots   []string `json:"input_roots"`
	Outputs      []result `json:"outputs"`
	TraceRoot    string   `json:"trace_root"`
	Milliseconds float64  `json:"milliseconds"`
}

// RunCmd returns `surety run`.
func RunCmd() *cobra.Command {
	var c choices
	var out string
	cmd := &cobra.Command{
		Use:   "run MODEL INPUT",
		Short: "Run a model on this machine, and print its outputs and their commitments",
		Long: `run computes a model exactly as a provider has to: the same input gives the same roots on every machine.

MODEL is an .onnx file or a folder made by 'surety model import'. INPUT is a tensor (.pb, .npy), raw little-endian numbers (.bin) or a
picture of a digit (.png, any size and colours); a model with several inputs takes as many files, separated by commas.`,
		Example: `  surety run mnist.onnx seven.png
  surety run mnist/ input_0.pb --out result --output json`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := c.load(args[0])
			if err != nil {
				return err
			}
			inputs, err := LoadInputs(m.Program, args[1])
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "running %s: %d nodes, %d bytes of weights\n", m.Name, len(m.Program.Nodes), len(m.Weights))
			start := time.Now()
			t, err := exec.Run(cmd.Context(), m.Program, m.Weights, inputs)
			if err != nil {
				return err
			}
			r, err := m.report(t, time.Since(start))
			if err == nil && out != "" {
				err = save(out, t, r)
			}
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			return show(w, c.output, r, func() { printReport(w, r) })
		},
	}
	c.register(cmd)
	cmd.Flags().StringVar(&out, "out", "", "folder for the outputs (output_0.bin, ..), the trace list (trace.bin) and result.json")
	return cmd
}

func (m *Model) report(t *exec.Trace, took time.Duration) (report, error) {
	id, err := m.Program.ID()
	if err != nil {
		return report{}, err
	}
	r := report{
		Program: graph.FormatID(id), TraceRoot: hex.EncodeToString(t.Root[:]), InputRoots: []string{},
		Milliseconds: float64(took.Microseconds()) / 1000,
	}
	for _, root := range t.InputRoots() {
		r.InputRoots = append(r.InputRoots, hex.EncodeToString(root[:]))
	}
	r.Outputs, err = resultsOf(m.Program, t.Outputs(), m.OutputNames)
	return r, err
}

func printReport(w io.Writer, r report) {
	printResults(w, r.Outputs)
	fmt.Fprintf(w, "program    %s\n", r.Program)
	for i, root := range r.InputRoots {
		fmt.Fprintf(w, "input %-4d %s\n", i, root)
	}
	fmt.Fprintf(w, "trace      %s\n", r.TraceRoot)
	fmt.Fprintf(w, "time       %.3f ms\n", r.Milliseconds)
}

func save(dir string, t *exec.Trace, r report) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	files := map[string][]byte{"trace.bin": commit.TraceList(t.Commitments), "result.json": append(text, '\n')}
	for i, output := range t.Outputs() {
		files[fmt.Sprintf("output_%d.bin", i)] = output
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}
