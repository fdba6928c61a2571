package numerics_test

import (
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// drawn is a node with its operands' bytes, of which the referee makes a vector.
type drawn struct {
	name string
	node graph.Node
	in   [][]byte
}

// content is an operand.
type content struct {
	dtype graph.Dtype
	shape []uint64
	bytes []byte
}

func on(name string, n graph.Node, operands ...content) drawn {
	d := drawn{name: name, node: n}
	for _, o := range operands {
		d.node.Operands = append(d.node.Operands, graph.Operand{Source: graph.SourceTrace, Dtype: o.dtype, Shape: o.shape})
		d.in = append(d.in, o.bytes)
	}
	return d
}

// The kinds of content; see graphtest.ValuesOf for what a seed means.
const (
	plain   = 3  // well-behaved numbers
	mixed   = 1  // well-behaved with some awkward ones; of integers awkward ones
	anyBits = 2  // any bits
	hard    = 16 // awkward ones alone; of integers awkward ones
)

func of(t graph.Dtype, kind uint64, shape ...uint64) content {
	count, _ := graph.Elements(shape)
	return content{t, shape, graphtest.ValuesOf(t, kind, count)}
}

func floats(kind uint64, shape ...uint64) content { return of(graph.Float32, kind, shape...) }

// these are elements given by their bits.
func these(t graph.Dtype, shape []uint64, bits ...uint64) content {
	return content{t, shape, graphtest.Elements(t, bits...)}
}

// int32s are the bits of integers.
func int32s(values ...int32) content {
	bits := make([]uint64, len(values))
	for i, v := range values {
		bits[i] = uint64(uint32(v))
	}
	return these(graph.Int32, []uint64{uint64(len(values))}, bits...)
}

func stepOf(f graph.Func, t graph.Dtype, args ...uint32) graph.Step {
	return graph.Step{Func: f, Dtype: t, Args: args}
}

// floatStep is a step that gives a float32.
func floatStep(f graph.Func, args ...uint32) graph.Step { return stepOf(f, graph.Float32, args...) }

// scalar is one float32.
func scalar(bits uint64) content { return these(graph.Float32, []uint64{}, bits) }
