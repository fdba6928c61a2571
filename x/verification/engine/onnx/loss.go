package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// likelihoodLoss is minus the input at each target's class, weighted.
func likelihoodLoss(k *call) (value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return value{}, err
	}
	if err := in[0].float(); err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	return f.loss(in[0], in[1], in[2]), f.err
}

// entropyLoss is likelihoodLoss of the logarithms of probabilities, which it gives too.
func entropyLoss(k *call) ([]value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return nil, err
	}
	if err := in[0].float(); err != nil {
		return nil, err
	}
	if len(in[0].shape) < 2 {
		return nil, fmt.Errorf("%w: scores of shape %d, wants a batch and classes", ErrModel, in[0].shape)
	}
	f := &formula{k: k}
	likely := f.logSoftmax(in[0], []int{1})
	return []value{f.loss(likely, in[1], in[2]), likely}, f.err
}

// loss reads the reduction and the class that does not count from the node.
func (f *formula) loss(x, target, weight value) value {
	reduction, err := f.k.text("reduction", "mean")
	if err != nil {
		f.refuse("%w", err)
	}
	if err := target.has(graph.Int32, graph.Int64); err != nil {
		f.refuse("%w", err)
	}
	if len(x.shape) < 2 || !slices.Equal(target.shape, slices.Concat(x.shape[:1], x.shape[2:])) {
		f.refuse("%w: targets of shape %d for classes of shape %d", ErrModel, target.shape, x.shape)
	}
	if f.k.given(2) && !slices.Equal(weight.shape, x.shape[1:2]) {
		f.refuse("%w: weights of shape %d for classes of shape %d", ErrModel, weight.shape, x.shape)
	}
	if f.err != nil {
		return value{}
	}
	target = f.cast(graph.Int64, target)
	counts, target, ignores := f.counted(target)
	y := f.neg(f.chosen(x, target))
	var weights value
	switch {
	case f.k.given(2):
		weights = f.picked(weight, target)
		if ignores {
			weights = f.where(counts, weights, scalar(0))
		}
	case ignores:
		weights = f.where(counts, scalar(1), scalar(0))
	}
	weighted := ignores || f.k.given(2)
	if weighted {
		y = f.mul(y, weights)
	}
	if ignores { // whatever stands there, infinities included
		y = f.where(counts, y, scalar(0))
	}
	return f.reduced(reduction, y, weights, weighted)
}

// reduced is a loss as a node asks for it: of each target, or one for all.
func (f *formula) reduced(reduction string, y, weights value, weighted bool) value {
	if f.err != nil {
		return value{}
	}
	all := func(x value) value {
		if f.err != nil {
			return value{}
		}
		return f.reshaped(f.total(x, identity(len(x.shape))), []uint64{})
	}
	switch {
	case reduction == "none":
		return y
	case reduction == "sum":
		return all(y)
	case reduction == "mean" && weighted:
		return f.div(all(y), all(weights))
	case reduction == "mean":
		return f.div(all(y), scalar(float32(elements(y.shape))))
	default:
		f.refuse("%w: reduction %q", ErrModel, reduction)
		return value{}
	}
}

// counted says which targets count, where the node names a class that does not. Such targets become 0, since they need not be classes.
func (f *formula) counted(target value) (counts, safe value, ignores bool) {
	const none = -1 << 62
	ignored, err := f.k.integer("ignore_index", none)
	if err != nil {
		f.refuse("%w", err)
	}
	if ignored == none || f.err != nil {
		return value{}, target, false
	}
	same := f.equal(target, scalarOf(graph.Int64, ignored))
	counts = f.mapped(graph.FuncNot, graph.Bool, same)
	return counts, f.where(same, scalarOf(graph.Int64, 0), target), true
}

// chosen is the element of x, [n, classes, ..], at the class that each target, [n, ..], names.
func (f *formula) chosen(x, target value) value {
	if f.err != nil {
		return value{}
	}
	inner, classes := elements(x.shape[2:]), x.shape[1]
	base := f.enumerated(target.shape, func(i uint64) int64 { return int64(i/inner*classes*inner + i%inner) })
	at := f.add(base, f.mul(target, scalarOf(graph.Int64, int64(inner))))
	return f.picked(f.reshaped(x, []uint64{elements(x.shape)}), at)
}
