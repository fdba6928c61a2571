package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// formula writes an operator as maps of one function each: every step keeps its own rounding and its own place in the trace. The first
// error stays, and what is built after it is not used.
type formula struct {
	k   *call
	err error
}

// of applies a function to a value.
func (f *formula) of(fn graph.Func, a value) value {
	if f.err == nil {
		f.err = a.float()
	}
	if f.err != nil {
		return value{}
	}
	op, err := f.k.emit(graph.Node{Op: graph.OpMap, Func: fn, Dtype: a.operand.dtype}, a.operand)
	if f.err = err; err != nil {
		return value{}
	}
	return stored(op, a.order)
}

// both applies a function to two values that broadcast.
func (f *formula) both(fn graph.Func, a, b value) value {
	if f.err != nil {
		return value{}
	}
	out, err := f.k.apply(fn, a, b)
	f.err = err
	return out
}

func (f *formula) add(a, b value) value { return f.both(graph.FuncAdd, a, b) }
func (f *formula) sub(a, b value) value { return f.both(graph.FuncSub, a, b) }
func (f *formula) mul(a, b value) value { return f.both(graph.FuncMul, a, b) }
func (f *formula) div(a, b value) value { return f.both(graph.FuncDiv, a, b) }
func (f *formula) max(a, b value) value { return f.both(graph.FuncMax, a, b) }
func (f *formula) min(a, b value) value { return f.both(graph.FuncMin, a, b) }
func (f *formula) exp(a value) value    { return f.of(graph.FuncExp, a) }

// positive and negative are the parts of a above and below zero.
func (f *formula) positive(a value) value { return f.of(graph.FuncRelu, a) }
func (f *formula) negative(a value) value { return f.min(a, scalar(0)) }

// attribute reads a number of the node's.
func (f *formula) attribute(name string, otherwise float32) value {
	v, err := f.k.real(name, otherwise)
	if f.err == nil {
		f.err = err
	}
	return scalar(v)
}

// curve is an operator of one operand, written as a formula.
func curve(write func(f *formula, x value) value) func(*call) (value, error) {
	return func(k *call) (value, error) {
		x, err := k.operand()
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		y := write(f, x)
		return y, f.err
	}
}

func elu(f *formula, x value) value {
	return f.add(f.positive(x), f.mul(f.attribute("alpha", 1), f.sub(f.exp(f.negative(x)), scalar(1))))
}

func celu(f *formula, x value) value {
	alpha := f.attribute("alpha", 1)
	return f.add(f.positive(x), f.mul(alpha, f.sub(f.exp(f.div(f.negative(x), alpha)), scalar(1))))
}

func selu(f *formula, x value) value {
	alpha, gamma := f.attribute("alpha", 1.6732631921768188), f.attribute("gamma", 1.0507010221481323)
	below := f.sub(f.mul(alpha, f.exp(f.negative(x))), alpha)
	return f.mul(gamma, f.add(f.positive(x), below))
}

func leakyRelu(f *formula, x value) value {
	return f.add(f.positive(x), f.mul(f.attribute("alpha", 0.01), f.negative(x)))
}

// softplus is log(1 + e^x), written so that no large x overflows.
func softplus(f *formula, x value) value {
	small := f.exp(f.of(graph.FuncNeg, f.of(graph.FuncAbs, x)))
	return f.add(f.positive(x), f.of(graph.FuncLog, f.add(scalar(1), small)))
}

func mish(f *formula, x value) value { return f.mul(x, f.of(graph.FuncTanh, softplus(f, x))) }

func softsign(f *formula, x value) value {
	return f.div(x, f.add(scalar(1), f.of(graph.FuncAbs, x)))
}

func hardSigmoid(f *formula, x value) value {
	return between(f, f.add(f.mul(f.attribute("alpha", 0.2), x), f.attribute("beta", 0.5)), scalar(0), scalar(1))
}

func hardSwish(f *formula, x value) value {
	return f.mul(x, between(f, f.add(f.mul(scalar(1.0/6), x), scalar(0.5)), scalar(0), scalar(1)))
}

func swish(f *formula, x value) value {
	return f.mul(x, f.of(graph.FuncSigmoid, f.mul(f.attribute("alpha", 1), x)))
}

func reciprocal(f *formula, x value) value { return f.div(scalar(1), x) }

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

// between limits x to low and high.
func between(f *formula, x, low, high value) value { return f.min(f.max(x, low), high) }

func prelu(k *call) (value, error) {
	in, err := k.operands(2, 2)
	if err != nil {
		return value{}, err
	}
	x, slope := in[0], in[1]
	if k.c.file.opset < 7 && len(x.shape) > 1 && elements(slope.shape) == x.shape[1] { // one for each channel
		if slope, err = k.reshaped(slope, append([]uint64{x.shape[1]}, ones(len(x.shape)-2)...)); err != nil {
			return value{}, err
		}
	}
	f := &formula{k: k}
	y := f.add(f.positive(x), f.mul(slope, f.negative(x)))
	return y, f.err
}

// clip has its limits in attributes before opset 11, and in optional inputs since.
func clip(k *call) (value, error) {
	f := &formula{k: k}
	limits := make([]*value, 2)
	for i, name := range []string{"min", "max"} {
		a, there, err := k.attribute(name, kindFloat)
		if err != nil {
			return value{}, err
		}
		if there {
			v := scalar(a.float)
			limits[i] = &v
		}
		if k.given(i + 1) {
			v, err := k.c.lookup(k.n.inputs[i+1])
			if err != nil {
				return value{}, err
			}
			limits[i] = &v
		}
	}
	if n := len(k.n.inputs); n < 1 || n > 3 {
		return value{}, fmt.Errorf("%w: %d inputs, wants 1 to 3", ErrModel, n)
	}
	x, err := k.c.lookup(k.n.inputs[0])
	if err != nil {
		return value{}, err
	}
	if limits[0] != nil {
		x = f.max(x, *limits[0])
	}
	if limits[1] != nil {
		x = f.min(x, *limits[1])
	}
	return x, f.err
}

// fold is an operator of any number of operands: a function of two, from the first on.
func fold(fn graph.Func) func(*call) (value, error) {
	return func(k *call) (value, error) {
		n := len(k.n.inputs)
		in, err := k.operands(max(n, 1), n)
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		y := in[0]
		for _, x := range in[1:] {
			y = f.both(fn, y, x)
		}
		return y, f.err
	}
}

func mean(k *call) (value, error) {
	y, err := fold(graph.FuncAdd)(k)
	if err != nil {
		return value{}, err
	}
	return k.apply(graph.FuncDiv, y, scalar(float32(len(k.n.inputs))))
}

// batchNorm is a scale and an offset for each channel once a model is trained; where its parameters are constants, so are those.
func batchNorm(k *call) (value, error) {
	for _, name := range []string{"momentum"} { // it matters in training alone
		k.used[name] = true
	}
	for name, want := range map[string]int64{"training_mode": 0, "spatial": 1} {
		if err := k.flag(name, want, want); err != nil {
			return value{}, err
		}
	}
	in, err := k.operands(5, 5)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if len(x.shape) < 2 {
		return value{}, fmt.Errorf("%w: its operand has shape %d, wants a batch and channels", ErrModel, x.shape)
	}
	perChannel := make([]value, 4)
	for i, v := range in[1:] {
		if len(v.shape) != 1 || v.shape[0] != x.shape[1] {
			return value{}, fmt.Errorf("%w: input %d has shape %d for %d channels", ErrModel, i+1, v.shape, x.shape[1])
		}
		if perChannel[i], err = k.reshaped(v, append([]uint64{x.shape[1]}, ones(len(x.shape)-2)...)); err != nil {
			return value{}, err
		}
	}
	f := &formula{k: k}
	scale := f.div(perChannel[0], f.of(graph.FuncSqrt, f.add(perChannel[3], f.attribute("epsilon", 1e-5))))
	offset := f.sub(perChannel[1], f.mul(perChannel[2], scale))
	y := f.add(f.mul(x, scale), offset)
	return y, f.err
}
