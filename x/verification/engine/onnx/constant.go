package onnx

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// constant is a node that gives the same tensor always, in one of five attributes.
func constant(k *call) (value, error) {
	if len(k.n.attributes) != 1 || len(k.n.inputs) != 0 {
		return value{}, fmt.Errorf("%w: %d attributes and %d inputs, wants 1 and 0", ErrModel, len(k.n.attributes), len(k.n.inputs))
	}
	for name := range k.n.attributes {
		k.used[name] = true
		a := k.n.attributes[name]
		if t, ok := a.asTensor(name); ok {
			if a.wrong != nil {
				return value{}, a.wrong
			}
			return constantOf(t)
		}
		return value{}, fmt.Errorf("%w: a constant in attribute %q", ErrUnsupported, name)
	}
	return value{}, nil
}

func (a attribute) asTensor(name string) (*tensor.Tensor, bool) {
	switch name {
	case "value":
		return a.tensor, a.kind == kindTensor && a.tensor != nil
	case "value_float":
		return &tensor.Tensor{Type: tensor.Float32, Data: float32Bytes(a.float)}, a.kind == kindFloat
	case "value_floats":
		return &tensor.Tensor{Type: tensor.Float32, Shape: []uint64{uint64(len(a.floats) / 4)}, Data: a.floats}, a.kind == kindFloats
	case "value_int":
		return &tensor.Tensor{Type: tensor.Int64, Data: int64Bytes(a.number)}, a.kind == kindInt
	case "value_ints":
		return &tensor.Tensor{Type: tensor.Int64, Shape: []uint64{uint64(len(a.ints))}, Data: int64Bytes(a.ints...)}, a.kind == kindInts
	default:
		return nil, false
	}
}

func float32Bytes(values ...float32) []byte {
	b := []byte{}
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

func int64Bytes(values ...int64) []byte {
	b := []byte{}
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, uint64(v))
	}
	return b
}

// same is Identity: no byte moves.
func same(k *call) (value, error) {
	if len(k.n.inputs) != 1 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1", ErrModel, len(k.n.inputs))
	}
	return k.c.lookup(k.n.inputs[0])
}
