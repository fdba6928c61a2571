package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// body is a GraphProto: the model's own, or one in an attribute of a node such as If or Loop.
type body struct {
	name         string
	nodes        []node
	initialisers []tensor.Tensor
	inputs       []valueInfo
	outputs      []valueInfo
}

// node is a NodeProto.
type node struct {
	index            int
	name, op         string
	domain, overload string
	inputs, outputs  []string
	attributes       map[string]attribute
}

// body reads a GraphProto that lies depth graphs deep.
func (d *decoder) body(field wire.Field, g *body, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("%w: its graphs lie more than %d deep in one another", ErrUnsupported, maxDepth)
	}
	return counted(field, func(n wire.Counts) error {
		if err := d.room(n[1]); err != nil {
			return err
		}
		g.nodes, g.initialisers = make([]node, 0, n[1]), make([]tensor.Tensor, 0, n[5])
		g.inputs, g.outputs = make([]valueInfo, 0, n[11]), make([]valueInfo, 0, n[12])
		return nil
	}, func(field wire.Field) error { return d.bodyField(field, g, depth) })
}

func (d *decoder) bodyField(field wire.Field, g *body, depth int) error {
	switch field.Number {
	case 1: // node
		return d.node(field, &g.nodes, depth)
	case 2: // name
		g.name = field.String()
	case 5: // initializer
		t, err := readTensor(field)
		if err != nil {
			return fmt.Errorf("initialiser %d: %w", len(g.initialisers), err)
		}
		g.initialisers = append(g.initialisers, t)
	case 11: // input
		return addInfo(&g.inputs, "input", field)
	case 12: // output
		return addInfo(&g.outputs, "output", field)
	case 15: // sparse_initializer
		return fmt.Errorf("%w: sparse initialisers are not supported; export the model with dense weights", ErrUnsupported)
	}
	return nil
}

// node reads a NodeProto and appends it.
func (d *decoder) node(field wire.Field, to *[]node, depth int) error {
	n := node{index: len(*to)}
	err := counted(field, func(c wire.Counts) error {
		n.inputs, n.outputs = make([]string, 0, c[1]), make([]string, 0, c[2])
		if c[5] > 0 {
			n.attributes = make(map[string]attribute, c[5])
		}
		return nil
	}, func(field wire.Field) error { return d.nodeField(field, &n, depth) })
	if err != nil {
		return fmt.Errorf("node %d %q: %w", n.index, n.name, err)
	}
	*to = append(*to, n)
	return nil
}

func (d *decoder) nodeField(field wire.Field, n *node, depth int) error {
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
		a, err := d.attribute(field, depth)
		if err != nil {
			return err
		}
		if _, twice := n.attributes[a.name]; twice {
			return fmt.Errorf("%w: attribute %q is given twice", ErrModel, a.name)
		}
		n.attributes[a.name] = a
	case 7: // domain
		n.domain = field.String()
	case 8: // overload
		n.overload = field.String()
	}
	return nil
}
