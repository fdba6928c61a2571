package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// activationOperators bend a number, element by element.
func activationOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"Relu":            relu,
		"PRelu":           prelu,
		"Clip":            clip,
		"Hardmax":         hardmax,
		"Sigmoid":         ofOne(graph.FuncSigmoid, graph.Float32),
		"Tanh":            ofOne(graph.FuncTanh, graph.Float32),
		"Elu":             curve(elu),
		"Celu":            curve(celu),
		"Selu":            curve(selu),
		"LeakyRelu":       curve(leakyRelu),
		"ThresholdedRelu": curve(thresholdedRelu),
		"Shrink":          curve(shrink),
		"Softplus":        curve(softplus),
		"Softsign":        curve(softsign),
		"Mish":            curve(mish),
		"Gelu":            curve(gelu),
		"HardSigmoid":     curve(hardSigmoid),
		"HardSwish":       curve(hardSwish),
		"Swish":           curve(swish),
	}
}

func relu(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if err := x.has(append(signedIntegers(), graph.Float32)...); err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	if x.operand.dtype == graph.Float32 {
		return f.positive(x), f.err
	}
	return f.max(x, numberOf(x.operand.dtype, 0)), f.err
}

func elu(f *formula, x value) value {
	return f.add(f.positive(x), f.mul(f.attribute("alpha", 1), f.sub(f.exp(f.negative(x)), scalar(1))))
}

func celu(f *formula, x value) value {
	alpha := f.attribute("alpha", 1)
	return f.add(f.positive(x), f.negative(f.mul(alpha, f.sub(f.exp(f.div(x, alpha)), scalar(1)))))
}

func selu(f *formula, x value) value {
	a, g := float32(1.6732631921768188), float32(1.0507010221481323)
	if f.k.c.file.opset < 6 {
		a, g = 1.6732, 1.0507
	}
	alpha, gamma := f.attribute("alpha", a), f.attribute("gamma", g)
	below := f.sub(f.mul(alpha, f.exp(f.negative(x))), alpha)
	return f.mul(gamma, f.add(f.positive(x), below))
}

func leakyRelu(f *formula, x value) value { return leak(f, x, f.attribute("alpha", 0.01)) }

// leak is slope*x below zero and x elsewhere. Known slopes are multiplied with the part of x below zero; others may be infinite, and
// would make NaN of the zero there.
func leak(f *formula, x, slope value) value {
	if x.operand.dtype == graph.Float32 && finite(slope) {
		return f.add(f.positive(x), f.mul(slope, f.negative(x)))
	}
	return f.where(f.less(x, numberOf(x.operand.dtype, 0)), f.mul(slope, x), x)
}

// finite says whether a value is known, and neither infinite nor NaN anywhere.
func finite(v value) bool {
	if !v.isConstant() {
		return false
	}
	for _, x := range float32s(v.operand.constant) {
		if math.IsInf(float64(x), 0) || math.IsNaN(float64(x)) {
			return false
		}
	}
	return true
}

func thresholdedRelu(f *formula, x value) value {
	return f.where(f.less(f.attribute("alpha", 1), x), x, scalar(0))
}

func shrink(f *formula, x value) value {
	lambda, bias := f.attribute("lambd", 0.5), f.attribute("bias", 0)
	above := f.where(f.less(lambda, x), f.sub(x, bias), scalar(0))
	return f.where(f.less(x, f.neg(lambda)), f.add(x, bias), above)
}

// softplus is log(1 + e^x), written so that no large x overflows. The sum 1 + e^-|x| is rounded; what that loses, divided by the sum, is
// added to its logarithm (Goldberg 1991, theorem 4, to first order), so that the result keeps its digits far below zero.
func softplus(f *formula, x value) value {
	small := f.exp(f.neg(f.abs(x)))
	sum := f.add(scalar(1), small)
	lost := f.div(f.sub(small, f.sub(sum, scalar(1))), sum)
	return f.add(f.positive(x), f.add(f.of(graph.FuncLog, sum), lost))
}

// mish is x * tanh(log(1 + e^x)), which is x * n / (n + 2) with n = e^x * (e^x + 2). From 20 on the fraction is 1.
func mish(f *formula, x value) value {
	e := f.exp(f.min(x, scalar(20)))
	n := f.mul(e, f.add(e, scalar(2)))
	return f.mul(x, f.div(n, f.add(n, scalar(2))))
}

func softsign(f *formula, x value) value { return f.div(x, f.add(scalar(1), f.abs(x))) }

func hardSigmoid(f *formula, x value) value {
	return between(f, f.add(f.mul(f.attribute("alpha", 0.2), x), f.attribute("beta", 0.5)), scalar(0), scalar(1))
}

func hardSwish(f *formula, x value) value {
	return f.mul(x, between(f, f.add(f.mul(scalar(1.0/6), x), scalar(0.5)), scalar(0), scalar(1)))
}

func swish(f *formula, x value) value {
	return f.mul(x, f.of(graph.FuncSigmoid, f.mul(f.attribute("alpha", 1), x)))
}

// gelu is x times the normal distribution's function, or the approximation by tanh that a model may ask for.
func gelu(f *formula, x value) value {
	kind, err := f.k.text("approximate", "none")
	switch {
	case err != nil:
		f.err = err
		return value{}
	case kind == "tanh":
		cube := f.mul(f.mul(x, x), x)
		inner := f.mul(scalar(0.7978846), f.add(x, f.mul(scalar(0.044715), cube)))
		return f.mul(f.mul(scalar(0.5), x), f.add(scalar(1), f.of(graph.FuncTanh, inner)))
	case kind == "none":
		return f.mul(f.mul(scalar(0.5), x), f.add(scalar(1), f.of(graph.FuncErf, f.mul(scalar(0.70710677), x))))
	default:
		f.err = fmt.Errorf("%w: attribute approximate is %q, it must be none or tanh", ErrModel, kind)
		return value{}
	}
}

func prelu(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, slope := in[0], in[1]
	if err := alike(in, numericTypes()...); err != nil {
		return value{}, err
	}
	if k.c.file.opset < 7 && len(x.shape) > 1 && elements(slope.shape) == x.shape[1] { // one for each channel
		if slope, err = k.reshaped(slope, append([]uint64{x.shape[1]}, ones(len(x.shape)-2)...)); err != nil {
			return value{}, err
		}
	}
	f := &formula{k: k}
	y := leak(f, x, slope)
	return y, k.unstretched(f, y, x)
}

// unstretched refuses a result of another shape than its operand: the other operands must broadcast to that one.
func (k *call) unstretched(f *formula, y, x value) error {
	if f.err == nil && !slices.Equal(y.shape, x.shape) {
		return fmt.Errorf("%w: an input does not broadcast to the shape %d of the first", ErrModel, x.shape)
	}
	return f.err
}

// hardmax is 1 at the first of the largest numbers along an axis, else 0. Before opset 13 that is over all axes from one on, together.
func hardmax(k *call) (value, error) {
	x, axis, err := k.normalisedAxis()
	if err != nil {
		return value{}, err
	}
	rank := len(x.shape)
	if k.c.file.opset >= 13 {
		order := identity(rank)
		order[axis], order[rank-1] = rank-1, axis // its own inverse
		y, err := k.first(x.permuted(order))
		if err != nil {
			return value{}, err
		}
		return y.permuted(order), nil
	}
	rows, err := k.reshaped(x, twoAxes(x.shape, axis))
	if err == nil {
		rows, err = k.first(rows)
	}
	if err != nil {
		return value{}, err
	}
	return k.reshaped(rows, x.shape)
}

// first is 1 at the first of the largest numbers along the last axis, else 0.
func (k *call) first(x value) (value, error) {
	op, err := k.arrange(x, identity(len(x.shape)))
	if err != nil {
		return value{}, err
	}
	f, last := &formula{k: k}, len(x.shape)-1
	places := f.enumerated(x.shape[last:], func(i uint64) int64 { return int64(i) })
	if f.err != nil {
		return value{}, f.err
	}
	if op, err = k.emit(graph.Node{Op: graph.OpReduce, Func: graph.FuncArgMax}, op); err != nil {
		return value{}, err
	}
	if op, err = k.c.reshape(k.name(), op, append(x.shape[:last:last], 1)); err != nil {
		return value{}, err
	}
	y := f.cast(graph.Float32, f.equal(plain(op), places))
	y.kind = x.kind
	return y, f.err
}
