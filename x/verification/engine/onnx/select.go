package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// compress takes the entries of an axis, or of the elements in order, for which a known list of truth values holds.
func compress(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, condition := in[0], in[1]
	if condition.operand.dtype != graph.Bool || len(condition.shape) != 1 {
		return value{}, fmt.Errorf("%w: a condition %s%d", ErrModel, condition.element(), condition.shape)
	}
	if err := k.known(condition, "the condition"); err != nil {
		return value{}, err
	}
	axis := 0
	if _, given := k.n.attributes["axis"]; given {
		if axis, err = k.axis(0, len(x.shape), false); err != nil {
			return value{}, err
		}
	} else if x, err = k.reshaped(x, []uint64{count(x.shape)}); err != nil {
		return value{}, err
	}
	var at []int64
	for i, holds := range condition.operand.constant {
		if holds != 0 {
			at = append(at, int64(i))
		}
	}
	if n := len(at); n > 0 && uint64(at[n-1]) >= x.shape[axis] {
		return value{}, fmt.Errorf("%w: %d conditions for axis %d of shape %d", ErrModel, len(condition.operand.constant), axis, x.shape)
	}
	return k.pick(x, axis, at)
}

// nonZero lists the places of the elements of a constant that are not zero, one row for each axis.
func nonZero(k *call) (value, error) {
	x, err := k.moved()
	if err != nil {
		return value{}, err
	}
	if err := k.known(x, "which elements are zero"); err != nil {
		return value{}, err
	}
	rank := len(x.shape)
	size := int(x.operand.dtype.ElementSize())
	content, err := k.content(x)
	if err != nil {
		return value{}, err
	}
	var found []int64
	for i := 0; i < len(content); i += size {
		if !zero(x.operand.dtype, content[i:i+size]) {
			found = append(found, int64(i/size))
		}
	}
	if err := k.charge(uint64(len(found))*uint64(rank), "a list of places"); err != nil {
		return value{}, err
	}
	list := make([]int64, 0, rank*len(found))
	for axis, step := range strides(x.shape) {
		for _, at := range found {
			list = append(list, at/step%int64(x.shape[axis]))
		}
	}
	v := listOf(list...)
	v.shape = []uint64{uint64(rank), uint64(len(found))}
	v.operand.shape, v.order = v.shape, identity(2)
	return v, nil
}

// content is what a constant holds, in the model's order.
func (k *call) content(v value) ([]byte, error) {
	op, err := k.arrange(v, identity(len(v.shape)))
	return op.constant, err
}

// zero says whether an element is: of a float, either zero.
func zero(t graph.Dtype, element []byte) bool {
	last := len(element) - 1
	sign := byte(0)
	switch t {
	case graph.Float32, graph.Float64, graph.Float16, graph.Bfloat16, graph.Float8E4M3FN, graph.Float8E5M2:
		sign = 0x80
	case graph.Float4E2M1:
		sign = 0x08
	case graph.Float8E8M0: // it has none
		return false
	default:
	}
	for _, b := range element[:last] {
		if b != 0 {
			return false
		}
	}
	return element[last]&^sign == 0
}
