package onnx

import (
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// ofOne is a function of one operand, of one of some types.
func ofOne(f graph.Func, types ...graph.Dtype) oneOutput {
	return func(k *call) (value, error) {
		in, err := k.any(1, 1)
		if err != nil {
			return value{}, err
		}
		if y, done, err := k.of64(f, in); done {
			return y, err
		}
		if err := alike(in, types...); err != nil {
			return value{}, err
		}
		return k.mapped(f, in[0].operand.dtype, in[0])
	}
}

// ofTwo is a function of two operands that broadcast, both of one of some types.
func ofTwo(f graph.Func, types ...graph.Dtype) oneOutput {
	return func(k *call) (value, error) {
		in, err := k.pair()
		if err != nil {
			return value{}, err
		}
		if y, done, err := k.of64(f, in); done {
			return y, err
		}
		if err := alike(in, types...); err != nil {
			return value{}, err
		}
		return k.apply(f, in[0], in[1])
	}
}

// apply is a function of two values that broadcast, computed in the order of the larger so that no large tensor moves.
func (k *call) apply(f graph.Func, x, y value) (value, error) {
	return k.mapped(f, x.operand.dtype, x, y)
}

// commonOrder is that of the largest computed value, if every computed one has all the axes.
func commonOrder(values ...value) []int {
	rank := 0
	for _, v := range values {
		rank = max(rank, len(v.shape))
	}
	order, most := identity(rank), uint64(0)
	for _, v := range values {
		if v.isConstant() {
			continue
		}
		if len(v.shape) < rank {
			return identity(rank)
		}
		if n := elements(v.shape); n > most {
			order, most = v.order, n
		}
	}
	return order
}

// aligned is a value in an order of as many axes or more. A constant with fewer axes gets leading ones first, and loses those that
// lead afterwards, so that weights stay one-dimensional where they were.
func (k *call) aligned(v value, order []int) (operand, error) {
	missing := len(order) - len(v.shape)
	if missing == 0 {
		return k.arrange(v, order)
	}
	if slices.Equal(order, identity(len(order))) {
		return k.arrange(v, identity(len(v.shape)))
	}
	padded, err := k.reshaped(v, slices.Concat(ones(missing), v.shape))
	if err != nil {
		return operand{}, err
	}
	op, err := k.arrange(padded, order)
	if err != nil {
		return operand{}, err
	}
	shape := op.shape
	for len(shape) > 1 && shape[0] == 1 {
		shape = shape[1:]
	}
	return k.c.reshape(k.name(), op, shape)
}

// normalisedAxis is the operand of Softmax and its kin, and the axis: before opset 13 the first of those that are taken together, by
// default the second.
func (k *call) normalisedAxis() (x value, axis int, err error) {
	if x, err = k.operand(); err != nil {
		return x, 0, err
	}
	byDefault := int64(-1)
	if k.c.file.opset < 13 {
		byDefault = 1
	}
	axis, err = k.axis(byDefault, len(x.shape), false)
	return x, axis, err
}

func softmax(k *call) (value, error) {
	x, axis, err := k.normalisedAxis()
	if err != nil {
		return value{}, err
	}
	rank := len(x.shape)
	if k.c.file.opset < 13 && axis != rank-1 {
		return k.flatSoftmax(x, axis)
	}
	order := x.order
	if order[rank-1] != axis {
		order = append(slices.Delete(identity(rank), axis, axis+1), axis)
	}
	op, err := k.arrange(x, order)
	if err != nil {
		return value{}, err
	}
	if op, err = k.emit(graph.Node{Op: graph.OpSoftmax}, op); err != nil {
		return value{}, err
	}
	return stored(op, order), nil
}

// flatSoftmax is the meaning before opset 13: over all axes from one on, together.
func (k *call) flatSoftmax(x value, axis int) (value, error) {
	rows, err := k.reshaped(x, twoAxes(x.shape, axis))
	if err != nil {
		return value{}, err
	}
	op, err := k.emit(graph.Node{Op: graph.OpSoftmax}, rows.operand)
	if err != nil {
		return value{}, err
	}
	return k.reshaped(plain(op), x.shape)
}

// twoAxes is a shape with the axes before one multiplied, and those from it on.
func twoAxes(shape []uint64, axis int) []uint64 {
	return []uint64{elements(shape[:axis]), elements(shape[axis:])}
}
