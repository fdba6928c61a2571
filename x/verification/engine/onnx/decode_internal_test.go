package onnx

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/testutil/bounded"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// block is a length-delimited field that holds parts, one after the other.
func block(number protowire.Number, parts ...[]byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(nil, number, protowire.BytesType), bytes.Join(parts, nil))
}

func text(number protowire.Number, s string) []byte { return block(number, []byte(s)) }

func varint(number protowire.Number, v uint64) []byte {
	return protowire.AppendVarint(protowire.AppendTag(nil, number, protowire.VarintType), v)
}

// one is a TensorProto of a single INT8.
func one(v byte) [][]byte { return [][]byte{varint(2, uint64(tensor.Int8)), block(9, []byte{v})} }

// ofKind is an attribute.
func ofKind(name string, kind uint64, content ...[]byte) []byte {
	return block(5, append(content, text(1, name), varint(20, kind))...)
}

// decoded is the only node of a model, with these attributes.
func decoded(t *testing.T, attributes ...[]byte) node {
	t.Helper()
	f, err := decode(block(7, block(1, append(attributes, text(4, "Any"), text(8, "two"))...)))
	require.NoError(t, err)
	require.Len(t, f.nodes, 1)
	require.Equal(t, "Any", f.nodes[0].op)
	require.Equal(t, "two", f.nodes[0].overload)
	return f.nodes[0]
}

func TestEveryKindOfAttributeIsRead(t *testing.T) {
	inner := [][]byte{text(2, "then"), block(1, text(4, "Inner"), text(2, "z")), block(12, text(1, "z"))}
	float := protowire.AppendFixed32(protowire.AppendTag(nil, 2, protowire.Fixed32Type), math.Float32bits(1.5))
	n := decoded(
		t, ofKind("float", kindFloat, float), ofKind("int", kindInt, varint(3, ^uint64(0))), ofKind("text", kindText, text(4, "linear")),
		ofKind("tensor", kindTensor, block(5, one(7)...)), ofKind("graph", kindGraph, block(6, inner...)),
		ofKind("floats", kindFloats, block(7, []byte{0, 0, 0, 0})), ofKind("ints", kindInts, block(8, []byte{1, 0x80, 1}), varint(8, 3)),
		ofKind("texts", kindTexts, text(9, "a"), text(9, "")), ofKind("tensors", kindTensors, block(10, one(1)...), block(10, one(2)...)),
		ofKind("graphs", kindGraphs, block(11, inner...)), ofKind("sparse", 11, block(22)), ofKind("type", 13, block(14)),
		block(5, text(1, "passed on"), text(21, "of the call"), varint(20, kindTensor)),
	)
	a := n.attributes
	require.Len(t, a, 13)
	require.InDelta(t, 1.5, a["float"].float, 0)
	require.Equal(t, int64(-1), a["int"].number)
	require.Equal(t, "linear", a["text"].text)
	require.Equal(t, []byte{7}, a["tensor"].tensor.Data)
	require.Equal(t, []byte{0, 0, 0, 0}, a["floats"].floats)
	require.Equal(t, []int64{1, 128, 3}, a["ints"].ints)
	require.Equal(t, []string{"a", ""}, a["texts"].texts)
	require.Len(t, a["tensors"].tensors, 2)
	require.Equal(t, []byte{2}, a["tensors"].tensors[1].Data)
	require.Equal(t, "then", a["graph"].graph.name)
	require.Equal(t, "Inner", a["graph"].graph.nodes[0].op)
	require.Equal(t, "z", a["graph"].graph.outputs[0].name)
	require.Equal(t, "Inner", a["graphs"].graphs[0].nodes[0].op)
	require.EqualValues(t, 11, a["sparse"].kind)
	require.Equal(t, "of the call", a["passed on"].ref)
}

func TestTheKindOfAnAttributeIsThatOfItsContentWhereAnOldFileDoesNotSay(t *testing.T) {
	a := decoded(t, block(5, text(1, "ints"), varint(8, 4)), block(5, text(1, "text"), text(4, ""))).attributes
	require.EqualValues(t, kindInts, a["ints"].kind)
	require.EqualValues(t, kindText, a["text"].kind)
}

func TestFunctionsOfAModelAreRead(t *testing.T) {
	f, err := decode(bytes.Join([][]byte{block(7), block(
		25, text(1, "Twice"), text(4, "x"), text(5, "y"), text(6, "by"), block(7, text(1, "x"), text(2, "y"), text(4, "Add")),
		block(9, varint(2, 18)), block(9, text(1, "other"), varint(2, 3)), text(10, "local"),
		block(11, text(1, "axis"), varint(3, 2)), text(13, "b"),
	)}, nil))
	require.NoError(t, err)
	require.Len(t, f.functions, 1)
	fn := f.functions[0]
	require.Equal(t, []string{"Twice", "local", "b"}, []string{fn.name, fn.domain, fn.overload})
	require.EqualValues(t, 18, fn.opset)
	require.Equal(t, []string{"x"}, fn.inputs)
	require.Equal(t, []string{"y"}, fn.outputs)
	require.Equal(t, []string{"by"}, fn.attributes)
	require.Equal(t, "Add", fn.nodes[0].op)
	require.Equal(t, "axis", fn.defaults[0].name)
	require.EqualValues(t, 2, fn.defaults[0].number)
}

// nested is a graph in a graph in a graph.
func nested(depth int) []byte {
	g := []byte{}
	for range depth {
		g = block(1, ofKind("body", kindGraph, block(6, g)))
	}
	return block(7, g)
}

func TestAModelThatCannotBeReadIsRefusedWithAReason(t *testing.T) {
	typed := func(kind protowire.Number) []byte { return block(7, block(11, text(1, "x"), block(2, block(kind)))) }
	many := bytes.Repeat(block(1), maxModelNodes/2)
	for name, c := range map[string]struct {
		model []byte
		is    error
		says  string
	}{
		"a sequence":                  {typed(4), ErrUnsupported, `sequences are not supported: the model's input "x" is one`},
		"an optional":                 {typed(9), ErrUnsupported, "optionals are not supported"},
		"strings":                     {block(7, block(1, text(1, "x"), text(4, "Any")), block(11, text(1, "x"), block(2, block(1, varint(1, 8))))), ErrUnsupported, `strings are not supported: operator "Any"`},
		"a foreign operator":          {block(7, block(1, text(4, "Adam"), text(7, "training"))), ErrUnsupported, `operator "Adam" of domain "training" of node "" (index 0) is not supported`},
		"a map":                       {typed(5), ErrUnsupported, "maps are not supported"},
		"a sequence as an output":     {block(7, block(1, text(2, "y"), text(4, "Any")), block(12, text(1, "y"), block(2, block(4)))), ErrUnsupported, `operator "Any" of node "" (index 0) has one, the model's output "y"`},
		"sparse weights":              {block(7, block(15)), ErrUnsupported, "sparse initialisers are not supported"},
		"strings as weights":          {block(7, block(5, text(8, "w"), varint(2, uint64(tensor.String)))), ErrUnsupported, `initialiser 0: model uses what`},
		"weights cut short":           {block(7, block(5, text(8, "w"), varint(1, 5), varint(2, 1), block(9, []byte{1, 2, 3, 4}))), tensor.ErrBadTensor, `"w" is shorter than declared`},
		"a tensor that is none":       {block(7, block(1, text(3, "n"), ofKind("value", kindTensor))), ErrModel, `node 0 "n": attribute "value": model cannot be imported: it says`},
		"an attribute without a name": {block(7, block(1, block(5, varint(3, 1)))), ErrModel, "an attribute without a name"},
		"a graph that is none":        {block(7, block(1, ofKind("body", kindGraph))), ErrModel, "holds none"},
		"graphs too deep":             {nested(maxDepth + 1), ErrUnsupported, "more than 16 deep"},
		"a million nodes":             {block(7, bytes.Repeat(block(1), 1e6)), ErrUnsupported, "it has 1000000 nodes or more, at most 131072 are taken"},
		"nodes in functions":          {bytes.Join([][]byte{block(7, many), block(25, many, block(1), block(7), text(1, "f")), block(25, many, bytes.Repeat(block(7), maxModelNodes/2+1))}, nil), ErrUnsupported, "nodes or more"},
		"a graph of text":             {text(7, "not a graph"), nil, "malformed protobuf"},
	} {
		f, err := decode(c.model)
		require.ErrorContains(t, err, c.says, name)
		require.Nil(t, f, name)
		if c.is != nil {
			require.ErrorIs(t, err, c.is, name)
		}
	}
	_, err := decode(nested(maxDepth))
	require.NoError(t, err)
}

// allowance is what decoding allocates at most.
func allowance(b []byte) uint64 { return 1<<20 + 128*uint64(len(b)) }

func TestASmallFileDoesNotTakeMuchMemory(t *testing.T) {
	for name, part := range map[string][]byte{
		"nodes":            block(1),
		"attributes":       block(1, block(5, text(1, "a"))),
		"an empty graph":   block(1, block(5, text(1, "a"), block(6))),
		"empty graphs":     block(1, block(5, text(1, "a"), bytes.Repeat(block(11), 100))),
		"names":            block(1, text(1, ""), text(2, "")),
		"dims":             block(11, block(2, block(1, block(2, bytes.Repeat(block(1), 10))))),
		"infos":            block(11),
		"tensors":          block(5, varint(2, 6), varint(1, 0)),
		"ints":             block(1, block(5, text(1, "a"), varint(8, 1), varint(8, 1))),
		"many ints":        block(1, block(5, text(1, "a"), block(8, bytes.Repeat([]byte{1}, 100)))),
		"unused fields":    block(99),
		"texts":            block(1, block(5, text(1, "a"), bytes.Repeat(block(9), 100))),
		"tensors of nodes": block(1, block(5, text(1, "a"), bytes.Repeat(block(10, varint(2, 6), varint(1, 0)), 100))),
	} {
		b := block(7, bytes.Repeat(part, 10_000))
		bounded.Allocates(t, allowance(b), func() {
			_, err := decode(b)
			require.NoError(t, err, name)
		})
	}
}

// FuzzDecode: any bytes are read or refused, in bounded memory. Run it with `go test -fuzz FuzzDecode`.
func FuzzDecode(f *testing.F) {
	f.Add(nested(3))
	f.Add(block(7, block(1, ofKind("ints", kindInts, block(8, []byte{1, 2})), ofKind("tensor", kindTensor, block(5, one(7)...)))))
	f.Add(bytes.Join([][]byte{block(25, text(1, "f"), block(7, text(4, "Add"))), block(8, varint(2, 17)), block(7, block(15))}, nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		bounded.Allocates(t, allowance(b), func() {
			if m, err := decode(b); err != nil {
				require.Nil(t, m)
			}
		})
	})
}
