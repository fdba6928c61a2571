package onnx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

func recurrentOperators() map[string]compile {
	return map[string]compile{
		"LSTM": recurrent(4, 2, 8, lstmStep, "Sigmoid", "Tanh", "Tanh"),
		"GRU":  recurrent(3, 1, 6, gruStep, "Sigmoid", "Tanh"),
		"RNN":  recurrent(1, 1, 4, rnnStep, "Tanh"),
	}
}

// cell is one direction of a recurrent layer.
type cell struct {
	f           *formula
	hidden      uint64
	activations []activation
	clip        *float32
	coupled     bool    // LSTM: the forget gate is what the input gate leaves
	resetLast   bool    // GRU: linear_before_reset
	gates       []value // of all steps: [steps, batch, hidden] each, what the input gives with both biases
	weights     []value // [hidden, hidden] each, of the state
	bias        []value // [hidden] each, of the state, where it cannot be added before
	peepholes   []value // LSTM: [hidden] each, input, output and forget gate
}

// step gives the next state from the state and the input of one step. The first state is the output.
type step func(c *cell, at uint64, state []value) []value

// recurrent is a layer with so many gates and states, most inputs, and activations where it names none.
func recurrent(gates, states, most int, next step, otherwise ...string) compile {
	return func(k *call) ([]value, error) {
		in, err := k.any(3, most)
		if err != nil {
			return nil, err
		}
		l, err := k.layer(in, gates, states, otherwise)
		if err != nil {
			return nil, err
		}
		var sequences []value
		ends := make([][]value, states)
		for d := range l.directions {
			c, err := l.cell(d)
			if err != nil {
				return nil, err
			}
			outputs, state := l.walk(d, c, next)
			if c.f.err != nil {
				return nil, c.f.err
			}
			y, err := k.stack(outputs, 0)
			if err != nil {
				return nil, err
			}
			sequences = append(sequences, y)
			for i, v := range state {
				ends[i] = append(ends[i], v)
			}
		}
		return l.outputs(sequences, ends)
	}
}

// layer is what all directions of a recurrent layer share.
type layer struct {
	k                    *call
	in                   []value
	x                    value // [steps, batch, input]
	steps, batch, hidden uint64
	gates, states        int
	directions           int
	backwards            []bool
	activations          []activation
	clip                 *float32
	coupled, resetLast   bool
	batchFirst           bool
	lengths              []int64 // per batch, nil where all are as long as the input
}

func (k *call) layer(in []value, gates, states int, otherwise []string) (*layer, error) {
	l := &layer{k: k, in: in, gates: gates, states: states, x: in[0]}
	for i := range in {
		if k.given(i) && i != 4 {
			if err := in[i].float(); err != nil {
				return nil, fmt.Errorf("input %d: %w", i, err)
			}
		}
	}
	if len(in[0].shape) != 3 || len(in[1].shape) != 3 || len(in[2].shape) != 3 {
		return nil, fmt.Errorf("%w: operands of shapes %d, %d and %d, wants three axes each", ErrModel, in[0].shape, in[1].shape, in[2].shape)
	}
	l.hidden = in[2].shape[2]
	if err := l.attributes(otherwise); err != nil {
		return nil, err
	}
	if l.batchFirst {
		l.x = l.x.permuted([]int{1, 0, 2})
	}
	l.steps, l.batch = l.x.shape[0], l.x.shape[1]
	if l.steps > maxRounds {
		return nil, fmt.Errorf("%w: %d steps, at most %d are written out", ErrUnsupported, l.steps, maxRounds)
	}
	rows := uint64(gates) * l.hidden
	want := [][]uint64{
		1: {uint64(l.directions), rows, l.x.shape[2]}, 2: {uint64(l.directions), rows, l.hidden}, 3: {uint64(l.directions), 2 * rows},
	}
	for i, shape := range want {
		if i > 0 && k.given(i) && !slices.Equal(in[i].shape, shape) {
			return nil, fmt.Errorf("%w: input %d has shape %d, wants %d", ErrModel, i, in[i].shape, shape)
		}
	}
	return l, l.readLengths()
}

func (l *layer) attributes(otherwise []string) error {
	k := l.k
	direction, err := k.text("direction", "forward")
	if err != nil {
		return err
	}
	switch strings.ToLower(direction) {
	case "forward":
		l.backwards = []bool{false}
	case "reverse":
		l.backwards = []bool{true}
	case "bidirectional":
		l.backwards = []bool{false, true}
	default:
		return fmt.Errorf("%w: direction %q", ErrModel, direction)
	}
	l.directions = len(l.backwards)
	if l.activations, err = k.activations(slices.Repeat(otherwise, l.directions)); err != nil {
		return err
	}
	if _, given := k.n.attributes["clip"]; given {
		limit, err := k.real("clip", 0)
		if err != nil {
			return err
		}
		l.clip = &limit
	}
	flags := map[string]int64{}
	for _, name := range []string{"layout", "input_forget", "linear_before_reset", "hidden_size", "output_sequence"} {
		if flags[name], err = k.integer(name, 0); err != nil {
			return err
		}
	}
	if size := flags["hidden_size"]; size != 0 && uint64(size) != l.hidden {
		return fmt.Errorf("%w: hidden_size %d, but the weights are for %d", ErrModel, size, l.hidden)
	}
	l.batchFirst, l.coupled, l.resetLast = flags["layout"] != 0, flags["input_forget"] != 0, flags["linear_before_reset"] != 0
	return nil
}

// readLengths reads sequence_lens.
func (l *layer) readLengths() error {
	if !l.k.given(4) {
		return nil
	}
	lengths, err := l.k.integers64(l.in[4], "sequence_lens")
	if err != nil {
		return err
	}
	if uint64(len(lengths)) != l.batch {
		return fmt.Errorf("%w: %d sequence_lens for a batch of %d", ErrModel, len(lengths), l.batch)
	}
	for _, n := range lengths {
		if n < 0 || uint64(n) > l.steps {
			return fmt.Errorf("%w: sequence_lens %d, the input has %d steps", ErrModel, lengths, l.steps)
		}
		if uint64(n) < l.steps {
			l.lengths = lengths
		}
	}
	return nil
}

// cell computes, for all steps at once, what the input gives to each gate.
func (l *layer) cell(direction int) (*cell, error) {
	k := l.k
	per := len(l.activations) / l.directions
	c := &cell{
		f: &formula{k: k}, hidden: l.hidden, clip: l.clip, coupled: l.coupled, resetLast: l.resetLast,
		activations: l.activations[direction*per : (direction+1)*per],
	}
	flat := c.f.reshaped(l.x, []uint64{l.steps * l.batch, l.x.shape[2]})
	w, r := c.entry(l.in[1], direction), c.entry(l.in[2], direction)
	var bias value
	if k.given(3) {
		bias = c.entry(l.in[3], direction)
	}
	for g := range uint64(l.gates) {
		y := c.dot(flat, c.part(w, g*l.hidden, l.hidden))
		recurrentBias := scalar(0)
		if k.given(3) {
			y = c.f.add(y, c.part(bias, g*l.hidden, l.hidden))
			recurrentBias = c.part(bias, (uint64(l.gates)+g)*l.hidden, l.hidden)
		}
		c.bias = append(c.bias, recurrentBias)
		c.gates = append(c.gates, c.f.reshaped(y, []uint64{l.steps, l.batch, l.hidden}))
		c.weights = append(c.weights, c.part(r, g*l.hidden, l.hidden))
	}
	if l.states == 2 && k.given(7) {
		p := c.entry(l.in[7], direction)
		for g := range uint64(3) {
			c.peepholes = append(c.peepholes, c.part(p, g*l.hidden, l.hidden))
		}
	}
	return c, c.f.err
}

// walk goes through the steps of one direction. It gives the outputs in the order of time, and the last state.
func (l *layer) walk(direction int, c *cell, next step) (outputs, state []value) {
	for i := range l.states {
		var initial value
		if !l.k.given(5 + i) {
			initial = c.f.numbers([]uint64{l.batch, l.hidden}, func(uint64) float32 { return 0 })
		} else {
			given := l.in[5+i]
			if l.batchFirst {
				given = given.permuted([]int{1, 0, 2})
			}
			initial = c.entry(given, direction)
		}
		state = append(state, initial)
	}
	if c.f.err != nil {
		return nil, nil
	}
	outputs = make([]value, l.steps)
	for i := range l.steps {
		at := i
		if l.backwards[direction] {
			at = l.steps - 1 - i
		}
		was := state
		state = next(c, at, state)
		if c.f.err != nil {
			return nil, nil
		}
		outputs[at] = state[0]
		if l.lengths != nil {
			outputs[at], state = l.within(c, at, was, state)
		}
	}
	return outputs, state
}

// within keeps the state of sequences that are over, or have not begun, and makes their output zero.
func (l *layer) within(c *cell, at uint64, was, state []value) (output value, kept []value) {
	mask := make([]byte, l.batch)
	for b, n := range l.lengths {
		if at < uint64(n) {
			mask[b] = 1
		}
	}
	runs := plain(operand{constant: mask, dtype: graph.Bool, shape: []uint64{l.batch, 1}})
	output = c.where(runs, state[0], scalar(0))
	for i := range state {
		kept = append(kept, c.where(runs, state[i], was[i]))
	}
	return output, kept
}

// outputs brings the results of all directions into ONNX's order of axes.
func (l *layer) outputs(sequences []value, ends [][]value) ([]value, error) {
	y, err := l.k.stack(sequences, 1) // steps, directions, batch, hidden
	if err != nil {
		return nil, err
	}
	if l.batchFirst {
		y = y.permuted([]int{2, 0, 1, 3})
	}
	out := []value{y}
	for _, states := range ends {
		v, err := l.k.stack(states, 0)
		if err != nil {
			return nil, err
		}
		if l.batchFirst {
			v = v.permuted([]int{1, 0, 2})
		}
		out = append(out, v)
	}
	return out, nil
}
