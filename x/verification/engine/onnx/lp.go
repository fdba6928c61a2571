package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// lpPool is the norm of every window.
func lpPool(k *call) (value, error) {
	p, err := k.pooling(graph.Float32)
	if err != nil {
		return value{}, err
	}
	order, err := k.integer("p", 2)
	if err != nil {
		return value{}, err
	}
	if order < 1 || order > 1<<20 {
		return value{}, fmt.Errorf("%w: p is %d", ErrUnsupported, order)
	}
	y := p.pool(graph.FuncAdd, p.inside(p.power(p.x, order), scalar(0)), nil)
	return p.root(y, order), p.err
}

// power is the p-th power of the absolute value.
func (f *formula) power(x value, p int64) value {
	switch p {
	case 1:
		return f.of(graph.FuncAbs, x)
	case 2:
		return f.mul(x, x)
	default:
		return f.both(graph.FuncPow, f.of(graph.FuncAbs, x), scalar(float32(p)))
	}
}

// root is the p-th root.
func (f *formula) root(x value, p int64) value {
	switch p {
	case 1:
		return x
	case 2:
		return f.of(graph.FuncSqrt, x)
	default:
		return f.both(graph.FuncPow, x, scalar(1/float32(p)))
	}
}

// lpNorm is x over its norm along one axis; where that is zero, x is.
func lpNorm(k *call) (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	order, err := k.integer("p", 2)
	if err != nil {
		return value{}, err
	}
	if order != 1 && order != 2 {
		return value{}, fmt.Errorf("%w: p is %d, it is 1 or 2", ErrModel, order)
	}
	axis, err := k.axis(-1, len(x.shape), false)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	norm := f.root(f.total(f.power(x, order), []int{axis}), order)
	zero := f.mapped(graph.FuncEqual, graph.Bool, norm, scalar(0))
	return f.div(x, f.where(zero, scalar(1), norm)), f.err
}
