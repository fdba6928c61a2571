package onnx

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// dtypeOf is the engine's type for an element type of ONNX, false for strings and complex numbers.
func dtypeOf(t tensor.Type) (graph.Dtype, bool) {
	for d := graph.Float32; d <= graph.Float4E2M1; d++ {
		if typeOf(d) == t {
			return d, true
		}
	}
	return 0, false
}

// typeOf is the element type of ONNX that an engine's type is.
func typeOf(d graph.Dtype) tensor.Type {
	types := [...]tensor.Type{
		graph.Float32: tensor.Float32, graph.Int32: tensor.Int32, graph.Uint8: tensor.Uint8, graph.Int8: tensor.Int8,
		graph.Bool: tensor.Bool, graph.Int16: tensor.Int16, graph.Uint16: tensor.Uint16, graph.Uint32: tensor.Uint32,
		graph.Int64: tensor.Int64, graph.Uint64: tensor.Uint64, graph.Int4: tensor.Int4, graph.Uint4: tensor.Uint4,
		graph.Int2: tensor.Int2, graph.Uint2: tensor.Uint2, graph.Float16: tensor.Float16, graph.Bfloat16: tensor.BFloat16,
		graph.Float64: tensor.Float64, graph.Float8E4M3FN: tensor.Float8E4M3FN, graph.Float8E4M3FNUZ: tensor.Float8E4M3FNUZ,
		graph.Float8E5M2: tensor.Float8E5M2, graph.Float8E5M2FNUZ: tensor.Float8E5M2FNUZ, graph.Float8E8M0: tensor.Float8E8M0,
		graph.Float4E2M1: tensor.Float4E2M1,
	}
	if d < 0 || int(d) >= len(types) {
		return 0
	}
	return types[d]
}

// half says whether a type is one that is computed in float32 always.
func half(d graph.Dtype) bool { return d == graph.Float16 || d == graph.Bfloat16 }

// constantOf is a constant as it is computed with.
func constantOf(t *tensor.Tensor) (value, error) {
	d, known := dtypeOf(t.Type)
	if !known {
		return value{absent: fmt.Sprintf("%q, a constant of type %s", t.Name, t.Type)}, nil
	}
	v := plain(operand{constant: t.Data, dtype: d, shape: t.Shape})
	if t.Data == nil {
		v.operand.constant = []byte{}
	}
	if !half(d) {
		return v, nil
	}
	v.kind, v.operand.dtype = t.Type, graph.Float32
	if v.operand.empty() {
		return v, nil
	}
	n := graph.Node{Op: graph.OpMap, Func: graph.FuncCast, Dtype: graph.Float32, Shape: t.Shape, Operands: []graph.Operand{
		{Source: graph.SourceTrace, Dtype: d, Shape: t.Shape},
	}}
	content, err := exec.Compute(context.Background(), &n, [][]byte{t.Data})
	v.operand.constant = content
	return v, err
}

// tooLarge says whether a finite float64 is infinite as a float32.
func tooLarge(b []byte) bool {
	for part := range slices.Chunk(b, 8) {
		x := math.Float64frombits(binary.LittleEndian.Uint64(part))
		if math.IsInf(float64(float32(x)), 0) && !math.IsInf(x, 0) {
			return true
		}
	}
	return false
}

// as is a value in another of the engine's types, by ONNX's Cast.
func (k *call) as(v value, to graph.Dtype) (value, error) { return k.c.as(k.name(), v, to) }

func (b *builder) as(name string, v value, to graph.Dtype) (value, error) {
	if v.operand.dtype == to {
		return v, nil
	}
	if v.operand.empty() {
		v.operand.dtype, v.kind = to, 0
		return v, nil
	}
	op, err := b.emit(name, graph.Node{Op: graph.OpMap, Func: graph.FuncCast, Dtype: to}, v.operand)
	if err != nil {
		return value{}, err
	}
	return stored(op, v.order), nil
}

// mapped is a function of values that broadcast, with a result of type out.
func (k *call) mapped(f graph.Func, out graph.Dtype, in ...value) (value, error) {
	return k.steps([]graph.Step{{Func: f, Dtype: out}}, in...)
}

// steps is a map of values that broadcast, computed in the order of the largest so that no large tensor moves. A single step takes all
// of them in order.
func (k *call) steps(steps []graph.Step, in ...value) (value, error) {
	if out, none, err := withoutElements(steps[len(steps)-1].Dtype, in); none || err != nil {
		return out, err
	}
	order := commonOrder(in...)
	operands := make([]operand, len(in))
	for i, v := range in {
		op, err := k.aligned(v, order)
		if err != nil {
			return value{}, err
		}
		operands[i] = op
	}
	n := graph.Node{Op: graph.OpMap, Steps: steps}
	if len(steps) == 1 {
		n = graph.Node{Op: graph.OpMap, Func: steps[0].Func, Dtype: steps[0].Dtype}
	}
	op, err := k.emit(n, operands...)
	if err != nil {
		return value{}, err
	}
	y := stored(op, order)
	if op.dtype == graph.Float32 {
		y.kind = widenedFrom(in)
	}
	return y, nil
}

// widenedFrom is the model's type for what is computed in float32 from values, which all have it but for constants of the importer's.
func widenedFrom(in []value) tensor.Type {
	for _, v := range in {
		if v.kind != 0 {
			return v.kind
		}
	}
	return 0
}

// withoutElements is the result of type t where a value has no elements: none either.
func withoutElements(t graph.Dtype, in []value) (y value, none bool, err error) {
	shape := []uint64{}
	for _, v := range in {
		none = none || v.operand.empty()
	}
	if !none {
		return value{}, false, nil
	}
	for _, v := range in {
		if shape, err = broadcast(shape, v.shape); err != nil {
			return value{}, true, err
		}
	}
	y = plain(operand{constant: []byte{}, dtype: t, shape: shape})
	if t == graph.Float32 {
		y.kind = widenedFrom(in)
	}
	return y, true, nil
}

// scalarOf is an integer constant of a type.
func scalarOf(t graph.Dtype, v int64) value {
	content := binary.LittleEndian.AppendUint64(nil, uint64(v))[:t.ElementSize()]
	return plain(operand{constant: content, dtype: t, shape: []uint64{}})
}

// listOf is a constant list of int64.
func listOf(values ...int64) value {
	return plain(operand{constant: int64Bytes(values...), dtype: graph.Int64, shape: []uint64{uint64(len(values))}})
}

func int64s(b []byte) []int64 {
	out := make([]int64, len(b)/8)
	for i := range out {
		out[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return out
}

func float32s(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// TypeOf is the element type of ONNX that one of the engine's is.
func TypeOf(d graph.Dtype) tensor.Type { return typeOf(d) }
