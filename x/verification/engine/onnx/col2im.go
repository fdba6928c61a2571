package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// col2Im adds up, for each element of a picture, those of the columns that were cut from it.
func col2Im(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	image, err := k.integers64(in[1], "the shape of the picture")
	if err != nil {
		return value{}, err
	}
	block, err := k.integers64(in[2], "the shape of a block")
	if err != nil {
		return value{}, err
	}
	w, err := k.columns(image, block)
	if err != nil {
		return value{}, err
	}
	taps := elements(unsigned64(w.block))
	if len(x.shape) != 3 || x.operand.empty() || x.shape[1]%taps != 0 || x.shape[2] != elements(unsigned64(w.steps)) {
		return value{}, fmt.Errorf("%w: shape %d for a picture of %d in blocks of %d, at %d places", ErrModel, x.shape, image, block, w.steps)
	}
	at, width, err := k.sources(&w)
	if err != nil {
		return value{}, err
	}
	channels, n := x.shape[1]/taps, taps*x.shape[2]
	y, err := k.reshaped(x, []uint64{x.shape[0], channels, n})
	if err != nil {
		return value{}, err
	}
	// What fills the list of an element that fewer columns hold is a zero behind them all.
	if y, err = k.surround(y, make([]uint64, 3), []uint64{0, 0, 1}, unit(graph.FuncAdd, x.operand.dtype)); err != nil {
		return value{}, err
	}
	if y, err = k.gather(y, 2, indexList(at)); err != nil {
		return value{}, err
	}
	pixels := unsigned64(image)
	if y, err = k.reshaped(y, []uint64{x.shape[0], channels, elements(pixels), width}); err != nil {
		return value{}, err
	}
	if y, err = k.fold(graph.FuncAdd, y, []int{3}, false); err != nil {
		return value{}, err
	}
	y, err = k.reshaped(y, slices.Concat([]uint64{x.shape[0], channels}, pixels))
	return y.like(x), err
}

// columns is how blocks were cut from a picture, per spatial axis.
type columns struct{ image, block, dilations, strides, before, steps []int64 }

func (k *call) columns(image, block []int64) (columns, error) {
	w := columns{image: image, block: block}
	rank := len(image)
	pads := make([]int64, 2*rank)
	for name, list := range map[string]*[]int64{"dilations": &w.dilations, "strides": &w.strides, "pads": &pads} {
		given, err := k.integers(name)
		if err != nil {
			return w, err
		}
		switch {
		case given != nil:
			*list = given
		case name != "pads":
			*list = slices.Repeat([]int64{1}, rank)
		}
	}
	if rank == 0 || len(block) != rank || len(w.dilations) != rank || len(w.strides) != rank || len(pads) != 2*rank {
		return w, fmt.Errorf("%w: picture %d, block %d, dilations %d, strides %d and pads %d", ErrModel, image, block, w.dilations, w.strides, pads)
	}
	w.before = pads[:rank]
	return w, w.place(pads[rank:])
}

// place works out at how many steps blocks were cut on each axis.
func (w *columns) place(after []int64) error {
	for i, n := range w.image {
		for _, v := range []int64{n, w.block[i], w.dilations[i], w.strides[i], w.before[i] + 1, after[i] + 1} {
			if v < 1 || v > maxWindow {
				return fmt.Errorf("%w: %d on axis %d of a picture", ErrUnsupported, v, i)
			}
		}
		w.steps = append(w.steps, (n+w.before[i]+after[i]-w.dilations[i]*(w.block[i]-1)-1)/w.strides[i]+1)
		if w.steps[i] < 1 {
			return fmt.Errorf("%w: blocks of %d do not lie in a picture of %d", ErrModel, w.block, w.image)
		}
	}
	if !fits(unsigned64(w.image)) || !fits(unsigned64(w.block)) || !fits(unsigned64(w.steps)) {
		return fmt.Errorf("%w: picture %d in blocks of %d is too large", ErrUnsupported, w.image, w.block)
	}
	return nil
}

// sources lists, for each element of the picture in order, the elements of the columns that it is the sum of, and as many zeros as it
// takes for all lists to have the same length.
func (k *call) sources(w *columns) (list []int64, width uint64, err error) {
	taps, places := elements(unsigned64(w.block)), elements(unsigned64(w.steps))
	pixels := elements(unsigned64(w.image))
	if taps > maxExtent/places || taps > maxExtent/pixels {
		return nil, 0, fmt.Errorf("%w: picture %d in blocks of %d is too large", ErrUnsupported, w.image, w.block)
	}
	if err := k.charge(taps*max(places, pixels), "adding up blocks"); err != nil {
		return nil, 0, err
	}
	each := make([][]int64, pixels)
	for tap := range int64(taps) {
		for step := range int64(places) {
			if at, inside := w.lands(tap, step); inside {
				each[at] = append(each[at], tap*int64(places)+step)
			}
		}
	}
	width = 1
	for _, from := range each {
		width = max(width, uint64(len(from)))
	}
	for _, from := range each {
		list = append(list, from...)
		list = append(list, slices.Repeat([]int64{int64(taps * places)}, int(width)-len(from))...)
	}
	return list, width, nil
}

// lands is the flat index in the picture of a place in the block that was cut at a step, and whether there is one.
func (w *columns) lands(tap, step int64) (flat int64, inside bool) {
	scale := int64(1)
	for axis := len(w.image) - 1; axis >= 0; axis-- {
		at := step%w.steps[axis]*w.strides[axis] - w.before[axis] + tap%w.block[axis]*w.dilations[axis]
		if at < 0 || at >= w.image[axis] {
			return 0, false
		}
		flat += at * scale
		scale *= w.image[axis]
		step, tap = step/w.steps[axis], tap/w.block[axis]
	}
	return flat, true
}

func unsigned64(values []int64) []uint64 {
	out := make([]uint64, len(values))
	for i, v := range values {
		out[i] = uint64(v)
	}
	return out
}
