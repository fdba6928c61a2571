package kernel

import (
	"math"
	"unsafe"
)

// Fold is how a row becomes one number.
type Fold int

// The folds. Sums and products are made in sixteen lanes: element i goes to lane i modulo 16, and the lanes are then folded in halves.
const (
	FoldSum Fold = iota
	FoldProduct
	FoldMax
	FoldMin
	foldCount
)

// foldLanes is the number of partial results.
const foldLanes = 16

// foldArgs tells the kernels that fold what to do: count times 16 elements from from on, into lanes.
type foldArgs struct {
	from, lanes unsafe.Pointer
	count       int
}

var _ [0]struct{} = [unsafe.Offsetof(foldArgs{}.count) - 16]struct{}{}

var folds = [foldCount]struct {
	op    Op
	first float32
}{
	FoldSum: {OpAdd, 0}, FoldProduct: {OpMul, 1},
	FoldMax: {OpMax, float32(math.Inf(-1))}, FoldMin: {OpMin, float32(math.Inf(1))},
}

// folder is what folding a row needs.
type folder struct {
	lanes [foldLanes]float32
	args  foldArgs
}

// row folds a row, which has at least one element.
func (r *folder) row(s *set, f Fold, x []float32) float32 {
	step, lanes := binaryFuncs[folds[f].op], &r.lanes
	r.spread(s, f, x)
	for width := foldLanes / 2; width > 0; width /= 2 {
		for j := range width {
			lanes[j] = step(lanes[j], lanes[j+width])
		}
	}
	return lanes[0]
}

// spread folds a row into lanes.
func (r *folder) spread(s *set, f Fold, x []float32) {
	step, lanes := binaryFuncs[folds[f].op], &r.lanes
	for i := range lanes {
		lanes[i] = folds[f].first
	}
	done := 0
	if whole := len(x) / foldLanes; s.hasVectors() && whole > 0 {
		r.args = foldArgs{from: unsafe.Pointer(&x[0]), lanes: unsafe.Pointer(lanes), count: whole}
		s.folds[f](&r.args)
		done = whole * foldLanes
	}
	for i, v := range x[done:] {
		lanes[i%foldLanes] = step(lanes[i%foldLanes], v)
	}
}

// Rows folds each row of n elements of x into one of y, for the rows from one to another.
func (f Fold) Rows(y, x []float32, n, from, to int) {
	s, r := inUse(), new(folder)
	for i := from; i < to; i++ {
		y[i] = r.row(s, f, x[i*n:(i+1)*n])
	}
}
