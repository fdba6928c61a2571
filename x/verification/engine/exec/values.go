package exec

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
