package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// centred is x less a zero point, in a type that holds the difference.
func (s *spreading) centred(f *formula, x, zero value) value {
	through := graph.Float32
	if x.operand.dtype.Bits() > 16 {
		through = graph.Int32
	}
	if !s.k.given(2) || isZero(zero) {
		return x
	}
	return f.sub(f.cast(through, x), f.cast(through, s.stretch(f, zero)))
}

// isZero says whether a value is known and zero everywhere.
func isZero(v value) bool {
	return v.isConstant() && !slices.ContainsFunc(v.operand.constant, func(b byte) bool { return b != 0 })
}

// spreading is how scales and zero points go with the elements of a tensor: one for all, one for each index of an axis, or one for each
// block of indices.
type spreading struct {
	k     *call
	shape []uint64
	axis  int64
	block uint64
}

func (k *call) spreading(x value) (*spreading, error) {
	axis, err := k.integer("axis", 1)
	if err != nil {
		return nil, err
	}
	block, err := k.integer("block_size", 0)
	if err != nil {
		return nil, err
	}
	if block < 0 {
		return nil, fmt.Errorf("%w: attribute block_size is %d", ErrModel, block)
	}
	return &spreading{k: k, shape: x.shape, axis: axis, block: uint64(block)}, nil
}

// over is a scale or a zero point as numbers that broadcast to the tensor.
func (s *spreading) over(f *formula, v value) value {
	if f.err != nil {
		return value{}
	}
	return s.stretch(f, f.cast(graph.Float32, v))
}

// stretch is a scale or a zero point so that it broadcasts to the tensor.
func (s *spreading) stretch(f *formula, v value) value {
	if f.err != nil {
		return value{}
	}
	rank := len(s.shape)
	axis := s.axis
	if axis < 0 {
		axis += int64(rank)
	}
	single := count(v.shape) == 1 && len(v.shape) < 2
	switch {
	case single:
		return f.reshaped(v, []uint64{}).like(v)
	case axis < 0 || axis >= int64(rank):
		f.err = fmt.Errorf("%w: axis %d of %d axes", ErrModel, s.axis, rank)
		return value{}
	case s.block == 0 && len(v.shape) == 1 && v.shape[0] == s.shape[axis]:
		return f.reshaped(v, slices.Concat(v.shape, ones(rank-int(axis)-1))).like(v)
	case s.block > 0 && len(v.shape) == rank:
		return s.blocks(f, v, int(axis))
	default:
		f.err = fmt.Errorf("%w: a scale or zero point of shape %d for a tensor of shape %d, axis %d, blocks of %d", ErrModel, v.shape, s.shape, axis, s.block)
		return value{}
	}
}

// blocks repeats each entry of an axis for as many indices as a block has; the last block may be shorter.
func (s *spreading) blocks(f *formula, v value, axis int) value {
	for i, extent := range v.shape {
		want := s.shape[i]
		if i == axis {
			want = (want + s.block - 1) / s.block
		}
		if extent != want {
			f.err = fmt.Errorf("%w: scales or zero points of shape %d for a tensor of shape %d in blocks of %d", ErrModel, v.shape, s.shape, s.block)
			return value{}
		}
	}
	kind := v.kind
	v = f.reshaped(v, slices.Insert(slices.Clone(v.shape), axis+1, 1))
	if f.err != nil {
		return value{}
	}
	axes := readings(v.shape)
	axes[axis+1] = reading{count: s.block}
	v, f.err = s.k.read(v, axes)
	long := slices.Clone(s.shape)
	long[axis] = (s.shape[axis] + s.block - 1) / s.block * s.block
	v = f.reshaped(v, long)
	if f.err == nil {
		v, f.err = s.k.cut(v, axis, 0, s.shape[axis])
	}
	v.kind = kind
	return v
}
