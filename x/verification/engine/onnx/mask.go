package onnx

import (
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// ruledOut is what is added to a score that must not count.
func ruledOut() value { return scalar(float32(math.Inf(-1))) }

// unless is nothing where a condition holds, else what rules a score out.
func (f *formula) unless(condition value) value { return f.where(condition, scalar(0), ruledOut()) }

// biases are what is added to scores [batch, heads, queries, keys]: the node's mask, and what rules out keys that come after their
// query or that hold nothing.
func (a *attention) biases(scores value) []value {
	var biases []value
	if a.err != nil {
		return nil
	}
	queries, keys := scores.shape[2], scores.shape[3]
	if a.k.given(3) {
		biases = append(biases, a.mask(a.in[3], keys))
	}
	causal, err := a.k.integer("is_causal", 0)
	if err != nil {
		a.refuse("%w", err)
	}
	held := value{} // how many keys of each batch hold something
	if a.k.given(6) {
		if !slices.Equal(a.in[6].shape, scores.shape[:1]) {
			a.refuse("%w: nonpad_kv_seqlen of shape %d for %d batches", ErrModel, a.in[6].shape, scores.shape[0])
		}
		held = a.reshaped(a.in[6], []uint64{scores.shape[0], 1, 1, 1})
	}
	switch {
	case causal == 0:
	case a.k.given(6) && !a.k.given(4):
		// The last query belongs to the last key that holds something.
		distance := a.enumerated([]uint64{queries, keys}, func(i uint64) int64 { return int64(i%keys) - int64(i/keys) + int64(queries) })
		biases = append(biases, a.unless(a.mapped(graph.FuncLessEqual, graph.Bool, distance, held)))
	default:
		biases = append(biases, a.numbers([]uint64{queries, keys}, func(i uint64) float32 {
			if i%keys > i/keys+a.past {
				return float32(math.Inf(-1))
			}
			return 0
		}))
	}
	if a.k.given(6) {
		places := a.enumerated([]uint64{keys}, func(i uint64) int64 { return int64(i) })
		biases = append(biases, a.unless(a.less(places, held)))
	}
	return biases
}

// mask is the node's mask as a bias. One that is too short rules out the keys at its end.
func (a *attention) mask(mask value, keys uint64) value {
	last := len(mask.shape) - 1
	if last < 1 || mask.shape[last] > keys {
		a.refuse("%w: a mask of shape %d for %d keys", ErrModel, mask.shape, keys)
		return value{}
	}
	if mask.operand.dtype == graph.Bool {
		mask = a.unless(mask)
	}
	if a.err != nil {
		return value{}
	}
	after := make([]uint64, len(mask.shape))
	after[last] = keys - mask.shape[last]
	return a.padded(mask, make([]uint64, len(mask.shape)), after, ruledOut())
}
