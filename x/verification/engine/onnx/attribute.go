package onnx

import (
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// attribute is an AttributeProto. Kinds that no supported operator takes, such as sparse tensors and types, are kept by their number
// alone.
type attribute struct {
	name    string
	kind    uint64
	ref     string // in a function: the attribute of the call that this one stands for
	float   float32
	number  int64
	text    string
	tensor  *tensor.Tensor // set where kind is kindTensor, but for a ref
	graph   *body          // set where kind is kindGraph, but for a ref
	floats  []byte         // little-endian
	ints    []int64
	texts   []string
	tensors []tensor.Tensor
	graphs  []*body
	wrong   error // why a tensor cannot be used: told only if an operator asks for it
}

// The kinds of attribute.
const (
	kindFloat   = 1
	kindInt     = 2
	kindText    = 3
	kindTensor  = 4
	kindGraph   = 5
	kindFloats  = 6
	kindInts    = 7
	kindTexts   = 8
	kindTensors = 9
	kindGraphs  = 10
)

// contents are the fields that hold an attribute's content, and the kind that each has.
var contents = map[int]uint64{
	2: kindFloat, 3: kindInt, 4: kindText, 5: kindTensor, 6: kindGraph, 7: kindFloats, 8: kindInts, 9: kindTexts, 10: kindTensors,
	11: kindGraphs,
}

// attribute reads an AttributeProto of a node that lies depth graphs deep.
func (d *decoder) attribute(field wire.Field, depth int) (attribute, error) {
	var a attribute
	err := counted(field, func(n wire.Counts) error {
		a.texts, a.tensors, a.graphs = make([]string, 0, n[9]), make([]tensor.Tensor, 0, n[10]), make([]*body, 0, n[11])
		return nil
	}, func(field wire.Field) error { return d.attributeField(field, &a, depth) })
	if err == nil && a.name == "" {
		err = fmt.Errorf("%w: an attribute without a name", ErrModel)
	}
	if err == nil && a.ref == "" && (a.kind == kindTensor && a.tensor == nil || a.kind == kindGraph && a.graph == nil) {
		err = fmt.Errorf("%w: it says that it holds a tensor or a graph (kind %d), and holds none", ErrModel, a.kind)
	}
	if err != nil {
		return a, fmt.Errorf("attribute %q: %w", a.name, err)
	}
	return a, nil
}

func (d *decoder) attributeField(field wire.Field, a *attribute, depth int) error {
	if kind, holds := contents[field.Number]; holds && a.kind == 0 {
		a.kind = kind // the oldest files do not say it
	}
	switch field.Number {
	case 1: // name
		a.name = field.String()
	case 2: // f
		a.float = math.Float32frombits(uint32(field.Value))
	case 3: // i
		a.number = int64(field.Value)
	case 4: // s
		a.text = field.String()
	case 20: // type
		a.kind = field.Value
	case 21: // ref_attr_name
		a.ref = field.String()
	case 5, 6: // t, g
		return d.block(field, a, depth)
	default:
		return d.list(field, a, depth)
	}
	return nil
}

// block reads a tensor or a graph.
func (d *decoder) block(field wire.Field, a *attribute, depth int) error {
	if field.Number == 6 {
		a.graph = new(body)
		return d.body(field, a.graph, depth+1)
	}
	t, err := readTensor(field)
	a.tensor, a.wrong = &t, err
	return nil
}

// list reads fields that may be repeated.
func (d *decoder) list(field wire.Field, a *attribute, depth int) (err error) {
	switch field.Number {
	case 7: // floats
		a.floats, err = field.Fixed(a.floats, 4)
	case 8: // ints
		a.ints, err = field.Int64s(a.ints)
	case 9: // strings
		a.texts = append(a.texts, field.String())
	case 10: // tensors
		t, wrong := readTensor(field)
		if a.tensors = append(a.tensors, t); a.wrong == nil {
			a.wrong = wrong
		}
	case 11: // graphs
		g := new(body)
		a.graphs = append(a.graphs, g)
		return d.body(field, g, depth+1)
	}
	return err
}
