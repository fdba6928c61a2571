package onnx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// compiler goes through a model once, in its own order, and knows the value behind every name.
type compiler struct {
	builder
	file        *file
	opts        Options
	scope       *scope
	path        string // where in inner graphs and functions the nodes lie
	depth       int    // of functions
	outputNames []string
	inputNames  []string
	widened     []string // inputs that are computed in another type
}

func newCompiler(f *file, opts Options, size int) *compiler {
	const floor, perByte = 1 << 26, 16
	return &compiler{
		builder: builder{work: floor + perByte*uint64(size), moved: map[string]operand{}},
		file:    f, opts: opts, scope: newScope(nil),
	}
}

// inputs gives names to initialisers and bound inputs, and makes nodes of the other inputs. Old models list their initialisers among
// the inputs.
func (c *compiler) inputs() error {
	for i := range c.file.initialisers {
		t := &c.file.initialisers[i]
		if err := c.constant(t.Name, t); err != nil {
			return err
		}
	}
	for _, in := range c.file.inputs {
		if _, known := c.scope.find(in.name); known {
			continue
		}
		if t, bound := c.opts.Bind[in.name]; bound {
			if err := c.constant(in.name, &t); err != nil {
				return err
			}
			continue
		}
		if err := c.input(in); err != nil {
			return fmt.Errorf("input %q: %w", in.name, err)
		}
	}
	for name := range c.opts.Bind {
		if _, known := c.scope.find(name); !known {
			return fmt.Errorf("%w: %q is to be bound, but the model has no such input", ErrModel, name)
		}
	}
	return c.widen()
}

func (c *compiler) input(in valueInfo) error {
	dtype, known := dtypeOf(in.kind)
	if !known {
		return fmt.Errorf("%w: it is of type %s", ErrUnsupported, in.kind)
	}
	shape, err := c.inputShape(in)
	if err != nil {
		return err
	}
	op, err := c.add(in.name, graph.Node{Op: graph.OpInput, Dtype: dtype, Shape: shape})
	if err != nil {
		return err
	}
	c.inputNames = append(c.inputNames, in.name)
	v := plain(op)
	if half(dtype) {
		c.widened = append(c.widened, in.name)
	}
	return c.define(in.name, v)
}

// inputShape is what the model says of an input's shape, with what the options add to it.
func (c *compiler) inputShape(in valueInfo) ([]uint64, error) {
	given, known := c.opts.Shapes[in.name]
	if !in.shaped && !known {
		return nil, fmt.Errorf("%w: it has no shape; give it one", ErrModel)
	}
	if !in.shaped {
		return given, nil
	}
	if known && len(given) != len(in.dims) {
		return nil, fmt.Errorf("%w: the shape %d was given, it has %d axes", ErrModel, given, len(in.dims))
	}
	shape := make([]uint64, len(in.dims))
	for i, d := range in.dims {
		switch {
		case known && d.fixed() && d.value != given[i]:
			return nil, fmt.Errorf("%w: the shape %d was given, the extent of axis %d is %d", ErrModel, given, i, d.value)
		case known:
			shape[i] = given[i]
		default:
			extent, err := c.extent(i, d)
			if err != nil {
				return nil, err
			}
			shape[i] = extent
		}
	}
	return shape, nil
}

// widen casts the inputs that are computed in float32. Inputs come before every other node, so this waits until all are there.
func (c *compiler) widen() error {
	for _, name := range c.widened {
		v := c.scope.values[name]
		wide, err := c.as(name+"/widen", v, graph.Float32)
		if err != nil {
			return err
		}
		wide.kind = v.element()
		c.scope.values[name] = wide
	}
	return nil
}

// constant names a constant.
func (c *compiler) constant(name string, t *tensor.Tensor) error {
	v, err := constantOf(t)
	if err != nil {
		return fmt.Errorf("constant %q: %w", name, err)
	}
	return c.define(name, v)
}

// sources are the names of the inputs that a node depends on.
func (c *compiler) sources(node uint32) []string {
	needed := c.needed([]uint32{node})
	var names []string
	for i := range c.inputNames {
		if needed[i] {
			names = append(names, c.inputNames[i])
		}
	}
	return names
}

// extent is the length of axis i of an input.
func (c *compiler) extent(i int, d dim) (uint64, error) {
	if n, given := c.opts.Dims[d.name]; given && d.name != "" {
		return n, nil
	}
	const unknown = ^uint64(0) // exporters write -1, or 0, or nothing
	switch {
	case d.value != 0 && d.value != unknown:
		return d.value, nil
	case i == 0:
		return max(c.opts.Batch, 1), nil
	default:
		return 0, fmt.Errorf("%w: axis %d (%q) has no length; fix one for it, or the input's shape", ErrUnsupported, i, d.name)
	}
}

// define names a value. Every name is given once.
func (c *compiler) define(name string, v value) error {
	if _, known := c.scope.values[name]; known {
		return fmt.Errorf("%w: %q is defined twice", ErrModel, name)
	}
	c.scope.values[name] = v
	return nil
}

// node compiles one node of the model.
func (c *compiler) node(n *node) error {
	label := fmt.Sprintf("operator %q of node %q (index %d)", n.op, n.name, n.index)
	if f := c.file.function(n); f != nil {
		if err := c.inline(n, f); err != nil {
			return fmt.Errorf("%s: %w", label, err)
		}
		return nil
	}
	compile, known := operators[n.op]
	if !known || !standard(n.domain) {
		if !standard(n.domain) {
			label = fmt.Sprintf("operator %q of domain %q of node %q (index %d)", n.op, n.domain, n.name, n.index)
		}
		return fmt.Errorf("%w: %s is not supported; supported: %s", ErrUnsupported, label, strings.Join(Supported(), ", "))
	}
	call := &call{c: c, n: n, used: map[string]bool{}}
	out, err := call.compiled(compile)
	if err == nil {
		err = call.unusedAttribute()
	}
	if err == nil {
		err = c.outputsOf(n, out)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", label, err)
	}
	return nil
}

// outputsOf names a node's results. Further outputs may be listed, as old exporters do, but not read.
func (c *compiler) outputsOf(n *node, out []value) error {
	if len(n.outputs) == 0 {
		return fmt.Errorf("%w: it has no output", ErrModel)
	}
	for i, name := range n.outputs {
		if name == "" {
			continue
		}
		v := value{absent: fmt.Sprintf("%q, a further output of operator %q", name, n.op)}
		if i < len(out) {
			v = out[i]
		}
		if err := c.define(name, v); err != nil {
			return err
		}
	}
	return nil
}

// lookup is the value of a name.
func (c *compiler) lookup(name string) (value, error) {
	v, known := c.scope.find(name)
	if !known {
		return v, fmt.Errorf("%w: it reads %q, which nothing before it gives", ErrModel, name)
	}
	if v.absent != "" {
		return v, fmt.Errorf("%w: it reads %s, which is not supported", ErrUnsupported, v.absent)
	}
	return v, nil
}

// finish makes every output a node of its own, in the model's layout, and puts the program together.
func (c *compiler) finish() (*Model, error) {
	outputs := []uint32{}
	for _, info := range c.file.outputs {
		v, err := c.lookup(info.name)
		if err == nil {
			var node uint32
			node, err = c.output(v, info, outputs)
			outputs = append(outputs, node)
		}
		if err != nil {
			return nil, fmt.Errorf("output %q: %w", info.name, err)
		}
		c.outputNames = append(c.outputNames, info.name)
	}
	limits := graph.DefaultLimits()
	if c.opts.Limits != nil {
		limits = *c.opts.Limits
	}
	m := &Model{InputNames: c.inputNames, OutputNames: c.outputNames}
	if !c.opts.Unfused {
		if err := c.fuse(outputs, limits); err != nil {
			return nil, err
		}
	}
	m.Program, m.Weights = c.pack(outputs)
	if err := m.Program.Validate(limits); err != nil {
		return nil, err
	}
	if !c.opts.Unfused {
		m.Program.Spare(budget(limits))
	}
	return m, m.Program.Validate(limits)
}

func (c *compiler) output(v value, info valueInfo, taken []uint32) (uint32, error) {
	name := info.name
	if d, known := dtypeOf(info.kind); known && (half(d) || d == graph.Float64) {
		var err error
		if v, err = c.as(name, v, d); err != nil {
			return 0, err
		}
	}
	if v.operand.empty() {
		return 0, fmt.Errorf("%w: it has no elements, its shape is %d", ErrUnsupported, v.shape)
	}
	op, err := c.arrange(name, v, identity(len(v.shape)))
	if err != nil {
		return 0, err
	}
	own := op.constant == nil && c.nodes[op.node].Op != graph.OpInput && !slices.Contains(taken, op.node)
	if !own {
		op, err = c.add(name, graph.Node{Op: graph.OpReshape, Shape: op.shape}, op)
	}
	return op.node, err
}

// budget is how far proofs may grow for a shorter trace: every run pays for the trace, hardly any ends in a proof. A third of what a
// network takes leaves proofs room in a transaction, and judges far from their limit; what is hashed in microseconds is not worth it.
func budget(l graph.Limits) graph.Budget {
	return graph.Budget{Bytes: min(l.MaxProofBytes, 256<<10), Runs: min(l.MaxRuns, 256), Ops: min(l.MaxElementOps, 1<<20), Least: 64 << 10}
}
