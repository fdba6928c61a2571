package numerics_test

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

func reduces() (out []drawn) {
	for _, f := range []graph.Func{graph.FuncAdd, graph.FuncMul, graph.FuncMax, graph.FuncMin, graph.FuncArgMax, graph.FuncArgMin} {
		n := graph.Node{Op: graph.OpReduce, Func: f}
		for _, row := range []uint64{1, 7, 16, 17, 100} {
			out = append(out, on(fmt.Sprintf("%s of rows of %d", funcName(f), row), n, floats(plain, 2, row)))
		}
		out = append(
			out,
			on(funcName(f)+" with some awkward numbers", n, floats(mixed, 3, 20)),
			on(funcName(f)+" of zeros of unlike sign", n, these(graph.Float32, []uint64{2, 2}, 0x80000000, 0, 0x80000000, 0x80000000)),
			on(funcName(f)+" of NaNs", n, these(graph.Float32, []uint64{3, 2}, 0x7fc12345, 0xff800000, 0x7f800000, 0xffc00001, 0xff800001, 0x7fc00000)),
			on(funcName(f)+" of Int32", n, of(graph.Int32, anyBits, 2, 9)),
			on(funcName(f)+" of Uint64", n, of(graph.Uint64, mixed, 2, 9)),
			on(funcName(f)+" of Int4 with other bits above", n, of(graph.Int4, anyBits, 2, 9)),
		)
	}
	mean := graph.Node{Op: graph.OpReduce, Func: graph.FuncAdd, Steps: []graph.Step{floatStep(graph.FuncDiv, 0, 1)}}
	return append(out, on("a mean: add, then divided", mean, floats(plain, 2, 40), scalar(0x42200000)))
}

func softmaxes() []drawn {
	n := graph.Node{Op: graph.OpSoftmax}
	return []drawn{
		on("one", n, floats(plain, 2, 1)),
		on("ten", n, floats(plain, 2, 10)),
		on("forty", n, floats(plain, 2, 40)),
		on("with some awkward numbers", n, floats(mixed, 4, 17)),
		on("large numbers", n, these(graph.Float32, []uint64{1, 4}, 0x7f000000, 0x7effffff, 0x42c80000, 0xff7fffff)),
		on("minus infinity", n, these(graph.Float32, []uint64{2, 3}, 0xff800000, 0x3f800000, 0x40000000, 0xff800000, 0xff800000, 0xff800000)),
		on("infinity and NaN", n, these(graph.Float32, []uint64{2, 3}, 0x7f800000, 0x3f800000, 0x40000000, 0x7fc12345, 0, 0x80000000)),
	}
}

func cumulates() (out []drawn) {
	for _, f := range []graph.Func{graph.FuncAdd, graph.FuncMul} {
		n := graph.Node{Op: graph.OpCumulate, Func: f}
		out = append(
			out,
			on(funcName(f)+" of Float32", n, floats(plain, 2, 20)),
			on(funcName(f)+" with some awkward numbers", n, floats(mixed, 2, 20)),
			on(funcName(f)+" of -0", n, these(graph.Float32, []uint64{2}, 0x80000000, 0x80000000)),
			on(funcName(f)+" of Int16", n, of(graph.Int16, anyBits, 2, 7)),
			on(funcName(f)+" of Uint4 with other bits above", n, of(graph.Uint4, anyBits, 2, 7)),
		)
	}
	return out
}

func sorts() (out []drawn) {
	for _, f := range []graph.Func{graph.FuncMax, graph.FuncMin, graph.FuncArgMax, graph.FuncArgMin} {
		all, some := graph.Node{Op: graph.OpTopK, Func: f, Shape: []uint64{2, 12}}, graph.Node{Op: graph.OpTopK, Func: f, Shape: []uint64{2, 4}}
		out = append(
			out,
			on(funcName(f)+" of Float32", all, floats(plain, 2, 12)),
			on(funcName(f)+" of ties, NaNs and zeros", all, floats(hard, 2, 12)),
			on(funcName(f)+", four of twelve", some, floats(mixed, 2, 12)),
			on(funcName(f)+" of Int64", some, of(graph.Int64, mixed, 2, 12)),
			on(funcName(f)+" of Uint2 with other bits above", some, of(graph.Uint2, anyBits, 2, 12)),
		)
	}
	return out
}
