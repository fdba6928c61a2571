package modelcmd

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// ModelCmd returns `surety model` with its subcommands.
func ModelCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "model",
		Short: "Compile ONNX models to programs of the chain, and look into them",
	}
	cmd.AddCommand(importCmd(), inspectCmd())
	return cmd
}

// choices are flags about what a model leaves open.
type choices struct {
	batch  uint64
	dims   map[string]int64
	bind   map[string]string
	shapes map[string]string
	output string
}

func (c *choices) register(cmd *cobra.Command) {
	cmd.Flags().Uint64Var(&c.batch, "batch", 1, "extent of a first axis that the model leaves open")
	cmd.Flags().StringToInt64Var(&c.dims, "dim", nil, "name=extent of another axis that the model leaves open, may be repeated")
	cmd.Flags().StringToStringVar(&c.shapes, "shape", nil, "name=1x576, the shape of an input whose open axes have no names, may be repeated")
	cmd.Flags().StringToStringVar(&c.bind, "bind", nil, "name=FILE (.pb or .npy) of an input to fix when the program is made, such as a shape; may be repeated")
	cmd.Flags().StringVar(&c.output, "output", "text", "text or json")
}

func (c *choices) options() (onnx.Options, error) {
	opts := onnx.Options{Batch: c.batch, Dims: map[string]uint64{}, Bind: map[string]tensor.Tensor{}, Shapes: map[string][]uint64{}}
	if c.output != "text" && c.output != "json" {
		return opts, fmt.Errorf("--output %q, want text or json", c.output)
	}
	if c.batch < 1 {
		return opts, fmt.Errorf("--batch %d, want at least 1", c.batch)
	}
	for name, extent := range c.dims {
		if extent < 1 {
			return opts, fmt.Errorf("--dim %s=%d, want at least 1", name, extent)
		}
		opts.Dims[name] = uint64(extent)
	}
	for name, text := range c.shapes {
		shape, err := parseShape(text)
		if err != nil {
			return opts, fmt.Errorf("--shape %s=%s: %w", name, text, err)
		}
		opts.Shapes[name] = shape
	}
	for name, path := range c.bind {
		t, err := readTensor(path, tensor.Float32, nil)
		if err != nil {
			return opts, fmt.Errorf("--bind %s: %w", name, err)
		}
		opts.Bind[name] = t
	}
	return opts, nil
}

// parseShape reads extents joined by an x.
func parseShape(text string) ([]uint64, error) {
	var shape []uint64
	for part := range strings.SplitSeq(text, "x") {
		extent, err := strconv.ParseUint(part, 10, 40)
		if err != nil || extent < 1 {
			return nil, fmt.Errorf("extent %q, want numbers of at least 1 joined by x, as in 1x576", part)
		}
		shape = append(shape, extent)
	}
	return shape, nil
}

func (c *choices) load(path string) (*Model, error) {
	opts, err := c.options()
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() && (c.batch != 1 || len(c.dims)+len(c.bind)+len(c.shapes) > 0) {
		return nil, fmt.Errorf("--batch, --dim, --shape and --bind: %s is compiled already, its shapes are fixed; import the .onnx file again", path)
	}
	return load(path, opts)
}

// summary is what import prints.
type summary struct {
	about
	Nodes        int       `json:"nodes"`
	Committed    int       `json:"committed"`
	LargestProof proofSize `json:"largest_proof"`
}

// proofSize bounds the proof of one element of a node.
type proofSize struct {
	Node  uint32 `json:"node"`
	Name  string `json:"name"`
	Bytes uint64 `json:"bytes"`
}

func importCmd() *cobra.Command {
	var c choices
	var out string
	cmd := &cobra.Command{
		Use:   "import FILE.onnx",
		Short: "Compile an ONNX model: write program and weights, print their hashes",
		Long: `import compiles an ONNX model to a program and a blob of weights.

The program's id names the model on the chain. The largest proof is the most bytes that a challenge of one number of the model
puts on the chain. program.bin, weights.bin and model.json are written; every command that takes a model takes their folder.`,
		Example: `  surety model import mnist.onnx --out mnist
  surety model import net.onnx --batch 4 --dim height=224 --dim width=224 --output json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := c.load(args[0])
			if err != nil {
				return err
			}
			s, err := m.summary()
			if err != nil {
				return err
			}
			if out == "" {
				out = m.Name
			}
			if err := m.Save(out); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "wrote %s, %s and %s into %s\n", programFile, weightsFile, aboutFile, out)
			w := cmd.OutOrStdout()
			return show(w, c.output, s, func() { printSummary(w, s) })
		},
	}
	c.register(cmd)
	cmd.Flags().StringVar(&out, "out", "", "folder to write the compiled model into (default: the file's name without its ending)")
	return cmd
}

func (m *Model) summary() (summary, error) {
	a, err := m.about()
	if err != nil {
		return summary{}, err
	}
	s := summary{about: a, Nodes: len(m.Program.Nodes)}
	for i, n := range m.Program.Nodes {
		size, _, _, err := m.Program.ProofBound(uint32(i))
		if err != nil {
			return summary{}, err
		}
		if n.Committed() {
			s.Committed++
		}
		if n.Op != graph.OpInput && size > s.LargestProof.Bytes {
			s.LargestProof = proofSize{Node: uint32(i), Name: n.Name, Bytes: size}
		}
	}
	return s, nil
}

func printSummary(w io.Writer, s summary) {
	fmt.Fprintf(w, "model          %s\n", s.Name)
	fmt.Fprintf(w, "program        %s\n", s.Program)
	fmt.Fprintf(w, "weights        %s (%d bytes)\n", s.WeightsRoot, s.WeightsSize)
	fmt.Fprintf(w, "nodes          %d, %d of them committed\n", s.Nodes, s.Committed)
	for i, t := range s.Inputs {
		fmt.Fprintf(w, "input %-8d %s %s%d\n", i, t.Name, t.Type, t.Shape)
	}
	for i, t := range s.Outputs {
		fmt.Fprintf(w, "output %-7d %s %s%d\n", i, t.Name, t.Type, t.Shape)
	}
	fmt.Fprintf(w, "largest proof  %d bytes at most, for an element of node %d %q\n", s.LargestProof.Bytes, s.LargestProof.Node, s.LargestProof.Name)
}
