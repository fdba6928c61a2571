package onnx

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

var infinity = float32(math.Inf(1))

// What decides how a fold over axes is computed. The sum of a row depends on this, so it depends on the model's shapes alone, and not
// on how a tensor happens to be stored.
const (
	longRow = 512 << 10 // bytes past which a row is folded in parts, whose results are folded in turn
	longTap = 256       // extent past which an axis is not folded as a pool
)

// fold folds the elements over some axes. They stay with length 1 if keep is set.
func (f *formula) fold(fn graph.Func, x value, axes []int, keep bool) value {
	if f.err != nil {
		return value{}
	}
	y, err := f.k.fold(fn, x, axes, keep)
	f.err = err
	return y
}

func (k *call) fold(fn graph.Func, x value, axes []int, keep bool) (value, error) {
	if x.operand.empty() {
		return k.foldNothing(fn, x, axes, keep)
	}
	var long []int // a row of one element is that element
	for _, axis := range axes {
		if x.shape[axis] > 1 {
			long = append(long, axis)
		}
	}
	switch {
	case len(long) == 0:
	case k.pools(fn, x, long):
		for _, axis := range long {
			y, err := k.pooled(fn, x, axis)
			if err != nil {
				return value{}, err
			}
			x = y
		}
	default:
		y, err := k.rows(fn, x, long)
		if err != nil {
			return value{}, err
		}
		x = y
	}
	if keep {
		return x, nil
	}
	return k.dropped(x, axes)
}

// foldNothing is what a fold of no elements gives.
func (k *call) foldNothing(fn graph.Func, x value, axes []int, keep bool) (value, error) {
	shape := slices.Clone(x.shape)
	for _, axis := range axes {
		shape[axis] = 1
	}
	if !keep {
		shape = without(shape, axes)
	}
	if slices.Contains(shape, 0) {
		return hollow(x, shape), nil
	}
	y, err := k.stretch(unit(fn, x.operand.dtype), shape)
	return y.like(x), err
}

// unit is what changes nothing when it is folded with a number of a type.
func unit(fn graph.Func, t graph.Dtype) value {
	const all = -1
	lowest, highest := int64(0), int64(all)
	if t.Signed() {
		lowest, highest = all<<(t.Bits()-1), ^(all << (t.Bits() - 1))
	}
	number, whole := float32(0), int64(0)
	switch fn {
	case graph.FuncMul:
		number, whole = 1, 1
	case graph.FuncMax:
		number, whole = -infinity, lowest
	case graph.FuncMin:
		number, whole = infinity, highest
	default:
	}
	if t == graph.Float32 {
		return scalar(number)
	}
	if t.Bits() > 0 {
		whole = int64(t.Wrap(uint64(whole)))
	}
	return scalarOf(t, whole)
}

// pools says whether a fold over spatial axes is done by pools, one axis after another. They need no transpose where the channels are
// stored last.
func (k *call) pools(fn graph.Func, x value, axes []int) bool {
	rank := len(x.shape)
	if rank < 4 || fn == graph.FuncMul || axes[0] < 2 {
		return false
	}
	for axis := 2; axis < rank; axis++ {
		if x.shape[axis] > longTap || x.shape[axis] > 1 && !slices.Contains(axes, axis) {
			return false
		}
	}
	exact := fn != graph.FuncAdd || x.operand.dtype != graph.Float32
	return !exact || slices.Equal(x.order, channelsLast(rank))
}

// pooled folds one spatial axis.
func (k *call) pooled(fn graph.Func, x value, axis int) (value, error) {
	rank := len(x.shape)
	order := channelsLast(rank)
	op, err := k.arrange(x, order)
	if err != nil {
		return value{}, err
	}
	n := graph.Node{Op: graph.OpPool, Func: fn, Kernel: ones(rank - 2), Strides: ones(rank - 2), Dilations: ones(rank - 2)}
	n.Kernel[axis-2], n.Pads = x.shape[axis], make([]uint64, 2*(rank-2))
	if op, err = k.emit(n, op); err != nil {
		return value{}, err
	}
	return stored(op, order).like(x), nil
}

// rows folds some axes, which stay with length 1: they are brought to the end in the model's order, so that what an element is computed
// of is one run of bytes.
func (k *call) rows(fn graph.Func, x value, axes []int) (value, error) {
	order, front := []int{}, []uint64{}
	for _, axis := range x.order {
		if !slices.Contains(axes, axis) {
			order, front = append(order, axis), append(front, x.shape[axis])
		}
	}
	op, err := k.arrange(x, slices.Concat(order, axes))
	if err != nil {
		return value{}, err
	}
	row := terms(x.shape, axes)
	if len(axes) > 1 || row*op.dtype.ElementSize() > longRow {
		if op, err = k.c.reshape(k.name()+"/rows", op, []uint64{elements(front), row}); err != nil {
			return value{}, err
		}
	}
	if op, err = k.row(fn, op); err != nil {
		return value{}, err
	}
	if op, err = k.c.reshape(k.name(), op, slices.Concat(front, ones(len(axes)))); err != nil {
		return value{}, err
	}
	return stored(op, slices.Concat(order, axes)).like(x), nil
}

// row folds the last axis. One that is too long to be proved is folded in parts.
func (k *call) row(fn graph.Func, op operand) (operand, error) {
	last := len(op.shape) - 1
	n, size := op.shape[last], op.dtype.ElementSize()
	if n*size <= longRow {
		return k.emit(graph.Node{Op: graph.OpReduce, Func: fn}, op)
	}
	part := longRow / 2 / size
	whole := n / part * part
	head, err := k.cut(plain(op), last, 0, whole)
	if err != nil {
		return operand{}, err
	}
	parts, err := k.c.reshape(k.name()+"/parts", head.operand, []uint64{op.shape[0], n / part, part})
	if err != nil {
		return operand{}, err
	}
	sums, err := k.emit(graph.Node{Op: graph.OpReduce, Func: fn}, parts)
	if err != nil {
		return operand{}, err
	}
	if whole < n {
		rest, err := k.cut(plain(op), last, whole, n)
		if err != nil {
			return operand{}, err
		}
		tail, err := k.emit(graph.Node{Op: graph.OpReduce, Func: fn}, rest.operand)
		if err != nil {
			return operand{}, err
		}
		if tail, err = k.c.reshape(k.name()+"/parts", tail, []uint64{op.shape[0], 1}); err != nil {
			return operand{}, err
		}
		joined, err := k.join(1, plain(sums), plain(tail))
		if err != nil {
			return operand{}, err
		}
		sums = joined.operand
	}
	return k.row(fn, sums)
}

// float32At is element i of a constant.
func float32At(b []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
}
