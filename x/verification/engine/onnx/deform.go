package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// deformation is a DeformConv while it is compiled: a convolution whose places in the operand are moved by offsets.
type deformation struct {
	*formula
	x, w, offset value
	windows      *windows
	groups       uint64
	sets         uint64 // of offsets: channels fall into as many parts, each with its own
	taps         uint64 // places of a kernel
}

// deformConv reads the operand between its elements, at each place of each kernel, and multiplies what it reads with the filters.
func deformConv(k *call) (value, error) {
	in, err := k.operands(3, 5)
	if err != nil {
		return value{}, err
	}
	d := &deformation{formula: &formula{k: k}, x: in[0], w: in[1], offset: in[2]}
	if err := d.read(); err != nil {
		return value{}, err
	}
	rows, columns := d.place(0), d.place(1)
	y := d.sampled(rows, columns)
	if k.given(4) {
		p := d.places()
		if !slices.Equal(in[4].shape, []uint64{p[0], p[1] * p[2], p[3], p[4]}) {
			return value{}, fmt.Errorf("%w: a mask of shape %d, wants one number for each of %d", ErrModel, in[4].shape, p)
		}
		y = d.mul(y, d.reshaped(in[4], append(p, 1)))
	}
	return d.multiplied(y, in[3], k.given(3)), d.err
}

// read reads the attributes and holds the shapes to one another.
func (d *deformation) read() error {
	k, x, w := d.k, d.x.shape, d.w.shape
	if len(x) != 4 || len(w) != 4 {
		return fmt.Errorf("%w: an operand of shape %d and filters of %d, only two spatial axes are supported", ErrUnsupported, x, w)
	}
	if err := k.kernelOf(d.w); err != nil {
		return err
	}
	var err error
	if d.groups, err = k.groups(); err != nil {
		return err
	}
	sets, err := k.integer("offset_group", 1)
	if err != nil {
		return err
	}
	if d.windows, err = k.windows(x[2:], w[2:], false); err != nil {
		return err
	}
	d.sets, d.taps = uint64(max(sets, 1)), w[2]*w[3]
	if sets < 1 || x[1]%d.sets != 0 || x[1] != w[1]*d.groups || w[0]%d.groups != 0 {
		return fmt.Errorf("%w: filters of shape %d, group %d and offset_group %d for an operand of shape %d", ErrModel, w, d.groups, sets, x)
	}
	want := []uint64{x[0], 2 * d.sets * d.taps, d.windows.out[0], d.windows.out[1]}
	if !slices.Equal(d.offset.shape, want) {
		return fmt.Errorf("%w: offsets of shape %d, wants %d", ErrModel, d.offset.shape, want)
	}
	return nil
}

// places is the shape of what there is one of for each place of each window: batch, sets, taps, rows, columns.
func (d *deformation) places() []uint64 {
	return []uint64{d.x.shape[0], d.sets, d.taps, d.windows.out[0], d.windows.out[1]}
}

// place is where each place of each window lies along one axis.
func (d *deformation) place(axis int) value {
	w, p := d.windows, d.places()
	base := d.numbers([]uint64{p[2], p[3], p[4]}, func(i uint64) float32 {
		tap, at := i/(p[3]*p[4]), i%(p[3]*p[4])
		index := []uint64{tap / w.kernel[1], tap % w.kernel[1]}
		position := []uint64{at / p[4], at % p[4]}
		return float32(int64(position[axis]*w.strides[axis]+index[axis]*w.dilations[axis]) - int64(w.before[axis]))
	})
	offset := d.reshaped(d.offset, []uint64{p[0], p[1], p[2], 2, p[3], p[4]})
	offset = d.cut(offset, 3, uint64(axis), 1, 1)
	return d.add(base, d.reshaped(offset, p))
}

// sampled are the channels of the operand at every place, from the four elements around it: [batch, sets, taps, rows, columns, channels
// of a set]. Outside the operand is nothing.
func (d *deformation) sampled(rows, columns value) value {
	s := d.x.shape
	height, width, depth := s[2], s[3], s[1]/d.sets
	x := d.reshaped(d.x, []uint64{s[0], d.sets, depth, height * width})
	x = d.reshaped(d.permuted(x, 0, 1, 3, 2), []uint64{s[0] * d.sets * height * width, depth})
	base := d.enumerated([]uint64{s[0], d.sets, 1, 1, 1}, func(i uint64) int64 { return int64(i * height * width) })
	var y value
	for i, corner := range [][2]float32{{0, 0}, {0, 1}, {1, 0}, {1, 1}} {
		row, weight := d.corner(rows, corner[0], height)
		column, other := d.corner(columns, corner[1], width)
		at := d.add(base, d.add(d.mul(row, scalarOf(graph.Int64, int64(width))), column))
		part := d.mul(d.picked(x, at), d.reshaped(d.mul(weight, other), append(d.places(), 1)))
		if i == 0 {
			y = part
		} else {
			y = d.add(y, part)
		}
	}
	return y
}

// corner is the index of the element before or after each place along an axis, and its weight: nothing where it lies outside.
func (d *deformation) corner(place value, after float32, extent uint64) (index, weight value) {
	low := d.of(graph.FuncFloor, place)
	share := d.sub(place, low)
	if after == 0 {
		share = d.sub(scalar(1), share)
	}
	at := d.add(low, scalar(after))
	inside := d.mapped(graph.FuncAnd, graph.Bool,
		d.mapped(graph.FuncLessEqual, graph.Bool, scalar(0), at), d.mapped(graph.FuncLessEqual, graph.Bool, at, scalar(float32(extent-1))))
	weight = d.where(inside, share, scalar(0))
	return d.cast(graph.Int64, d.where(inside, at, scalar(0))), weight
}

// multiplied is the convolution of what was read: a filter takes all channels and places of a window at once.
func (d *deformation) multiplied(y, bias value, biased bool) value {
	if d.err != nil {
		return value{}
	}
	s, p := d.x.shape, d.places()
	y = d.permuted(y, 0, 3, 4, 1, 5, 2)
	y = d.reshaped(y, []uint64{s[0], p[3], p[4], s[1] * d.taps})
	filters := d.reshaped(d.w, []uint64{d.w.shape[0], 1, 1, d.w.shape[1] * d.taps})
	in := []value{y, filters}
	if biased {
		in = append(in, bias)
	}
	one := []uint64{1, 1}
	out := d.node(graph.Node{Op: graph.OpConv, Groups: d.groups, Strides: one, Dilations: one, Pads: make([]uint64, 4)}, in...)
	return d.permuted(out, 0, 3, 1, 2)
}
