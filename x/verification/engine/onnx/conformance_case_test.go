package onnx_test

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/conformance"
)

// tensorFile is a TensorProto of one axis.
func tensorFile(name string, values ...float32) []byte {
	var raw []byte
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return message{}.number(1, uint64(len(values))).number(2, ofFloat).text(8, name).bytes(9, raw)
}

// modelOfTwo applies an operator to x and y of two elements.
func modelOfTwo(op string) []byte {
	return modelOf(14, graphOf(nodeOf(op, []string{"x", "y"}, "z"), inputOf("x", 2), inputOf("y", 2), outputOf("z")))
}

func writeFiles(t *testing.T, dir string, files map[string][]byte) {
	t.Helper()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, content, 0o600))
	}
}

func TestACasePassesFailsOrIsSkipped(t *testing.T) {
	inf := float32(math.Inf(1))
	nan := float32(math.NaN())
	x, y := tensorFile("x", 1, inf), tensorFile("y", 2, 4)
	for _, c := range []struct {
		name, op string
		want     []float32
		outcome  conformance.Outcome
		reason   string
	}{
		{"right", "Add", []float32{3, inf}, conformance.Passed, ""},
		{"within the tolerance", "Add", []float32{3.0029, inf}, conformance.Passed, ""},
		{"beyond the tolerance", "Add", []float32{3.0078125, inf}, conformance.Failed, "element 0 is 3, want 3.0078125"},
		{"another infinity", "Add", []float32{3, -inf}, conformance.Failed, "element 1 is +Inf, want -Inf"},
		{"a NaN is no infinity", "Add", []float32{3, nan}, conformance.Failed, "element 1 is +Inf, want NaN"},
		{"another shape", "Add", []float32{3}, conformance.Failed, "shape [2], want [1]"},
		{"an operator that is not there", "Nothing", []float32{3, inf}, conformance.Skipped, `operator "Nothing"`},
		{"a model that is broken", "Relu", []float32{3, inf}, conformance.Failed, "2 inputs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			writeFiles(t, dir, map[string][]byte{
				"case/model.onnx": modelOfTwo(c.op), "case/test_data_set_0/input_0.pb": x, "case/test_data_set_0/input_1.pb": y,
				"case/test_data_set_0/output_0.pb": tensorFile("z", c.want...), "beside.onnx": []byte("no case: it has no output"),
			})
			cases, err := conformance.Find(dir)
			require.NoError(t, err)
			require.Len(t, cases, 1)
			require.Equal(t, "case", cases[0].Name)
			r := cases[0].Run(context.Background())
			require.Equal(t, c.outcome, r.Outcome, "%v", r.Reason)
			if c.reason != "" {
				require.ErrorContains(t, r.Reason, c.reason)
			}
		})
	}
}

// run is how the only case of a folder of these files goes.
func run(t *testing.T, files map[string][]byte) conformance.Result {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, files)
	cases, err := conformance.Find(dir)
	require.NoError(t, err)
	require.Len(t, cases, 1)
	return cases[0].Run(context.Background())
}

func TestCasesComeInManyLayouts(t *testing.T) {
	x, y, z := tensorFile("x", 1, 1), tensorFile("y", 2, 4), tensorFile("z", 3, 5)
	open := modelOf(14, graphOf(nodeOf("Add", []string{"x", "y"}, "z"), inputOf("x", -1), inputOf("y", -1), outputOf("z")))
	sequence := message{}.bytes(11, message{}.text(1, "s").bytes(2, message{}.bytes(4, message{})))
	text := message{}.number(1, 1).number(2, 8).text(8, "x").text(6, "a")
	two := modelOf(14, graphOf(nodeOf("Neg", []string{"x"}, "a"), nodeOf("Abs", []string{"x"}, "b"), inputOf("x", 2), outputOf("a"), outputOf("b")))
	nameless := modelOf(14, graphOf(nodeOf("Neg", []string{"x"}, "z"), outputOf("z"), message{}.bytes(11, message{}.text(1, "x").bytes(2, message{}.bytes(1, message{}.number(1, ofFloat).bytes(2, message{}.bytes(1, nil)))))))
	shaped := modelOf(14, graphOf(nodeOf("Reshape", []string{"x", "s"}, "z"), inputOf("x", 2), infoOf(11, "s", ofInt64, 1), outputOf("z")))
	list := message{}.number(1, 1).number(2, ofInt64).number(7, 2)
	for _, c := range []struct {
		name    string
		files   map[string][]byte
		outcome conformance.Outcome
		reason  string
	}{
		{"a model of another name", map[string][]byte{"net.onnx": modelOfTwo("Add"), "test_data_set_0/input_0.pb": x, "test_data_set_0/input_1.pb": y, "test_data_set_0/output_0.pb": z}, conformance.Passed, ""},
		{"axes that the data decides", map[string][]byte{"model.onnx": open, "test_data_set_0/input_0.pb": x, "test_data_set_0/input_1.pb": y, "test_data_set_0/output_0.pb": z}, conformance.Passed, ""},
		{"axes without a name", map[string][]byte{"model.onnx": nameless, "test_data_set_0/input_0.pb": x, "test_data_set_0/output_0.pb": tensorFile("z", -1, -1)}, conformance.Passed, ""},
		{"data of another shape", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": tensorFile("x", 1), "test_data_set_0/output_0.pb": x}, conformance.Failed, "the extent of axis 0 is 2"},
		{"a shape among the inputs", map[string][]byte{"model.onnx": shaped, "test_data_set_0/input_0.pb": x, "test_data_set_0/input_1.pb": list, "test_data_set_0/output_0.pb": tensorFile("z", 1, 1)}, conformance.Passed, ""},
		{"an output that is not compared", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x, "test_data_set_0/output_1.pb": tensorFile("b", 1, 1)}, conformance.Passed, ""},
		{"an output that is wrong", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x, "test_data_set_0/output_1.pb": tensorFile("b", -1, 1)}, conformance.Failed, "output 1 (b): element 0 is 1, want -1"},
		{"an optional output that is not there", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x, "test_data_set_0/output_0.pb": nil, "test_data_set_0/output_1.pb": tensorFile("b", 1, 1)}, conformance.Passed, ""},
		{"an output too many", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x, "test_data_set_0/output_2.pb": x}, conformance.Failed, "the case has an output 2, the model gives 2"},
		{"no output", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x}, conformance.Failed, "no output to compare with"},
		{"an input too many", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x, "test_data_set_0/input_1.pb": x, "test_data_set_0/output_0.pb": x}, conformance.Failed, "an input 1, the model takes 1"},
		{"an input too few", map[string][]byte{"model.onnx": two, "test_data_set_0/output_0.pb": x}, conformance.Failed, `takes an input "x", the case has none`},
		{"a sequence", map[string][]byte{"model.onnx": modelOf(14, graphOf(sequence)), "test_data_set_0/input_0.pb": text}, conformance.Skipped, `sequences are not supported: the model's input "s" is one`},
		{"strings", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": text, "test_data_set_0/output_0.pb": x}, conformance.Skipped, "strings are not supported"},
		{"data cut short", map[string][]byte{"model.onnx": two, "test_data_set_0/input_0.pb": x[:len(x)-1], "test_data_set_0/output_0.pb": x}, conformance.Failed, "input_0.pb: "},
		{"a model cut short", map[string][]byte{"model.onnx": two[:9], "test_data_set_0/input_0.pb": x, "test_data_set_0/output_0.pb": x}, conformance.Failed, "malformed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, c.files)
			require.Equal(t, c.outcome, r.Outcome, "%v", r.Reason)
			if c.reason != "" {
				require.ErrorContains(t, r.Reason, c.reason)
			}
		})
	}
}

func TestManyCasesAreReportedInTheirOrder(t *testing.T) {
	dir := t.TempDir()
	var names, got []string
	for i := range 50 {
		name := string(rune('a'+i/26)) + string(rune('a'+i%26))
		names = append(names, name)
		writeFiles(t, dir, map[string][]byte{name + ".onnx": modelOfTwo("Add"), name + "_output_0.pb": tensorFile("z", 2, 2)})
	}
	cases, err := conformance.Find(dir)
	require.NoError(t, err)
	require.NoError(t, conformance.RunAll(context.Background(), cases, func(c conformance.Case, r conformance.Result) {
		require.Equal(t, conformance.Passed, r.Outcome, "%v", r.Reason)
		got = append(got, c.Name)
	}))
	require.Equal(t, names, got)
	ctx, cancel := context.WithCancel(context.Background())
	require.ErrorIs(t, conformance.RunAll(ctx, cases, func(conformance.Case, conformance.Result) { cancel() }), context.Canceled)
}

func TestALightModelRunsOnOnes(t *testing.T) {
	dir := t.TempDir()
	writeFiles(t, dir, map[string][]byte{"a/light.onnx": modelOfTwo("Add"), "a/light_output_0.pb": tensorFile("z", 2, 2)})
	cases, err := conformance.Find(dir)
	require.NoError(t, err)
	require.Equal(t, "a/light", cases[0].Name)
	require.Equal(t, conformance.Passed, cases[0].Run(context.Background()).Outcome)
}

func TestEverySetOfACaseCounts(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"model.onnx": modelOfTwo("Add")}
	for set, want := range []float32{3, 4} { // the second is wrong
		at := "test_data_set_" + string(rune('0'+set)) + "/"
		files[at+"input_0.pb"], files[at+"input_1.pb"] = tensorFile("x", 1, 1), tensorFile("y", 2, 2)
		files[at+"output_0.pb"] = tensorFile("z", want, 3)
	}
	writeFiles(t, dir, files)
	cases, err := conformance.Find(dir)
	require.NoError(t, err)
	r := cases[0].Run(context.Background())
	require.Equal(t, conformance.Failed, r.Outcome)
	require.True(t, strings.HasPrefix(r.Reason.Error(), "test_data_set_1: "), "%v", r.Reason)
}

func TestAFolderWithoutCasesIsAnError(t *testing.T) {
	_, err := conformance.Find(t.TempDir())
	require.ErrorContains(t, err, "there is no test case below")
	_, err = conformance.Find(filepath.Join(t.TempDir(), "nothing"))
	require.ErrorIs(t, err, os.ErrNotExist)
}
