package graphtest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// operandShapes draws operands' shapes that suit an operator.
func operandShapes(t *rapid.T, op graph.Op) [][]uint64 {
	switch op {
	case graph.OpDot:
		return dotShapes(t)
	case graph.OpConv:
		return convShapes(t)
	case graph.OpMap:
		return mapShapes(t)
	case graph.OpPool:
		x := append([]uint64{num(t, "batch", 1, 2)}, nums(t, "in", int(num(t, "spatial", 1, 3)), 1, 6)...)
		return [][]uint64{append(x, rapid.SampledFrom([]uint64{1, 2, 3, 255, 257}).Draw(t, "channels"))}
	case graph.OpSoftmax:
		return [][]uint64{append(nums(t, "lead", int(num(t, "rank", 0, 2)), 1, 3), num(t, "row", 1, 70))}
	case graph.OpConcat:
		return concatShapes(t)
	default:
		return [][]uint64{nums(t, "shape", int(num(t, "rank", 1, 4)), 1, 5)}
	}
}

func dotShapes(t *rapid.T) [][]uint64 {
	batch := nums(t, "batch", int(num(t, "batches", 0, 2)), 1, 3)
	m, n, k := num(t, "m", 1, 4), num(t, "n", 1, 9), num(t, "k", 1, 40)
	b := []uint64{n, k}
	if rapid.Bool().Draw(t, "batched") {
		b = append(slices.Clone(batch), n, k)
	}
	shapes := [][]uint64{append(slices.Clone(batch), m, k), b}
	if rapid.Bool().Draw(t, "bias") {
		shapes = append(shapes, []uint64{n})
	}
	return shapes
}

func convShapes(t *rapid.T) [][]uint64 {
	spatial := int(num(t, "spatial", 1, 3))
	groups, depth, perGroup := num(t, "groups", 1, 3), num(t, "depth", 1, 3), num(t, "filters", 1, 5)
	in := nums(t, "in", spatial, 1, 6)
	x := append(append([]uint64{num(t, "batch", 1, 2)}, in...), groups*depth)
	w := []uint64{groups * perGroup}
	for i := range in {
		w = append(w, num(t, "kernel", 1, int(min(in[i], 3))))
	}
	shapes := [][]uint64{x, append(w, depth)}
	if rapid.Bool().Draw(t, "bias") {
		shapes = append(shapes, w[:1])
	}
	return shapes
}

// mapShapes is one shape, or two that broadcast.
func mapShapes(t *rapid.T) [][]uint64 {
	shape := nums(t, "shape", int(num(t, "rank", 0, 4)), 1, 4)
	if rapid.Bool().Draw(t, "unary") {
		return [][]uint64{shape}
	}
	both := [][]uint64{slices.Clone(shape), slices.Clone(shape[num(t, "dropped", 0, len(shape)):])}
	for _, s := range both {
		for i := range s {
			if rapid.Bool().Draw(t, "stretched") {
				s[i] = 1
			}
		}
	}
	if rapid.Bool().Draw(t, "swapped") {
		both[0], both[1] = both[1], both[0]
	}
	return both
}

func concatShapes(t *rapid.T) [][]uint64 {
	shape := nums(t, "shape", int(num(t, "rank", 1, 4)), 1, 4)
	axis := num(t, "axis", 0, len(shape)-1)
	shapes := make([][]uint64, num(t, "operands", 1, 4))
	for i := range shapes {
		shapes[i] = slices.Clone(shape)
		shapes[i][axis] = num(t, "extent", 1, 4)
	}
	return shapes
}
