package graphtest

import (
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// firstType draws a type that an operator's first operand can have.
func firstType(t *rapid.T, op graph.Op) graph.Dtype {
	var fit []graph.Dtype
	for _, dtype := range Dtypes() {
		if takes(op, dtype) {
			fit = append(fit, dtype)
		}
	}
	if takes(op, graph.Float32) && rapid.Bool().Draw(t, "float32") {
		return graph.Float32
	}
	return rapid.SampledFrom(fit).Draw(t, "type")
}

// factors are the integer types that Dot and Conv multiply.
var factors = []graph.Dtype{graph.Int8, graph.Uint8, graph.Int16, graph.Int32}

// takes says whether an operator works on a type, Scatter and Map with some function.
func takes(op graph.Op, x graph.Dtype) bool {
	switch op {
	case graph.OpSoftmax:
		return x == graph.Float32
	case graph.OpDot, graph.OpConv:
		return x == graph.Float32 || x == graph.Int8 || x == graph.Uint8 || x == graph.Int16 || x == graph.Int32
	case graph.OpPool, graph.OpReduce, graph.OpCumulate, graph.OpTopK:
		return x == graph.Float32 || x.Integer()
	default:
		return true
	}
}

// suits says whether a tensor can be an operator's first operand.
func suits(op graph.Op, x graph.Operand) bool {
	least := 0
	switch op {
	case graph.OpDot:
		least = 2
	case graph.OpConv, graph.OpPool:
		least = 3
	case graph.OpSoftmax, graph.OpReduce, graph.OpCumulate, graph.OpTopK, graph.OpPad, graph.OpConcat, graph.OpGather:
		least = 1
	}
	if op == graph.OpGather && len(x.Shape) > 4 { // whose result would have too many axes
		return false
	}
	return len(x.Shape) >= least && takes(op, x.Dtype)
}

// firstShape draws a shape that an operator's first operand can have.
func firstShape(t *rapid.T, op graph.Op) []uint64 {
	switch op {
	case graph.OpDot:
		return append(nums(t, "batch", int(num(t, "batches", 0, 2)), 1, 3), num(t, "m", 1, 4), num(t, "k", 1, 40))
	case graph.OpConv:
		return append(positions(t), num(t, "channels", 1, 9))
	case graph.OpPool:
		return append(positions(t), rapid.SampledFrom([]uint64{1, 2, 3, 129, 255, 257, 400}).Draw(t, "channels"))
	case graph.OpSoftmax, graph.OpReduce, graph.OpCumulate, graph.OpTopK:
		return append(nums(t, "lead", int(num(t, "rank", 0, 2)), 1, 3), num(t, "row", 1, 70))
	case graph.OpMap:
		return nums(t, "shape", int(num(t, "rank", 0, 4)), 1, 4)
	case graph.OpReshape, graph.OpTranspose, graph.OpSlice, graph.OpScatter:
		return nums(t, "shape", int(num(t, "rank", 0, 4)), 1, 5)
	default:
		return nums(t, "shape", int(num(t, "rank", 1, 4)), 1, 5)
	}
}

// wideShape draws a larger one.
func wideShape(t *rapid.T, op graph.Op) []uint64 {
	switch op {
	case graph.OpDot:
		return append(nums(t, "batch", int(num(t, "batches", 0, 1)), 1, 3), num(t, "m", 1, 20), num(t, "k", 1, 300))
	case graph.OpConv, graph.OpPool:
		return []uint64{1, num(t, "high", 1, 12), num(t, "wide", 1, 12), num(t, "channels", 1, 100)}
	case graph.OpSoftmax, graph.OpReduce, graph.OpCumulate, graph.OpTopK:
		return []uint64{num(t, "lead", 1, 5), num(t, "row", 1, 1000)}
	default:
		return []uint64{num(t, "lead", 1, 20), num(t, "middle", 1, 20), num(t, "row", 1, 100)}
	}
}

// positions are a batch and one to three spatial axes, shorter the more there are.
func positions(t *rapid.T) []uint64 {
	spatial := int(num(t, "spatial", 1, 3))
	return append([]uint64{num(t, "batch", 1, 2)}, nums(t, "in", spatial, 1, []int{9, 5, 3}[spatial-1])...)
}
