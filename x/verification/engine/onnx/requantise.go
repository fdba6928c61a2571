package onnx

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/big"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// maxShift is the largest shift of the engine's scaling.
const maxShift = 95

// ratio is the scales' part of a requantisation, as m / 2^s for each entry.
type ratio struct{ m, s value }

// ratioOf is a*b/c of known scales, which broadcast to the axes of the result, rounded to the nearest number that has 31 bits and a shift
// of at most 95.
func (k *call) ratioOf(a, b, c value) (ratio, error) {
	for _, v := range []value{a, b, c} {
		if err := k.known(v, "the scale of a quantised operand"); err != nil {
			return ratio{}, err
		}
		if err := v.float(); err != nil {
			return ratio{}, err
		}
	}
	shape, err := broadcast(a.shape, b.shape)
	if err == nil {
		shape, err = broadcast(shape, c.shape)
	}
	if err != nil {
		return ratio{}, err
	}
	scales := [3][]float32{}
	for i, v := range []value{a, b, c} {
		if v, err = k.c.expand(k.name(), v, shape); err != nil {
			return ratio{}, err
		}
		scales[i] = float32s(v.operand.constant)
	}
	r := ratio{plain(operand{dtype: graph.Int32, shape: shape}), plain(operand{dtype: graph.Int32, shape: shape})}
	r.m.operand.constant, r.s.operand.constant = []byte{}, []byte{}
	for i := range scales[0] {
		m, s, err := rational(scales[0][i], scales[1][i], scales[2][i])
		if err != nil {
			return ratio{}, err
		}
		r.m.operand.constant = binary.LittleEndian.AppendUint32(r.m.operand.constant, uint32(m))
		r.s.operand.constant = binary.LittleEndian.AppendUint32(r.s.operand.constant, uint32(s))
	}
	return r, nil
}

// rational is the number m / 2^s nearest to a*b/c, ties to even m. One that is too large is so for every result but 0.
func rational(a, b, c float32) (m, s int32, err error) {
	for _, x := range []float32{a, b, c} {
		if !(x > 0) || math.IsInf(float64(x), 0) {
			return 0, 0, fmt.Errorf("%w: a scale is %g, it must be above 0 and finite", ErrUnsupported, x)
		}
	}
	const width = 31
	q := new(big.Rat).Mul(new(big.Rat).SetFloat64(float64(a)), new(big.Rat).SetFloat64(float64(b)))
	q.Quo(q, new(big.Rat).SetFloat64(float64(c)))
	size := q.Num().BitLen() - q.Denom().BitLen() // q lies between 2^(size-1) and 2^(size+1)
	for shift := width - size; ; shift-- {
		at := min(max(shift, 0), maxShift)
		p := nearest(q, uint(at))
		switch {
		case p.BitLen() <= width:
			return int32(p.Int64()), int32(at), nil
		case at == 0:
			return math.MaxInt32, 0, nil
		}
	}
}

// nearest is the integer nearest to q * 2^shift, ties to even.
func nearest(q *big.Rat, shift uint) *big.Int {
	p, rest := new(big.Int).DivMod(new(big.Int).Lsh(q.Num(), shift), q.Denom(), new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(q.Denom()) {
	case 1:
		p.Add(p, big.NewInt(1))
	case 0:
		p.Add(p, big.NewInt(int64(p.Bit(0))))
	}
	return p
}

// requantised scales sums of products, rounds them half to even, adds a zero point and brings them into the range of its type.
func (k *call) requantised(sum value, r ratio, zero value) (value, error) {
	if err := zero.has(graph.Int8, graph.Uint8, graph.Int16, graph.Uint16); err != nil {
		return value{}, fmt.Errorf("the zero point of the result: %w", err)
	}
	f := &formula{k: k}
	y := f.mapped(graph.FuncScale, graph.Int64, sum, r.m, r.s)
	if !isZero(zero) {
		y = f.add(y, f.cast(graph.Int64, zero))
	}
	return f.saturated(zero.operand.dtype, y), f.err
}

// factor is a quantised operand of a contraction less its zero point, which broadcasts to it.
func (k *call) factor(v, zero value, given bool) (value, error) {
	if err := v.has(graph.Int8, graph.Uint8); err != nil {
		return value{}, err
	}
	if !given || isZero(zero) {
		return v, nil
	}
	if zero.operand.dtype != v.operand.dtype {
		return value{}, fmt.Errorf("%w: an operand of type %s has a zero point of type %s", ErrModel, v.element(), zero.element())
	}
	f := &formula{k: k}
	y := f.sub(f.cast(graph.Int16, v), f.cast(graph.Int16, zero))
	return y, k.unstretched(f, y, v)
}
