package ort_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/testutil/ort/orttest"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

func TestAModelRunsAndItsErrorsComeBack(t *testing.T) {
	model := modelstest.Find(t, models.TextDirection)
	p := orttest.Start(t)
	require.ErrorContains(t, p.Load("no-such-file.onnx", 1), "no-such-file.onnx")
	require.NoError(t, p.Load(model, 2))
	require.Equal(t, []string{"x"}, p.Inputs)
	_, err := p.Run(1)
	require.ErrorContains(t, err, "'x' is missing")

	input := tensor.Tensor{Name: "x", Type: tensor.Float32, Shape: []uint64{1, 3, 48, 192}, Data: make([]byte, 4*3*48*192)}
	outputs := orttest.Run(t, p, model, input)
	require.Len(t, outputs, 1)
	require.Equal(t, []uint64{1, 2}, outputs[0].Shape)
	sum := float32(0)
	for b := outputs[0].Data; len(b) > 0; b = b[4:] {
		sum += math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	require.InDelta(t, 1, sum, 1e-6, "a softmax adds up to 1")

	times, err := p.Run(3)
	require.NoError(t, err)
	require.Len(t, times, 3)
	peak, err := p.PeakMemory()
	require.NoError(t, err)
	require.Greater(t, peak, uint64(10<<20))
	_, err = p.Output("y")
	require.Error(t, err)
}
