package onnx

import (
	"fmt"
	"slices"
)

// scanPlan is what the attributes of a Scan say: how its inputs are taken apart and its outputs put together.
type scanPlan struct {
	body                    *body
	states                  int
	inAxes, outAxes         []int64
	inBackwards, outReverse []int64
}

// scan is Scan: a round for each entry of an axis of its scanned inputs.
func scan(k *call) ([]value, error) {
	if k.c.file.opset < 9 {
		return k.scanBatches()
	}
	in, err := k.any(1, len(k.n.inputs))
	if err != nil {
		return nil, err
	}
	p, err := k.scanPlan(len(in))
	if err != nil {
		return nil, err
	}
	return k.scanned(p, in, k.name())
}

func (k *call) scanPlan(inputs int) (p scanPlan, err error) {
	if p.body, err = k.graphAttribute("body"); err != nil {
		return p, err
	}
	scanned, err := k.integer("num_scan_inputs", 0)
	if err != nil {
		return p, err
	}
	p.states = inputs - int(scanned)
	if scanned < 1 || p.states < 0 || len(p.body.inputs) != inputs || len(p.body.outputs) < p.states {
		return p, fmt.Errorf("%w: num_scan_inputs %d of %d, a body with %d inputs and %d outputs", ErrModel, scanned, inputs, len(p.body.inputs), len(p.body.outputs))
	}
	for _, a := range []struct {
		name  string
		to    *[]int64
		count int
	}{
		{"scan_input_axes", &p.inAxes, int(scanned)},
		{"scan_input_directions", &p.inBackwards, int(scanned)},
		{"scan_output_axes", &p.outAxes, len(p.body.outputs) - p.states},
		{"scan_output_directions", &p.outReverse, len(p.body.outputs) - p.states},
	} {
		if *a.to, err = k.integers(a.name); err != nil {
			return p, err
		}
		if *a.to == nil {
			*a.to = make([]int64, a.count)
		}
		if len(*a.to) != a.count {
			return p, fmt.Errorf("%w: %s has %d values, wants %d", ErrModel, a.name, len(*a.to), a.count)
		}
	}
	return p, nil
}

func (k *call) scanned(p scanPlan, in []value, label string) ([]value, error) {
	states, rounds := slices.Clone(in[:p.states]), uint64(0)
	axes := make([]int, len(p.inAxes))
	for i, v := range in[p.states:] {
		axis := p.inAxes[i]
		if axis < 0 {
			axis += int64(len(v.shape))
		}
		if axis < 0 || axis >= int64(len(v.shape)) {
			return nil, fmt.Errorf("%w: axis %d of an input of shape %d", ErrModel, p.inAxes[i], v.shape)
		}
		axes[i] = int(axis)
		if extent := v.shape[axis]; i > 0 && extent != rounds || extent == 0 || extent > maxRounds {
			return nil, fmt.Errorf("%w: it scans axes of lengths %d and %d, they must be equal, and at most %d", ErrUnsupported, rounds, extent, maxRounds)
		}
		rounds = v.shape[axis]
	}
	collected := make([][]value, len(p.outAxes))
	for round := range rounds {
		args := slices.Clone(states)
		for i, v := range in[p.states:] {
			at := round
			if p.inBackwards[i] != 0 {
				at = rounds - 1 - round
			}
			e, err := k.entry(v, axes[i], at)
			if err != nil {
				return nil, err
			}
			args = append(args, e)
		}
		out, err := k.c.inner(p.body, fmt.Sprintf("%s/%d/", label, round), args)
		if err != nil {
			return nil, err
		}
		states = out[:p.states]
		for i := range collected {
			collected[i] = append(collected[i], out[p.states+i])
		}
	}
	return k.scanOutputs(p, states, collected)
}

func (k *call) scanOutputs(p scanPlan, states []value, collected [][]value) ([]value, error) {
	out := slices.Clone(states)
	for i, rounds := range collected {
		if p.outReverse[i] != 0 {
			slices.Reverse(rounds)
		}
		axis := p.outAxes[i]
		if axis < 0 {
			axis += int64(len(rounds[0].shape)) + 1
		}
		if axis < 0 || axis > int64(len(rounds[0].shape)) {
			return nil, fmt.Errorf("%w: axis %d of an output of shape %d", ErrModel, p.outAxes[i], rounds[0].shape)
		}
		v, err := k.stack(rounds, int(axis))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// scanBatches is the Scan of opset 8, whose inputs all have a batch in front.
func (k *call) scanBatches() ([]value, error) {
	in, err := k.optional()
	if err != nil {
		return nil, err
	}
	if len(in) < 2 || k.given(0) || len(in[1].shape) == 0 {
		return nil, fmt.Errorf("%w: sequence_lens, or no scanned input with a batch", ErrUnsupported)
	}
	in = in[1:]
	p, err := k.scanPlan(len(in))
	if err != nil {
		return nil, err
	}
	if err := k.directions(&p); err != nil {
		return nil, err
	}
	var outputs [][]value // by output, of each batch
	for b := range in[0].shape[0] {
		out, err := k.scanBatch(p, in, b)
		if err != nil {
			return nil, err
		}
		if outputs == nil {
			outputs = make([][]value, len(out))
		}
		for i, v := range out {
			outputs[i] = append(outputs[i], v)
		}
	}
	out := make([]value, len(outputs))
	for i := range out {
		if out[i], err = k.stack(outputs[i], 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// directions reads what scan_input_directions was called before opset 9.
func (k *call) directions(p *scanPlan) error {
	given, err := k.integers("directions")
	if err != nil || given == nil {
		return err
	}
	if len(given) != len(p.inBackwards) {
		return fmt.Errorf("%w: %d directions for %d scanned inputs", ErrModel, len(given), len(p.inBackwards))
	}
	p.inBackwards = given
	return nil
}

// scanBatch is the scan of one batch.
func (k *call) scanBatch(p scanPlan, in []value, b uint64) ([]value, error) {
	one := make([]value, len(in))
	for i, v := range in {
		if len(v.shape) == 0 || v.shape[0] != in[0].shape[0] {
			return nil, fmt.Errorf("%w: inputs of shapes %d and %d have different batches", ErrModel, in[0].shape, v.shape)
		}
		var err error
		if one[i], err = k.entry(v, 0, b); err != nil {
			return nil, err
		}
	}
	return k.scanned(p, one, fmt.Sprintf("%s/batch%d", k.name(), b))
}
