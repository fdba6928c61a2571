package onnx_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/vectors"
	"github.com/suretynetwork/surety/x/verification/engine/onnx/conformance"
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
	"node/test_abs", "node/test_batchnorm_epsilon", "node/test_celu_expanded", "node/test_clip",
	"node/test_clip_default_inbounds_expanded", "node/test_elu_example", "node/test_gelu_tanh_1",
	"node/test_hardsigmoid_example", "node/test_hardswish", "node/test_leakyrelu", "node/test_log", "node/test_max_two_inputs",
	"node/test_mean_one_input", "node/test_neg_example", "node/test_softplus_example", "node/test_softsign_example",
	"node/test_sqrt", "node/test_sum_example", "pytorch-converted/test_PReLU_1d_multiparam", "pytorch-converted/test_SELU",
	"light/light_squeezenet", "node/test_globalaveragepool", "node/test_logsoftmax_example_1",
	"node/test_logsoftmax_large_number", "node/test_reduce_l1_negative_axes_keep_dims_random",
	"node/test_reduce_l2_do_not_keepdims_example", "node/test_reduce_log_sum_desc_axes",
	"node/test_reduce_max_negative_axes_keepdims_example", "node/test_reduce_mean_keepdims_random",
	"node/test_reduce_min_default_axes_keepdims_random", "node/test_reduce_sum_do_not_keepdims_example",
	"node/test_reduce_sum_square_negative_axes_keepdims_random",
	"node/test_unsqueeze_three_axes", "pytorch-converted/test_log_softmax_dim3",
	"light/light_resnet50", "light/light_shufflenet", "node/test_averagepool_2d_pads", "node/test_averagepool_2d_precomputed_pads",
	"node/test_averagepool_2d_precomputed_strides", "node/test_averagepool_2d_same_upper",
}

// Every case of the suite is refused with a reason or gives the published outputs.
func TestONNXsOwnSuite(t *testing.T) {
	cases, err := conformance.Find(vectors.Dir(t, "onnx"))
	require.NoError(t, err)
	var sum conformance.Summary
	passed := map[string]bool{}
	require.NoError(t, conformance.RunAll(t.Context(), cases, func(c conformance.Case, r conformance.Result) {
		sum.Add(r)
		passed[c.Name] = r.Outcome == conformance.Passed
		if r.Outcome == conformance.Failed {
			t.Errorf("%s: %v", c.Name, r.Reason)
		}
	}))
	t.Log(sum.String())
	for _, name := range mustPass {
		require.True(t, passed[name], "%s does not pass", name)
	}
}
