package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// sampler is a GridSample: how a picture is read at places that are computed.
type sampler struct {
	*formula
	mode, padding string
	aligned       bool
	extents       []uint64 // of the picture's spatial axes
	step          []int64  // between neighbours on them
}

// spot is an element on one axis that a place is read from.
type spot struct {
	index  value // inside the axis, as an integer
	weight value // not set where the element is the value
	inside value // not set where every spot is
}

// gridSample reads a picture at the places that another tensor gives, from -1 to 1 on each axis.
func gridSample(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err != nil {
		return value{}, err
	}
	x, grid := in[0], in[1]
	s := &sampler{formula: &formula{k: k}}
	if err := s.read(); err != nil {
		return value{}, err
	}
	if err := s.check(x, grid); err != nil {
		return value{}, err
	}
	rank := len(x.shape)
	s.extents, s.step = x.shape[2:], strides(x.shape[2:])
	spots := make([][]spot, rank-2)
	for axis := range spots {
		// The last coordinate is that of the first axis.
		place, err := k.cut(grid, rank-1, uint64(rank-3-axis), uint64(rank-2-axis))
		if err != nil {
			return value{}, err
		}
		if spots[axis] = s.spots(place, axis); s.err != nil {
			return value{}, s.err
		}
	}
	order := channelsLast(rank)
	op, err := k.arrange(x, order)
	if err != nil {
		return value{}, err
	}
	if op, err = k.c.reshape(k.name()+"/rows", op, []uint64{count(x.shape) / x.shape[1], x.shape[1]}); err != nil {
		return value{}, err
	}
	batch := s.ramp(x.shape[0], int64(terms(s.extents, identity(rank-2))), 0, rank)
	y := s.blend(plain(op), spots, batch, value{})
	if s.err != nil {
		return value{}, s.err
	}
	return stored(y.operand, order).like(x), nil
}

// check holds the operands to the shapes and types that go together.
func (s *sampler) check(x, grid value) error {
	rank := len(x.shape)
	if rank < 4 || rank > 5 || len(grid.shape) != rank || grid.shape[0] != x.shape[0] || grid.shape[rank-1] != uint64(rank-2) ||
		count(x.shape) == 0 || count(grid.shape) == 0 {
		return fmt.Errorf("%w: a picture %d at places %d", ErrUnsupported, x.shape, grid.shape)
	}
	if err := grid.float(); err != nil {
		return err
	}
	if s.mode != "nearest" {
		return x.float()
	}
	return nil
}

// read reads the attributes.
func (s *sampler) read() (err error) {
	if s.mode, err = s.k.text("mode", "linear"); err != nil {
		return err
	}
	if s.padding, err = s.k.text("padding_mode", "zeros"); err != nil {
		return err
	}
	aligned, err := s.k.integer("align_corners", 0)
	s.aligned = aligned != 0
	switch s.mode {
	case "bilinear":
		s.mode = "linear"
	case "bicubic":
		s.mode = "cubic"
	case "nearest", "linear", "cubic":
	default:
		return fmt.Errorf("%w: attribute mode is %q, it must be nearest, linear or cubic", ErrUnsupported, s.mode)
	}
	switch s.padding {
	case "zeros", "border", "reflection":
	default:
		return fmt.Errorf("%w: attribute padding_mode is %q, it must be zeros, border or reflection", ErrUnsupported, s.padding)
	}
	if err == nil && s.mode == "cubic" && s.padding != "zeros" { // what there is of it disagrees about places outside
		err = fmt.Errorf("%w: mode cubic with padding_mode %q", ErrUnsupported, s.padding)
	}
	return err
}

// borders are the ends of an axis: the middles of its first and last element, or their outer edges.
func (s *sampler) borders(axis int) (low, high float32) {
	if s.aligned {
		return 0, float32(s.extents[axis] - 1)
	}
	return -0.5, float32(s.extents[axis]) - 0.5
}

// spots are the elements of an axis that places on it are read from.
func (s *sampler) spots(place value, axis int) []spot {
	n := float32(s.extents[axis])
	x := s.add(place, scalar(1))
	if s.aligned {
		x = s.mul(s.div(x, scalar(2)), scalar(n-1))
	} else {
		x = s.div(s.sub(s.mul(x, scalar(n)), scalar(1)), scalar(2))
	}
	if s.mode == "nearest" {
		x = s.rounded(x)
	}
	low, high := s.borders(axis)
	outside := s.both(graph.FuncOr, s.less(x, scalar(low)), s.less(scalar(high), x))
	switch s.padding {
	case "border":
		x = s.where(outside, s.clamped(x, n), x)
	case "reflection":
		x = s.where(outside, s.mirrored(x, axis), x)
	default:
	}
	if s.mode == "nearest" {
		return []spot{s.spot(s.of(graph.FuncTrunc, x), axis)}
	}
	base := s.of(graph.FuncFloor, x)
	weights, first := s.weights(s.sub(x, base))
	spots := make([]spot, len(weights))
	for i := range spots {
		spots[i] = s.spot(s.add(base, scalar(float32(first+i))), axis)
		spots[i].weight = weights[i]
	}
	return spots
}

// rounded is the nearest integer: of two, the even one; but where there are three axes the one farther from zero.
func (s *sampler) rounded(x value) value {
	if len(s.extents) != 3 {
		return s.of(graph.FuncRound, x)
	}
	up := s.of(graph.FuncFloor, s.add(x, scalar(0.5)))
	return s.where(s.less(x, scalar(0)), s.of(graph.FuncCeil, s.sub(x, scalar(0.5))), up)
}

func (s *sampler) clamped(x value, n float32) value { return s.min(s.max(x, scalar(0)), scalar(n-1)) }

// mirrored reflects what lies outside at the borders, as often as it takes.
func (s *sampler) mirrored(x value, axis int) value {
	low, high := s.borders(axis)
	width := high - low
	if width == 0 {
		s.err = fmt.Errorf("%w: reflection at the corners of an axis of length 1", ErrUnsupported)
		return value{}
	}
	below := s.less(x, scalar(low))
	off := s.where(below, s.sub(scalar(low), x), s.sub(x, scalar(high)))
	times := s.of(graph.FuncTrunc, s.div(off, scalar(width)))
	rest := s.sub(off, s.mul(times, scalar(width)))
	half := s.mul(times, scalar(0.5))
	odd := s.less(s.of(graph.FuncFloor, half), half)
	fromLow := s.both(graph.FuncXor, below, odd)
	return s.where(fromLow, s.add(scalar(low), rest), s.sub(scalar(high), rest))
}

// spot is an element that may lie outside.
func (s *sampler) spot(at value, axis int) (out spot) {
	n := float32(s.extents[axis])
	outside := s.both(graph.FuncOr, s.less(at, scalar(0)), s.less(scalar(n-1), at))
	switch s.padding {
	case "zeros":
		out.inside = s.of(graph.FuncNot, outside)
	case "reflection":
		if s.extents[axis] > 1 || !s.aligned {
			low, high := s.borders(axis)
			beyond := s.both(graph.FuncOr, s.less(at, scalar(low)), s.less(scalar(high), at))
			at = s.where(beyond, s.of(graph.FuncTrunc, s.mirrored(at, axis)), at)
		}
	default:
	}
	out.index = s.mul(s.cast(graph.Int64, s.clamped(at, n)), whole(s.step[axis]))
	return out
}

// weights are those of the elements about a place that lies ratio above one, and the first of them, counted from that one.
func (s *sampler) weights(ratio value) (list []value, first int) {
	one := scalar(1)
	if s.mode == "linear" {
		return []value{s.sub(one, ratio), ratio}, 0
	}
	const a = -0.75
	near := func(d value) value { // (a+2)d^3 - (a+3)d^2 + 1
		return s.add(s.mul(s.mul(s.sub(s.mul(d, scalar(a+2)), scalar(a+3)), d), d), one)
	}
	far := func(d value) value { // a d^3 - 5a d^2 + 8a d - 4a
		inner := s.add(s.mul(s.sub(s.mul(d, scalar(a)), scalar(5*a)), d), scalar(8*a))
		return s.sub(s.mul(inner, d), scalar(4*a))
	}
	return []value{
		far(s.add(ratio, one)), near(ratio), near(s.sub(one, ratio)), far(s.sub(scalar(2), ratio)),
	}, -1
}

// blend sums over the spots of the first of some axes, and of those after it in turn. flat and inside are those of the axes before.
func (s *sampler) blend(rows value, spots [][]spot, flat, inside value) (y value) {
	if s.err != nil {
		return value{}
	}
	if len(spots) == 0 {
		return s.fetch(rows, flat, inside)
	}
	for i, at := range spots[0] {
		within := inside
		switch {
		case at.inside.shape != nil && inside.shape != nil:
			within = s.both(graph.FuncAnd, inside, at.inside)
		case at.inside.shape != nil:
			within = at.inside
		}
		part := s.blend(rows, spots[1:], s.add(at.index, flat), within)
		switch {
		case at.weight.shape == nil:
			return part
		case i == 0:
			y = s.mul(part, at.weight)
		default:
			y = s.mapped(graph.FuncFMA, graph.Float32, part, at.weight, y)
		}
	}
	return y
}

// fetch takes rows of channels, or zeros where a place is not inside.
func (s *sampler) fetch(rows, flat, inside value) value {
	if s.err != nil {
		return value{}
	}
	last := len(flat.shape) - 1
	at, err := s.k.dropped(flat, []int{last})
	if err == nil {
		rows, err = s.k.gather(rows, 0, at)
	}
	if s.err = err; err != nil {
		return value{}
	}
	if inside.shape == nil {
		return rows
	}
	return s.where(inside, rows, scalarOf(rows.operand.dtype, 0))
}
