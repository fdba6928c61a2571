package onnx_test

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// The cases of ONNX's own suite that have to pass: one at least for every meaning of every operator that is in the suite.
var mustPass = []string{
	"node/test_add", "node/test_add_bcast", "node/test_concat_2d_axis_1", "node/test_concat_3d_axis_negative_3", "node/test_constant",
	"node/test_conv_with_autopad_same", "node/test_div_bcast", "node/test_exp", "node/test_flatten_axis0", "node/test_flatten_axis3",
	"node/test_flatten_negative_axis1", "node/test_gemm_all_attributes", "node/test_gemm_alpha",
	"node/test_gemm_default_single_elem_vector_bias", "node/test_matmul_1d_3d", "node/test_matmul_3d", "node/test_matmul_4d_1d",
	"node/test_maxpool_2d_precomputed_pads", "node/test_maxpool_2d_precomputed_strides", "node/test_maxpool_2d_same_upper",
	"node/test_mul", "node/test_reshape_extended_dims", "node/test_reshape_zero_and_negative_dim", "node/test_reshape_zero_dim",
	"node/test_sigmoid_example", "node/test_softmax_axis_0", "node/test_softmax_axis_1", "node/test_softmax_large_number",
	"node/test_softmax_negative_axis", "node/test_tanh", "node/test_transpose_all_permutations_1",
	"node/test_transpose_all_permutations_5", "pytorch-converted/test_Conv1d_pad2", "pytorch-converted/test_Conv2d_depthwise_strided",
	"pytorch-converted/test_Conv3d_dilated_strided", "pytorch-converted/test_Linear_no_bias",
	"pytorch-converted/test_MaxPool3d_stride_padding", "pytorch-converted/test_Softmax", "pytorch-operator/test_operator_concat2",
	"pytorch-operator/test_operator_flatten", "pytorch-operator/test_operator_permute2",
}

// Every case of the suite is refused with a reason or gives the published outputs.
func TestONNXsOwnSuite(t *testing.T) {
	root := vectors.Dir(t, "onnx")
	files, err := filepath.Glob(filepath.Join(root, "*", "*", "model.onnx"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	var passed, refused []string
	for _, file := range files {
		name := filepath.ToSlash(strings.TrimPrefix(filepath.Dir(file), root+string(filepath.Separator)))
		t.Run(name, func(t *testing.T) {
			if err := conforms(t, filepath.Dir(file)); err != nil {
				require.True(t, refusal(err), "%v", err)
				require.False(t, slices.Contains(mustPass, name), "%v", err)
				refused = append(refused, name)
				return
			}
			passed = append(passed, name)
		})
	}
	t.Logf("%d cases give their published outputs, %d are refused", len(passed), len(refused))
	for _, name := range mustPass {
		require.True(t, t.Failed() || slices.Contains(passed, name), "%s is not in the suite", name)
	}
}

// refusal says whether an error is one that an import is meant to give for a model that it does not take.
func refusal(err error) bool {
	return errors.Is(err, onnx.ErrUnsupported) || errors.Is(err, onnx.ErrModel) || errors.Is(err, tensor.ErrBadTensor)
}

// conforms runs a case. Inputs that are not float32, such as shapes, are bound to what the case gives for them.
func conforms(t *testing.T, dir string) error {
	t.Helper()
	model, err := os.ReadFile(filepath.Join(dir, "model.onnx"))
	require.NoError(t, err)
	given, err := tensors(t, dir, "input_")
	if err != nil {
		return err
	}
	opts := onnx.Options{Bind: map[string]tensor.Tensor{}}
	var inputs [][]byte // by place: not every case names its files
	for _, in := range given {
		if in.Type == tensor.Float32 {
			inputs = append(inputs, in.Data)
		} else {
			opts.Bind[in.Name] = in
		}
	}
	m, err := onnx.Import(model, opts)
	if err != nil {
		return err
	}
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, inputs)
	require.NoError(t, err)
	want, err := tensors(t, dir, "output_")
	require.NoError(t, err)
	for i, got := range trace.Outputs() {
		require.Equal(t, slices.Clip(want[i].Shape), m.Program.Nodes[m.Program.Outputs[i]].Shape)
		near(t, want[i].Data, got)
	}
	return nil
}

// tensors are the numbered files of a case.
func tensors(t *testing.T, dir, prefix string) ([]tensor.Tensor, error) {
	t.Helper()
	var out []tensor.Tensor
	for {
		b, err := os.ReadFile(filepath.Join(dir, "test_data_set_0", prefix+strconv.Itoa(len(out))+".pb"))
		if errors.Is(err, os.ErrNotExist) {
			return out, nil
		}
		require.NoError(t, err)
		v, err := tensor.ReadTensorProto(b)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
}

// near is ONNX's own measure: 1e-3 of the number, and 1e-7.
func near(t *testing.T, want, got []byte) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := 0; i < len(want); i += 4 {
		x := float64(math.Float32frombits(binary.LittleEndian.Uint32(want[i:])))
		y := float64(math.Float32frombits(binary.LittleEndian.Uint32(got[i:])))
		require.LessOrEqual(t, math.Abs(x-y), 1e-7+1e-3*math.Abs(x), "element %d: want %g, got %g", i/4, x, y)
	}
}
