package onnx

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// compress takes the entries of an axis, or of the elements in order, for which a known list of truth values holds.
func compress(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, condition := in[0], in[1]
	if condition.operand.dtype != graph.Bool || len(condition.shape) != 1 {
		return value{}, fmt.Errorf("%w: a condition %s%d", ErrModel, condition.element(), condition.shape)
	}
	if err := k.known(condition, "the condition"); err != nil {
		return value{}, err
	}
	axis := 0
	if _, given := k.n.attributes["axis"]; given {
		if axis, err = k.axis(0, len(x.shape), false); err != nil {
			return value{}, err
		}
	} else if x, err = k.reshaped(x, []uint64{count(x.shape)}); err != nil {
		return value{}, err
	}
	var at []int64
	for i, holds := range condition.operand.constant {
		if holds != 0 {
			at = append(at, int64(i))
		}
	}
	if n := len(at); n > 0 && uint64(at[n-1]) >= x.shape[axis] {
		return value{}, fmt.Errorf("%w: %d conditions for axis %d of shape %d", ErrModel, len(condition.operand.constant), axis, x.shape)
	}
	return k.pick(x, axis, at)
}

// nonZero lists the places of the elements of a constant that are not zero, one row for each axis.
func nonZero(k *call) (value, error) {
	x, err := k.moved()
	if err != nil {
		return value{}, err
	}
	if err := k.known(x, "which elements are zero"); err != nil {
		return value{}, err
	}
	rank := len(x.shape)
	size := int(x.operand.dtype.ElementSize())
	content, err := k.content(x)
	if err != nil {
		return value{}, err
	}
	var found []int64
	for i := 0; i < len(content); i += size {
		if !zero(x.operand.dtype, content[i:i+size]) {
			found = append(found, int64(i/size))
		}
	}
	if err := k.charge(uint64(len(found))*uint64(rank), "a list of places"); err != nil {
		return value{}, err
	}
	list := make([]int64, 0, rank*len(found))
	for axis, step := range strides(x.shape) {
		for _, at := range found {
			list = append(list, at/step%int64(x.shape[axis]))
		}
	}
	v := listOf(list...)
	v.shape = []uint64{uint64(rank), uint64(len(found))}
	v.operand.shape, v.order = v.shape, identity(2)
	return v, nil
}

// content is what a constant holds, in the model's order.
func (k *call) content(v value) ([]byte, error) {
	op, err := k.arrange(v, identity(len(v.shape)))
	return op.constant, err
}

// zero says whether an element is: of a float, either zero.
func zero(t graph.Dtype, element []byte) bool {
	last := len(element) - 1
	sign := byte(0)
	switch t {
	case graph.Float32, graph.Float64, graph.Float16, graph.Bfloat16, graph.Float8E4M3FN, graph.Float8E5M2:
		sign = 0x80
	case graph.Float4E2M1:
		sign = 0x08
	case graph.Float8E8M0: // it has none
		return false
	default:
	}
	for _, b := range element[:last] {
		if b != 0 {
			return false
		}
	}
	return element[last]&^sign == 0
}

// unique lists the different elements, or entries of an axis, of a constant, sorted or as they first appear, and with them where they
// first are, which of them each element is, and how many there are of each.
func unique(k *call) ([]value, error) {
	x, err := k.moved()
	if err != nil {
		return nil, err
	}
	if err := k.known(x, "which elements are equal"); err != nil {
		return nil, err
	}
	sorted, err := k.integer("sorted", 1)
	if err != nil {
		return nil, err
	}
	axis := 0
	if _, given := k.n.attributes["axis"]; given {
		if axis, err = k.axis(0, len(x.shape), false); err != nil {
			return nil, err
		}
	} else if x, err = k.reshaped(x, []uint64{count(x.shape)}); err != nil {
		return nil, err
	}
	if x.operand.empty() {
		return nil, fmt.Errorf("%w: the different elements of a tensor without any", ErrUnsupported)
	}
	entries, err := k.entries(x, axis)
	if err != nil {
		return nil, err
	}
	compare, err := ordering(x.operand.dtype)
	if err != nil {
		return nil, err
	}
	first, which, counts := distinct(entries, compare, sorted != 0)
	y, err := k.pick(x, axis, first)
	if err != nil {
		return nil, err
	}
	return []value{y, listOf(first...), listOf(which...), listOf(counts...)}, nil
}

// entries are the elements of each entry of an axis, one after another.
func (k *call) entries(x value, axis int) ([][]byte, error) {
	order := append(slices.Delete(identity(len(x.shape)), axis, axis+1), axis)
	op, err := k.arrange(x, order)
	if err != nil {
		return nil, err
	}
	n, size := int(x.shape[axis]), int(x.operand.dtype.ElementSize())
	out := make([][]byte, n)
	for i := 0; i < len(op.constant); i += size {
		entry := i / size % n
		out[entry] = append(out[entry], op.constant[i:i+size]...)
	}
	return out, nil
}

// distinct finds what is different: for each the index of its first appearance and how many are equal, and for every entry which it is.
func distinct(entries [][]byte, compare func(a, b []byte) int, sorted bool) (first, which, counts []int64) {
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(entries[i], entries[j]) })
	which = make([]int64, len(entries))
	for i, at := range order {
		if i == 0 || compare(entries[order[i-1]], entries[at]) != 0 {
			first, counts = append(first, int64(at)), append(counts, 0)
		}
		which[at] = int64(len(first) - 1)
		counts[len(counts)-1]++
	}
	if sorted {
		return first, which, counts
	}
	groups := make([]int, len(first))
	for i := range groups {
		groups[i] = i
	}
	slices.SortFunc(groups, func(i, j int) int { return cmp.Compare(first[i], first[j]) })
	rank, begins, many := make([]int64, len(groups)), []int64{}, []int64{}
	for i, group := range groups {
		rank[group] = int64(i)
		begins, many = append(begins, first[group]), append(many, counts[group])
	}
	for i := range which {
		which[i] = rank[which[i]]
	}
	return begins, which, many
}

// ordering compares entries by their elements: the first that differ decide. NaNs come last, and are equal.
func ordering(t graph.Dtype) (func(a, b []byte) int, error) {
	size := int(t.ElementSize())
	var one func(a, b []byte) int
	switch {
	case t == graph.Float32:
		one = func(a, b []byte) int { return compareFloats(float32At(a, 0), float32At(b, 0)) }
	case t.Signed():
		one = func(a, b []byte) int { return cmp.Compare(signedOf(a), signedOf(b)) }
	case t.Bits() > 0:
		one = func(a, b []byte) int { return cmp.Compare(unsignedOf(a), unsignedOf(b)) }
	default:
		return nil, fmt.Errorf("%w: the order of elements of type %s", ErrUnsupported, t)
	}
	return func(a, b []byte) int {
		if bytes.Equal(a, b) {
			return 0
		}
		for i := 0; i < len(a); i += size {
			if c := one(a[i:i+size], b[i:i+size]); c != 0 {
				return c
			}
		}
		return 0
	}, nil
}

func compareFloats(a, b float32) int {
	switch x, y := math.IsNaN(float64(a)), math.IsNaN(float64(b)); {
	case x && y:
		return 0
	case x:
		return 1
	case y:
		return -1
	default:
		return cmp.Compare(a, b)
	}
}

// unsignedOf is a little-endian integer.
func unsignedOf(b []byte) (v uint64) {
	for i := range b {
		v |= uint64(b[i]) << (8 * i)
	}
	return v
}

func signedOf(b []byte) int64 {
	unused := 64 - 8*len(b)
	return int64(unsignedOf(b)<<unused) >> unused
}
