package numerics_test

import "github.com/suretynetwork/surety/x/verification/engine/graph"

func moves() []drawn {
	slice := graph.Node{Op: graph.OpSlice, Shape: []uint64{2, 3, 2}, Starts: []uint64{1, 4, 0}, Increments: []int64{0, -2, 1}}
	pad := graph.Node{Op: graph.OpPad, Pads: []uint64{0, 2, 1, 1}}
	return []drawn{
		on("reshape keeps NaNs", graph.Node{Op: graph.OpReshape, Shape: []uint64{3, 2}}, floats(hard, 2, 3)),
		on("transpose", graph.Node{Op: graph.OpTranspose, Perm: []uint32{2, 0, 1}}, floats(hard, 2, 3, 4)),
		on("transpose of Float16", graph.Node{Op: graph.OpTranspose, Perm: []uint32{1, 0}}, of(graph.Float16, mixed, 2, 3)),
		on("concat", graph.Node{Op: graph.OpConcat, Axis: 1}, floats(hard, 2, 1, 2), floats(plain, 2, 3, 2), floats(hard, 2, 1, 2)),
		on("concat of Bool, whatever the byte", graph.Node{Op: graph.OpConcat}, of(graph.Bool, anyBits, 3), of(graph.Bool, anyBits+6, 2)),
		on("slice: repeated, backwards, in order", slice, floats(plain, 2, 5, 3)),
		on("slice of Int64", graph.Node{Op: graph.OpSlice, Shape: []uint64{3}, Starts: []uint64{1}, Increments: []int64{3}}, of(graph.Int64, mixed, 9)),
		on("pad", pad, floats(plain, 2, 2), scalar(0x7fc12345)),
		on("pad of Int8", pad, of(graph.Int8, mixed, 2, 2), of(graph.Int8, mixed, 1, 1)),
	}
}

func gathers() []drawn {
	outside := int32s(0, 1, 2, 3, -1, -3, -4, 2147483647, -2147483648)
	first, last := graph.Node{Op: graph.OpGather}, graph.Node{Op: graph.OpGather, Axis: 1}
	return []drawn{
		on("entries: inside, from the end, outside", first, floats(hard, 3, 2), outside),
		on("along the last axis, by a table", last, floats(plain, 2, 3), these(graph.Int64, []uint64{2, 2}, 2, 0, ^uint64(0), 7)),
		on("one entry, whose axis goes", last, of(graph.Uint16, mixed, 2, 3, 2), these(graph.Int64, []uint64{}, 1)),
	}
}

func scatters() (out []drawn) {
	twice := int32s(4, 0, 4, -1, 6, 4, 2)
	for _, f := range []graph.Func{graph.FuncUnspecified, graph.FuncAdd, graph.FuncMul, graph.FuncMax, graph.FuncMin} {
		n := graph.Node{Op: graph.OpScatter, Func: f}
		name := funcName(f)
		if name == "" {
			name = "no function"
		}
		out = append(
			out,
			on(name+": some twice, some outside", n, floats(plain, 2, 3), twice, floats(plain+6, 7)),
			on(name+" of awkward numbers", n, floats(hard, 6), twice, floats(hard+16, 7)),
			on(name+" of Int4 with other bits above", n, of(graph.Int4, anyBits, 6), twice, of(graph.Int4, anyBits+6, 7)),
			on(name+" of Uint32", n, of(graph.Uint32, mixed, 6), twice, of(graph.Uint32, mixed+6, 7)),
		)
	}
	return out
}
