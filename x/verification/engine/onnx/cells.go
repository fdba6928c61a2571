package onnx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// entry is one direction's part of a parameter, part the rows of one gate.
func (c *cell) entry(v value, direction int) value {
	return c.try(func() (value, error) { return c.f.k.entry(v, 0, uint64(direction)) })
}

func (c *cell) part(v value, from, size uint64) value {
	return c.try(func() (value, error) { return c.f.k.part(v, 0, from, size) })
}

func (c *cell) dot(a, b value) value {
	return c.try(func() (value, error) { return c.f.k.dot(a, b) })
}

func (c *cell) where(runs, a, b value) value {
	return c.try(func() (value, error) { return c.f.k.mapped(graph.FuncWhere, graph.Float32, runs, a, b) })
}

// try does something unless an earlier step failed.
func (c *cell) try(do func() (value, error)) value {
	if c.f.err != nil {
		return value{}
	}
	v, err := do()
	c.f.err = err
	return v
}

// input is what the input of a step gives to a gate.
func (c *cell) input(gate int, at uint64) value {
	return c.try(func() (value, error) { return c.f.k.entry(c.gates[gate], 0, at) })
}

// gate is a gate before its activation, limited if the layer says so.
func (c *cell) gate(gate int, at uint64, hidden value) value {
	return c.f.add(c.f.add(c.dot(hidden, c.weights[gate]), c.input(gate, at)), c.bias[gate])
}

func (c *cell) activate(i int, x value) value {
	if c.clip != nil {
		x = between(c.f, x, scalar(-*c.clip), scalar(*c.clip))
	}
	if c.f.err != nil {
		return value{}
	}
	return c.activations[i](c.f, x)
}

// peep adds what the memory gives to a gate.
func (c *cell) peep(gate int, x, memory value) value {
	if c.peepholes == nil {
		return x
	}
	return c.f.add(x, c.f.mul(c.peepholes[gate], memory))
}

// lstmStep has its gates in ONNX's order: input, output, forget, cell.
func lstmStep(c *cell, at uint64, state []value) []value {
	h, memory := state[0], state[1]
	i := c.activate(0, c.peep(0, c.gate(0, at, h), memory))
	var forget value
	if c.coupled {
		forget = c.f.sub(scalar(1), i)
	} else {
		forget = c.activate(0, c.peep(2, c.gate(2, at, h), memory))
	}
	candidate := c.activate(1, c.gate(3, at, h))
	memory = c.f.add(c.f.mul(forget, memory), c.f.mul(i, candidate))
	o := c.activate(0, c.peep(1, c.gate(1, at, h), memory))
	return []value{c.f.mul(o, c.activate(2, memory)), memory}
}

// gruStep has its gates in ONNX's order: update, reset, hidden.
func gruStep(c *cell, at uint64, state []value) []value {
	h := state[0]
	update := c.activate(0, c.gate(0, at, h))
	reset := c.activate(0, c.gate(1, at, h))
	var inner value
	if c.resetLast {
		inner = c.f.mul(reset, c.f.add(c.dot(h, c.weights[2]), c.bias[2]))
	} else {
		inner = c.f.add(c.dot(c.f.mul(reset, h), c.weights[2]), c.bias[2])
	}
	candidate := c.activate(1, c.f.add(c.input(2, at), inner))
	return []value{c.f.add(c.f.mul(c.f.sub(scalar(1), update), candidate), c.f.mul(update, h))}
}

func rnnStep(c *cell, at uint64, state []value) []value {
	return []value{c.activate(0, c.gate(0, at, state[0]))}
}

// activation is a function of a gate.
type activation func(f *formula, x value) value

// activations are the functions that a layer names, or its usual ones.
func (k *call) activations(otherwise []string) ([]activation, error) {
	a, given, err := k.attribute("activations", kindTexts)
	if err != nil {
		return nil, err
	}
	names := otherwise
	if given && len(a.texts) > 0 {
		names = a.texts
	}
	if len(names) != len(otherwise) {
		return nil, fmt.Errorf("%w: activations %q, wants %d", ErrModel, names, len(otherwise))
	}
	var lists [2][]float32
	for i, name := range []string{"activation_alpha", "activation_beta"} {
		a, _, err := k.attribute(name, kindFloats)
		if err != nil {
			return nil, err
		}
		lists[i] = float32s(a.floats)
	}
	out := make([]activation, len(names))
	for i, name := range names {
		if out[i], err = activationOf(name, &lists[0], &lists[1]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// activationOf finds a function by its name, and takes its parameters off the front of the lists.
func activationOf(name string, alphas, betas *[]float32) (activation, error) {
	take := func(list *[]float32, otherwise float32) value {
		if len(*list) == 0 {
			return scalar(otherwise)
		}
		v := (*list)[0]
		*list = slices.Delete(slices.Clone(*list), 0, 1)
		return scalar(v)
	}
	simple := map[string]graph.Func{"tanh": graph.FuncTanh, "sigmoid": graph.FuncSigmoid, "relu": graph.FuncRelu}
	name = strings.ToLower(name)
	if fn, known := simple[name]; known {
		return func(f *formula, x value) value { return f.of(fn, x) }, nil
	}
	switch name {
	case "affine":
		a, b := take(alphas, 1), take(betas, 0)
		return func(f *formula, x value) value { return f.add(f.mul(a, x), b) }, nil
	case "leakyrelu":
		a := take(alphas, 0.01)
		return func(f *formula, x value) value { return f.add(f.positive(x), f.mul(a, f.negative(x))) }, nil
	case "scaledtanh":
		a, b := take(alphas, 1), take(betas, 1)
		return func(f *formula, x value) value { return f.mul(a, f.of(graph.FuncTanh, f.mul(b, x))) }, nil
	case "hardsigmoid":
		a, b := take(alphas, 0.2), take(betas, 0.5)
		return func(f *formula, x value) value { return between(f, f.add(f.mul(a, x), b), scalar(0), scalar(1)) }, nil
	case "elu":
		a := take(alphas, 1)
		return func(f *formula, x value) value {
			return f.add(f.positive(x), f.mul(a, f.sub(f.exp(f.negative(x)), scalar(1))))
		}, nil
	case "softsign":
		return softsign, nil
	case "softplus":
		return softplus, nil
	default:
		return nil, fmt.Errorf("%w: activation %q", ErrUnsupported, name)
	}
}
