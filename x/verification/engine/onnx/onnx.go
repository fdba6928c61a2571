// Package onnx turns ONNX models into programs of the engine. It is off-chain code.
//
// A model of opset 1 to 27 is taken if its operators are among those that Supported lists. float16 and bfloat16 are computed in float32,
// and so is what the engine does not have for float64; outputs have the types that the model says. Images arrive in ONNX with
// their channels first and are computed with their channels last; an import keeps track of where each axis lies and adds a transpose
// only where the order of bytes matters. What depends on weights alone is computed once, at import, by the engine's own rules.
// Maps are fused with what feeds them where nothing else reads what lies between: every step keeps its own rounding, so a fused program
// gives the bits of an unfused one, but for constant scales of channels, which are multiplied into the filters they follow.
package onnx

import (
	"errors"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

var (
	// ErrModel is matched by errors about a model that is broken or contradicts itself.
	ErrModel = errors.New("model cannot be imported")
	// ErrUnsupported is matched by errors about something that a model may do but the engine does not.
	ErrUnsupported = errors.New("model uses what the engine does not have")
	// ErrFault is matched by errors that are this package's own fault: it did not expect what a model asks for. They match ErrModel too.
	ErrFault = fmt.Errorf("%w: the importer does not cope with it; please report it with the model", ErrModel)
)

// NotConstantError says that something has to be known when the program is made, such as a shape, but comes from inputs of the model.
// Binding these inputs (Options.Bind) helps. It matches ErrUnsupported.
type NotConstantError struct {
	// What has to be known.
	What string
	// Inputs are the names of the inputs that it depends on.
	Inputs []string
}

// Error says what is missing and how to give it.
func (e *NotConstantError) Error() string {
	return fmt.Sprintf("%s depends on %q, which must be known when the program is made: bind a value to it", e.What, e.Inputs)
}

// Is makes errors.Is(err, ErrUnsupported) true.
func (e *NotConstantError) Is(target error) bool { return target == ErrUnsupported }

// The opsets in which every supported operator means what this package takes it to mean. Attributes whose meaning changed are refused.
const (
	minOpset = 1
	maxOpset = 27
)

// Options are choices that a model leaves open.
type Options struct {
	// Batch is the extent of a first axis that the model does not fix; 0 means 1.
	Batch uint64
	// Dims are the extents of axes that the model names but does not fix.
	Dims map[string]uint64
	// Shapes are the shapes of inputs, by name, for models that do not even name their open axes. Fixed extents have to agree.
	Shapes map[string][]uint64
	// Bind fixes inputs of the model to constants, by name.
	Bind map[string]tensor.Tensor
	// Limits are the network's; nil means graph.DefaultLimits.
	Limits *graph.Limits
	// Unfused keeps every step a node of its own, so that a trace can be read beside the model.
	Unfused bool
}

// Model is an imported model.
type Model struct {
	// Program is the graph to register.
	Program *graph.Program
	// Weights is the blob behind the program's weights root.
	Weights []byte
	// InputNames are the model's names for the program's inputs, in order.
	InputNames []string
	// OutputNames are the model's names for the program's outputs, in order.
	OutputNames []string
}

// Import reads an ONNX file and compiles it. The program of a Model is valid under the limits. Errors match ErrModel, ErrUnsupported,
// graph.ErrInvalid, tensor.ErrBadTensor or wire.ErrMalformed, and name the node.
func Import(b []byte, opts Options) (*Model, error) {
	f, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	if f.opset < minOpset || f.opset > maxOpset {
		return nil, fmt.Errorf("%w: opset %d; opsets %d to %d are supported, convert it with onnx.version_converter",
			ErrUnsupported, f.opset, minOpset, maxOpset)
	}
	c := newCompiler(f, opts, len(b))
	if err := c.inputs(); err != nil {
		return nil, err
	}
	for i := range f.nodes {
		if err := c.node(&f.nodes[i]); err != nil {
			return nil, err
		}
	}
	return c.finish()
}
