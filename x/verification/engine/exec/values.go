package exec

import (
	"encoding/binary"
	"math"
)

const elementBytes = 4

func decode(b []byte) []float32 {
	v := make([]float32, len(b)/elementBytes)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[elementBytes*i:]))
	}
	return v
}

func encode(b []byte, v []float32) {
	for i, x := range v {
		binary.LittleEndian.PutUint32(b[elementBytes*i:], math.Float32bits(x))
	}
}

// ints is a valid shape or attribute as machine integers.
func ints(v []uint64) []int {
	out := make([]int, len(v))
	for i, x := range v {
		out[i] = int(x)
	}
	return out
}

func product(v []int) int {
	n := 1
	for _, x := range v {
		n *= x
	}
	return n
}

// rowStrides are the distances in elements between neighbours on each axis of a row-major tensor.
func rowStrides(shape []int) []int {
	out := make([]int, len(shape))
	step := 1
	for i := len(shape) - 1; i >= 0; i-- {
		out[i] = step
		step *= shape[i]
	}
	return out
}

// offset is the distance of flat index i of a tensor of shape, where each axis counts strides[axis].
func offset(i int, shape, strides []int) int {
	at := 0
	for j := len(shape) - 1; j >= 0; j-- {
		at += i % shape[j] * strides[j]
		i /= shape[j]
	}
	return at
}
