package onnx

import (
	"fmt"
	"slices"
)

// scope is the names of a graph. A graph in an attribute sees those of the graph around it.
type scope struct {
	values map[string]value
	around *scope
}

func newScope(around *scope) *scope { return &scope{values: map[string]value{}, around: around} }

func (s *scope) find(name string) (value, bool) {
	for ; s != nil; s = s.around {
		if v, known := s.values[name]; known {
			return v, true
		}
	}
	return value{}, false
}

// inner compiles a graph in an attribute, its inputs bound in order, and gives its outputs. label tells its nodes from those of other
// rounds.
func (c *compiler) inner(b *body, label string, in []value) ([]value, error) {
	if len(in) > len(b.inputs) {
		return nil, fmt.Errorf("%w: graph %q has %d inputs, %d are given", ErrModel, b.name, len(b.inputs), len(in))
	}
	if err := c.writeOut(b.nodes, label); err != nil {
		return nil, err
	}
	around, path := c.scope, c.path
	c.scope, c.path = newScope(around), path+label
	defer func() { c.scope, c.path = around, path }()
	for i, v := range in {
		if err := c.define(b.inputs[i].name, v); err != nil {
			return nil, err
		}
	}
	for i := range b.initialisers {
		if t := &b.initialisers[i]; c.scope.values[t.Name].shape == nil {
			if err := c.constant(t.Name, t); err != nil {
				return nil, err
			}
		}
	}
	for i := range b.nodes {
		n := b.nodes[i] // a copy: a graph may be compiled again for another round
		if err := c.node(&n); err != nil {
			return nil, fmt.Errorf("in graph %q: %w", b.name, err)
		}
	}
	return c.results(b)
}

// writeOut pays for compiling nodes one time more, under a longer path: a few loops or functions inside one another may be written out
// to any number of nodes.
func (c *compiler) writeOut(nodes []node, label string) error {
	const perNode, perOperand = 1 << 9, 1 << 4
	cost := uint64(len(c.path) + len(label))
	for i := range nodes {
		n := &nodes[i]
		cost += perNode + uint64(len(n.name)+len(n.op)+perOperand*(len(n.inputs)+len(n.outputs)))
	}
	if cost > c.work {
		return fmt.Errorf("%w: its loops and functions are written out to more nodes than a model of this size is given", ErrUnsupported)
	}
	c.work -= cost
	return nil
}

func (c *compiler) results(b *body) ([]value, error) {
	out := make([]value, len(b.outputs))
	for i, info := range b.outputs {
		v, err := c.lookup(info.name)
		if err != nil {
			return nil, fmt.Errorf("output %q of graph %q: %w", info.name, b.name, err)
		}
		out[i] = v
	}
	return out, nil
}

// maxInlined is how deep functions of a model may call one another.
const maxInlined = 32

// function is the model's own operator of a name.
func (f *file) function(n *node) *function {
	for i := range f.functions {
		own := &f.functions[i]
		if own.name == n.op && own.overload == n.overload && (own.domain == n.domain || standard(own.domain) && standard(n.domain)) {
			return own
		}
	}
	return nil
}

// inline compiles the nodes of a function of the model in place of a call.
func (c *compiler) inline(n *node, f *function) error {
	if c.depth >= maxInlined {
		return fmt.Errorf("%w: functions call one another more than %d deep", ErrModel, maxInlined)
	}
	if err := c.writeOut(f.nodes, n.op); err != nil {
		return err
	}
	around, path, opset := c.scope, c.path, c.file.opset
	call := newScope(nil)
	for i, name := range f.inputs {
		if i >= len(n.inputs) || n.inputs[i] == "" {
			continue
		}
		v, err := c.lookup(n.inputs[i])
		if err != nil {
			return err
		}
		call.values[name] = v
	}
	c.scope, c.path, c.depth = call, path+n.op+"/", c.depth+1
	if f.opset != 0 {
		c.file.opset = f.opset
	}
	out, err := c.calls(n, f)
	c.scope, c.path, c.depth, c.file.opset = around, path, c.depth-1, opset
	if err != nil {
		return fmt.Errorf("in function %q: %w", f.name, err)
	}
	return c.outputsOf(n, out)
}

func (c *compiler) calls(n *node, f *function) ([]value, error) {
	for i := range f.nodes {
		inner := f.nodes[i]
		inner.attributes = bound(f.nodes[i].attributes, n, f)
		inner.inputs = slices.Clone(inner.inputs)
		for j, name := range inner.inputs { // an optional input that the call leaves out
			if _, known := c.scope.find(name); !known && slices.Contains(f.inputs, name) {
				inner.inputs[j] = ""
			}
		}
		if err := c.node(&inner); err != nil {
			return nil, err
		}
	}
	out := make([]value, len(f.outputs))
	for i, name := range f.outputs {
		v, err := c.lookup(name)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// bound are the attributes of a node in a function, with those that stand for the call's filled in.
func bound(attributes map[string]attribute, call *node, f *function) map[string]attribute {
	out := map[string]attribute{}
	for name, a := range attributes {
		if a.ref == "" {
			out[name] = a
			continue
		}
		given, there := call.attributes[a.ref]
		for i := range f.defaults {
			if !there && f.defaults[i].name == a.ref {
				given, there = f.defaults[i], true
			}
		}
		if there {
			given.name = name
			out[name] = given
		}
	}
	return out
}
