package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// strange is what the model says a value is, where that is no tensor of numbers.
func (v *valueInfo) strange() string {
	switch v.kind {
	case tensor.String:
		return "strings"
	case tensor.Complex64, tensor.Complex128:
		return "complex numbers"
	default:
		return v.other
	}
}

// refuse tells at once what cannot come of a model, by the operator that meets it first.
func (f *file) refuse() error {
	for i := range f.inputs {
		if what := f.inputs[i].strange(); what != "" {
			name := f.inputs[i].name
			return f.met(what, "input", name, func(n *node) bool { return slices.Contains(n.inputs, name) })
		}
	}
	for i := range f.outputs {
		if what := f.outputs[i].strange(); what != "" {
			name := f.outputs[i].name
			return f.met(what, "output", name, func(n *node) bool { return slices.Contains(n.outputs, name) })
		}
	}
	for i := range f.nodes {
		if n := &f.nodes[i]; f.opset == 0 && !standard(n.domain) && f.function(n) == nil {
			return fmt.Errorf("%w: operator %q of domain %q of node %q (index %d) is not supported", ErrUnsupported, n.op, n.domain, n.name, n.index)
		}
	}
	return nil
}

// met is the error about an input or output of a strange type.
func (f *file) met(what, role, name string, meets func(*node) bool) error {
	for i := range f.nodes {
		if n := &f.nodes[i]; meets(n) {
			return fmt.Errorf("%w: %s are not supported: operator %q of node %q (index %d) has one, the model's %s %q",
				ErrUnsupported, what, n.op, n.name, n.index, role, name)
		}
	}
	return fmt.Errorf("%w: %s are not supported: the model's %s %q is one", ErrUnsupported, what, role, name)
}
