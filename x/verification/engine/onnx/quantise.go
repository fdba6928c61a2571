package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// quantisers compute on numbers that stand for others by a scale and a zero point, or go from one to the other.
func quantisers() map[string]oneOutput {
	return map[string]oneOutput{
		"QuantizeLinear":   quantizeLinear,
		"DequantizeLinear": dequantizeLinear,
		"QLinearConv":      qLinearConv,
		"QLinearMatMul":    qLinearMatMul,
		"ConvInteger":      convInteger,
		"MatMulInteger":    matMulInteger,
	}
}

// quantizeLinear is x over the scale, rounded, plus the zero point, brought into the range of the type.
func quantizeLinear(k *call) (value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return value{}, err
	}
	x, scale, zero := in[0], in[1], in[2]
	if err := x.has(graph.Float32, graph.Int32); err != nil {
		return value{}, fmt.Errorf("input 0: %w", err)
	}
	to, err := k.quantised(zero)
	if err != nil {
		return value{}, err
	}
	saturate, err := k.integer("saturate", 1)
	if err != nil {
		return value{}, err
	}
	precision, err := k.integer("precision", int64(scale.element()))
	if err != nil {
		return value{}, err
	}
	spread, err := k.spreading(x)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	q := f.div(f.cast(graph.Float32, x), spread.over(f, scale))
	if p := tensor.Type(precision); f.err == nil && (p == tensor.Float16 || p == tensor.BFloat16) {
		q, f.err = k.proxy(q, p)
	}
	if d, _ := dtypeOf(to); d.Integer() {
		q = f.of(graph.FuncRound, q)
		if k.given(2) {
			q = f.add(q, spread.over(f, zero))
		}
		q = f.saturated(d, q)
		return q, f.err
	}
	if err := k.noZero(f, zero); err != nil {
		return value{}, err
	}
	return k.castTo(q, to, saturate != 0)
}

// noZero refuses a zero point of a float that is not zero.
func (k *call) noZero(f *formula, zero value) error {
	if !k.given(2) || f.err != nil {
		return f.err
	}
	if err := k.known(zero, "the zero point of a float"); err != nil {
		return err
	}
	for _, v := range float32s(f.cast(graph.Float32, zero).operand.constant) {
		if v != 0 {
			return fmt.Errorf("%w: a zero point of %g among elements of type %s", ErrUnsupported, v, zero.element())
		}
	}
	return f.err
}

// quantised is the type that a quantisation gives: that of the zero point, or the one in an attribute.
func (k *call) quantised(zero value) (tensor.Type, error) {
	number, err := k.integer("output_dtype", 0)
	if err != nil {
		return 0, err
	}
	to := tensor.Type(number)
	switch {
	case !k.given(2) && number == 0:
		to = tensor.Uint8
	case !k.given(2):
	case number == 0:
		to = zero.element()
	case to != zero.element():
		return 0, fmt.Errorf("%w: attribute output_dtype is %s, the zero point is of type %s", ErrModel, to, zero.element())
	}
	switch d, known := dtypeOf(to); {
	case !known, d == graph.Bool, d == graph.Float8E8M0, half(d), d == graph.Float64, d == graph.Float32, d.Bits() > 16:
		return 0, fmt.Errorf("%w: quantising to %s", ErrUnsupported, to)
	}
	return to, nil
}

// dequantizeLinear is x less the zero point, times the scale.
func dequantizeLinear(k *call) (value, error) {
	in, err := k.any(2, 3)
	if err != nil {
		return value{}, err
	}
	x, scale, zero := in[0], in[1], in[2]
	if d := x.operand.dtype; d == graph.Bool || d == graph.Float32 || d == graph.Float8E8M0 || d.Bits() > 32 {
		return value{}, fmt.Errorf("%w: input 0 is of type %s", ErrUnsupported, x.element())
	}
	if k.given(2) && zero.operand.dtype != x.operand.dtype {
		return value{}, fmt.Errorf("%w: its operand is of type %s, the zero point of %s", ErrModel, x.element(), zero.element())
	}
	number, err := k.integer("output_dtype", 0)
	if err != nil {
		return value{}, err
	}
	if number == 0 {
		number = int64(scale.element())
	}
	to, err := k.typed("output_dtype", number)
	if err != nil {
		return value{}, err
	}
	if d, _ := dtypeOf(to); d != graph.Float32 && !half(d) {
		return value{}, fmt.Errorf("%w: dequantising to %s", ErrUnsupported, to)
	}
	spread, err := k.spreading(x)
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	y := spread.centred(f, x, zero)
	y = f.mul(f.cast(graph.Float32, y), spread.over(f, scale))
	if f.err != nil {
		return value{}, f.err
	}
	return k.castTo(y, to, true)
}
