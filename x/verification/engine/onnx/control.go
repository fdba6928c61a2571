package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// maxRounds is the most rounds of a loop that are written out.
const maxRounds = 1 << 13

func controlOperators() map[string]compile {
	return map[string]compile{"If": branch, "Loop": loop, "Scan": scan}
}

// graphAttribute is a graph that an operator has to bring.
func (k *call) graphAttribute(name string) (*body, error) {
	a, there, err := k.attribute(name, kindGraph)
	if err == nil && !there {
		err = fmt.Errorf("%w: attribute %s is missing", ErrModel, name)
	}
	return a.graph, err
}

// truth is a constant truth value.
func (k *call) truth(v value, what string) (bool, error) {
	if err := k.known(v, what); err != nil {
		return false, err
	}
	if v.operand.dtype != graph.Bool || count(v.shape) != 1 {
		return false, fmt.Errorf("%w: %s is of type %s and shape %d, not one truth value", ErrModel, what, v.element(), v.shape)
	}
	return v.operand.constant[0] != 0, nil
}

// branch is If: one of two graphs where the condition is known, else both, and the outputs of one are picked element by element.
func branch(k *call) ([]value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return nil, err
	}
	yes, err := k.graphAttribute("then_branch")
	if err != nil {
		return nil, err
	}
	no, err := k.graphAttribute("else_branch")
	if err != nil {
		return nil, err
	}
	if !in[0].isConstant() {
		return k.both(in[0], yes, no)
	}
	holds, err := k.truth(in[0], "the condition")
	if err != nil {
		return nil, err
	}
	if holds {
		return k.c.inner(yes, k.name()+"/", nil)
	}
	return k.c.inner(no, k.name()+"/", nil)
}

func (k *call) both(condition value, yes, no *body) ([]value, error) {
	a, err := k.c.inner(yes, k.name()+"/then/", nil)
	if err != nil {
		return nil, err
	}
	b, err := k.c.inner(no, k.name()+"/else/", nil)
	if err != nil {
		return nil, err
	}
	if len(a) != len(b) {
		return nil, fmt.Errorf("%w: its branches give %d and %d outputs", ErrModel, len(a), len(b))
	}
	if count(condition.shape) != 1 {
		return nil, fmt.Errorf("%w: a condition of shape %d", ErrModel, condition.shape)
	}
	if condition, err = k.reshaped(condition, []uint64{}); err != nil {
		return nil, err
	}
	for i := range a {
		if !slices.Equal(a[i].shape, b[i].shape) || a[i].operand.dtype != b[i].operand.dtype || a[i].operand.empty() {
			return nil, k.known(condition, "the condition")
		}
		if a[i], err = k.mapped(graph.FuncWhere, a[i].operand.dtype, condition, a[i], b[i]); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// loop is Loop: its rounds are written out one after another, so that their number has to be known.
func loop(k *call) ([]value, error) {
	in, err := k.any(2, max(2, len(k.n.inputs)))
	if err != nil && len(k.n.inputs) >= 2 {
		in, err = k.optional()
	}
	if err != nil {
		return nil, err
	}
	b, err := k.graphAttribute("body")
	if err != nil {
		return nil, err
	}
	most, goes, err := k.bounds(in)
	if err != nil {
		return nil, err
	}
	carried := in[2:]
	if len(b.inputs) != 2+len(carried) || len(b.outputs) < 1+len(carried) {
		return nil, fmt.Errorf("%w: its body has %d inputs and %d outputs for %d carried values", ErrModel, len(b.inputs), len(b.outputs), len(carried))
	}
	collected := make([][]value, len(b.outputs)-1-len(carried))
	for round := int64(0); goes && round < most; round++ {
		if round >= maxRounds {
			return nil, fmt.Errorf("%w: more than %d rounds", ErrUnsupported, maxRounds)
		}
		args := append([]value{scalarOf(graph.Int64, round), scalarOf(graph.Bool, 1)}, carried...)
		out, err := k.c.inner(b, fmt.Sprintf("%s/%d/", k.name(), round), args)
		if err != nil {
			return nil, err
		}
		if goes, err = k.truth(out[0], "the condition to go on"); err != nil {
			return nil, err
		}
		carried = out[1 : 1+len(carried)]
		for i := range collected {
			collected[i] = append(collected[i], out[1+len(carried)+i])
		}
	}
	return k.stacked(carried, collected)
}

// optional is the inputs of an operator whose first two may be left out.
func (k *call) optional() ([]value, error) {
	in := make([]value, len(k.n.inputs))
	for i, name := range k.n.inputs {
		if name == "" {
			continue
		}
		v, err := k.c.lookup(name)
		if err != nil {
			return nil, fmt.Errorf("input %d: %w", i, err)
		}
		in[i] = v
	}
	return in, nil
}

// bounds are how many rounds a loop has at most, and whether it begins.
func (k *call) bounds(in []value) (most int64, goes bool, err error) {
	most, goes = math.MaxInt64, true
	if k.given(0) {
		if err := k.known(in[0], "the number of rounds"); err != nil {
			return 0, false, err
		}
		flat := in[0]
		if count(flat.shape) != 1 {
			return 0, false, fmt.Errorf("%w: a number of rounds of shape %d", ErrModel, flat.shape)
		}
		wide, err := k.as(flat, graph.Int64)
		if err != nil {
			return 0, false, err
		}
		most = int64s(wide.operand.constant)[0]
	}
	if k.given(1) {
		goes, err = k.truth(in[1], "the condition to begin")
	}
	return most, goes, err
}

// stacked are a loop's outputs: the carried values, and what each round gave, joined along a new first axis.
func (k *call) stacked(carried []value, collected [][]value) ([]value, error) {
	out := slices.Clone(carried)
	for _, rounds := range collected {
		if len(rounds) == 0 {
			return append(out, value{absent: "what a loop of no rounds collects"}), nil
		}
		v, err := k.stack(rounds, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// stack joins values of one shape along a new axis.
func (k *call) stack(parts []value, axis int) (value, error) {
	operands := make([]operand, len(parts))
	for i, v := range parts {
		if axis > len(v.shape) {
			return value{}, fmt.Errorf("%w: axis %d of what each round gives, which has shape %d", ErrModel, axis, v.shape)
		}
		wide, err := k.reshaped(v, slices.Insert(slices.Clone(v.shape), axis, 1))
		if err != nil {
			return value{}, err
		}
		operands[i] = wide.operand
	}
	return k.joined(operands, axis)
}

// joined is a concatenation of any number of operands in the model's order.
func (k *call) joined(operands []operand, axis int) (value, error) {
	for len(operands) > 1 {
		var next []operand
		for part := range slices.Chunk(operands, maxRepeats) {
			op := part[0]
			if len(part) > 1 {
				var err error
				if op, err = k.emit(graph.Node{Op: graph.OpConcat, Axis: uint32(axis)}, part...); err != nil {
					return value{}, err
				}
			}
			next = append(next, op)
		}
		operands = next
	}
	return plain(operands[0]), nil
}

// part is the entries of an axis from one on.
func (k *call) part(v value, axis int, from, size uint64) (value, error) {
	at := slices.Index(v.order, axis)
	shape := slices.Clone(v.operand.shape)
	n := graph.Node{Op: graph.OpSlice, Starts: make([]uint64, len(shape)), Increments: make([]int64, len(shape))}
	for i := range shape {
		n.Increments[i] = 1
	}
	if from == 0 && shape[at] == size {
		return v, nil
	}
	n.Starts[at], shape[at] = from, size
	n.Shape = shape
	op, err := k.emit(n, v.operand)
	if err != nil {
		return value{}, err
	}
	out := stored(op, v.order)
	out.kind = v.kind
	return out, nil
}

// entry is one entry of an axis, which it loses.
func (k *call) entry(v value, axis int, at uint64) (value, error) {
	v, err := k.part(v, axis, at, 1)
	if err != nil {
		return value{}, err
	}
	return k.reshaped(v, slices.Delete(slices.Clone(v.shape), axis, axis+1))
}
