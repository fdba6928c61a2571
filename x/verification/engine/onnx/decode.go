package onnx

import (
	"errors"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

const (
	// maxDepth is how deep graphs may lie in attributes of graphs.
	maxDepth = 16
	// maxModelNodes is the number of nodes of a model, those of its inner graphs and functions included. A program has fewer by far.
	maxModelNodes = 1 << 17
)

// file is what an import needs of a ModelProto.
type file struct {
	body
	opset     uint64
	functions []function
}

// function is a FunctionProto: an operator that the model defines itself.
type function struct {
	domain, name, overload string
	opset                  uint64 // in which its nodes are written, 0 if it does not say
	inputs, outputs        []string
	attributes             []string    // those that a call has to bring
	defaults               []attribute // those that a call may bring, with what they are otherwise
	nodes                  []node
}

// decoder reads a model. What it keeps and allocates is bounded by the length of the file: see allowance in the tests.
type decoder struct {
	nodes int // read so far
}

// decode reads a ModelProto.
func decode(b []byte) (*file, error) {
	f, d := new(file), new(decoder)
	graphs := 0
	err := wire.Each(b, func(field wire.Field) (err error) {
		switch field.Number {
		case 7: // graph
			graphs++
			if graphs == 1 {
				err = d.body(field, &f.body, 0)
			}
		case 8: // opset_import
			err = opsetField(field, &f.opset)
		case 25: // functions
			var fn function
			err = d.function(field, &fn)
			f.functions = append(f.functions, fn)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if graphs != 1 {
		return nil, fmt.Errorf("%w: %d graphs in %d bytes, want 1; is this an ONNX file?", ErrModel, graphs, len(b))
	}
	if err := f.refuse(); err != nil {
		return nil, err
	}
	for i := 0; f.opset == 0 && i < len(f.functions); i++ { // for a model that calls nothing but its own functions
		f.opset = f.functions[i].opset
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

// counted walks the message in a field too; room is called before, with how often each field occurs.
func counted(field wire.Field, room func(wire.Counts) error, visit func(wire.Field) error) error {
	b, err := field.Message()
	if err != nil {
		return err
	}
	n, err := wire.Count(b)
	if err != nil {
		return err
	}
	if err := room(n); err != nil {
		return err
	}
	return wire.Each(b, visit)
}

// opsetField reads an OperatorSetIdProto. Only the default domain's version counts; nodes of other domains are refused by name.
func opsetField(field wire.Field, to *uint64) error {
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
		*to = version
	}
	return err
}

// standard says whether a domain is ONNX's own.
func standard(domain string) bool { return domain == "" || domain == "ai.onnx" }

// room counts nodes that are about to be read.
func (d *decoder) room(nodes int) error {
	d.nodes += nodes
	if d.nodes > maxModelNodes {
		return fmt.Errorf("%w: it has %d nodes or more, at most %d are taken; split the model", ErrUnsupported, d.nodes, maxModelNodes)
	}
	return nil
}

// function reads a FunctionProto.
func (d *decoder) function(field wire.Field, f *function) error {
	err := counted(field, func(n wire.Counts) error {
		if err := d.room(n[7]); err != nil {
			return err
		}
		f.inputs, f.outputs = make([]string, 0, n[4]), make([]string, 0, n[5])
		f.attributes, f.defaults = make([]string, 0, n[6]), make([]attribute, 0, n[11])
		f.nodes = make([]node, 0, n[7])
		return nil
	}, func(field wire.Field) error { return d.functionField(field, f) })
	if err != nil {
		return fmt.Errorf("function %q: %w", f.name, err)
	}
	return nil
}

func (d *decoder) functionField(field wire.Field, f *function) error {
	switch field.Number {
	case 1: // name
		f.name = field.String()
	case 4: // input
		f.inputs = append(f.inputs, field.String())
	case 5: // output
		f.outputs = append(f.outputs, field.String())
	case 6: // attribute
		f.attributes = append(f.attributes, field.String())
	case 7: // node
		return d.node(field, &f.nodes, 0)
	case 9: // opset_import
		return opsetField(field, &f.opset)
	case 10: // domain
		f.domain = field.String()
	case 11: // attribute_proto
		a, err := d.attribute(field, 0)
		f.defaults = append(f.defaults, a)
		return err
	case 13: // overload
		f.overload = field.String()
	}
	return nil
}

// readTensor reads a TensorProto. What the engine does not have is told apart from what is broken.
func readTensor(field wire.Field) (tensor.Tensor, error) {
	b, err := field.Message()
	if err != nil {
		return tensor.Tensor{}, err
	}
	t, err := tensor.ReadTensorProto(b)
	if errors.Is(err, tensor.ErrUnsupported) {
		err = fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	return t, err
}
