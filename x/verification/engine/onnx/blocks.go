package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// blockOperators cut pictures into blocks and put blocks together, or make pictures of another size.
func blockOperators() map[string]oneOutput {
	return map[string]oneOutput{
		"DepthToSpace": depthToSpace,
		"SpaceToDepth": spaceToDepth,
		"Col2Im":       col2Im,
		"Resize":       resize,
		"Upsample":     upsample,
		"GridSample":   gridSample,
		"AffineGrid":   affineGrid,
		"RoiAlign":     roiAlign,
	}
}

// The pieces that the axes of a picture are cut into: blocks of rows and columns, and what is left of each axis.
const (
	batchPiece = iota
	depthPiece
	rowPiece
	columnPiece
	downPiece
	acrossPiece
)

// picture checks that an operator's operand is one, with a block size.
func (k *call) picture() (x value, block uint64, err error) {
	if x, err = k.moved(); err != nil {
		return value{}, 0, err
	}
	n, err := k.integer("blocksize", 0)
	if err != nil {
		return value{}, 0, err
	}
	if n < 1 || n > maxWindow || len(x.shape) != 4 || x.operand.empty() {
		return value{}, 0, fmt.Errorf("%w: blocksize %d for shape %d, wants a batch, channels, rows and columns", ErrModel, n, x.shape)
	}
	return x, uint64(n), nil
}

// depthToSpace makes blocks of rows and columns of channels.
func depthToSpace(k *call) (value, error) {
	x, block, err := k.picture()
	if err != nil {
		return value{}, err
	}
	mode, err := k.text("mode", "DCR")
	if err != nil {
		return value{}, err
	}
	if x.shape[1]%(block*block) != 0 {
		return value{}, fmt.Errorf("%w: blocksize %d for %d channels", ErrModel, block, x.shape[1])
	}
	channels := []int{downPiece, acrossPiece, depthPiece}
	switch mode {
	case "DCR":
	case "CRD":
		channels = []int{depthPiece, downPiece, acrossPiece}
	default:
		return value{}, fmt.Errorf("%w: attribute mode is %q, it must be DCR or CRD", ErrUnsupported, mode)
	}
	size := []uint64{x.shape[0], x.shape[1] / (block * block), x.shape[2], x.shape[3], block, block}
	return k.pieces(x, size, [][]int{{batchPiece}, channels, {rowPiece}, {columnPiece}},
		[][]int{{batchPiece}, {depthPiece}, {rowPiece, downPiece}, {columnPiece, acrossPiece}})
}

// spaceToDepth makes channels of blocks of rows and columns.
func spaceToDepth(k *call) (value, error) {
	x, block, err := k.picture()
	if err != nil {
		return value{}, err
	}
	if x.shape[2]%block != 0 || x.shape[3]%block != 0 {
		return value{}, fmt.Errorf("%w: blocksize %d for shape %d", ErrModel, block, x.shape)
	}
	size := []uint64{x.shape[0], x.shape[1], x.shape[2] / block, x.shape[3] / block, block, block}
	return k.pieces(x, size, [][]int{{batchPiece}, {depthPiece}, {rowPiece, downPiece}, {columnPiece, acrossPiece}},
		[][]int{{batchPiece}, {downPiece, acrossPiece, depthPiece}, {rowPiece}, {columnPiece}})
}

// pieces cuts each axis of a value into pieces and puts these together to other axes, in the order in which the value is stored.
func (k *call) pieces(x value, size []uint64, from, to [][]int) (value, error) {
	var cutUp, together []int
	for _, axis := range x.order {
		cutUp, together = append(cutUp, from[axis]...), append(together, to[axis]...)
	}
	shape := make([]uint64, len(cutUp))
	perm := make([]uint32, len(cutUp))
	for i := range cutUp {
		shape[i], perm[i] = size[cutUp[i]], uint32(slices.Index(cutUp, together[i]))
	}
	op, err := k.c.reshape(k.name()+"/pieces", x.operand, shape)
	if err != nil {
		return value{}, err
	}
	if op, err = k.emit(graph.Node{Op: graph.OpTranspose, Perm: perm}, op); err != nil {
		return value{}, err
	}
	var whole []uint64
	for _, axis := range x.order {
		n := uint64(1)
		for _, piece := range to[axis] {
			n *= size[piece]
		}
		whole = append(whole, n)
	}
	if op, err = k.c.reshape(k.name(), op, whole); err != nil {
		return value{}, err
	}
	return stored(op, x.order).like(x), nil
}

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
	for i := range rank {
		for _, v := range []int64{image[i], block[i], w.dilations[i], w.strides[i], pads[i] + 1, pads[rank+i] + 1} {
			if v < 1 || v > maxWindow {
				return w, fmt.Errorf("%w: %d on axis %d of a picture", ErrUnsupported, v, i)
			}
		}
		w.steps = append(w.steps, (image[i]+pads[i]+pads[rank+i]-w.dilations[i]*(block[i]-1)-1)/w.strides[i]+1)
		if w.steps[i] < 1 {
			return w, fmt.Errorf("%w: blocks of %d do not lie in a picture of %d", ErrModel, block, image)
		}
	}
	if !fits(unsigned64(image)) || !fits(unsigned64(block)) || !fits(unsigned64(w.steps)) {
		return w, fmt.Errorf("%w: picture %d in blocks of %d is too large", ErrUnsupported, image, block)
	}
	return w, nil
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
