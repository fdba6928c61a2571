package onnx_test

import (
	"context"
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// points are where formulas are tried: far out, near zero, both zeros.
var points = []float32{-100, -30, -5, -1, -0.5, -1e-3, float32(math.Copysign(0, -1)), 0, 1e-3, 0.3, 1, 2.5, 6, 30, 100}

func floats(b []byte) []float64 {
	out := make([]float64, len(b)/4)
	for i := range out {
		out[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:])))
	}
	return out
}

func float32s(values ...float32) (raw []byte) {
	for _, v := range values {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(v))
	}
	return raw
}

func TestFormulasGiveTheirFunctions(t *testing.T) {
	softplus := func(x float64) float64 { return math.Max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	hard := func(x, alpha, beta float64) float64 { return math.Max(0, math.Min(1, alpha*x+beta)) }
	for _, c := range []struct {
		op         string
		attributes []message
		want       func(x float64) float64
	}{
		{"Neg", nil, func(x float64) float64 { return -x }},
		{"Abs", nil, math.Abs},
		{"Sqrt", nil, math.Sqrt},
		{"Log", nil, math.Log},
		{"Erf", nil, math.Erf},
		{"Reciprocal", nil, func(x float64) float64 { return 1 / x }},
		{"Elu", []message{floatOf("alpha", 2)}, func(x float64) float64 { return math.Max(x, 0) + 2*math.Expm1(math.Min(x, 0)) }},
		{"Celu", []message{floatOf("alpha", 2)}, func(x float64) float64 { return math.Max(x, 0) + 2*math.Expm1(math.Min(x, 0)/2) }},
		{"Selu", nil, func(x float64) float64 {
			return 1.0507009873554805 * (math.Max(x, 0) + 1.6732632423543772*math.Expm1(math.Min(x, 0)))
		}},
		{"LeakyRelu", []message{floatOf("alpha", 0.25)}, func(x float64) float64 { return math.Max(x, 0) + 0.25*math.Min(x, 0) }},
		{"Softplus", nil, softplus},
		{"Mish", nil, func(x float64) float64 { return x * math.Tanh(softplus(x)) }},
		{"Softsign", nil, func(x float64) float64 { return x / (1 + math.Abs(x)) }},
		{"HardSigmoid", []message{floatOf("alpha", 0.5), floatOf("beta", 0.25)}, func(x float64) float64 { return hard(x, 0.5, 0.25) }},
		{"HardSwish", nil, func(x float64) float64 { return x * hard(x, 1.0/6, 0.5) }},
		{"Swish", []message{floatOf("alpha", 2)}, func(x float64) float64 { return x * sigmoid(2*x) }},
		{"Gelu", nil, func(x float64) float64 { return x / 2 * (1 + math.Erf(x/math.Sqrt2)) }},
		{"Gelu", []message{textOf("approximate", "tanh")}, func(x float64) float64 {
			return x / 2 * (1 + math.Tanh(math.Sqrt(2/math.Pi)*(x+0.044715*x*x*x)))
		}},
		{"ThresholdedRelu", []message{floatOf("alpha", 0.3)}, func(x float64) float64 {
			if x > float64(float32(0.3)) {
				return x
			}
			return 0
		}},
		{"Shrink", []message{floatOf("lambd", 0.75), floatOf("bias", 0.25)}, func(x float64) float64 {
			if math.Abs(x) <= 0.75 {
				return 0
			}
			return x - math.Copysign(0.25, x)
		}},
		{"LeakyRelu", []message{floatOf("alpha", inf)}, func(x float64) float64 {
			if x < 0 {
				return math.Inf(-1)
			}
			return x
		}},
		{"Clip", []message{floatOf("min", -1), floatOf("max", 2)}, func(x float64) float64 { return math.Max(-1, math.Min(2, x)) }},
	} {
		t.Run(c.op, func(t *testing.T) {
			opset := uint64(20)
			if c.op == "Clip" {
				opset = 6 // its limits are attributes
			}
			g := graphOf(nodeOf(c.op, []string{"x"}, "y", c.attributes...), inputOf("x", int64(len(points))), outputOf("y"))
			m, err := onnx.Import(modelOf(opset, g), onnx.Options{})
			require.NoError(t, err)
			trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{float32s(points...)})
			require.NoError(t, err)
			for i, got := range floats(trace.Outputs()[0]) {
				want := c.want(float64(points[i]))
				if math.IsNaN(want) || math.IsInf(want, 0) {
					require.True(t, math.IsNaN(want) == math.IsNaN(got) && (math.IsNaN(want) || want == got), "%s(%g) is %g, want %g", c.op, points[i], got, want)
					continue
				}
				require.InDelta(t, want, got, 1e-7+1e-4*math.Abs(want), "%s(%g)", c.op, points[i])
			}
		})
	}
}

// A trained norm's parameters are constants: two maps are left of it, a scale and an offset.
func TestATrainedNormIsAScaleAndAnOffset(t *testing.T) {
	shape := []int64{1, 2, 1, 2}
	params := []known{
		{name: "scale", shape: []int64{2}, bytes: float32s(2, 3)},
		{name: "b", shape: []int64{2}, bytes: float32s(1, -1)},
		{name: "mean", shape: []int64{2}, bytes: float32s(0.5, 4)},
		{name: "var", shape: []int64{2}, bytes: float32s(4, 0.25)},
	}
	body := message{}
	for _, p := range params {
		body = append(body, message{}.bytes(5, tensorOf(p))...)
	}
	g := graphOf(body, nodeOf("BatchNormalization", []string{"x", "scale", "b", "mean", "var"}, "y", floatOf("epsilon", 0), floatOf("momentum", 0.5)),
		inputOf("x", shape...), outputOf("y"))
	m, err := onnx.Import(modelOf(15, g), onnx.Options{Unfused: true})
	require.NoError(t, err)
	var maps []graph.Func
	for _, n := range m.Program.Nodes {
		if n.Op == graph.OpMap {
			maps = append(maps, n.Func)
		}
	}
	require.Equal(t, []graph.Func{graph.FuncMul, graph.FuncAdd}, maps)
	trace, err := exec.Run(context.Background(), m.Program, m.Weights, [][]byte{float32s(0.5, 2.5, 4, 5)})
	require.NoError(t, err)
	require.Equal(t, []float64{1, 3, -1, 5}, floats(trace.Outputs()[0]))
}
