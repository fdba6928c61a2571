package ocr

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Program is a model of PP-OCR that is compiled for each shape that it is given: a program of the chain has no open axes.
type Program struct {
	// Name says what it does.
	Name  string
	model []byte
	// open are the axes of the input that the model leaves open.
	open     []int
	compiled []*onnx.Model
}

// Detection is an ONNX file's detector for Reader.Detect.
func Detection(model []byte) (*Program, error) {
	short, err := ShortenDetection(model)
	return &Program{Name: "text detection", model: short, open: []int{0, 2, 3}}, err
}

// Direction is an ONNX file's classifier for Reader.Turned.
func Direction(model []byte) (*Program, error) {
	return &Program{Name: "text direction", model: model, open: []int{0, 2, 3}}, nil
}

// Recognition is an ONNX file's recogniser for Reader.Recognise.
func Recognition(model []byte) (*Program, error) {
	short, err := ShortenRecognition(model)
	return &Program{Name: "text recognition", model: short, open: []int{0, 3}}, err
}

// At is the program for an input of a shape. Errors are onnx.Import's.
func (p *Program) At(shape []uint64) (*onnx.Model, error) {
	for _, m := range p.compiled {
		if slices.Equal(m.Program.Nodes[0].Shape, shape) {
			return m, nil
		}
	}
	dims := map[string]uint64{}
	for i, axis := range p.open {
		if axis < len(shape) {
			dims[fmt.Sprintf("p2o.DynamicDimension.%d", i)] = shape[axis]
		}
	}
	m, err := onnx.Import(p.model, onnx.Options{Dims: dims})
	if err != nil {
		return nil, fmt.Errorf("%s for %d: %w", p.Name, shape, err)
	}
	p.compiled = append(p.compiled, m)
	return m, nil
}

// Tensors are a program's outputs as a Run returns them.
func Tensors(p *graph.Program, outputs [][]byte) ([]tensor.Tensor, error) {
	if len(outputs) != len(p.Outputs) {
		return nil, fmt.Errorf("%d outputs, the program has %d", len(outputs), len(p.Outputs))
	}
	kinds := map[graph.Dtype]tensor.Type{graph.Float32: tensor.Float32, graph.Int64: tensor.Int64, graph.Uint8: tensor.Uint8}
	out := make([]tensor.Tensor, len(outputs))
	for i, b := range outputs {
		n := &p.Nodes[p.Outputs[i]]
		if want, _ := n.OutputBytes(); uint64(len(b)) != want {
			return nil, fmt.Errorf("output %d %q has %d bytes, want %d", i, n.Name, len(b), want)
		}
		out[i] = tensor.Tensor{Name: n.Name, Type: kinds[n.Dtype], Shape: n.Shape, Data: b}
	}
	return out, nil
}
