package onnx

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

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
