package onnx

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// What the bits of a float64 mean.
const (
	signOf64     = 1 << 63
	infinityOf64 = 0x7ff << 52
	nanOf64      = 0x7ff8 << 48
	unitOf64     = 1 << 52 // the bit above the fraction
)

// double writes functions of float64 as maps of their bits.
type double struct{ *formula }

func word(v uint64) value { return scalarOf(graph.Uint64, int64(v)) }

func (d double) and(a value, mask uint64) value { return d.both(graph.FuncAnd, a, word(mask)) }
func (d double) left(a, by value) value         { return d.both(graph.FuncShl, a, by) }
func (d double) right(a, by value) value        { return d.both(graph.FuncShr, a, by) }
func (d double) or(a, b value) value            { return d.both(graph.FuncOr, a, b) }

// word is the bits of a float64, magnitude those but the sign.
func (d double) word(a value) value      { return d.bits(graph.Uint64, a) }
func (d double) magnitude(a value) value { return d.and(a, signOf64-1) }

func (d double) isNaN(a value) value {
	return d.less(word(infinityOf64), d.magnitude(d.word(a)))
}

// flipped has the other sign.
func (d double) flipped(a value) value {
	return d.bits(graph.Float64, d.both(graph.FuncXor, d.word(a), word(signOf64)))
}

// unpacked are the biased exponent of a magnitude, 1 for subnormal numbers, and its digits as an integer with 3 bits below it.
func (d double) unpacked(m value) (exponent, digits value) {
	exponent = d.right(m, word(52))
	hidden := d.where(d.less(word(0), exponent), word(unitOf64), word(0))
	digits = d.left(d.or(d.and(m, unitOf64-1), hidden), word(3))
	return d.max(exponent, word(1)), digits
}

// sum is a + b, rounded to nearest, ties to even.
func (d double) sum(a, b value) value {
	a, b = d.word(a), d.word(b)
	swap := d.less(d.magnitude(a), d.magnitude(b))
	x, y := d.where(swap, b, a), d.where(swap, a, b)
	mx, my := d.magnitude(x), d.magnitude(y)
	exponent, digits := d.unpacked(mx)
	lower, others := d.unpacked(my)

	by := d.min(d.sub(exponent, lower), word(60))
	shifted := d.right(others, by)
	lost := d.where(d.equal(d.left(shifted, by), others), word(0), word(1))
	shifted = d.or(shifted, lost)
	alike := d.equal(d.and(x, signOf64), d.and(y, signOf64))
	digits = d.where(alike, d.add(digits, shifted), d.sub(digits, shifted))

	sign := d.and(x, signOf64)
	none := d.equal(digits, word(0))
	sign = d.where(d.both(graph.FuncAnd, none, d.of(graph.FuncNot, alike)), word(0), sign)
	magnitude := d.where(none, word(0), d.packed(exponent, digits))
	result := d.where(d.equal(mx, word(infinityOf64)), x, d.or(magnitude, sign))
	opposed := d.both(graph.FuncAnd, d.equal(my, word(infinityOf64)), d.of(graph.FuncNot, alike))
	nan := d.both(graph.FuncOr, d.less(word(infinityOf64), mx), opposed)
	return d.bits(graph.Float64, d.where(nan, word(nanOf64), result))
}

// packed rounds digits with 3 bits below the integer to a magnitude.
func (d double) packed(exponent, digits value) value {
	carry := d.less(word(16*unitOf64-1), digits)
	digits = d.where(carry, d.or(d.right(digits, word(1)), d.and(digits, 1)), digits)
	exponent = d.where(carry, d.add(exponent, word(1)), exponent)
	for by := uint64(32); by > 0; by /= 2 { // the highest digit to its place, as far as the exponent goes down
		low := d.both(graph.FuncAnd, d.less(digits, word(16*unitOf64>>by)), d.less(word(by), exponent))
		digits = d.where(low, d.left(digits, word(by)), digits)
		exponent = d.where(low, d.sub(exponent, word(by)), exponent)
	}
	odd := d.and(d.right(digits, word(3)), 1)
	rounded := d.right(d.add(d.add(digits, word(3)), odd), word(3))
	magnitude := d.add(d.left(d.sub(exponent, word(1)), word(52)), rounded)
	return d.min(magnitude, word(infinityOf64))
}

// compared applies a comparison to numbers by integers in the same order, both zeros being one; NaN compares false.
func (d double) compared(fn graph.Func, a, b value) value {
	holds := d.mapped(fn, graph.Bool, d.ordered(a), d.ordered(b))
	nan := d.both(graph.FuncOr, d.isNaN(a), d.isNaN(b))
	return d.both(graph.FuncAnd, holds, d.of(graph.FuncNot, nan))
}

func (d double) ordered(a value) value {
	a = d.bits(graph.Int64, a)
	return d.where(d.less(a, numberOf(graph.Int64, 0)), d.sub(numberOf(graph.Int64, math.MinInt64), a), a)
}

// toInteger drops the fraction; what 64 bits cannot hold becomes the nearest number they can, of which the type keeps the low bits.
func (d double) toInteger(t graph.Dtype, a value) value {
	bits := d.word(a)
	m := d.magnitude(bits)
	if t == graph.Bool {
		return d.of(graph.FuncNot, d.equal(m, word(0)))
	}
	const whole, end = 1023 + 52, 1023 + 63 // exponents: of an integer, and of 2^63
	exponent := d.right(m, word(52))
	digits := d.or(d.and(m, unitOf64-1), word(unitOf64))
	y := d.where(d.less(exponent, word(whole)), d.right(digits, d.sub(word(whole), exponent)), d.left(digits, d.sub(exponent, word(whole))))
	below := d.less(word(signOf64-1), bits)
	nan := d.less(word(infinityOf64), m)
	if t == graph.Uint64 {
		y = d.where(d.less(word(end), exponent), word(math.MaxUint64), y)
		return d.where(d.both(graph.FuncOr, nan, below), word(0), y)
	}
	y = d.where(d.less(word(end-1), exponent), d.where(below, word(signOf64), word(signOf64-1)), y)
	y = d.cast(graph.Int64, d.where(nan, word(0), y))
	return d.cast(t, d.where(below, d.neg(y), y))
}

// fromInteger adds parts that float32 holds exactly; only the last sum is rounded.
func (d double) fromInteger(v value) value {
	t := v.operand.dtype
	width := t.Bits()
	if width <= 16 {
		return d.cast(graph.Float64, v)
	}
	const part = 22
	var y value
	for at := (width - 1) / part * part; ; at -= part {
		piece := d.both(graph.FuncShr, v, numberOf(t, int64(at)))
		if at+part < width {
			piece = d.both(graph.FuncAnd, piece, numberOf(t, 1<<part-1))
		}
		scaled := d.cast(graph.Float64, d.mul(d.cast(graph.Float32, piece), scalar(float32(uint64(1)<<at))))
		if y.operand.dtype == 0 {
			y = scaled
		} else {
			y = d.sum(y, scaled)
		}
		if at == 0 || d.err != nil {
			return y
		}
	}
}
