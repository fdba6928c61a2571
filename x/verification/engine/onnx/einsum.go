package onnx

import (
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// summand is an operand of an Einsum whose axes carry labels.
type summand struct {
	v      value
	labels []rune
}

// einsum multiplies its operands over all labels and sums over those that the result lacks: two operands at a time, from the first on.
func einsum(k *call) (value, error) {
	in, err := k.any(1, max(len(k.n.inputs), 1))
	if err != nil {
		return value{}, err
	}
	equation, err := k.text("equation", "")
	if err != nil {
		return value{}, err
	}
	ranks := make([]int, len(in))
	for i, v := range in {
		ranks[i] = len(v.shape)
		if err := v.has(graph.Float32, graph.Int32); err != nil && len(in) > 1 {
			return value{}, err
		}
	}
	e, err := parseEquation(equation, ranks)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	parts := f.labelled(in, e)
	if f.err != nil {
		return value{}, f.err
	}
	y := parts[0]
	for i := range parts {
		later := slices.Clone(e.output)
		for _, p := range parts[i+1:] {
			later = append(later, p.labels...)
		}
		if i == 0 {
			y = f.summed(y, later)
			continue
		}
		next := f.summed(parts[i], slices.Concat(y.labels, later))
		y = f.contracted(y, next, later)
	}
	return f.inOrder(y, e.output), f.err
}

// labelled gives every operand its labels, each once and at the extent that it has everywhere.
func (f *formula) labelled(in []value, e *equation) []summand {
	extents := map[rune]uint64{}
	for i, v := range in {
		for axis, label := range e.inputs[i] {
			extents[label] = max(extents[label], v.shape[axis])
		}
	}
	parts := make([]summand, len(in))
	for i, v := range in {
		s := summand{v, slices.Clone(e.inputs[i])}
		for axis, label := range s.labels {
			if extent := v.shape[axis]; extent != extents[label] && extent != 1 {
				f.refuse("%w: the equation gives the extents %d and %d one label", ErrModel, extent, extents[label])
				return nil
			}
		}
		s = f.diagonals(s)
		parts[i] = f.squeezed(s, extents)
	}
	return parts
}

// squeezed drops axes of length 1 whose label is longer elsewhere: they broadcast.
func (f *formula) squeezed(s summand, extents map[rune]uint64) summand {
	if f.err != nil {
		return s
	}
	var shape []uint64
	var labels []rune
	for axis, label := range s.labels {
		if s.v.shape[axis] == extents[label] {
			shape, labels = append(shape, s.v.shape[axis]), append(labels, label)
		}
	}
	if len(labels) == len(s.labels) {
		return s
	}
	return summand{f.reshaped(s.v, append([]uint64{}, shape...)), labels}
}

// diagonals keeps the diagonal of every two axes that have the same label.
func (f *formula) diagonals(s summand) summand {
	for axis := len(s.labels) - 1; axis > 0; axis-- {
		first := slices.Index(s.labels, s.labels[axis])
		if first == axis || f.err != nil {
			continue
		}
		n := s.v.shape[axis]
		if s.v.shape[first] != n {
			f.refuse("%w: a diagonal of extents %d and %d", ErrModel, s.v.shape[first], n)
			return s
		}
		order := slices.DeleteFunc(identity(len(s.labels)), func(i int) bool { return i == first || i == axis })
		order = append(order, first, axis)
		v := s.v.permuted(order)
		rest := v.shape[:len(order)-2]
		v = f.reshaped(v, slices.Concat(rest, []uint64{n * n}))
		v = f.cut(v, len(rest), 0, n, int64(n)+1)
		labels := make([]rune, len(rest), len(order))
		for i := range rest {
			labels[i] = s.labels[order[i]]
		}
		s = summand{v, append(labels, s.labels[axis])}
		axis = len(s.labels)
	}
	return s
}

// summed sums over the labels that nothing after it needs.
func (f *formula) summed(s summand, needed []rune) summand {
	var axes []int
	var labels []rune
	for axis, label := range s.labels {
		if slices.Contains(needed, label) {
			labels = append(labels, label)
		} else {
			axes = append(axes, axis)
		}
	}
	if len(axes) == 0 || f.err != nil {
		return s
	}
	y := f.total(s.v, axes)
	if f.err != nil {
		return s
	}
	return summand{f.reshaped(y, without(y.shape, axes)), labels}
}

// contracted multiplies two operands, and sums over what they share and nothing after them needs.
func (f *formula) contracted(a, b summand, needed []rune) summand {
	var batch, over, freeA, freeB []rune
	for _, label := range a.labels {
		switch {
		case !slices.Contains(b.labels, label):
			freeA = append(freeA, label)
		case slices.Contains(needed, label):
			batch = append(batch, label)
		default:
			over = append(over, label)
		}
	}
	for _, label := range b.labels {
		if !slices.Contains(a.labels, label) {
			freeB = append(freeB, label)
		}
	}
	if f.err != nil {
		return a
	}
	labels := slices.Concat(batch, freeA, freeB)
	left, right := f.arranged(a, slices.Concat(batch, freeA, over)), f.arranged(b, slices.Concat(batch, freeB, over))
	if f.err != nil {
		return a
	}
	nb, na, no := len(batch), len(freeA), len(over)
	if no == 0 {
		left = f.reshaped(left, slices.Concat(left.shape, ones(len(freeB))))
		right = f.reshaped(right, slices.Concat(right.shape[:nb], ones(na), right.shape[nb:]))
		return summand{f.mul(left, right), labels}
	}
	whole := slices.Concat(left.shape[:nb+na], right.shape[nb:nb+len(freeB)])
	shape := func(v value, free int) []uint64 {
		s := []uint64{elements(v.shape[nb : nb+free]), elements(v.shape[nb+free:])}
		if nb > 0 {
			s = append([]uint64{elements(v.shape[:nb])}, s...)
		}
		return s
	}
	y := f.node(graph.Node{Op: graph.OpDot}, f.reshaped(left, shape(left, na)), f.reshaped(right, shape(right, len(freeB))))
	return summand{f.reshaped(y, whole), labels}
}

// arranged is a value with its axes in an order of labels.
func (f *formula) arranged(s summand, labels []rune) value {
	perm := make([]int, len(labels))
	for i, label := range labels {
		perm[i] = slices.Index(s.labels, label)
	}
	return f.permuted(s.v, perm...)
}

// inOrder is the result: labels that all operands have with length 1 are still there.
func (f *formula) inOrder(s summand, output []rune) value {
	if f.err != nil {
		return value{}
	}
	return f.arranged(s, output)
}
