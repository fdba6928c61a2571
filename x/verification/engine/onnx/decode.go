package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// file is what an import needs of a ModelProto.
type file struct {
	opset        uint64
	nodes        []node
	initialisers []tensor.Tensor
	inputs       []valueInfo
	outputs      []valueInfo
}

// node is a NodeProto.
type node struct {
	index           int
	name, op        string
	domain          string
	inputs, outputs []string
	attributes      map[string]attribute
}

// decode reads a ModelProto. What it keeps is no longer than the file.
func decode(b []byte) (*file, error) {
	f := new(file)
	graphs := 0
	err := wire.Each(b, func(field wire.Field) error {
		switch field.Number {
		case 7: // graph
			graphs++
			return message(field, f.graphField)
		case 8: // opset_import
			return f.opsetField(field)
		case 25: // functions
			return fmt.Errorf("%w: it defines functions of its own; export it with its functions inlined", ErrModel)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if graphs != 1 {
		return nil, fmt.Errorf("%w: %d graphs in %d bytes, want 1; is this an ONNX file?", ErrModel, graphs, len(b))
	}
	return f, nil
}

// message walks the message in a field.
func message(field wire.Field, visit func(wire.Field) error) error {
	b, err := field.Message()
	if err != nil {
		return err
	}
	return wire.Each(b, visit)
}

// opsetField reads an OperatorSetIdProto. Only the default domain's version counts; nodes of other domains are refused by name.
func (f *file) opsetField(field wire.Field) error {
	domain, version := "", uint64(0)
	err := message(field, func(field wire.Field) error {
		switch field.Number {
		case 1: // domain
			domain = field.String()
		case 2: // version
			version = field.Value
		}
		return nil
	})
	if standard(domain) {
		f.opset = version
	}
	return err
}

// standard says whether a domain is ONNX's own.
func standard(domain string) bool { return domain == "" || domain == "ai.onnx" }

func (f *file) graphField(field wire.Field) error {
	switch field.Number {
	case 1: // node
		n := node{index: len(f.nodes), attributes: map[string]attribute{}}
		if err := message(field, n.field); err != nil {
			return fmt.Errorf("node %d %q: %w", n.index, n.name, err)
		}
		f.nodes = append(f.nodes, n)
	case 5: // initializer
		b, err := field.Message()
		if err != nil {
			return err
		}
		t, err := tensor.ReadTensorProto(b)
		if err != nil {
			return fmt.Errorf("initialiser: %w", err)
		}
		f.initialisers = append(f.initialisers, t)
	case 11: // input
		return addInfo(&f.inputs, field)
	case 12: // output
		return addInfo(&f.outputs, field)
	case 15: // sparse_initializer
		return fmt.Errorf("%w: sparse initialisers are not supported; export the model with dense weights", ErrModel)
	}
	return nil
}

func (n *node) field(field wire.Field) error {
	switch field.Number {
	case 1: // input
		n.inputs = append(n.inputs, field.String())
	case 2: // output
		n.outputs = append(n.outputs, field.String())
	case 3: // name
		n.name = field.String()
	case 4: // op_type
		n.op = field.String()
	case 5: // attribute
		var a attribute
		if err := message(field, a.field); err != nil {
			return fmt.Errorf("attribute %q: %w", a.name, err)
		}
		if _, twice := n.attributes[a.name]; twice {
			return fmt.Errorf("%w: attribute %q is given twice", ErrModel, a.name)
		}
		n.attributes[a.name] = a
	case 7: // domain
		n.domain = field.String()
	}
	return nil
}
