package modelcmd

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// row is one node as inspect prints it.
type row struct {
	Node       int      `json:"node"`
	Name       string   `json:"name"`
	Op         string   `json:"op"`
	Type       string   `json:"type"`
	Shape      []uint64 `json:"shape"`
	Operands   []string `json:"operands"`
	Committed  bool     `json:"committed"`
	ProofBytes uint64   `json:"proof_bytes"`
}

func inspectCmd() *cobra.Command {
	var c choices
	cmd := &cobra.Command{
		Use:   "inspect FILE.onnx|FOLDER",
		Short: "List a program's nodes: operator, shape, operands, size of a proof",
		Long: `inspect lists the nodes of a program in the order of its trace.

An operator is followed by the functions that are applied to each of its elements before they are committed. An operand is a node (#3) or lies in the weights (w+640, from that byte on), with its shape. The last column bounds the
bytes of a proof of any one element of the node; a node that is not committed has none: what reads it is proved through it.`,
		Example: `  surety model inspect mnist.onnx
  surety model inspect mnist/ --output json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, err := c.load(args[0])
			if err != nil {
				return err
			}
			rows, err := rowsOf(m.Program)
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			return show(w, c.output, rows, func() { printRows(w, rows) })
		},
	}
	c.register(cmd)
	return cmd
}

func rowsOf(p *graph.Program) ([]row, error) {
	rows := make([]row, len(p.Nodes))
	for i := range p.Nodes {
		n := &p.Nodes[i]
		rows[i] = row{Node: i, Name: n.Name, Op: operatorName(n), Type: typeName(n.Dtype), Shape: append([]uint64{}, n.Shape...), Operands: []string{}}
		rows[i].Committed = n.Committed()
		for j := range n.Operands {
			rows[i].Operands = append(rows[i].Operands, operandName(&n.Operands[j]))
		}
		if n.Op == graph.OpInput {
			continue
		}
		var err error
		if rows[i].ProofBytes, _, _, err = p.ProofBound(uint32(i)); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// operatorName is the operator in lower case, with its function and its steps.
func operatorName(n *graph.Node) string {
	name := strings.ToLower(strings.TrimPrefix(n.Op.String(), "OP_"))
	if n.Func != graph.FuncUnspecified {
		name += " " + strings.ToLower(strings.TrimPrefix(n.Func.String(), "FUNC_"))
	}
	for _, s := range n.Steps {
		name += " " + strings.ToLower(strings.TrimPrefix(s.Func.String(), "FUNC_"))
	}
	return name
}

// typeName is an element type in lower case.
func typeName(t graph.Dtype) string { return strings.ToLower(strings.TrimPrefix(t.String(), "DTYPE_")) }

func operandName(o *graph.Operand) string {
	if o.Source == graph.SourceWeights {
		return fmt.Sprintf("w+%d%d", o.Offset, o.Shape)
	}
	return fmt.Sprintf("#%d%d", o.Node, o.Shape)
}

func printRows(w io.Writer, rows []row) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "node\tname\toperator\tshape\toperands\tproof bytes")
	for _, r := range rows {
		proof := "-"
		switch {
		case !r.Committed:
			proof = "not committed"
		case r.ProofBytes > 0:
			proof = fmt.Sprint(r.ProofBytes)
		}
		fmt.Fprintf(t, "%d\t%s\t%s\t%s%d\t%s\t%s\n", r.Node, r.Name, r.Op, r.Type, r.Shape, strings.Join(r.Operands, " "), proof)
	}
	_ = t.Flush() // w's own error shows where it is closed
}
