package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// wideOperators take float64 as they are: they move elements, or are written out on the bits of float64. Every other operator computes
// them in float32, with the digits and the range of that type.
func wideOperators() []string {
	return []string{
		"Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Slice", "Split", "Concat", "Expand", "Tile", "Pad", "Gather",
		"GatherElements", "GatherND", "Scatter", "ScatterElements", "ScatterND", "TensorScatter", "Shape", "Size", "Trilu", "Where", "Compress",
		"ReverseSequence", "DepthToSpace", "SpaceToDepth", "CenterCropPad", "Dropout", "EyeLike", "Cast", "CastLike", "BitCast",
		"Add", "Sub", "Neg", "Abs", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "IsNaN", "IsInf",
	}
}

// settled is an operand in the type that this operator computes float64 in.
func (k *call) settled(v value) (value, error) {
	wide := (v.kind == tensor.Float64 || v.operand.dtype == graph.Float64) && slices.Contains(wideOperators(), k.n.op)
	switch {
	case wide:
		return k.as(v, graph.Float64)
	case v.operand.dtype != graph.Float64:
		return v, nil
	case v.isConstant() && tooLarge(v.operand.constant):
		return value{}, fmt.Errorf("%w: a constant of type %s has numbers beyond those of %s", ErrUnsupported, tensor.Float64, tensor.Float32)
	}
	y, err := k.as(v, graph.Float32)
	y.kind = tensor.Float64
	return y, err
}

// of64 is an operator of one or two float64, false if it is not written out on their bits.
func (k *call) of64(fn graph.Func, in []value) (value, bool, error) {
	for _, v := range in {
		if v.operand.dtype != graph.Float64 {
			return value{}, false, nil
		}
	}
	d := double{&formula{k: k}}
	var y value
	switch fn {
	case graph.FuncAdd:
		y = d.sum(in[0], in[1])
	case graph.FuncSub:
		y = d.sum(in[0], d.flipped(in[1]))
	case graph.FuncNeg:
		y = d.flipped(in[0])
	case graph.FuncAbs:
		y = d.bits(graph.Float64, d.magnitude(d.word(in[0])))
	case graph.FuncEqual, graph.FuncLess, graph.FuncLessEqual:
		y = d.compared(fn, in[0], in[1])
	default:
		return value{}, false, nil
	}
	return y, true, d.err
}
