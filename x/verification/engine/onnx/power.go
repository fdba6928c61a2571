package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// power raises numbers to powers; the result is of the first operand's type, whatever that of the exponent is.
func power(k *call) (value, error) {
	in, err := k.pair()
	if err != nil {
		return value{}, err
	}
	base, exponent := in[0], in[1]
	for i, v := range in {
		if err := v.has(numericTypes()...); err != nil {
			return value{}, fmt.Errorf("input %d: %w", i, err)
		}
	}
	f := &formula{k: k}
	float, whole := base.operand.dtype == graph.Float32, exponent.operand.dtype.Integer()
	var y value
	switch {
	case float && whole:
		y = floatToInteger(f, base, exponent)
	case float:
		y = floatPower(f, base, exponent)
	case whole:
		y = integerPower(f, base, exponent)
	default:
		y = integerToFloat(f, base, exponent)
	}
	if y.operand.dtype == graph.Float32 {
		y.kind = base.kind
	}
	return y, f.err
}

// floatPower writes the powers that models are full of as what they are.
func floatPower(f *formula, x, e value) value {
	p, known := sole(e)
	switch known = known && len(e.shape) <= len(x.shape); {
	case known && p == 1:
		return x
	case known && p == 2:
		return f.mul(x, x)
	case known && p == 3:
		return f.mul(f.mul(x, x), x)
	default:
		return f.both(graph.FuncPow, x, e)
	}
}

// sole is the number of a float32 that is known and alone.
func sole(v value) (float32, bool) {
	if !v.isConstant() || count(v.shape) != 1 || v.operand.dtype != graph.Float32 {
		return 0, false
	}
	return float32s(v.operand.constant)[0], true
}

// floatToInteger is x^n of a float32. Its sign is computed apart, since a large n loses its last bit in float32.
func floatToInteger(f *formula, x, n value) value {
	e := f.cast(graph.Float32, n)
	const exact = 1 << 24
	small := n.operand.dtype.Bits() <= 16
	if n.isConstant() {
		most, _ := reach(n)
		small = most <= exact
	}
	if small {
		return floatPower(f, x, e)
	}
	odd := f.cast(graph.Int32, f.both(graph.FuncAnd, n, numberOf(n.operand.dtype, 1)))
	sign := f.both(graph.FuncAnd, f.bits(graph.Int32, x), f.both(graph.FuncShl, odd, numberOf(graph.Int32, 31)))
	one := numberOf(graph.Int32, int64(math.Float32bits(1)))
	unit := f.bits(graph.Float32, f.both(graph.FuncOr, sign, one))
	return f.mul(f.both(graph.FuncPow, f.abs(x), e), unit)
}

// reach is the largest magnitude of a constant of an integer type, and says whether any number is below zero.
func reach(n value) (most uint64, negative bool) {
	t := n.operand.dtype
	size := int(t.ElementSize())
	for at := 0; at < len(n.operand.constant); at += size {
		var full [8]byte
		copy(full[:], n.operand.constant[at:at+size])
		v := t.Wrap(binary.LittleEndian.Uint64(full[:]))
		if t.Signed() && int64(v) < 0 {
			v, negative = -v, true
		}
		most = max(most, v)
	}
	return most, negative
}

// integerPower multiplies by squares of squares, one for each bit of the exponent, and wraps as multiplication does. A power below zero
// is one of the reciprocal rounded toward zero: of 1 and -1 themselves, else 0.
func integerPower(f *formula, x, n value) value {
	t, e := x.operand.dtype, n.operand.dtype
	one, width, negative := numberOf(t, 1), int(e.Bits()), e.Signed()
	if n.isConstant() {
		most, below := reach(n)
		width, negative = bits.Len64(most), below
	}
	if negative {
		below := f.less(n, numberOf(e, 0))
		x, n = f.where(below, f.div(one, x), x), f.abs(n)
	}
	y := f.where(f.equal(n, n), one, x) // of both shapes
	for i := range width {
		if i > 0 {
			x = f.mul(x, x)
		}
		bit := f.both(graph.FuncAnd, n, numberOf(e, int64(uint64(1)<<i)))
		y = f.mul(y, f.where(f.cast(graph.Bool, bit), x, one))
	}
	return y
}

// integerToFloat is x^e of an integer: exact where e is whole, else computed in float32 and rounded toward zero. What lies within
// float32's error of an integer is taken for it.
func integerToFloat(f *formula, x, e value) value {
	whole := f.saturated(graph.Int64, e)
	exact := integerPower(f, x, whole)
	if f.err == nil && whole.isConstant() {
		if back := f.cast(graph.Float32, whole); f.err == nil && string(back.operand.constant) == string(e.operand.constant) {
			return exact
		}
	}
	y := f.both(graph.FuncPow, f.cast(graph.Float32, x), e)
	nearest := f.of(graph.FuncRound, y)
	const error4 = 4.0 / (1 << 23)
	off := f.abs(f.sub(y, nearest))
	near := f.mapped(graph.FuncLessEqual, graph.Bool, off, f.mul(f.abs(y), scalar(error4)))
	curved := f.saturated(x.operand.dtype, f.where(near, nearest, y))
	return f.where(f.equal(f.cast(graph.Float32, whole), e), exact, curved)
}
