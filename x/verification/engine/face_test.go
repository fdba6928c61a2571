package engine_test

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/referee"
)

// A trained face detector, 89 nodes deep, is judged like the digit classifier: elements spread over every node, by proof.
func TestAFaceDetectorIsJudgedInEveryCommittedNode(t *testing.T) {
	b, err := os.ReadFile(vectors.Dir(t, "models", "blazeface", "face_detection_front_128x128_barracuda.onnx"))
	require.NoError(t, err)
	m, err := onnx.Import(b, onnx.Options{})
	require.NoError(t, err)
	size, _ := m.Program.Nodes[0].OutputBytes()
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{pattern(size)})
	require.NoError(t, err)
	view := referee.ProgramView{Program: m.Program, Trace: trace.Root}

	const perNode = 3
	judged, nodes, largest := 0, 0, 0
	for node := range m.Program.Nodes {
		n := &m.Program.Nodes[node]
		if n.Op == graph.OpInput || !n.Committed() {
			continue
		}
		count, _ := n.Elements()
		nodes++
		for i := range uint64(perNode) {
			proof, err := exec.ProveOwn(trace, uint32(node), (count-1)*i/(perNode-1))
			require.NoError(t, err)
			verdict, err := referee.Judge(view, proof)
			require.NoError(t, err)
			require.True(t, verdict.Equal, "element %d of node %d %q", proof.Element, node, n.Name)
			judged, largest = judged+1, max(largest, proof.Size())
		}
	}
	t.Logf("%d elements of %d nodes judged equal, largest proof %d bytes", judged, nodes, largest)
}

// pattern is smooth numbers between -1 and 1, as a picture has them.
func pattern(size uint64) []byte {
	b := make([]byte, 0, size)
	for i := range size / 4 {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(i%768)/384-1))
	}
	return b
}
