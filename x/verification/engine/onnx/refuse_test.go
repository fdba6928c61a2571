package onnx_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// requireRefused wants an import to refuse a model, as something that the engine does not have, with words.
func requireRefused(t *testing.T, g message, says string) {
	t.Helper()
	_, err := onnx.Import(modelOf(21, g), onnx.Options{})
	require.ErrorIs(t, err, onnx.ErrUnsupported)
	require.ErrorContains(t, err, says)
}

func TestWhatElementsCannotBeComputedInIsRefused(t *testing.T) {
	x, y := []string{"x"}, typedOutput("y", tensor.Float32)
	float, byteInput := inputOf("x", 2), typedInput("x", tensor.Uint8, 2)
	four := typedInput("x", tensor.Int4, 2)
	for name, c := range map[string]struct {
		g    message
		says string
	}{
		"a sine of integers":        {graphOf(nodeOf("Sin", x, "y"), byteInput, y), `operator "Sin"`},
		"a negative of no sign":     {graphOf(nodeOf("Neg", x, "y"), byteInput, y), "UINT8"},
		"a sum of four bits":        {graphOf(nodeOf("Add", []string{"x", "x"}, "y"), four, y), "INT4"},
		"a sum of short floats":     {graphOf(nodeOf("Add", []string{"x", "x"}, "y"), typedInput("x", tensor.Float8E5M2, 2), y), "FLOAT8E5M2"},
		"bits of floats":            {graphOf(nodeOf("BitwiseAnd", []string{"x", "x"}, "y"), float, y), "FLOAT"},
		"logic of floats":           {graphOf(nodeOf("Not", x, "y"), float, y), "FLOAT"},
		"a shift of signed numbers": {graphOf(nodeOf("BitShift", []string{"x", "x"}, "y", textOf("direction", "LEFT")), typedInput("x", tensor.Int8, 2), y), "INT8"},
		"random numbers":            {graphOf(nodeOf("RandomUniformLike", x, "y"), float, y), `operator "RandomUniformLike"`},
		"random choices":            {graphOf(nodeOf("Bernoulli", x, "y"), float, y), `operator "Bernoulli"`},
		"a cast to text":            {graphOf(nodeOf("Cast", x, "y", intOf("to", int64(tensor.String))), float, y), "type STRING"},
		"bits of another width":     {graphOf(nodeOf("BitCast", x, "y", intOf("to", int64(tensor.Int8))), float, y), "DTYPE_INT8"},
		"a power of two that may be none": {
			graphOf(nodeOf("Cast", x, "y", intOf("to", int64(tensor.Float8E8M0)), intOf("saturate", 0), textOf("round_mode", "down")), float, y),
			"round_mode",
		},
		"quantising to 32 bits": {graphOf(nodeOf("QuantizeLinear", []string{"x", "x"}, "y", intOf("output_dtype", int64(tensor.Int32))), float, y), "INT32"},
		"a zero point of a float": {
			graphOf(nodeOf("QuantizeLinear", []string{"x", "s", "z"}, "y"), float, typedWeight("s", tensor.Float32, float32s(1)),
				typedWeight("z", tensor.Float8E4M3FN, []byte{0x38}), y), "zero point of 1",
		},
		"a symmetric window of one": {graphOf(nodeOf("HannWindow", []string{"n"}, "y", intOf("periodic", 0)), listOf("n", 1), y), "divides by 0"},
		"a dropout that drops": {
			graphOf(nodeOf("Dropout", []string{"x", "", "t"}, "y"), float, typedWeight("t", tensor.Bool, []byte{1}), y), "training_mode",
		},
	} {
		t.Run(name, func(t *testing.T) { requireRefused(t, c.g, c.says) })
	}
}

// Scales fix the numbers that a program requantises with, so they have to be known; the error says which input to bind.
func TestAScaleThatIsAnInputHasToBeBound(t *testing.T) {
	in := []string{"a", "s", "z", "a", "s", "z", "s", "z"}
	g := graphOf(nodeOf("QLinearMatMul", in, "y"), typedInput("a", tensor.Uint8, 2, 2), inputOf("s"), typedWeight("z", tensor.Uint8, []byte{3}),
		typedOutput("y", tensor.Uint8))
	_, err := onnx.Import(modelOf(21, g), onnx.Options{})
	var unknown *onnx.NotConstantError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, []string{"s"}, unknown.Inputs)
	half := tensor.Tensor{Name: "s", Type: tensor.Float32, Data: float32s(0.5)}
	_, err = onnx.Import(modelOf(21, g), onnx.Options{Bind: map[string]tensor.Tensor{"s": half}})
	require.NoError(t, err)
	for _, scale := range []float32{0, -1} {
		half.Data = float32s(scale)
		_, err = onnx.Import(modelOf(21, g), onnx.Options{Bind: map[string]tensor.Tensor{"s": half}})
		require.ErrorIs(t, err, onnx.ErrUnsupported)
		require.ErrorContains(t, err, "it must be above 0")
	}
}
