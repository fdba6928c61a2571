package modelcmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/cmd/surety/internal/modelcmd"
)

// block is a length-delimited protobuf field that holds parts, one after the other.
func block(number protowire.Number, parts ...[]byte) []byte {
	var inner []byte
	for _, p := range parts {
		inner = append(inner, p...)
	}
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), inner)
}

func varint(number protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, number, protowire.VarintType), v)
}

func named(number protowire.Number, s string) []byte { return block(number, []byte(s)) }

// onnxOf is a model that applies an operator to one float32.
func onnxOf(op string) []byte {
	info := block(2, block(1, varint(1, 1), block(2, block(1, varint(1, 1)))))
	node := block(1, named(1, "x"), named(2, "y"), named(4, op))
	return append(block(7, node, block(11, named(1, "x"), info), block(12, named(1, "y"), info)), block(8, varint(2, 17))...)
}

// oneOf is a TensorProto of one float32 of these bytes.
func oneOf(value ...byte) []byte {
	return append(append(varint(1, 1), varint(2, 1)...), block(9, value)...)
}

func TestConformanceSaysHowEachCaseWentAndHowMany(t *testing.T) {
	dir := t.TempDir()
	one, minus := oneOf(0, 0, 0x80, 0x3f), oneOf(0, 0, 0x80, 0xbf)
	for name, content := range map[string][]byte{
		"a/right.onnx": onnxOf("Neg"), "a/right_output_0.pb": minus,
		"a/unknown.onnx": onnxOf("Nonsense"), "a/unknown_output_0.pb": minus,
		"b/model.onnx": onnxOf("Abs"), "b/test_data_set_0/input_0.pb": minus, "b/test_data_set_0/output_0.pb": one,
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, content, 0o600))
	}
	stdout, stderr, err := execute(modelcmd.ConformanceCmd(), dir)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	require.Len(t, lines, 4)
	require.Equal(t, "passed  a/right", lines[0])
	require.Contains(t, lines[1], `skipped a/unknown: model uses what the engine does not have: operator "Nonsense" of node "" (index 0) is not supported`)
	require.NotContains(t, lines[1], "supported: ")
	require.Equal(t, "passed  b", lines[2])
	require.Equal(t, "2 passed, 0 failed, 1 skipped", lines[3])
	require.Equal(t, "skipped, by operator: Nonsense 1\n", stderr)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "b", "test_data_set_0", "output_0.pb"), minus, 0o600))
	stdout, stderr, err = execute(modelcmd.ConformanceCmd(), dir)
	require.EqualError(t, err, "1 cases failed")
	require.Contains(t, stdout, "failed  b: test_data_set_0: output 0 (y): element 0 is 1, want -1\n1 passed, 1 failed, 1 skipped\n")
	require.Contains(t, stderr, "failed, by operator: (no operator) 1\n")
}

func TestConformanceWantsAFolderOfCases(t *testing.T) {
	_, _, err := execute(modelcmd.ConformanceCmd(), t.TempDir())
	require.ErrorContains(t, err, "there is no test case below")
}
