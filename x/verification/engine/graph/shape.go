package graph

import (
	"fmt"
	"math/bits"
	"strings"
)

// Elements is the number of elements of a tensor of this shape: 1 for a scalar. It is false when an extent is 0, or when
// there are more than 2^40.
func Elements(shape []uint64) (uint64, bool) {
	n := uint64(1)
	for _, extent := range shape {
		hi, lo := bits.Mul64(n, extent)
		if hi != 0 || lo == 0 || lo > maxElements {
			return 0, false
		}
		n = lo
	}
	return n, true
}

// TensorBytes is the size in bytes of a tensor, false when the type or the shape is not a valid one.
func TensorBytes(dtype Dtype, shape []uint64) (uint64, bool) {
	n, ok := Elements(shape)
	size := dtype.ElementSize()
	return n * size, ok && size > 0
}

// product is Elements for shapes that a check has already passed.
func product(shape []uint64) uint64 {
	n := uint64(1)
	for _, extent := range shape {
		n *= extent
	}
	return n
}

// unravel splits a flat row-major index into one index per axis.
func unravel(flat uint64, shape []uint64) []uint64 {
	at := make([]uint64, len(shape))
	for i := len(shape) - 1; i >= 0; i-- {
		at[i] = flat % shape[i]
		flat /= shape[i]
	}
	return at
}

// ravel is the inverse of unravel.
func ravel(at, shape []uint64) uint64 {
	flat := uint64(0)
	for i, extent := range shape {
		flat = flat*extent + at[i]
	}
	return flat
}

// broadcast returns the shape that two shapes have together under numpy's rule: aligned at the last axis, an extent of 1
// stretches.
func broadcast(a, b []uint64) ([]uint64, bool) {
	if len(a) < len(b) {
		a, b = b, a
	}
	out := append([]uint64(nil), a...)
	for i, extent := range b {
		at := &out[len(a)-len(b)+i]
		switch {
		case *at == extent || extent == 1:
		case *at == 1:
			*at = extent
		default:
			return nil, false
		}
	}
	return out, true
}

// broadcastIndex is the flat index in a tensor of shape in that output index at reads.
func broadcastIndex(at, in []uint64) uint64 {
	at = at[len(at)-len(in):]
	flat := uint64(0)
	for i, extent := range in {
		flat *= extent
		if extent != 1 {
			flat += at[i]
		}
	}
	return flat
}

// shapes writes the shapes of operands for an error.
func shapes(operands []Operand) string {
	var text []string
	for i := range operands {
		text = append(text, fmt.Sprint(operands[i].Shape))
	}
	return strings.Join(text, ", ")
}
