package numerics_test

import "github.com/suretynetwork/surety/x/verification/engine/graph"

func dots() []drawn {
	dot := graph.Node{Op: graph.OpDot}
	out := []drawn{
		on("matrix by matrix", dot, floats(plain, 3, 19), floats(plain+6, 5, 19)),
		on("with infinities, NaNs and zeros among them", dot, floats(mixed, 4, 8), floats(mixed+6, 4, 8)),
		on("subnormal products", dot, these(graph.Float32, []uint64{1, 3}, 0x1f800001, 0x9f7fffff, 0x00000007), these(graph.Float32, []uint64{1, 3}, 0x1f800003, 0x1f7fffff, 0x3f000000)),
		on("a long chain", dot, floats(plain, 1, 300), floats(plain+6, 2, 300)),
		on("with a bias", dot, floats(plain, 2, 7), floats(plain+6, 3, 7), floats(plain+12, 3)),
		on("batches of B", dot, floats(plain, 2, 2, 5), floats(plain+6, 2, 3, 5)),
		on("one B for all batches", dot, floats(plain, 2, 2, 5), floats(plain+6, 3, 5)),
	}
	tailed := dot
	tailed.Steps = []graph.Step{floatStep(graph.FuncAdd, 0, 1), floatStep(graph.FuncAdd, 3, 2), floatStep(graph.FuncRelu, 4)}
	out = append(out, on("then a bias, a residual and relu", tailed, floats(plain, 2, 7), floats(plain+6, 3, 7), floats(plain+12, 3), floats(plain+18, 2, 3)))
	for _, types := range [][2]graph.Dtype{
		{graph.Int8, graph.Int8}, {graph.Uint8, graph.Int8}, {graph.Int16, graph.Uint8}, {graph.Int32, graph.Int16}, {graph.Int32, graph.Int32},
	} {
		name := typeName(types[0]) + " by " + typeName(types[1])
		out = append(out, on(name, dot, of(types[0], anyBits, 2, 33), of(types[1], anyBits+6, 3, 33)))
	}
	return append(out, on("Int8 with a bias", dot, of(graph.Int8, mixed, 2, 6), of(graph.Int8, mixed+6, 3, 6), of(graph.Int32, mixed, 3)))
}

// window is a convolution of one group or a pool.
func window(n graph.Node, strides, dilations, pads []uint64) graph.Node {
	n.Strides, n.Dilations, n.Pads = strides, dilations, pads
	return n
}

func convs() []drawn {
	one, two, none := []uint64{1, 1}, []uint64{2, 2}, make([]uint64, 4)
	conv := graph.Node{Op: graph.OpConv, Groups: 1}
	grouped, depthwise := conv, conv
	grouped.Groups, depthwise.Groups = 2, 3
	spread := window(conv, one, one, []uint64{1, 2, 2, 1})
	spread.Spread = two
	tailed := window(conv, one, one, none)
	tailed.Steps = []graph.Step{floatStep(graph.FuncMul, 0, 1), floatStep(graph.FuncFMA, 2, 1, 0)}
	x, w := floats(plain, 1, 5, 4, 3), floats(plain+6, 2, 3, 2, 3)
	infinite := these(graph.Float32, []uint64{1, 3, 1}, 0x7f800000, 0x3f800000, 0x40000000)
	return []drawn{
		on("two axes", window(conv, one, one, none), x, w),
		on("padded", window(conv, one, one, []uint64{1, 1, 2, 0}), x, w),
		on("strided and dilated", window(conv, two, two, []uint64{2, 1, 2, 1}), x, w),
		on("with a bias", window(conv, one, one, none), x, w, floats(plain+12, 2)),
		on("then steps", tailed, x, w, floats(plain+12, 2)),
		on("two groups", window(grouped, one, one, none), floats(plain, 1, 3, 3, 4), floats(plain+6, 4, 2, 2, 2)),
		on("depthwise", window(depthwise, one, one, none), floats(plain, 1, 3, 3, 3), floats(plain+6, 3, 2, 2, 1)),
		on("spread, a transposed convolution", spread, floats(plain, 1, 3, 3, 2), floats(plain+6, 2, 3, 3, 2)),
		on("what is padding meets no infinite weight", window(conv, one[:1], one[:1], []uint64{1, 1}), floats(plain, 1, 3, 1), infinite),
		on("a window without a tap is +0, then the bias", window(conv, two[:1], one[:1], []uint64{4, 0}), floats(plain, 1, 2, 1), floats(plain+6, 1, 2, 1), floats(plain+12, 1)),
		on("three axes", window(conv, []uint64{1, 2, 1}, []uint64{1, 1, 1}, []uint64{0, 1, 0, 1, 0, 0}), floats(plain, 2, 2, 3, 2, 1), floats(plain+6, 2, 2, 2, 2, 1)),
		on("Uint8 by Int8", window(conv, one, one, []uint64{1, 1, 1, 1}), of(graph.Uint8, anyBits, 1, 3, 3, 2), of(graph.Int8, anyBits+6, 2, 2, 2, 2)),
		on("Int32 by Int16, spread", spread, of(graph.Int32, anyBits, 1, 3, 3, 2), of(graph.Int16, anyBits+6, 1, 2, 2, 2)),
	}
}

func pools() (out []drawn) {
	ones := []uint64{1, 1}
	for _, f := range []graph.Func{graph.FuncAdd, graph.FuncMax, graph.FuncMin, graph.FuncArgMax} {
		plainly := window(graph.Node{Op: graph.OpPool, Func: f, Kernel: []uint64{2, 3}}, []uint64{2, 1}, ones, []uint64{1, 1, 0, 1})
		apart := window(graph.Node{Op: graph.OpPool, Func: f, Kernel: []uint64{2}}, []uint64{1}, []uint64{3}, []uint64{1, 2})
		out = append(
			out,
			on(funcName(f)+" of Float32", plainly, floats(mixed, 1, 4, 4, 2)),
			on(funcName(f)+" of awkward numbers", plainly, floats(hard, 1, 4, 4, 2)),
			on(funcName(f)+", dilated, taps far apart", apart, floats(plain, 1, 5, 90)),
			on(funcName(f)+" of Int8", plainly, of(graph.Int8, anyBits, 2, 3, 3, 1)),
			on(funcName(f)+" of Uint64", apart, of(graph.Uint64, mixed, 1, 5, 2)),
		)
	}
	mean := window(graph.Node{Op: graph.OpPool, Func: graph.FuncAdd, Kernel: []uint64{2, 2}}, ones, ones, make([]uint64, 4))
	mean.Steps = []graph.Step{floatStep(graph.FuncDiv, 0, 1)}
	return append(out, on("a mean: add, then divided", mean, floats(plain, 1, 3, 3, 2), scalar(0x40800000)))
}
