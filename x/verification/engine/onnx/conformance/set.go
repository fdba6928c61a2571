package conformance

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// onSet runs a model on one data set.
func onSet(ctx context.Context, model []byte, set string) error {
	declared, err := onnx.Inputs(model) // what a model takes may not be a tensor, so it is asked before the data is read
	if err != nil {
		return err
	}
	files, err := read(filepath.Join(set, "input_"))
	if err != nil {
		return err
	}
	given := map[string]tensor.Tensor{}
	for i, t := range files {
		if i >= len(declared) {
			return fmt.Errorf("the case has an input %d, the model takes %d", i, len(declared))
		}
		given[declared[i].Name] = t // by place: not every case names its files
	}
	m, err := program(model, given)
	if err != nil {
		return err
	}
	inputs := make([][]byte, len(m.InputNames))
	for i, name := range m.InputNames {
		t, there := given[name]
		if !there {
			return fmt.Errorf("the model takes an input %q, the case has none", name)
		}
		inputs[i] = t.Data
	}
	return compare(ctx, m, inputs, filepath.Join(set, "output_"))
}

// program imports a model for the data that it will run on. Axes that the model leaves open are as long as in the data. An input that
// the import needs to know, such as a shape, and one without elements are bound to the data.
func program(model []byte, given map[string]tensor.Tensor) (*onnx.Model, error) {
	opts := onnx.Options{Shapes: map[string][]uint64{}, Bind: map[string]tensor.Tensor{}}
	for name, t := range given {
		opts.Shapes[name] = t.Shape
		if len(t.Data) == 0 {
			opts.Bind[name] = t
		}
	}
	for {
		m, err := onnx.Import(model, opts)
		var unknown *onnx.NotConstantError
		if !errors.As(err, &unknown) {
			return m, err
		}
		before := len(opts.Bind)
		for _, name := range unknown.Inputs {
			if t, there := given[name]; there {
				opts.Bind[name] = t
			}
		}
		if len(opts.Bind) == before {
			return nil, err
		}
	}
}

// ones are the number one in each element type that a case without data may take.
var ones = map[tensor.Type][]byte{
	tensor.Float32: {0, 0, 0x80, 0x3f}, tensor.Float64: {0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, tensor.Float16: {0, 0x3c}, tensor.BFloat16: {0x80, 0x3f},
	tensor.Bool: {1}, tensor.Int8: {1}, tensor.Uint8: {1}, tensor.Int16: {1, 0}, tensor.Uint16: {1, 0}, tensor.Int32: {1, 0, 0, 0},
	tensor.Uint32: {1, 0, 0, 0}, tensor.Int64: {1, 0, 0, 0, 0, 0, 0, 0}, tensor.Uint64: {1, 0, 0, 0, 0, 0, 0, 0},
}

// onOnes runs a model on inputs of ones.
func onOnes(ctx context.Context, model []byte, outputs string) error {
	m, err := onnx.Import(model, onnx.Options{})
	if err != nil {
		return err
	}
	inputs := make([][]byte, m.Program.InputCount())
	for i := range inputs {
		n := m.Program.Nodes[i]
		count, _ := n.Elements()
		one, known := ones[typeOf(n.Dtype)]
		if !known {
			return fmt.Errorf("%w: an input of ones of type %s", onnx.ErrUnsupported, n.Dtype)
		}
		inputs[i] = bytes.Repeat(one, int(count))
	}
	return compare(ctx, m, inputs, outputs)
}

// compare runs a program and compares its outputs with files.
func compare(ctx context.Context, m *onnx.Model, inputs [][]byte, files string) error {
	want, err := read(files)
	if err != nil {
		return err
	}
	if len(want) == 0 {
		return errNoOutput
	}
	trace, err := exec.Run(ctx, m.Program, m.Weights, inputs)
	if err != nil {
		return err
	}
	outputs := trace.Outputs()
	var wrong error
	for _, i := range slices.Sorted(maps.Keys(want)) {
		if i >= len(outputs) {
			return fmt.Errorf("the case has an output %d, the model gives %d", i, len(outputs))
		}
		n := m.Program.Nodes[m.Program.Outputs[i]]
		got := tensor.Tensor{Type: typeOf(n.Dtype), Shape: n.Shape, Data: outputs[i]}
		if err := agrees(want[i], got); err != nil {
			wrong = errors.Join(wrong, fmt.Errorf("output %d (%s): %w", i, m.OutputNames[i], err))
		}
	}
	return wrong
}
