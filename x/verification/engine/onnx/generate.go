package onnx

import (
	"bytes"
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// generators give tensors that depend on no number of an input.
func generators() map[string]oneOutput {
	return map[string]oneOutput{
		"Constant":        constant,
		"ConstantOfShape": constantOfShape,
		"EyeLike":         eyeLike,
		"Range":           rangeOf,
		"HannWindow":      hannWindow,
		"HammingWindow":   cosineWindow(25.0/46, 21.0/46, 0),
		"BlackmanWindow":  cosineWindow(0.42, 0.5, 0.08),
	}
}

// constantOfShape repeats one number, a float32 zero if none is given.
func constantOfShape(k *call) (value, error) {
	if len(k.n.inputs) != 1 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1", ErrModel, len(k.n.inputs))
	}
	want, err := k.shapeOperand(0)
	if err != nil {
		return value{}, err
	}
	one := &tensor.Tensor{Type: tensor.Float32, Data: float32Bytes(0)}
	a, given, err := k.attribute("value", kindTensor)
	switch {
	case err != nil:
		return value{}, err
	case given && a.wrong != nil:
		return value{}, a.wrong
	case given:
		one = a.tensor
	}
	shape := make([]uint64, len(want))
	for i, v := range want {
		if v < 0 {
			return value{}, fmt.Errorf("%w: shape %d", ErrModel, want)
		}
		shape[i] = uint64(v)
	}
	if count(one.Shape) != 1 {
		return value{}, fmt.Errorf("%w: its value has shape %d, wants one element", ErrModel, one.Shape)
	}
	return k.filled(one, shape)
}

// filled is a constant of one element over and over.
func (k *call) filled(one *tensor.Tensor, shape []uint64) (value, error) {
	n := uint64(0)
	if count(shape) > 0 || len(shape) == 0 {
		var ok bool
		if n, ok = graph.Elements(shape); !ok || n > k.c.work {
			return value{}, fmt.Errorf("%w: a constant of shape %d is too large for a model of this size", ErrUnsupported, shape)
		}
	}
	k.c.work -= n
	return constantOf(&tensor.Tensor{Type: one.Type, Shape: shape, Data: bytes.Repeat(one.Data, int(n))})
}

// eyeLike has ones on a diagonal of a matrix of the operand's shape.
func eyeLike(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, err
	}
	shape := in[0].shape
	if len(shape) != 2 {
		return value{}, fmt.Errorf("%w: an operand of shape %d, wants two axes", ErrModel, shape)
	}
	diagonal, err := k.integer("k", 0)
	if err != nil {
		return value{}, err
	}
	number, err := k.integer("dtype", int64(in[0].element()))
	if err != nil {
		return value{}, err
	}
	to, err := k.typed("dtype", number)
	if err != nil {
		return value{}, err
	}
	eye, err := k.filled(&tensor.Tensor{Type: tensor.Uint8, Data: []byte{0}}, shape)
	if err != nil {
		return value{}, err
	}
	content := eye.operand.constant
	for row := range int64(shape[0]) {
		if diagonal > math.MaxInt64-row {
			break
		}
		if column := row + diagonal; column >= 0 && column < int64(shape[1]) {
			content[row*int64(shape[1])+column] = 1
		}
	}
	return k.castTo(eye, to, true)
}

// dropout does nothing once a model is trained. A model in training mode is refused unless nothing is dropped. The second output says
// what is kept: all.
func dropout(k *call) ([]value, error) {
	k.used["seed"] = true // it matters in training alone
	otherwise := int64(1)
	if k.c.file.opset < 7 {
		otherwise = 0 // an old model is trained unless it says otherwise
	}
	if err := k.flag("is_test", otherwise, 1); err != nil {
		return nil, err
	}
	if _, err := k.real("ratio", 0.5); err != nil {
		return nil, err
	}
	in, err := k.any(1, 3)
	if err != nil {
		return nil, err
	}
	if k.given(2) {
		if err := k.inference(in[1], in[2]); err != nil {
			return nil, err
		}
	}
	const maskIsBool = 10
	if len(k.n.outputs) < 2 || k.c.file.opset < maskIsBool {
		return in[:1], nil
	}
	mask, err := k.filled(&tensor.Tensor{Type: tensor.Bool, Data: []byte{1}}, in[0].shape)
	return []value{in[0], mask}, err
}

// inference refuses a dropout that drops.
func (k *call) inference(ratio, training value) error {
	if err := k.known(training, "input 2, training_mode,"); err != nil {
		return err
	}
	if bytes.Equal(training.operand.constant, []byte{0}) {
		return nil
	}
	if k.given(1) {
		if err := k.known(ratio, "input 1, the ratio,"); err != nil {
			return err
		}
		if share, alone := sole(ratio); alone && share == 0 {
			return nil
		}
	}
	return fmt.Errorf("%w: training_mode is not the constant false; export the model for inference", ErrUnsupported)
}
