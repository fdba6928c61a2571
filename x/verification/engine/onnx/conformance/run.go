package conformance

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// The tolerances of ONNX's own backend tests.
const (
	relative = 1e-3
	absolute = 1e-7
)

// Outcome is how a case went.
type Outcome string

// The outcomes. Skipped means that the import refused the model or its data by name; anything else that is not right is Failed.
const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Skipped Outcome = "skipped"
)

// Result is how a case went, and why if it did not pass.
type Result struct {
	Outcome Outcome
	Reason  error
}

// Run imports a case's model and runs it on every data set.
func (c Case) Run(ctx context.Context) Result {
	model, err := os.ReadFile(c.Model)
	if err != nil {
		return Result{Failed, err}
	}
	if len(c.Sets) == 0 {
		return resultOf(c.onOnes(ctx, model))
	}
	for _, set := range c.Sets {
		if err := onSet(ctx, model, set); err != nil {
			return resultOf(fmt.Errorf("%s: %w", filepath.Base(set), err))
		}
	}
	return Result{Outcome: Passed}
}

func resultOf(err error) Result {
	switch {
	case err == nil:
		return Result{Outcome: Passed}
	case errors.Is(err, onnx.ErrUnsupported), errors.Is(err, onnx.ErrModel), errors.Is(err, tensor.ErrBadTensor):
		return Result{Skipped, err}
	default:
		return Result{Failed, err}
	}
}

// onSet runs a model on one data set. Inputs that are not float32, such as shapes, are bound to what the set gives for them.
func onSet(ctx context.Context, model []byte, set string) error {
	given, err := read(numbered(filepath.Join(set, "input_")))
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
	return compare(ctx, m, inputs, numbered(filepath.Join(set, "output_")))
}

// onOnes runs a model on inputs of ones.
func (c Case) onOnes(ctx context.Context, model []byte) error {
	m, err := onnx.Import(model, onnx.Options{})
	if err != nil {
		return err
	}
	var inputs [][]byte
	for i := range m.Program.InputCount() {
		count, ok := m.Program.Nodes[i].Elements()
		if !ok {
			return fmt.Errorf("input %d of shape %d is too large", i, m.Program.Nodes[i].Shape)
		}
		one := binary.LittleEndian.AppendUint32(nil, math.Float32bits(1))
		inputs = append(inputs, bytes.Repeat(one, int(count)))
	}
	return compare(ctx, m, inputs, c.Outputs)
}

func compare(ctx context.Context, m *onnx.Model, inputs [][]byte, files []string) error {
	want, err := read(files)
	if err != nil {
		return err
	}
	trace, err := exec.Run(ctx, m.Program, m.Weights, inputs)
	if err != nil {
		return err
	}
	outputs := trace.Outputs()
	if len(outputs) < len(want) {
		return fmt.Errorf("the model gives %d outputs, the case has %d", len(outputs), len(want))
	}
	for i := range want {
		if err := agrees(want[i], m.Program.Nodes[m.Program.Outputs[i]], outputs[i]); err != nil {
			return fmt.Errorf("output %d (%s): %w", i, m.OutputNames[i], err)
		}
	}
	return nil
}

// agrees compares an output with what it should be: the same shape, and every number within the tolerances.
func agrees(want tensor.Tensor, n graph.Node, got []byte) error {
	if want.Type != tensor.Float32 {
		return fmt.Errorf("%w: it should be of type %s", tensor.ErrBadTensor, want.Type)
	}
	if !slices.Equal(want.Shape, n.Shape) {
		return fmt.Errorf("shape %d, want %d", n.Shape, want.Shape)
	}
	if len(want.Data) != len(got) {
		return fmt.Errorf("%d bytes, want %d", len(got), len(want.Data))
	}
	for i := 0; i < len(got); i += 4 {
		x, y := number(want.Data[i:]), number(got[i:])
		if !near(x, y) {
			return fmt.Errorf("element %d is %g, want %g", i/4, y, x)
		}
	}
	return nil
}

func number(b []byte) float64 { return float64(math.Float32frombits(binary.LittleEndian.Uint32(b))) }

// near is NumPy's allclose with equal NaNs: an infinity is near itself only.
func near(want, got float64) bool {
	if math.IsNaN(want) || math.IsNaN(got) {
		return math.IsNaN(want) && math.IsNaN(got)
	}
	if math.IsInf(want, 0) || math.IsInf(got, 0) {
		return want == got
	}
	return math.Abs(want-got) <= absolute+relative*math.Abs(want)
}
