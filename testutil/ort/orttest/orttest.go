// Package orttest gives tests onnxruntime, or skips them by name.
package orttest

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/testutil/ort"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Start returns a process with onnxruntime, which ends with the test. It skips the test where there is none to be had.
func Start(tb testing.TB) *ort.Process {
	tb.Helper()
	for _, f := range models.RuntimeFiles() {
		modelstest.Find(tb, f)
	}
	dir, err := models.Folder()
	require.NoError(tb, err)
	p, err := ort.Start(context.Background(), dir)
	if errors.Is(err, models.ErrUnavailable) {
		tb.Skip(err)
	}
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, p.Close()) })
	return p
}

// Run runs a model once, on one thread, and returns its outputs in the model's order.
func Run(tb testing.TB, p *ort.Process, model string, inputs ...tensor.Tensor) []tensor.Tensor {
	tb.Helper()
	require.NoError(tb, p.Load(model, 1))
	return Again(tb, p, inputs...)
}

// Again runs the model that is loaded.
func Again(tb testing.TB, p *ort.Process, inputs ...tensor.Tensor) []tensor.Tensor {
	tb.Helper()
	for _, input := range inputs {
		require.NoError(tb, p.Set(input))
	}
	_, err := p.Run(1)
	require.NoError(tb, err)
	outputs := make([]tensor.Tensor, len(p.Outputs))
	for i, name := range p.Outputs {
		outputs[i], err = p.Output(name)
		require.NoError(tb, err)
	}
	return outputs
}
