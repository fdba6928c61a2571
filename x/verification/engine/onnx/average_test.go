package onnx_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// Padding counts as zeros only where the model says so.
func TestAnAverageCountsPaddingWhereItIsTold(t *testing.T) {
	for _, c := range []struct {
		include int64
		want    []float64
	}{
		{0, []float64{1.5, 2, 3, 3.5}},
		{1, []float64{1, 2, 3, 7.0 / 3}},
	} {
		g := graphOf(nodeOf("AveragePool", []string{"x"}, "y", intsOf("kernel_shape", 3), intsOf("pads", 1, 1), intOf("count_include_pad", c.include)),
			inputOf("x", 1, 1, 4), outputOf("y"))
		m, err := onnx.Import(modelOf(13, g), onnx.Options{})
		require.NoError(t, err)
		trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{float32s(1, 2, 3, 4)})
		require.NoError(t, err)
		require.InDeltaSlice(t, c.want, floats(trace.Outputs()[0]), 1e-6)
	}
}
