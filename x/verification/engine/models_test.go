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
	fmt.Fprint(w, "model\tnodes\tcommitted\tprogram bytes\tweights bytes\tcomputed bytes\tcommitted bytes\tlargest proof\tbound\tof node\tfrom onnxruntime\t\n")
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
			all, nodes, bytes := committed(trace)
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%s\t\n",
				c.Name, len(m.Program.Nodes), nodes, len(raw), len(m.Weights), all, bytes, proof, bound, realmodel.NodeName(where), worst)
		})
	}
	require.NoError(t, w.Flush())
	t.Logf("\n%s", table.String())
	if path := os.Getenv("SURETY_TABLES"); path != "" {
		require.NoError(t, os.WriteFile(path, table.Bytes(), 0o600))
	}
}

// committed counts the bytes of all tensors, and the nodes and the bytes that are in the trace.
func committed(trace *exec.Trace) (all, nodes, bytes int) {
	for i, tensor := range trace.Tensors {
		all += len(tensor)
		if trace.Program.Nodes[i].Committed() {
			nodes++
			bytes += len(tensor)
		}
	}
	return all, nodes, bytes
}

// realRun is a model that ran here.
type realRun struct {
	realmodel.Case
	*onnx.Model
	trace *exec.Trace
}

// judged has elements of every node recomputed by the referee, and some of the node whose proofs may be largest and one of each other
// committed node judged by proof. It returns the largest proof, the largest bound, and the name of the node that it is of.
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
		largest = max(largest, r.proved(t, at, element))
	}
	for node := range r.Program.Nodes {
		if n := &r.Program.Nodes[node]; n.Op != graph.OpInput && n.Committed() {
			count, _ := n.Elements()
			largest = max(largest, r.proved(t, uint32(node), count/2))
		}
	}
	require.LessOrEqual(t, largest, bound)
	return largest, bound, where
}

// proved has an element judged by proof, and returns the proof's size.
func (r realRun) proved(t *testing.T, node uint32, element uint64) int {
	proof, err := exec.ProveOwn(r.trace, node, element)
	require.NoError(t, err)
	verdict, err := referee.Judge(referee.ProgramView{Program: r.Program, Trace: r.trace.Root}, proof)
	require.NoError(t, err)
	require.True(t, verdict.Equal, "element %d of node %d %q", element, node, r.Program.Nodes[node].Name)
	return proof.Size()
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
