package onnx_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// imports is what an import allocates at most. A small file may ask for constants of 2^26 elements, as ONNX's light networks do: each is
// made once, and copied into the blob of weights.
func imports(b []byte) uint64 { return 2<<30 + 512*uint64(len(b)) }

// loopOf is a Loop of n rounds around more nodes; n is a value of the model.
func loopOf(more message) message {
	body := append(message{}, more...)
	body = append(body, nodeOf("Identity", []string{"go"}, "goes")...)
	body = append(body, graphOf(message{}.bytes(11, message{}.text(1, "i")), message{}.bytes(11, message{}.text(1, "go")), message{}.bytes(12, message{}.text(1, "goes")))...)
	return message{}.bytes(1, message{}.text(1, "n").text(1, "").text(2, "").text(4, "Loop").bytes(5, message{}.text(1, "body").bytes(6, body).number(20, 5)))
}

// callsOf is a model of functions each of which calls the next twice; the last is a node from x to y.
func callsOf(depth int, last message) message {
	m := modelOf(17, graphOf(message{}.bytes(1, callOf(0, "x", "y")), inputOf("x", 1, 4), outputOf("y")))
	for i := range depth {
		f := message{}.text(1, fmt.Sprint("f", i)).text(10, "mine").text(4, "x").text(5, "y").bytes(9, message{}.number(2, 17))
		f = f.bytes(7, callOf(i+1, "x", "a")).bytes(7, callOf(i+1, "a", "y"))
		m = m.bytes(25, f)
	}
	return m.bytes(25, message{}.text(1, fmt.Sprint("f", depth)).text(10, "mine").text(4, "x").text(5, "y").bytes(7, last))
}

func callOf(i int, in, out string) message {
	return message{}.text(1, in).text(2, out).text(4, fmt.Sprint("f", i)).text(7, "mine")
}

func TestAHostileModelIsRefusedAtABoundedCost(t *testing.T) {
	x := []string{"x"}
	tensorOf := func(kind, extent uint64, raw []byte) message {
		return message{}.bytes(5, message{}.number(1, extent).number(2, kind).text(8, "w").bytes(9, raw))
	}
	rounds := message{}.bytes(5, message{}.number(2, ofInt64).text(8, "n").number(7, 8000))
	for name, c := range map[string]struct {
		model []byte
		is    error
		says  string
	}{
		"a cycle of two nodes":     {around(relu("a", "y"), relu("y", "a")), onnx.ErrModel, `node "the Relu" (index 0): input 0: model cannot be imported: it reads "y", which nothing before it gives`},
		"a dangling name":          {around(relu("nobody", "y")), onnx.ErrModel, `reads "nobody"`},
		"a dangling output":        {around(relu("x", "a")), onnx.ErrModel, `output "y": model cannot be imported: it reads "y"`},
		"an input of 2^80":         {modelOf(17, graphOf(inputOf("x", 1<<40, 1<<40), relu("x", "y"), outputOf("y"))), graph.ErrInvalid, `input "x"`},
		"an input of 2^64":         {modelOf(17, graphOf(inputOf("x", 1<<32, 1<<32), relu("x", "y"), outputOf("y"))), graph.ErrInvalid, `input "x"`},
		"weights of 2^80":          {around(relu("x", "y"), message{}.bytes(5, message{}.number(1, 1<<40).number(1, 1<<40).number(2, 1).text(8, "w"))), tensor.ErrBadTensor, `"w": shape [1099511627776 1099511627776] has more than 2^40 elements (field dims)`},
		"weights of minus one":     {around(relu("x", "y"), tensorOf(1, ^uint64(0), nil)), tensor.ErrBadTensor, `"w": extent -1 of axis 0 is negative (field dims)`},
		"weights cut short":        {around(relu("x", "y"), tensorOf(1, 5, make([]byte, 16))), tensor.ErrBadTensor, `"w" is shorter than declared: shape [5] of FLOAT wants 20 bytes, the file gives 16`},
		"weights that go on":       {around(relu("x", "y"), tensorOf(1, 3, make([]byte, 16))), tensor.ErrBadTensor, `"w" is longer than declared: shape [3] of FLOAT wants 12 bytes, the file gives 16`},
		"a million nodes":          {modelOf(17, graphOf(inputOf("x", 1), bytes.Repeat(relu("x", "y"), 1e6))), onnx.ErrUnsupported, "it has 1000000 nodes or more, at most 131072 are taken; split the model"},
		"a shape of negatives":     {around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", -2, 4)), onnx.ErrModel, "shape [-2 4]"},
		"a shape that overflows":   {around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", 1<<62, 4, 36)), onnx.ErrModel, "shape"},
		"a constant without bound": {around(nodeOf("ConstantOfShape", []string{"s"}, "y"), listOf("s", 1<<40)), onnx.ErrUnsupported, "node \"the ConstantOfShape\" (index 0)"},
		"a tile without bound":     {around(nodeOf("Tile", []string{"w", "s"}, "y"), weightOf("w", 1), listOf("s", 1<<40)), onnx.ErrUnsupported, "takes more work than a model of this size is given"},
		"an expand without bound":  {around(nodeOf("Expand", []string{"w", "s"}, "y"), weightOf("w", 1), listOf("s", 1<<40)), onnx.ErrUnsupported, "takes more work than a model of this size is given"},
		"a loop without end":       {around(loopOf(nil), relu("x", "y"), message{}.bytes(5, message{}.number(2, ofInt64).text(8, "n").number(7, 1<<62))), onnx.ErrUnsupported, "more than 8192 rounds"},
		"loops in a loop":          {around(loopOf(loopOf(loopOf(nil))), relu("x", "y"), rounds), onnx.ErrUnsupported, "written out to more nodes than a model of this size is given"},
		"two to the 30 calls":      {callsOf(30, message{}.text(1, "x").text(2, "y").text(4, "Relu")), onnx.ErrUnsupported, "written out to more nodes than a model of this size is given"},
		"a function of itself":     {callsOf(1, callOf(1, "x", "y")), onnx.ErrModel, "functions call one another more than 32 deep"},
		"a window that overflows":  {around(nodeOf("MaxPool", x, "y", intsOf("kernel_shape", 1<<62, 1<<62))), nil, `node "the MaxPool" (index 0)`},
		"names of a megabyte":      {around(relu(strings.Repeat("n", 1<<20), "y")), onnx.ErrModel, "which nothing before it gives"},
	} {
		t.Run(name, func(t *testing.T) {
			bounded.Allocates(t, imports(c.model), func() {
				m, err := onnx.Import(c.model, onnx.Options{})
				require.Nil(t, m)
				require.ErrorContains(t, err, c.says)
				if c.is != nil {
					require.ErrorIs(t, err, c.is)
				}
			})
		})
	}
}

// FuzzImport: any bytes give a valid program or an error. Run it with `go test -fuzz FuzzImport -fuzzminimizetime=10x`.
func FuzzImport(f *testing.F) {
	f.Add([]byte(around(nodeOf("Conv", []string{"x", "w"}, "y", textOf("auto_pad", "SAME_UPPER")), weightOf("w", 2, 4, 3, 3))))
	f.Add([]byte(around(nodeOf("Gemm", []string{"f", "w"}, "y", floatOf("alpha", 2)), nodeOf("Flatten", []string{"x"}, "f"), weightOf("w", 144, 3))))
	f.Add([]byte(around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", 0, -1))))
	f.Add([]byte(around(nodeOf("Concat", []string{"x", "x"}, "y", intOf("axis", -1)))))
	f.Add([]byte(around(nodeOf("Gather", []string{"x", "s"}, "y", intOf("axis", 1)), listOf("s", 0, -1))))
	f.Add([]byte(around(nodeOf("Cast", []string{"x"}, "a", intOf("to", ofInt64)), nodeOf("ReduceSum", []string{"a"}, "y"))))
	f.Add([]byte(around(loopOf(relu("x", "a")), relu("x", "y"), message{}.bytes(5, message{}.number(2, ofInt64).text(8, "n").number(7, 3)))))
	f.Add([]byte(callsOf(1, message{}.text(1, "x").text(2, "y").text(4, "Neg"))))
	for _, node := range []message{
		nodeOf("Einsum", []string{"x", "x"}, "y", textOf("equation", "...ii,...ij->j")),
		nodeOf("AveragePool", []string{"x"}, "y", intsOf("kernel_shape", 2, 3), intsOf("strides", 2, 2), intOf("ceil_mode", 1)),
		nodeOf("Attention", []string{"x", "x", "x"}, "y", intOf("is_causal", 1), floatOf("softcap", 2)),
		nodeOf("DFT", []string{"x"}, "y", intOf("onesided", 1)),
		nodeOf("LRN", []string{"x"}, "y", intOf("size", 3)),
		nodeOf("ConvTranspose", []string{"x", "w"}, "y", intsOf("strides", 2, 2), intsOf("output_shape", 12, 12)),
	} {
		f.Add([]byte(around(node, weightOf("w", 4, 2, 3, 3))))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		bounded.Allocates(t, imports(b), func() {
			m, err := onnx.Import(b, onnx.Options{})
			if err != nil {
				require.Nil(t, m)
				require.NotErrorIs(t, err, onnx.ErrFault)
				return
			}
			require.NoError(t, m.Program.Validate(graph.DefaultLimits()))
			require.Equal(t, m.Program.WeightsSize, uint64(len(m.Weights)))
		})
	})
}
