package graphtest

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// Digits is a small network with most operators in it: convolution, ReLU, pool, flatten, dot, softmax.
func Digits(t T) Case {
	b := New(t)
	x := b.Input([]uint64{1, 8, 8, 1}, Values(3, 64))
	w1 := b.Weight([]uint64{4, 3, 3, 1}, Values(6, 36))
	b1 := b.Weight([]uint64{4}, Values(9, 4))
	w2 := b.Weight([]uint64{10, 64}, Values(12, 640))
	b2 := b.Weight([]uint64{10}, Values(15, 10))
	ones, twos := []uint64{1, 1}, []uint64{2, 2}
	x = b.Add(graph.Node{
		Op: graph.OpConv, Name: "conv", Groups: 1, Strides: ones, Dilations: ones, Pads: []uint64{1, 1, 1, 1},
		Operands: []graph.Operand{x, w1, b1},
	})
	x = b.Add(graph.Node{Op: graph.OpMap, Func: graph.FuncRelu, Name: "relu", Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{
		Op: graph.OpPool, Func: graph.FuncMax, Name: "pool", Kernel: twos, Strides: twos, Dilations: ones, Pads: make([]uint64, 4),
		Operands: []graph.Operand{x},
	})
	x = b.Add(graph.Node{Op: graph.OpTranspose, Name: "channels first", Perm: []uint32{0, 3, 1, 2}, Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{Op: graph.OpReshape, Name: "flatten", Shape: []uint64{1, 64}, Operands: []graph.Operand{x}})
	x = b.Add(graph.Node{Op: graph.OpDot, Name: "dense", Operands: []graph.Operand{x, w2, b2}})
	b.Add(graph.Node{Op: graph.OpSoftmax, Name: "softmax", Operands: []graph.Operand{x}})
	return b.Build()
}
