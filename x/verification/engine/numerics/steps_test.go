package numerics_test

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// requantise are the steps that bring a sum in int32 to a narrow type: scaled by m / 2^s, moved by a zero point, saturated.
func requantise(to graph.Dtype) []graph.Step {
	return []graph.Step{
		stepOf(graph.FuncScale, graph.Int64, 0, 1, 2), stepOf(graph.FuncAdd, graph.Int64, 4, 3), stepOf(graph.FuncCastSaturate, to, 5),
	}
}

func requantised() (out []drawn) {
	zero := func(v int64) content { return these(graph.Int64, []uint64{}, uint64(v)) }
	multiplier, shift := int32s(1_374_389_535, 2_147_483_647, 1_073_741_824, -1_431_655_766, 3), int32s(38, 33, 30, 34, 1)
	accumulated := int32s(0, 1, -1, 63, 64, 65, 12_345_678, -12_345_678, 2_147_483_647, -2_147_483_648)
	accumulated.shape = []uint64{10, 1}
	for _, to := range []graph.Dtype{graph.Int8, graph.Uint8, graph.Int16, graph.Int4} {
		n := graph.Node{Op: graph.OpMap, Steps: requantise(to)}
		out = append(out, on("Int32 to "+typeName(to), n, accumulated, multiplier, shift, zero(-3)))
	}
	ties := int32s(1, 3, 5, -1, -3, -5, 2, -2)
	halves := graph.Node{Op: graph.OpMap, Steps: requantise(graph.Int8)}
	dot := graph.Node{Op: graph.OpDot, Steps: requantise(graph.Uint8)}
	shifts := graph.Node{Op: graph.OpMap, Func: graph.FuncScale, Dtype: graph.Int64}
	wide := of(graph.Int64, mixed, 12, 1)
	return append(
		out,
		on("halves go to the even integer", halves, ties, int32s(1), int32s(1), zero(0)),
		on("a dot of Uint8 by Int8 to Uint8", dot, of(graph.Uint8, anyBits, 2, 16), of(graph.Int8, anyBits+6, 5, 16), multiplier, shift, zero(128)),
		on("scale of Int64, shifts outside 0 to 95", shifts, wide, int32s(2_147_483_647), int32s(-1, 0, 1, 31, 63, 64, 65, 94, 95, 96, 1000)),
	)
}

func steps() []drawn {
	const half, one, root = 0x3f000000, 0x3f800000, 0x3f3504f3
	gelu := graph.Node{Op: graph.OpMap, Steps: []graph.Step{
		floatStep(graph.FuncMul, 0, 1), floatStep(graph.FuncErf, 4), floatStep(graph.FuncAdd, 5, 2), floatStep(graph.FuncMul, 0, 3), floatStep(graph.FuncMul, 7, 6),
	}}
	swish := graph.Node{Op: graph.OpMap, Steps: []graph.Step{floatStep(graph.FuncSigmoid, 0), floatStep(graph.FuncMul, 0, 1)}}
	dequantise := graph.Node{Op: graph.OpMap, Steps: []graph.Step{
		stepOf(graph.FuncCast, graph.Int32, 0), stepOf(graph.FuncCast, graph.Int32, 1), stepOf(graph.FuncSub, graph.Int32, 3, 4),
		floatStep(graph.FuncCast, 5), floatStep(graph.FuncMul, 6, 2),
	}}
	clip := graph.Node{Op: graph.OpMap, Steps: []graph.Step{
		stepOf(graph.FuncLess, graph.Bool, 0, 1), floatStep(graph.FuncWhere, 2, 1, 0),
	}}
	unused := graph.Node{Op: graph.OpMap, Steps: []graph.Step{floatStep(graph.FuncNeg, 0)}}
	return []drawn{
		on("gelu", gelu, floats(mixed, 20), scalar(root), scalar(one), scalar(half)),
		on("swish", swish, floats(mixed, 20)),
		on("dequantise each channel", dequantise, of(graph.Uint8, anyBits, 2, 4), these(graph.Uint8, []uint64{4}, 0, 128, 255, 7), floats(plain, 4)),
		on("where keeps a NaN's bits", clip, floats(hard, 18), scalar(0x40000000)),
		on("an operand that no step reads stretches the output", unused, floats(plain, 3), floats(plain, 2, 1)),
	}
}
