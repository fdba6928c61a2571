package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// recall is a LinearAttention while it is compiled. Its state is kept with the values' axis before the keys', so that what is read of it
// is contracted over its last axis.
type recall struct {
	*formula
	in            []value
	heads, shared uint64 // of the queries, and of the keys and values
	batch, length uint64
	keys, values  uint64 // the sizes of a key and of a value
	decays, fixes bool
	scale         float32
	state         value // [batch, shared, values, keys]
}

// linearAttention keeps a matrix that every key and value is written into and every query read from, one place after another.
func linearAttention(k *call) ([]value, error) {
	in, err := k.operands(3, 7)
	if err != nil {
		return nil, err
	}
	r := &recall{formula: &formula{k: k}, in: in}
	if err := r.read(); err != nil {
		return nil, err
	}
	if err := r.shapes(); err != nil {
		return nil, err
	}
	decay := value{}
	if r.decays {
		decay = r.exp(in[4])
	}
	outputs := make([]value, r.length)
	for t := range r.length {
		outputs[t] = r.step(t, decay)
		if r.err != nil {
			return nil, r.err
		}
	}
	return []value{r.joined(1, outputs...), r.permuted(r.state, 0, 1, 3, 2)}, r.err
}

// read reads the attributes.
func (r *recall) read() error {
	k := r.k
	if _, err := k.integer("chunk_size", 0); err != nil { // how others divide the work
		return err
	}
	rule, err := k.text("update_rule", "gated_delta")
	if err != nil {
		return err
	}
	switch rule {
	case "linear", "gated", "delta", "gated_delta":
	default:
		return fmt.Errorf("%w: update_rule %q", ErrModel, rule)
	}
	r.decays, r.fixes = rule == "gated" || rule == "gated_delta", rule == "delta" || rule == "gated_delta"
	if k.given(4) != r.decays || k.given(5) != r.fixes || k.given(6) && !r.fixes {
		return fmt.Errorf("%w: update_rule %q does not go with the inputs that are given", ErrModel, rule)
	}
	for name, to := range map[string]*uint64{"q_num_heads": &r.heads, "kv_num_heads": &r.shared} {
		n, err := k.integer(name, 0)
		if err != nil {
			return err
		}
		if n < 1 {
			return fmt.Errorf("%w: %s is %d", ErrModel, name, n)
		}
		*to = uint64(n)
	}
	r.scale, err = k.real("scale", 0)
	return err
}

// shapes holds the inputs' shapes to one another.
func (r *recall) shapes() error {
	q, key, v := r.in[0].shape, r.in[1].shape, r.in[2].shape
	if len(q) != 3 || len(key) != 3 || len(v) != 3 || r.heads%r.shared != 0 {
		return fmt.Errorf("%w: queries of shape %d, keys of %d, values of %d and heads %d and %d", ErrModel, q, key, v, r.heads, r.shared)
	}
	r.batch, r.length, r.keys, r.values = q[0], q[1], q[2]/r.heads, v[2]/r.shared
	if r.length > maxRepeats {
		return fmt.Errorf("%w: %d places, at most %d", ErrUnsupported, r.length, maxRepeats)
	}
	lead := []uint64{r.batch, r.length}
	want := [][]uint64{{r.heads * r.keys}, {r.shared * r.keys}, {r.shared * r.values}, nil, {r.shared, r.shared * r.keys}, {r.shared, 1}, {r.shared * r.keys}}
	for i, last := range want {
		s := r.in[i].shape
		if i == 3 || !r.k.given(i) {
			continue
		}
		if len(s) != 3 || !slices.Equal(s[:2], lead) || !slices.Contains(last, s[2]) {
			return fmt.Errorf("%w: input %d of shape %d, wants %d and one of %d", ErrModel, i, s, lead, last)
		}
	}
	if r.scale == 0 {
		r.scale = float32(1 / math.Sqrt(float64(r.keys)))
	}
	state := []uint64{r.batch, r.shared, r.keys, r.values}
	if !r.k.given(3) {
		r.state = r.numbers([]uint64{r.batch, r.shared, r.values, r.keys}, func(uint64) float32 { return 0 })
		return r.err
	}
	if !slices.Equal(r.in[3].shape, state) {
		return fmt.Errorf("%w: a past state of shape %d, wants %d", ErrModel, r.in[3].shape, state)
	}
	r.state = r.in[3].permuted([]int{0, 1, 3, 2})
	return nil
}

// at is what stands at a place, as [batch, heads, rows, columns].
func (r *recall) at(v value, t, rows, columns uint64) value {
	part := r.cut(v, 1, t, 1, 1)
	if r.err != nil {
		return value{}
	}
	return r.reshaped(part, []uint64{r.batch, part.shape[2] / rows / columns, rows, columns})
}

// step lets the state fade, writes one key and value into it and reads one query of it.
func (r *recall) step(t uint64, decay value) value {
	key, v := r.at(r.in[1], t, 1, r.keys), r.at(r.in[2], t, r.values, 1)
	if r.decays {
		columns := r.in[4].shape[2] / r.shared
		r.state = r.mul(r.state, r.at(decay, t, 1, columns))
	}
	if r.fixes {
		erased := key
		if r.k.given(6) {
			erased = r.mul(r.at(r.in[6], t, 1, r.keys), key)
		}
		v = r.mul(r.at(r.in[5], t, 1, 1), r.sub(v, r.product(r.state, erased)))
	}
	r.state = r.add(r.state, r.mul(v, key))
	query := r.at(r.in[0], t, r.heads/r.shared, r.keys)
	y := r.both(graph.FuncMul, r.product(query, r.state), scalar(r.scale))
	return r.reshaped(y, []uint64{r.batch, 1, r.heads * r.values})
}
