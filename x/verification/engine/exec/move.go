package exec

import (
	"bytes"
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// places says where a transposition or a slice begins in its operand, and how far apart it reads along each axis of the output.
func places(n *graph.Node) (start int, strides []int) {
	from := rowStrides(ints(n.Operands[0].Shape))
	if n.Op == graph.OpTranspose {
		strides = make([]int, len(n.Shape))
		for i, axis := range n.Perm {
			strides[i] = from[axis]
		}
		return 0, strides
	}
	for i := range from {
		start += int(n.Starts[i]) * from[i]
		from[i] *= int(n.Increments[i])
	}
	return start, from
}

// stride copies elements that lie at strides from one another, a row of the last axis at once where it is contiguous.
func stride(ctx context.Context, n *graph.Node, start int, strides []int, in, out []byte) error {
	shape := ints(n.Shape)
	size := int(n.Dtype.ElementSize())
	row := 1
	for last := len(shape) - 1; last >= 0 && (strides[last] == row || shape[last] == 1); last-- {
		row *= shape[last]
		shape, strides = shape[:last], strides[:last]
	}
	return parallel(ctx, len(out)/size/row, 2*len(shape)+row, func(first, to int) {
		for i := first; i < to; i++ {
			at := (start + offset(i, shape, strides)) * size
			copy(out[i*row*size:(i+1)*row*size], in[at:])
		}
	})
}

// concat copies, for each index of the axes before the joined one, the operands' blocks one after another.
func concat(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	lead := product(ints(n.Shape[:n.Axis]))
	at := 0
	for i := range lead {
		for _, operand := range in {
			block := len(operand) / lead
			at += copy(out[at:], operand[i*block:(i+1)*block])
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// pad surrounds a tensor with copies of one element.
func pad(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	copy(out, bytes.Repeat(in[1], len(out)/len(in[1])))
	shape := ints(n.Operands[0].Shape)
	size := int(n.Dtype.ElementSize())
	row := shape[len(shape)-1]
	strides := rowStrides(ints(n.Shape))
	start := 0
	for i := range shape {
		start += int(n.Pads[i]) * strides[i]
	}
	last := len(shape) - 1
	return parallel(ctx, len(in[0])/size/row, row, func(from, to int) {
		for r := from; r < to; r++ {
			at := (start + offset(r, shape[:last], strides[:last])) * size
			copy(out[at:], in[0][r*row*size:(r+1)*row*size])
		}
	})
}

// gather copies the entries along one axis that the indices name.
func gather(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	shape := ints(n.Operands[0].Shape)
	count := shape[n.Axis]
	entry := product(shape[n.Axis+1:]) * int(n.Dtype.ElementSize())
	index := columnOf(n.Operands[1].Dtype, in[1]).i
	return parallel(ctx, len(out)/entry, entry, func(from, to int) {
		for i := from; i < to; i++ {
			pick := index[i%len(index)]
			if pick < 0 {
				pick += int64(count)
			}
			at := i/len(index)*count + int(min(max(pick, 0), int64(count-1)))
			copy(out[i*entry:(i+1)*entry], in[0][at*entry:])
		}
	})
}

// scatter changes the elements that the indices name.
func scatter(ctx context.Context, n *graph.Node, in [][]byte, out []byte) error {
	copy(out, in[0])
	t := n.Dtype
	size := int(t.ElementSize())
	updates := columnOf(t, in[2])
	count := int64(len(out) / size)
	for i, at := range columnOf(n.Operands[1].Dtype, in[1]).i {
		if at < 0 || at >= count {
			continue
		}
		place := out[int(at)*size:][:size]
		if n.Func == graph.FuncUnspecified {
			copy(place, in[2][i*size:])
			continue
		}
		y, err := combined(n.Func, t, columnOf(t, place), updates.part(i, i+1))
		if err != nil {
			return err
		}
		y.put(t, place)
	}
	return ctx.Err()
}

// combined is a function of two numbers.
func combined(fn graph.Func, t graph.Dtype, a, b column) (column, error) {
	if t == graph.Float32 {
		f, err := binaryFunc(fn)
		if err != nil {
			return a, err
		}
		return column{f: []float32{f(a.f[0], b.f[0])}}, nil
	}
	f, _, err := integerFunc(fn, t)
	if err != nil {
		return a, err
	}
	return column{i: []int64{wrap(t, f(a.i[0], b.i[0]))}}, nil
}
