package onnx_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// known is a tensor of a drawn network: computed by running each operator as a model of its own, from inputs in the model's own layout.
type known struct {
	name  string
	shape []int64
	bytes []byte
	fixed message // its initialiser, if it is a weight
}

// sketch is a drawn network.
type sketch struct {
	t      *rapid.T
	opset  uint64
	values []known
	body   message // its initialisers and nodes
	made   []known
	fused  bool // only the last is an output
}

// An import moves axes about, folds constants and fuses maps. None of it may change a bit: a network gives what its operators give one at
// a time, whether all of them are outputs or the last alone. (A product with a constant may follow a convolution, whose filters it is
// then taken into: what is fused has no products here.)
func TestANetworkGivesTheBitsOfItsOperatorsOneAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &sketch{t: t, opset: rapid.SampledFrom([]uint64{11, 17}).Draw(t, "opset")}
		x := known{name: "x", shape: []int64{s.num(1, 2), s.num(1, 4), s.num(3, 6), s.num(3, 6)}}
		x.bytes = numbers(int(s.num(0, 100)), count(x.shape))
		s.values = []known{x}
		s.fused = rapid.Bool().Draw(t, "fused")
		for range s.num(1, 8) {
			s.step()
		}
		if len(s.made) == 0 {
			t.Skip("no node fits")
		}
		if s.fused {
			s.made = s.made[len(s.made)-1:]
		}
		g := graphOf(s.body, inputOf("x", x.shape...))
		for _, v := range s.made {
			g = append(g, outputOf(v.name)...)
		}
		m, err := onnx.Import(modelOf(s.opset, g), onnx.Options{})
		require.NoError(t, err)
		trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{x.bytes})
		require.NoError(t, err)
		for i, got := range trace.Outputs() {
			require.Equal(t, unsigned(s.made[i].shape), m.Program.Nodes[m.Program.Outputs[i]].Shape)
			require.Equal(t, s.made[i].bytes, got, "%s of shape %d", s.made[i].name, s.made[i].shape)
		}
	})
}

func (s *sketch) num(from, to int64) int64 { return rapid.Int64Range(from, to).Draw(s.t, "n") }

func (s *sketch) weight(shape ...int64) known {
	v := known{name: fmt.Sprintf("w%d", len(s.values)), shape: shape, bytes: numbers(len(s.values), count(shape))}
	v.fixed = message{}.bytes(5, tensorOf(v))
	s.body = append(s.body, v.fixed...)
	s.values = append(s.values, v)
	return v
}

func tensorOf(v known) message {
	t := message{}.number(2, ofFloat).text(8, v.name)
	for _, d := range v.shape {
		t = t.number(1, uint64(d))
	}
	return t.bytes(9, v.bytes)
}

// step adds one operator, if what was drawn for it fits together.
func (s *sketch) step() {
	x := rapid.SampledFrom(s.values).Draw(s.t, "x")
	rank := int64(len(x.shape))
	op := rapid.SampledFrom([]string{
		"Relu", "Tanh", "Add", "Mul", "Sub", "Conv", "Conv", "MaxPool", "Transpose", "Transpose", "Reshape", "Concat", "Softmax", "MatMul", "Flatten",
		"Min", "Max", "Mish", "HardSwish",
	}).Draw(s.t, "op")
	if s.fused && op == "Mul" {
		op = "Min"
	}
	switch op {
	case "Add", "Mul", "Sub", "Min", "Max":
		s.add(op, s.ordered(x, s.partner(x)))
	case "Conv":
		if rank >= 3 {
			s.conv(x)
		}
	case "MaxPool":
		s.add(op, []known{x}, intsOf("kernel_shape", s.nums(rank-2, 1, 2)...), intsOf("strides", s.nums(rank-2, 1, 2)...),
			textOf("auto_pad", rapid.SampledFrom([]string{"VALID", "SAME_UPPER", "SAME_LOWER"}).Draw(s.t, "pad")))
	case "Transpose":
		axes := s.nums(rank, 0, 0)
		for i := range axes {
			axes[i] = int64(i)
		}
		s.add(op, []known{x}, intsOf("perm", rapid.Permutation(axes).Draw(s.t, "perm")...))
	case "Reshape":
		s.reshape(x)
	case "Concat":
		s.add(op, []known{x, rapid.SampledFrom(s.values).Draw(s.t, "y")}, intOf("axis", s.num(0, max(rank-1, 0))))
	case "Softmax", "Flatten":
		s.add(op, []known{x}, intOf("axis", s.num(0, max(rank-1, 0))))
	case "MatMul":
		if rank > 0 {
			s.add(op, []known{x, s.weight(x.shape[rank-1], s.num(1, 3))})
		}
	default:
		s.add(op, []known{x})
	}
}

func (s *sketch) nums(n, from, to int64) []int64 {
	out := make([]int64, max(n, 0))
	for i := range out {
		out[i] = s.num(from, to)
	}
	return out
}

// partner broadcasts with x: another value, or a weight over some of its last axes.
func (s *sketch) partner(x known) known {
	if s.num(0, 2) == 0 {
		return rapid.SampledFrom(s.values).Draw(s.t, "y")
	}
	shape := append([]int64{}, x.shape[s.num(0, int64(len(x.shape))):]...)
	for i := range shape {
		if s.num(0, 1) == 0 {
			shape[i] = 1
		}
	}
	return s.weight(shape...)
}

func (s *sketch) ordered(x, y known) []known {
	if s.num(0, 1) == 0 {
		return []known{y, x}
	}
	return []known{x, y}
}

func (s *sketch) conv(x known) {
	spatial, groups := int64(len(x.shape)-2), int64(1)
	if x.shape[1]%2 == 0 && s.num(0, 1) == 0 {
		groups = 2
	}
	filters := groups * s.num(1, 2)
	in := []known{x, s.weight(append([]int64{filters, x.shape[1] / groups}, s.nums(spatial, 1, 2)...)...)}
	if s.num(0, 1) == 0 {
		in = append(in, s.weight(filters))
	}
	s.add("Conv", in, intOf("group", groups), intsOf("pads", s.nums(2*spatial, 0, 1)...), intsOf("strides", s.nums(spatial, 1, 2)...))
}

func (s *sketch) reshape(x known) {
	list := known{name: fmt.Sprintf("s%d", len(s.body))}
	want := rapid.SampledFrom([][]int64{{-1}, {0, -1}, {-1, 1}, {1, -1, 2}, {-1, 2, 2, 1}}).Draw(s.t, "shape")
	list.fixed = listOf(list.name, want...)
	s.body = append(s.body, list.fixed...)
	s.add("Reshape", []known{x, list})
}

// add runs the operator as a model of its own. What that refuses is left out of the network.
func (s *sketch) add(op string, in []known, attributes ...message) {
	out := known{name: fmt.Sprintf("%s%d", op, len(s.values))}
	var names []string
	var inputs [][]byte
	given := message{}
	seen := map[string]bool{}
	for _, v := range in {
		names = append(names, v.name)
		if v.bytes == nil {
			given = append(given, v.fixed...)
		} else if !seen[v.name] {
			given = append(given, inputOf(v.name, v.shape...)...)
			inputs = append(inputs, v.bytes)
		}
		seen[v.name] = true
	}
	node := nodeOf(op, names, out.name, attributes...)
	m, err := onnx.Import(modelOf(s.opset, graphOf(given, node, outputOf(out.name))), onnx.Options{})
	if err != nil {
		return
	}
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, inputs)
	require.NoError(s.t, err)
	out.bytes = trace.Outputs()[0]
	for _, extent := range m.Program.Nodes[m.Program.Outputs[0]].Shape {
		out.shape = append(out.shape, int64(extent))
	}
	s.body = append(s.body, node...)
	s.values = append(s.values, out)
	s.made = append(s.made, out)
}

func unsigned(shape []int64) []uint64 {
	out := []uint64(nil)
	for _, d := range shape {
		out = append(out, uint64(d))
	}
	return out
}

func count(shape []int64) int {
	n := int64(1)
	for _, d := range shape {
		n *= d
	}
	return int(n)
}

// numbers are n float32 whose sums round.
func numbers(seed, n int) []byte {
	var b []byte
	for i := range n {
		v := float32(math.Sin(float64(i*31 + seed*17 + 1)))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}
