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
