package onnx

import (
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// attention is an Attention while it is compiled.
type attention struct {
	*formula
	in              []value
	query, key, val value  // [batch, heads, length, size], what came before included
	past            uint64 // how many keys came before
	flat            bool   // whether the heads lie beside one another in the last axis
}

// attend weighs values by how well their keys fit each query.
func attend(k *call) ([]value, error) {
	in, err := k.any(3, 7)
	if err != nil {
		return nil, err
	}
	a := &attention{formula: &formula{k: k}, in: in}
	if err := a.types(); err != nil {
		return nil, err
	}
	a.heads()
	scores := a.scores()
	if a.err != nil {
		return nil, a.err
	}
	capped := a.capped(scores)
	biased := capped
	for _, bias := range a.biases(scores) {
		biased = a.add(biased, bias)
	}
	weights := a.node(graph.Node{Op: graph.OpSoftmax}, biased)
	y := a.weighed(weights)
	stage, err := k.integer("qk_matmul_output_mode", 0)
	if err != nil {
		return nil, err
	}
	stages := []value{scores, capped, biased, weights}
	if stage < 0 || stage >= int64(len(stages)) {
		return nil, fmt.Errorf("%w: qk_matmul_output_mode %d", ErrModel, stage)
	}
	return []value{y, a.key, a.val, stages[stage]}, a.err
}

// types holds the inputs to their types.
func (a *attention) types() error {
	if _, err := a.k.integer("softmax_precision", 0); err != nil { // how precisely others compute it; NUMERICS.md says how we do
		return err
	}
	for i, v := range a.in {
		if !a.k.given(i) {
			continue
		}
		types := []graph.Dtype{graph.Float32}
		switch i {
		case 3:
			types = append(types, graph.Bool)
		case 6:
			types = []graph.Dtype{graph.Int64}
		}
		if err := v.has(types...); err != nil {
			return fmt.Errorf("input %d: %w", i, err)
		}
	}
	if a.k.given(4) != a.k.given(5) {
		return fmt.Errorf("%w: it has one of past_key and past_value", ErrModel)
	}
	return nil
}

// heads separates the heads, and puts the keys and values before those that came before.
func (a *attention) heads() {
	a.flat = len(a.in[0].shape) == 3
	a.query = a.separated(a.in[0], "q_num_heads")
	a.key, a.val = a.separated(a.in[1], "kv_num_heads"), a.separated(a.in[2], "kv_num_heads")
	if a.k.given(4) && a.err == nil {
		if len(a.in[4].shape) != 4 || len(a.in[5].shape) != 4 {
			a.refuse("%w: past keys of shape %d and values of shape %d", ErrModel, a.in[4].shape, a.in[5].shape)
			return
		}
		a.past = a.in[4].shape[2]
		a.key, a.val = a.joined(2, a.in[4], a.key), a.joined(2, a.in[5], a.val)
	}
	if a.err != nil {
		return
	}
	q, key, v := a.query.shape, a.key.shape, a.val.shape
	if q[0] != key[0] || q[0] != v[0] || q[3] != key[3] || key[2] != v[2] || key[1] != v[1] || q[1]%key[1] != 0 {
		a.refuse("%w: queries of shape %d, keys of %d and values of %d", ErrModel, q, key, v)
	}
}

// separated is [batch, heads, length, size] from that or from [batch, length, heads*size].
func (a *attention) separated(v value, attribute string) value {
	heads, err := a.k.integer(attribute, 0)
	if err != nil {
		a.refuse("%w", err)
	}
	switch {
	case a.err != nil:
		return value{}
	case len(v.shape) == 4 && !a.flat && (heads == 0 || uint64(heads) == v.shape[1]):
		return v
	case len(v.shape) != 3 || heads < 1 || v.shape[2]%uint64(heads) != 0:
		a.refuse("%w: a tensor of shape %d with %s %d", ErrModel, v.shape, attribute, heads)
		return value{}
	}
	v = a.reshaped(v, []uint64{v.shape[0], v.shape[1], uint64(heads), v.shape[2] / uint64(heads)})
	return a.permuted(v, 0, 2, 1, 3)
}

// grouped puts the heads that share a key beside one another: [batch, keys' heads, heads of one key * length, ..].
func (a *attention) grouped(v value) value {
	if a.err != nil || v.shape[1] == a.key.shape[1] {
		return v
	}
	shared := a.key.shape[1]
	return a.reshaped(v, []uint64{v.shape[0], shared, v.shape[1] / shared * v.shape[2], v.shape[3]})
}

// scores are the products of queries and keys, scaled.
func (a *attention) scores() value {
	attr, given, err := a.k.attribute("scale", kindFloat)
	if err != nil {
		a.refuse("%w", err)
	}
	y := a.product(a.grouped(a.query), a.key)
	if a.err != nil {
		return value{}
	}
	scale := attr.float
	if !given {
		scale = float32(1 / math.Sqrt(float64(a.query.shape[3])))
	}
	y = a.reshaped(y, []uint64{a.query.shape[0], a.query.shape[1], a.query.shape[2], a.key.shape[2]})
	return a.mul(y, scalar(scale))
}

// capped bends scores towards a limit. That comes before masks: what these rule out stays ruled out.
func (a *attention) capped(scores value) value {
	limit, err := a.k.real("softcap", 0)
	if err != nil {
		a.refuse("%w", err)
	}
	if limit <= 0 {
		return scores
	}
	return a.mul(a.of(graph.FuncTanh, a.div(scores, scalar(limit))), scalar(limit))
}

// weighed is the sum of the values by their weights, its heads as the queries have them.
func (a *attention) weighed(weights value) value {
	y := a.product(a.grouped(weights), a.permuted(a.val, 0, 1, 3, 2))
	if a.err != nil {
		return value{}
	}
	q := a.query.shape
	y = a.reshaped(y, []uint64{q[0], q[1], q[2], a.val.shape[3]})
	if !a.flat {
		return y
	}
	return a.reshaped(a.permuted(y, 0, 2, 1, 3), []uint64{q[0], q[2], q[1] * a.val.shape[3]})
}
