package onnx_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
)

// around is a model of one node between an input "x" and an output "y".
func around(node message, more ...message) message {
	return modelOf(17, graphOf(append(more, node, inputOf("x", 1, 4, 6, 6), outputOf("y"))...))
}

func relu(in, out string) message { return nodeOf("Relu", []string{in}, out) }

func TestAModelThatCannotBeImportedIsRefusedWithAReason(t *testing.T) {
	x := []string{"x"}
	kernel := intsOf("kernel_shape", 2, 2)
	for name, c := range map[string]struct {
		model []byte
		is    error
		says  string
	}{
		"nothing":            {nil, onnx.ErrModel, "0 graphs in 0 bytes"},
		"text":               {[]byte("not a model at all"), wire.ErrMalformed, ""},
		"no opset":           {message{}.bytes(7, message{}), onnx.ErrUnsupported, "opset 0"},
		"a future opset":     {modelOf(99, nil), onnx.ErrUnsupported, "opset 99; opsets 1 to 27 are supported"},
		"two graphs":         {modelOf(17, nil).bytes(7, nil), onnx.ErrModel, "2 graphs"},
		"a function of text": {modelOf(17, nil).bytes(25, []byte("text")), wire.ErrMalformed, `function ""`},
		"an unknown operator": {
			around(nodeOf("Det", x, "y")), onnx.ErrUnsupported,
			`operator "Det" of node "the Det" (index 0) is not supported; supported: Abs,`,
		},
		"another domain": {
			around(message{}.bytes(1, message{}.text(1, "x").text(2, "y").text(4, "Relu").text(7, "com.microsoft"))),
			onnx.ErrUnsupported, `operator "Relu" of domain "com.microsoft" of node "" (index 0)`,
		},
		"an unknown attribute": {around(nodeOf("Relu", x, "y", intOf("magic", 1))), onnx.ErrUnsupported, `attribute "magic"`},
		"an attribute twice":   {around(nodeOf("Flatten", x, "y", intOf("axis", 1), intOf("axis", 2))), onnx.ErrModel, `"axis" is given twice`},
		"an attribute of another kind": {
			around(nodeOf("Flatten", x, "y", textOf("axis", "1"))), onnx.ErrModel,
			`attribute "axis" is of kind 3`,
		},
		"an operand from nowhere":  {around(relu("z", "y")), onnx.ErrModel, `reads "z", which nothing before it gives`},
		"nodes out of order":       {around(relu("a", "y"), relu("b", "a"), relu("x", "b")), onnx.ErrModel, `reads "b", which nothing before`},
		"a node that reads itself": {around(relu("y", "y")), onnx.ErrModel, `reads "y", which nothing`},
		"a name given twice":       {around(relu("x", "y"), relu("x", "y")), onnx.ErrModel, `"y" is defined twice`},
		"an output from nowhere":   {around(relu("x", "a")), onnx.ErrModel, `output "y"`},
		"too few operands":         {around(nodeOf("Add", x, "y")), onnx.ErrModel, "1 inputs"},
		"no output":                {around(message{}.bytes(1, message{}.text(1, "x").text(4, "Relu"))), onnx.ErrModel, "has no output"},
		"shapes that do not broadcast": {
			around(nodeOf("Add", []string{"x", "w"}, "y"), weightOf("w", 5)), graph.ErrInvalid,
			"do not broadcast",
		},
		"a filter of another rank":    {around(nodeOf("Conv", []string{"x", "w"}, "y"), weightOf("w", 4, 4)), onnx.ErrModel, "filters of shape [4 4]"},
		"a filter for other channels": {around(nodeOf("Conv", []string{"x", "w"}, "y"), weightOf("w", 8, 3, 2, 2)), graph.ErrInvalid, "weights"},
		"no groups":                   {around(nodeOf("Conv", []string{"x", "w"}, "y", intOf("group", 0)), weightOf("w", 8, 4, 2, 2)), onnx.ErrModel, "group 0"},
		"a pool without a window":     {around(nodeOf("MaxPool", x, "y")), onnx.ErrModel, "kernel_shape is missing"},
		"a window of no stride":       {around(nodeOf("MaxPool", x, "y", kernel, intsOf("strides", 1, 0))), onnx.ErrUnsupported, "strides [1 0]"},
		"a hostile stride":            {around(nodeOf("MaxPool", x, "y", kernel, intsOf("strides", 1, 1<<62))), onnx.ErrUnsupported, "outside 1 to 1048576"},
		"negative pads":               {around(nodeOf("MaxPool", x, "y", kernel, intsOf("pads", -1, 0, 0, 0))), onnx.ErrUnsupported, "pads [-1 0 0 0]"},
		"too many pads":               {around(nodeOf("MaxPool", x, "y", kernel, intsOf("pads", 1, 1, 1, 1, 1))), onnx.ErrModel, "5 values, wants 4"},
		"an unknown padding":          {around(nodeOf("MaxPool", x, "y", kernel, textOf("auto_pad", "MAYBE"))), onnx.ErrModel, `auto_pad "MAYBE"`},
		"a permutation of other axes": {around(nodeOf("Transpose", x, "y", intsOf("perm", 0, 1, 2, 2))), onnx.ErrModel, "perm [0 1 2 2]"},
		"an axis past the last":       {around(nodeOf("Softmax", x, "y", intOf("axis", 4))), onnx.ErrModel, "axis 4 of 4 axes"},
		"an axis before the first":    {around(nodeOf("Softmax", x, "y", intOf("axis", -5))), onnx.ErrModel, "axis"},
		"a shape of other elements":   {around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", 5, 5)), onnx.ErrModel, "shape [5 5] does not fit"},
		"two open extents":            {around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", -1, -1)), onnx.ErrModel, "shape [-1 -1]"},
		"an overflowing shape":        {around(nodeOf("Reshape", []string{"x", "s"}, "y"), listOf("s", 1<<62, 1<<62, -1)), onnx.ErrModel, "shape"},
		"a computed shape":            {around(nodeOf("Reshape", []string{"x", "x"}, "y")), onnx.ErrUnsupported, `depends on ["x"]`},
		"a hostile constant": {
			around(nodeOf("ConstantOfShape", []string{"s"}, "y"), listOf("s", 1<<20, 1<<20)), onnx.ErrUnsupported,
			"too large for a model of this size",
		},
		"a norm of other channels":      {around(nodeOf("BatchNormalization", []string{"x", "w", "w", "w", "w"}, "y"), weightOf("w", 3)), onnx.ErrModel, "for 4 channels"},
		"a norm of every place apart":   {around(nodeOf("BatchNormalization", x, "y", intOf("spatial", 0))), onnx.ErrUnsupported, `"spatial" is 0`},
		"an unknown approximation":      {around(nodeOf("Gelu", x, "y", textOf("approximate", "none of these"))), onnx.ErrModel, "it must be none or tanh"},
		"limits of integers":            {around(nodeOf("Clip", []string{"x", "s"}, "y"), listOf("s", 1)), onnx.ErrModel, "INT64"},
		"a sum of nothing":              {around(nodeOf("Sum", nil, "y")), onnx.ErrModel, "0 inputs"},
		"a formula's foreign attribute": {around(nodeOf("Elu", x, "y", floatOf("beta", 1))), onnx.ErrUnsupported, `attribute "beta"`},
		"training mode":                 {around(nodeOf("Dropout", []string{"x", "", "s"}, "y"), listOf("s", 1)), onnx.ErrUnsupported, "training_mode"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := onnx.Import(c.model, onnx.Options{})
			require.ErrorIs(t, err, c.is)
			require.ErrorContains(t, err, c.says)
			require.Nil(t, m)
		})
	}
}

func TestAnInputThatCannotBeBoundIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		input message
		says  string
	}{
		"integers":            {infoOf(11, "x", ofUint8, 1), `an operand is of type UINT8`},
		"an open inner axis":  {inputOf("x", 1, -1), `axis 1 ("open") has no`},
		"no shape":            {message{}.bytes(11, message{}.text(1, "x").bytes(2, message{}.bytes(1, message{}.number(1, ofFloat)))), "has no shape"},
		"a shape past memory": {inputOf("x", 1<<62, 1<<62), "elements"},
		"too many axes":       {inputOf("x", 1, 1, 1, 1, 1, 1, 1, 1, 1), "axes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := onnx.Import(modelOf(17, graphOf(c.input, relu("x", "y"), outputOf("y"))), onnx.Options{})
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestAnOpenBatchIsOneUnlessTheCallerSaysOtherwise(t *testing.T) {
	model := modelOf(17, graphOf(inputOf("x", -1, 3), relu("x", "y"), outputOf("y")))
	for batch, opts := range map[uint64]onnx.Options{1: {}, 5: {Batch: 5}, 7: {Dims: map[string]uint64{"open": 7}}} {
		m, err := onnx.Import(model, opts)
		require.NoError(t, err)
		require.Equal(t, []uint64{batch, 3}, m.Program.Nodes[0].Shape)
	}
}

func TestANodeThatCannotBeProvedIsRefusedByName(t *testing.T) {
	model := around(nodeOf("Conv", []string{"x", "w"}, "y"), weightOf("w", 8, 4, 3, 3))
	limits := graph.DefaultLimits()
	limits.MaxProofBytes = 4096
	_, err := onnx.Import(model, onnx.Options{Limits: &limits})
	require.ErrorIs(t, err, graph.ErrInvalid)
	require.ErrorContains(t, err, `"the Conv"`)
}

func TestEveryCutOfAModelIsReadOrRefused(t *testing.T) {
	model := around(nodeOf("Conv", []string{"x", "w"}, "y", intsOf("strides", 2, 2)), weightOf("w", 2, 4, 3, 3))
	_, err := onnx.Import(model, onnx.Options{})
	require.NoError(t, err)
	for cut := range model {
		_, err := onnx.Import(model[:cut], onnx.Options{})
		require.Error(t, err, "cut at byte %d", cut)
	}
}

func TestNamesAreKeptAsAProgramMayHoldThem(t *testing.T) {
	long := strings.Repeat("n", 300)
	node := message{}.bytes(1, message{}.text(1, "x").text(2, "a").text(3, "gr\u00fc\u00dfe\n"+long).text(4, "Relu"))
	nameless := message{}.bytes(1, message{}.text(1, "a").text(2, "y").text(4, "Tanh"))
	m, err := onnx.Import(around(nameless, node), onnx.Options{Unfused: true})
	require.NoError(t, err)
	require.Equal(t, ("gr__e_" + long)[:128], m.Program.Nodes[1].Name)
	require.Equal(t, "Tanh_1", m.Program.Nodes[2].Name)
}
