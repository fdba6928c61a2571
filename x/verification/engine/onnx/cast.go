package onnx

import (
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// castOperators change element types.
func castOperators() map[string]oneOutput {
	return map[string]oneOutput{"Cast": cast, "CastLike": castLike, "BitCast": bitCast}
}

func cast(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, err
	}
	to, err := k.target("to")
	if err != nil {
		return value{}, err
	}
	return k.castByAttributes(in[0], to)
}

func castLike(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	return k.castByAttributes(in[0], in[1].element())
}

// target is an element type that an attribute names, which has to be given: by its number, before opset 6 by its name.
func (k *call) target(name string) (tensor.Type, error) {
	if k.c.file.opset < 6 {
		text, err := k.text(name, "")
		if err != nil {
			return 0, err
		}
		for t := tensor.Float32; t <= tensor.Uint64; t++ {
			if t.String() == text {
				return k.typed(name, int64(t))
			}
		}
		return 0, fmt.Errorf("%w: attribute %q is %q, which is no element type", ErrModel, name, text)
	}
	to, there, err := k.attribute(name, kindInt)
	if err != nil {
		return 0, err
	}
	if !there {
		return 0, fmt.Errorf("%w: attribute %q is missing", ErrModel, name)
	}
	return k.typed(name, to.number)
}

// typed is an element type by its number in ONNX.
func (k *call) typed(name string, number int64) (tensor.Type, error) {
	t := tensor.Type(number)
	if _, known := dtypeOf(t); !known {
		return 0, fmt.Errorf("%w: attribute %q is %d, type %s", ErrUnsupported, name, number, t)
	}
	return t, nil
}

func (k *call) castByAttributes(v value, to tensor.Type) (value, error) {
	saturate, err := k.integer("saturate", 1)
	if err != nil {
		return value{}, err
	}
	mode, err := k.text("round_mode", "up")
	if err != nil {
		return value{}, err
	}
	if to != tensor.Float8E8M0 || mode == "up" {
		return k.castTo(v, to, saturate != 0)
	}
	return k.powerOfTwo(v, mode, saturate != 0)
}

// castTo is a value as another of the model's types. Numbers too large for a float of 8 bits saturate, or become what its format has for
// them.
func (k *call) castTo(v value, to tensor.Type, saturate bool) (value, error) {
	d, known := dtypeOf(to)
	if !known {
		return value{}, fmt.Errorf("%w: a cast to %s", ErrUnsupported, to)
	}
	if v.element() == to {
		return v, nil
	}
	if d.Bits() > 0 && v.kind != 0 { // the fraction that is dropped is that of the model's type
		own, _ := dtypeOf(v.kind)
		var err error
		if v, err = k.as(v, own); err != nil {
			return value{}, err
		}
	}
	f := &formula{k: k}
	from := v.operand.dtype
	switch {
	case half(d):
		return k.proxy(v, to)
	case d == graph.Float64 && from.Bits() > 0:
		return double{f}.fromInteger(v), f.err
	case from == graph.Float64 && d.Bits() > 0:
		return double{f}.toInteger(d, v), f.err
	case d >= graph.Float8E4M3FN && saturate && from != d:
		return f.saturated(d, v), f.err
	}
	y, err := k.as(v, d)
	y.kind = 0
	return y, err
}

// proxy is a value of a type that is computed in float32, rounded to what the type has.
func (k *call) proxy(v value, to tensor.Type) (value, error) {
	d, _ := dtypeOf(to)
	v, err := k.as(v, d)
	if err == nil {
		v, err = k.as(v, graph.Float32)
	}
	v.kind = to
	return v, err
}

// powerOfTwo rounds to a power of two, which E8M0 holds exactly, by the bits of a float32. NaN and what lies below zero stay.
func (k *call) powerOfTwo(v value, mode string, saturate bool) (value, error) {
	if mode != "down" && mode != "nearest" {
		return value{}, fmt.Errorf("%w: attribute round_mode is %q, it must be up, down or nearest", ErrModel, mode)
	}
	if !saturate {
		return value{}, fmt.Errorf("%w: attributes round_mode %q and saturate 0 together", ErrUnsupported, mode)
	}
	f := &formula{k: k}
	const exponent, fraction = 0xff << 23, 1 << 23
	x := f.cast(graph.Float32, v)
	b := f.bits(graph.Int32, x)
	subnormal := f.less(b, numberOf(graph.Int32, fraction))
	unit := f.where(subnormal, numberOf(graph.Int32, fraction/2), numberOf(graph.Int32, fraction))
	if mode == "nearest" {
		b = f.add(b, f.both(graph.FuncShr, unit, numberOf(graph.Int32, 1)))
	}
	power := f.bits(graph.Float32, f.both(graph.FuncAnd, b, f.neg(unit)))
	positive := f.mapped(graph.FuncLessEqual, graph.Bool, scalar(0), x)
	finiteNumber := f.less(x, scalar(float32(math.Inf(1))))
	power = f.where(f.both(graph.FuncAnd, positive, finiteNumber), power, x)
	return f.saturated(graph.Float8E8M0, power), f.err
}

// bitCast reads the bits of a type as those of another of the same width.
func bitCast(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return value{}, err
	}
	to, err := k.target("to")
	if err != nil {
		return value{}, err
	}
	from := in[0].element()
	d, _ := dtypeOf(to)
	own, _ := dtypeOf(from)
	switch {
	case from == to:
		return in[0], nil
	case d.Bits() > 0 && own.Bits() == d.Bits(): // the same bits, where integers wrap
		return k.as(in[0], d)
	}
	v, err := k.as(in[0], own)
	if err != nil {
		return value{}, err
	}
	if v, err = k.mapped(graph.FuncBitcast, d, v); err != nil || !half(d) {
		return v, err
	}
	if v, err = k.as(v, graph.Float32); err == nil {
		v.kind = to
	}
	return v, err
}
