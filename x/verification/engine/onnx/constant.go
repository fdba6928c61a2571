package onnx

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
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

// constantOfShape repeats one float32, zero if none is given.
func constantOfShape(k *call) (value, error) {
	if len(k.n.inputs) != 1 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1", ErrModel, len(k.n.inputs))
	}
	want, err := k.shapeOperand(0)
	if err != nil {
		return value{}, err
	}
	a, given, err := k.attribute("value", kindTensor)
	if err != nil {
		return value{}, err
	}
	one := float32Bytes(0)
	if given {
		if a.wrong != nil || a.tensor.Type != tensor.Float32 || len(a.tensor.Data) != 4 {
			return value{}, fmt.Errorf("%w: its value is not one %s", ErrUnsupported, tensor.Float32)
		}
		one = a.tensor.Data
	}
	shape := make([]uint64, len(want))
	for i, v := range want {
		if v < 1 {
			return value{}, fmt.Errorf("%w: shape %d", ErrUnsupported, want)
		}
		shape[i] = uint64(v)
	}
	n, ok := graph.Elements(shape)
	if !ok || n > k.c.work {
		return value{}, fmt.Errorf("%w: a constant of shape %d is too large for a model of this size", ErrUnsupported, want)
	}
	k.c.work -= n
	return plain(operand{constant: bytes.Repeat(one, int(n)), dtype: graph.Float32, shape: shape}), nil
}

// same is Identity: no byte moves.
func same(k *call) (value, error) {
	if len(k.n.inputs) != 1 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1", ErrModel, len(k.n.inputs))
	}
	return k.c.lookup(k.n.inputs[0])
}

// dropout does nothing once a model is trained. A model exported in training mode is refused.
func dropout(k *call) (value, error) {
	for _, name := range []string{"ratio", "seed"} { // they matter in training alone
		k.used[name] = true
	}
	if err := k.flag("is_test", 1, 1); err != nil {
		return value{}, err
	}
	if k.given(2) {
		mode, err := k.c.lookup(k.n.inputs[2])
		if err != nil {
			return value{}, err
		}
		if !bytes.Equal(mode.operand.constant, []byte{0}) {
			return value{}, fmt.Errorf("%w: training_mode is not the constant false; export the model for inference", ErrUnsupported)
		}
	}
	if n := len(k.n.inputs); n < 1 || n > 3 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1 to 3", ErrModel, n)
	}
	k.n.inputs = k.n.inputs[:1]
	return k.operand()
}
