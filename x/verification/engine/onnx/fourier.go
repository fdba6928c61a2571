package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// wave is the cosine and the sine of i of n parts of a full turn, exact at its quarters.
func wave(i, n uint64) (cos, sin float64) {
	i %= n
	switch quarter := 4 * i; quarter {
	case 0:
		return 1, 0
	case n:
		return 0, 1
	case 2 * n:
		return -1, 0
	case 3 * n:
		return 0, -1
	}
	angle := 2 * math.Pi * (float64(i) / float64(n))
	return math.Cos(angle), math.Sin(angle)
}

// spectrum is a discrete Fourier transform as a matrix.
type spectrum struct {
	size            uint64 // of the transform
	in, out         uint64 // elements before and after it
	parts           uint64 // 2 where the elements before are complex, 1 where they are real
	inverse, toReal bool
}

// matrix has a row for each part of each element of the result, and a column for each part of each element before.
func (s *spectrum) matrix(f *formula) value {
	outParts := uint64(2)
	if s.toReal {
		outParts = 1
	}
	columns := s.in * s.parts
	return f.numbers([]uint64{s.out * outParts, columns}, func(i uint64) float32 {
		row, column := i/columns, i%columns
		return float32(s.entry(row/outParts, row%outParts, column/s.parts, column%s.parts))
	})
}

// entry is what a part of an element before adds to a part of one of the result.
func (s *spectrum) entry(to, toPart, from, fromPart uint64) float64 {
	cos, sin := wave(to%s.size*from, s.size)
	if !s.inverse {
		sin = -sin
	}
	v := cos
	switch {
	case toPart == 0 && fromPart == 1:
		v = -sin
	case toPart == 1 && fromPart == 0:
		v = sin
	}
	if s.toReal && from > 0 && 2*from < s.size { // it stands for its mirror image too
		v *= 2
	}
	if s.toReal && fromPart == 1 && (from == 0 || 2*from == s.size) {
		return 0
	}
	if s.inverse {
		v /= float64(s.size)
	}
	return v
}

// fourier is DFT: over one axis of complex numbers, whose parts are the last axis, or of real ones.
func fourier(k *call) (value, error) {
	in, err := k.any(1, 3)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if err := x.float(); err != nil {
		return value{}, err
	}
	axis, err := k.fourierAxis(in, len(x.shape))
	if err != nil {
		return value{}, err
	}
	s, err := k.spectrum(x, axis)
	if err != nil {
		return value{}, err
	}
	if k.given(1) {
		size, err := k.whole(in[1], "input 1, dft_length,")
		if err != nil {
			return value{}, err
		}
		s.size = size
	}
	return s.over(k, x, axis)
}

// over transforms one axis of a value whose last axis are the parts.
func (s *spectrum) over(k *call, x value, axis int) (value, error) {
	onesided, err := k.integer("onesided", 0)
	if err != nil {
		return value{}, err
	}
	last := len(x.shape) - 1
	s.in, s.out = min(x.shape[axis], s.size), s.size
	switch {
	case onesided == 0 && s.inverse:
		return value{}, fmt.Errorf("%w: inverse without onesided: its published results depend on the order in which a fast transform rounds", ErrUnsupported)
	case onesided != 0 && s.inverse:
		if s.parts != 2 {
			return value{}, fmt.Errorf("%w: a onesided inverse of real numbers", ErrUnsupported)
		}
		s.toReal, s.in = true, min(x.shape[axis], s.size/2+1)
	case onesided != 0:
		s.out = s.size/2 + 1
	}
	f := &formula{k: k}
	x = f.cut(x, axis, 0, s.in, 1)
	if f.err != nil {
		return value{}, f.err
	}
	order := append(slices.Delete(identity(last), axis, axis+1), axis, last)
	x = f.permuted(x, order...)
	rest := x.shape[:last-1]
	rows := f.reshaped(x, []uint64{elements(rest), s.in * s.parts})
	y := f.node(graph.Node{Op: graph.OpDot}, rows, s.matrix(f))
	if f.err != nil {
		return value{}, f.err
	}
	y = f.reshaped(y, slices.Concat(rest, []uint64{s.out, y.shape[1] / s.out}))
	back := make([]int, len(order))
	for i, from := range order {
		back[from] = i
	}
	return f.permuted(y, back...), f.err
}

// fourierAxis is an attribute before opset 20, and an input since.
func (k *call) fourierAxis(in []value, rank int) (int, error) {
	if rank < 2 {
		return 0, fmt.Errorf("%w: an operand of %d axes, wants one to transform and the parts of its numbers", ErrModel, rank)
	}
	axis := int64(-2)
	if k.c.file.opset < 20 {
		var err error
		if axis, err = k.integer("axis", 1); err != nil {
			return 0, err
		}
	}
	if k.given(2) {
		list, err := k.integers64(in[2], "input 2, axis,")
		if err != nil {
			return 0, err
		}
		if len(list) != 1 {
			return 0, fmt.Errorf("%w: axis %d", ErrModel, list)
		}
		axis = list[0]
	}
	if axis < 0 {
		axis += int64(rank)
	}
	if axis < 0 || axis >= int64(rank)-1 {
		return 0, fmt.Errorf("%w: axis %d of %d axes, the last of which are the parts of numbers", ErrModel, axis, rank)
	}
	return int(axis), nil
}

// spectrum reads the attributes of a transform that is as long as the axis.
func (k *call) spectrum(x value, axis int) (*spectrum, error) {
	inverse, err := k.integer("inverse", 0)
	if err != nil {
		return nil, err
	}
	onesided, err := k.integer("onesided", 0)
	if err != nil {
		return nil, err
	}
	s := &spectrum{size: x.shape[axis], parts: x.shape[len(x.shape)-1], inverse: inverse != 0}
	if s.parts != 1 && s.parts != 2 {
		return nil, fmt.Errorf("%w: numbers of %d parts, wants 1 or 2", ErrModel, s.parts)
	}
	if s.inverse && onesided != 0 {
		s.size = max(2*(x.shape[axis]-1), 1)
	}
	return s, nil
}

// whole is a constant positive integer.
func (k *call) whole(v value, what string) (uint64, error) {
	list, err := k.integers64(v, what)
	if err != nil {
		return 0, err
	}
	if len(list) != 1 || list[0] < 1 || list[0] > 1<<30 {
		return 0, fmt.Errorf("%w: %s is %d", ErrModel, what, list)
	}
	return uint64(list[0]), nil
}
