// Package realmodel holds the trained models that people use, each at a shape and with a real input, for the tests of the engine and of
// the court. Its inputs are the same bytes on every machine.
package realmodel

import (
	"image"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/models"
	"github.com/suretynetwork/surety/testutil/models/modelstest"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Case is a model with an input.
type Case struct {
	// Name says which model, at which shape.
	Name string
	// File is where its ONNX file is.
	File models.File
	// Options are how it is imported.
	Options onnx.Options
	// Inputs are all of the model's, by name, those included that Options bind.
	Inputs []tensor.Tensor
}

// Cases are the models.
func Cases(tb testing.TB) []Case {
	tb.Helper()
	page, err := receipt()
	require.NoError(tb, err)
	line := func(width int) image.Rectangle { return image.Rect(0, 60, width, 108) }
	sr := map[string]tensor.Tensor{"sr": sampleRate()}
	return []Case{
		ocr("PP-OCRv4 detection 320x320", models.TextDetection, channelsFirst(page, page.Rect, forDetection)),
		// The widest of which all outputs may be demanded on a chain: 38 distributions over 6,625 characters.
		ocr("PP-OCRv4 recognition 48x304", models.TextRecognition, channelsFirst(page, line(304), forLines)),
		ocr("PP-OCR direction 48x192", models.TextDirection, channelsFirst(page, line(192), forLines)),
		{Name: "BlazeFace front 128x128", File: models.FaceFront, Inputs: []tensor.Tensor{drawnFace(128, 2)}},
		{Name: "BlazeFace back 256x256", File: models.FaceBack, Inputs: []tensor.Tensor{drawnFace(256, 2)}},
		{
			Name: "silero VAD 5, 32 ms", File: models.Speech,
			Options: onnx.Options{Bind: sr, Shapes: map[string][]uint64{"input": {1, 576}, "state": {2, 1, 128}}},
			Inputs:  []tensor.Tensor{sound("input", 576), silentState("state", 128), sampleRate()},
		},
		{
			Name: "silero VAD 4, 96 ms", File: models.SpeechLegacy,
			Options: onnx.Options{Dims: map[string]uint64{"batch": 1, "sequence": 1536}, Bind: sr},
			Inputs:  []tensor.Tensor{sound("input", 1536), sampleRate(), silentState("h", 64), silentState("c", 64)},
		},
	}
}

// ocr is a model of PP-OCR, whose axes all have the same names but mean others.
func ocr(name string, f models.File, input tensor.Tensor) Case {
	dims := map[string]uint64{}
	open := []int{0, 2, 3}
	if f == models.TextRecognition {
		open = []int{0, 3}
	}
	for i, axis := range open {
		dims["p2o.DynamicDimension."+string(rune('0'+i))] = input.Shape[axis]
	}
	return Case{Name: name, File: f, Options: onnx.Options{Dims: dims}, Inputs: []tensor.Tensor{input}}
}

// Import imports the case's model. It skips the test where the file is not to be had.
func (c Case) Import(tb testing.TB) *onnx.Model {
	tb.Helper()
	m, err := onnx.Import(modelstest.Read(tb, c.File), c.Options)
	require.NoError(tb, err)
	return m
}

// NodeName is a node's name for a table: the models' own are long, and differ at their ends.
func NodeName(name string) string {
	const most = 40
	return name[max(0, len(name)-most):]
}

// ProgramInputs are the inputs that the imported program takes, in its order.
func (c Case) ProgramInputs(tb testing.TB, m *onnx.Model) [][]byte {
	tb.Helper()
	var out [][]byte
	for _, name := range m.InputNames {
		for _, input := range c.Inputs {
			if input.Name == name {
				out = append(out, input.Data)
			}
		}
	}
	require.Len(tb, out, len(m.InputNames), "the case names every input: %q", m.InputNames)
	return out
}
