package engine_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"testing"
	"text/tabwriter"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/testutil/ort/orttest"
	"github.com/suretynetwork/surety/testutil/realmodel"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// The trained models that people use: each is imported, gives onnxruntime's outputs on a real input, and every node of it is judged.
func TestRealModels(t *testing.T) {
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "model\tnodes\tprogram bytes\tweights bytes\ttrace bytes\tlargest proof\tbound\tof node\tfrom onnxruntime\t\n")
	for _, c := range realmodel.Cases(t) {
		t.Run(c.Name, func(t *testing.T) {
			m := c.Import(t)
			trace, err := exec.Run(context.Background(), m.Program, m.Weights, c.ProgramInputs(t, m))
			require.NoError(t, err)
			requireRoot(t, c.Name, trace)
			r := realRun{c, m, trace}
			var proof, bound int
			var where string
			t.Run("is recomputed by the referee in every node", func(t *testing.T) { proof, bound, where = r.judged(t) })
			worst := "-"
			t.Run("gives onnxruntime's outputs", func(t *testing.T) { worst = fmt.Sprintf("%.1e", r.compared(t)) })
			raw, err := m.Program.Encode()
			require.NoError(t, err)
			bytes := 0
			for _, tensor := range trace.Tensors {
				bytes += len(tensor)
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t\n",
				c.Name, len(m.Program.Nodes), len(raw), len(m.Weights), bytes, proof, bound, realmodel.NodeName(where), worst)
		})
	}
	require.NoError(t, w.Flush())
	t.Logf("\n%s", table.String())
	if path := os.Getenv("SURETY_TABLES"); path != "" {
		require.NoError(t, os.WriteFile(path, table.Bytes(), 0o600))
	}
}

// realRun is a model that ran here.
type realRun struct {
	realmodel.Case
	*onnx.Model
	trace *exec.Trace
}

// judged has elements of every node recomputed by the referee, and some of the node whose proofs are largest judged by proof. It returns
// the largest of these, the bound of the node, and its name.
func (r realRun) judged(t *testing.T) (largest, bound int, where string) {
	const perNode = 6
	at := uint32(0)
	for node := range r.Program.Nodes {
		n := &r.Program.Nodes[node]
		if n.Op == graph.OpInput {
			continue
		}
		most, _, _, err := r.Program.ProofBound(uint32(node))
		require.NoError(t, err)
		if int(most) > bound {
			bound, where, at = int(most), n.Name, uint32(node)
		}
		count, _ := n.Elements()
		size := n.Dtype.ElementSize()
		for i := range uint64(perNode) {
			element := (count - 1) * i / (perNode - 1)
			got, err := referee.Eval(n, element, runs(t, r.trace, n, element))
			require.NoError(t, err)
			require.Equal(t, r.trace.Tensors[node][size*element:size*(element+1)], got, "element %d of node %d %q", element, node, n.Name)
		}
	}
	count, _ := r.Program.Nodes[at].Elements()
	for _, element := range []uint64{0, count / 2, count - 1} {
		proof, err := exec.ProveOwn(r.trace, at, element)
		require.NoError(t, err)
		verdict, err := referee.Judge(referee.ProgramView{Program: r.Program, Trace: r.trace.Root}, proof)
		require.NoError(t, err)
		require.True(t, verdict.Equal, "element %d of node %d %q", element, at, where)
		largest = max(largest, proof.Size())
	}
	require.LessOrEqual(t, largest, bound)
	return largest, bound, where
}

// compared runs the model in onnxruntime, and returns how far the outputs are apart at most, over 1 or the number itself if that is more.
func (r realRun) compared(t *testing.T) (worst float64) {
	want := orttest.Run(t, orttest.Start(t), modelstest.Find(t, r.File), r.Inputs...)
	got := r.trace.Outputs()
	require.Len(t, got, len(want))
	for i := range want {
		require.Equal(t, want[i].Shape, r.Program.Nodes[r.Program.Outputs[i]].Shape, want[i].Name)
		require.Len(t, got[i], len(want[i].Data))
		for at := 0; at < len(got[i]); at += 4 {
			a, b := real32(got[i][at:]), real32(want[i].Data[at:])
			worst = max(worst, math.Abs(a-b)/max(1, math.Abs(b)))
		}
	}
	require.Less(t, worst, 1e-3)
	return worst
}

func real32(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }
