package engine_test

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// digits is a trained classifier with the inputs and outputs that were published with it.
type digits struct {
	*onnx.Model
	inputs, outputs [][]byte
}

func loadDigits(t *testing.T) digits {
	t.Helper()
	m, err := onnx.Import(read(t, "model.onnx"), onnx.Options{})
	require.NoError(t, err)
	d := digits{Model: m}
	for i := range 3 {
		set := "test_data_set_" + strconv.Itoa(i)
		d.inputs = append(d.inputs, readTensor(t, set, "input_0.pb"))
		d.outputs = append(d.outputs, readTensor(t, set, "output_0.pb"))
	}
	return d
}

func read(t *testing.T, path ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(vectors.Dir(t, append([]string{"models", "mnist-cntk"}, path...)...))
	require.NoError(t, err)
	return b
}

func readTensor(t *testing.T, path ...string) []byte {
	t.Helper()
	v, err := tensor.ReadTensorProto(read(t, path...))
	require.NoError(t, err)
	return v.Data
}

func (d digits) run(t *testing.T, i int) *exec.Trace {
	t.Helper()
	trace, err := exec.Run(context.Background(), d.Program, d.Weights, [][]byte{d.inputs[i]})
	require.NoError(t, err)
	return trace
}

// Other processors and portable code commit to the same traces; see the target test-arm64.
func TestTheTrainedClassifierHasItsGoldenTraceRoots(t *testing.T) {
	d := loadDigits(t)
	for i := range d.inputs {
		requireRoot(t, "digits, input "+strconv.Itoa(i), d.run(t, i))
	}
}

func TestTheTrainedClassifierGivesItsPublishedOutputs(t *testing.T) {
	d := loadDigits(t)
	require.Equal(t, []string{"Input3"}, d.InputNames)
	require.Equal(t, []string{"Plus214_Output_0"}, d.OutputNames)
	for i, want := range d.outputs {
		got, worst := d.run(t, i).Outputs()[0], 0.0
		require.Len(t, got, len(want))
		for j := 0; j < len(want); j += 4 {
			worst = max(worst, math.Abs(float64(float32At(got, j)-float32At(want, j))))
		}
		t.Logf("input %d: at most %.2g from the published output", i, worst)
		require.Less(t, worst, 1e-3)
	}
}

func float32At(b []byte, at int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))
}

// Every number of every node, on every input, is the same from the machine's vector units and from the referee's integers.
func TestTheRefereeRecomputesEveryNumberOfTheClassifier(t *testing.T) {
	d := loadDigits(t)
	total := 0
	for i := range d.inputs {
		trace := d.run(t, i)
		for node := range d.Program.Nodes {
			n := &d.Program.Nodes[node]
			if n.Op == graph.OpInput {
				continue
			}
			count, _ := n.Elements()
			for element := range count {
				got, err := referee.Eval(n, element, runs(t, trace, n, element))
				require.NoError(t, err)
				require.Equal(t, trace.Tensors[node][4*element:4*element+4], got, "element %d of node %d %q on input %d", element, node, n.Name, i)
			}
			total += int(count)
			if i == 0 {
				t.Logf("node %2d %-32q %-13s %6d elements agree", node, n.Name, n.Op, count)
			}
		}
	}
	t.Logf("%d elements on %d inputs agree bit for bit", total, len(d.inputs))
	require.Greater(t, total, 30_000)
}

func runs(t *testing.T, trace *exec.Trace, n *graph.Node, element uint64) [][]byte {
	t.Helper()
	deps, err := graph.Dependencies(n, element)
	require.NoError(t, err)
	out := make([][]byte, len(deps))
	for i, dep := range deps {
		if dep.Indexed {
			dep = graph.Resolve(n, element, indexIn(out[i-1]))
		}
		operand := &n.Operands[dep.Operand]
		content := trace.Weights
		if operand.Source == graph.SourceTrace {
			content = trace.Tensors[operand.Node]
		}
		at := operand.Offset + dep.Offset
		out[i] = content[at : at+dep.Length]
	}
	return out
}

// indexIn is the index that a run of 4 or 8 bytes holds.
func indexIn(run []byte) int64 {
	if len(run) == 4 {
		return int64(int32(binary.LittleEndian.Uint32(run)))
	}
	return int64(binary.LittleEndian.Uint64(run))
}

// A cheat in any node is found by its neighbours' traces and proved by one element of at most a few kilobytes.
func TestACheatInAnyNodeOfTheClassifierIsProved(t *testing.T) {
	d := loadDigits(t)
	honest := d.run(t, 0)
	largest, where := 0, ""
	for node := range d.Program.Nodes {
		n := &d.Program.Nodes[node]
		if n.Op == graph.OpInput {
			continue
		}
		count, _ := n.Elements()
		element := count / 2
		cheat, err := exec.Corrupt(honest, uint32(node), element)
		require.NoError(t, err)
		found, differs := exec.FirstDivergence(honest, cheat.Commitments)
		require.True(t, differs)
		require.Equal(t, uint32(node), found)

		claimed, err := exec.ElementSlice(cheat, found, element)
		require.NoError(t, err)
		proof, err := exec.Prove(honest, exec.Claim{Commitments: cheat.Commitments, Root: cheat.Roots[found], Claimed: claimed}, found, element)
		require.NoError(t, err)
		verdict, err := referee.Judge(referee.ProgramView{Program: d.Program, Trace: cheat.Root}, proof)
		require.NoError(t, err)
		require.False(t, verdict.Equal, "node %d %q", node, n.Name)
		require.Equal(t, honest.Tensors[node][4*element:4*element+4], verdict.Computed)

		own, err := exec.ProveOwn(honest, found, element)
		require.NoError(t, err)
		verdict, err = referee.Judge(referee.ProgramView{Program: d.Program, Trace: honest.Root}, own)
		require.NoError(t, err)
		require.True(t, verdict.Equal, "node %d %q", node, n.Name)
		if size := own.Size(); size > largest {
			largest, where = size, n.Name
		}
	}
	t.Logf("largest proof of a middle element: %d bytes, node %q", largest, where)
}

// The largest proof of any element is measured, not only bounded.
func TestTheLargestProofOfTheClassifierIsWithinItsBound(t *testing.T) {
	d := loadDigits(t)
	trace := d.run(t, 0)
	largest, where := 0, ""
	for node := range d.Program.Nodes {
		n := &d.Program.Nodes[node]
		if n.Op == graph.OpInput {
			continue
		}
		bound, _, _, err := d.Program.ProofBound(uint32(node))
		require.NoError(t, err)
		count, _ := n.Elements()
		for element := uint64(0); element < count; element += 1 + count/64 {
			proof, err := exec.ProveOwn(trace, uint32(node), element)
			require.NoError(t, err)
			require.LessOrEqual(t, uint64(proof.Size()), bound)
			if proof.Size() > largest {
				largest, where = proof.Size(), n.Name
			}
		}
	}
	t.Logf("largest element proof: %d bytes, node %q", largest, where)
	require.Less(t, largest, 64<<10)
}
