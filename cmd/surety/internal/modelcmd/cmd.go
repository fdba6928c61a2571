package modelcmd

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// ModelCmd returns `surety model`.
func ModelCmd() *cobra.Command {
	cmd := &cobra.Command{Use: "model", Short: "Import and inspect models"}
	cmd.AddCommand(importCmd(), inspectCmd())
	return cmd
}

// summary is what an import tells.
type summary struct {
	Name              string `json:"name"`
	ProgramID         string `json:"program_id"`
	WeightsRoot       string `json:"weights_root"`
	WeightsBytes      uint64 `json:"weights_bytes"`
	Nodes             int    `json:"nodes"`
	LargestProofBytes uint64 `json:"largest_proof_bytes"`
	LargestProofNode  uint32 `json:"largest_proof_node"`
	LargestProofName  string `json:"largest_proof_name"`
}

func summarise(m *Model) (summary, error) {
	id, err := m.Program.ID()
	if err != nil {
		return summary{}, err
	}
	s := summary{
		Name: m.Name, ProgramID: graph.FormatID(id), WeightsRoot: hex.EncodeToString(m.Program.WeightsRoot),
		WeightsBytes: m.Program.WeightsSize, Nodes: len(m.Program.Nodes),
	}
	for i, n := range m.Program.Nodes {
		if n.Op == graph.OpInput {
			continue
		}
		bytes, _, _, err := m.Program.ProofBound(uint32(i))
		if err != nil {
			return s, err
		}
		if bytes > s.LargestProofBytes {
			s.LargestProofBytes, s.LargestProofNode, s.LargestProofName = bytes, uint32(i), n.Name
		}
	}
	return s, nil
}

func importCmd() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "import FILE.onnx",
		Short: "Compile an ONNX model into a program and its weights",
		Long: `import compiles an ONNX model into the engine's primitives and writes program.bin, weights.bin and model.json.

The program's id names the model on chain: the same file gives the same id on every machine. An operator that the engine does not
have, or an element that could not be proved within the network's limits, is refused by name and node.`,
		Example: "  surety model import mnist-12.onnx --out model/",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := Load(args[0])
			if err != nil {
				return err
			}
			if out == "" {
				out = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
			}
			if err := m.Save(out); err != nil {
				return err
			}
			s, err := summarise(m)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "wrote %s, %s and %s to %s\n", programFile, weightsFile, aboutFile, out)
			return printSummary(cmd.OutOrStdout(), s, format)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write; default the file's name without its ending")
	cmd.Flags().StringVar(&format, "output", "text", "text or json")
	return cmd
}

func printSummary(w io.Writer, s summary, format string) error {
	switch format {
	case "json":
		return json.NewEncoder(w).Encode(s)
	case "text":
		fmt.Fprintf(w, "program        %s\nweights        %s (%d bytes)\nnodes          %d\nlargest proof  %d bytes, for an element of node %d %q\n",
			s.ProgramID, s.WeightsRoot, s.WeightsBytes, s.Nodes, s.LargestProofBytes, s.LargestProofNode, s.LargestProofName)
		return nil
	default:
		return fmt.Errorf("--output %q: want text or json", format)
	}
}

func inspectCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "inspect MODEL",
		Short:   "Show a model's nodes, and how large a proof of one element of each can be",
		Example: "  surety model inspect mnist-12.onnx",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := Load(args[0])
			if err != nil {
				return err
			}
			s, err := summarise(m)
			if err != nil {
				return err
			}
			if err := printSummary(cmd.OutOrStdout(), s, "text"); err != nil {
				return err
			}
			return printNodes(cmd.OutOrStdout(), m.Program)
		},
	}
}

func printNodes(w io.Writer, p *graph.Program) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nnode\tname\toperator\tshape\toperands\tproof bytes")
	for i, n := range p.Nodes {
		var from []string
		for _, o := range n.Operands {
			if o.Source == graph.SourceTrace {
				from = append(from, fmt.Sprintf("%d", o.Node))
			} else {
				from = append(from, fmt.Sprintf("weights%v", o.Shape))
			}
		}
		proof := "-"
		if n.Op != graph.OpInput {
			bytes, _, _, err := p.ProofBound(uint32(i))
			if err != nil {
				return err
			}
			proof = fmt.Sprint(bytes)
		}
		op := strings.TrimPrefix(n.Op.String(), "OP_")
		if n.Func != graph.FuncUnspecified {
			op += " " + strings.TrimPrefix(n.Func.String(), "FUNC_")
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%v\t%s\t%s\n", i, n.Name, op, n.Shape, strings.Join(from, " "), proof)
	}
	return t.Flush()
}

// RunCmd returns `surety run`.
func RunCmd() *cobra.Command {
	var out, format string
	cmd := &cobra.Command{
		Use:   "run MODEL INPUT",
		Short: "Run a model on this machine; print its output and what a receipt would commit to",
		Long: `run computes a model's output just as a provider does, bit for bit, and prints the commitments that its receipt would carry.

MODEL is an .onnx file or a folder made by 'surety model import'. INPUT is a tensor file (.pb, .npy, .bin) or a .png picture.`,
		Example: "  surety run mnist-12.onnx seven.png\n  surety run model/ input.npy --out outputs/ --output json",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := Load(args[0])
			if err != nil {
				return err
			}
			inputs, err := LoadInputs(m.Program, args[1])
			if err != nil {
				return err
			}
			start := time.Now()
			t, err := exec.Run(cmd.Context(), m.Program, m.Weights, inputs)
			if err != nil {
				return err
			}
			printCommitments(cmd.ErrOrStderr(), t, time.Since(start))
			if err := saveOutputs(out, t.Outputs()); err != nil {
				return err
			}
			return PrintOutputs(cmd.OutOrStdout(), m.Program, t.Outputs(), format)
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder for the outputs as raw float32; default none")
	cmd.Flags().StringVar(&format, "output", "text", "text or json")
	return cmd
}

func printCommitments(w io.Writer, t *exec.Trace, took time.Duration) {
	for i, r := range t.InputRoots() {
		fmt.Fprintf(w, "input %d   %x\n", i, r)
	}
	for i, r := range t.OutputRoots() {
		fmt.Fprintf(w, "output %d  %x\n", i, r)
	}
	fmt.Fprintf(w, "trace     %x\ntook      %s\n", t.Root, took.Round(10*time.Microsecond))
}

func saveOutputs(dir string, outputs [][]byte) error {
	if dir == "" {
		return nil
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	for i, b := range outputs {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("output_%d.bin", i)), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
