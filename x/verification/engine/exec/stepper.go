package exec

import (
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// block is how many elements the steps are applied to at a time, so that what lies between two steps stays in the nearest cache.
const block = 1024

// stepper applies the steps of a node, block by block, to what the operator gives and to operands that broadcast.
type stepper struct {
	n     *graph.Node
	steps []graph.Step
	slots []graph.Dtype
	shape []int
	reads []broadcastRead
}

// broadcastRead is an operand seen as one of the output's shape.
type broadcastRead struct {
	values  column
	strides []int
}

func newStepper(n *graph.Node, in [][]byte) *stepper {
	s := &stepper{n: n, steps: n.Program(), slots: n.Slots(), shape: ints(n.Shape)}
	if len(s.shape) == 0 {
		s.shape = []int{1}
	}
	for i := n.Own(); i < len(n.Operands); i++ {
		o := &n.Operands[i]
		s.reads = append(s.reads, broadcastRead{columnOf(o.Dtype, in[i]), stretched(s.shape, ints(o.Shape))})
	}
	return s
}

// all applies the steps to every element of the output. given is what the operator gives, nil for a map.
func (s *stepper) all(ctx context.Context, given *column, out []byte) error {
	count := product(s.shape)
	size := int(s.n.Dtype.ElementSize())
	blocks := (count + block - 1) / block
	const perStep = 8
	failed := make([]error, blocks)
	err := parallel(ctx, blocks, block*perStep*(len(s.steps)+1), func(from, to int) {
		for b := from; b < to; b++ {
			first, last := b*block, min(count, (b+1)*block)
			y, err := s.block(given, first, last)
			if failed[b] = err; err == nil {
				y.put(s.n.Dtype, out[first*size:last*size])
			}
		}
	})
	for _, f := range failed {
		if f != nil {
			return f
		}
	}
	return err
}

// block is the output from one element to another.
func (s *stepper) block(given *column, from, to int) (column, error) {
	var values []column
	if given != nil {
		values = append(values, given.part(from, to))
	}
	for i := range s.reads {
		values = append(values, s.reads[i].load(s.shape, from, to))
	}
	types := s.slots[:len(s.slots):len(s.slots)]
	for i := range s.steps {
		y, err := applyStep(&s.steps[i], types, values, to-from)
		if err != nil {
			return y, fmt.Errorf("step %d: %w", i, err)
		}
		values, types = append(values, y), append(types, s.steps[i].Dtype)
	}
	return values[len(values)-1], nil
}

// load is what the elements from one to another of a tensor of shape read.
func (r *broadcastRead) load(shape []int, from, to int) column {
	out := column{}
	if r.values.f != nil {
		out.f = make([]float32, 0, to-from)
	} else {
		out.i = make([]int64, 0, to-from)
	}
	last := len(shape) - 1
	step := r.strides[last]
	for from < to {
		count := min(to-from, shape[last]-from%shape[last])
		at := offset(from, shape, r.strides)
		for range count {
			if out.f != nil {
				out.f = append(out.f, r.values.f[at])
			} else {
				out.i = append(out.i, r.values.i[at])
			}
			at += step
		}
		from += count
	}
	return out
}

// stretched are the strides of a tensor of shape in seen as one of shape: 0 on the axes that broadcasting repeats.
func stretched(shape, in []int) []int {
	out := make([]int, len(shape))
	lead := len(shape) - len(in)
	for i, step := range rowStrides(in) {
		if in[i] > 1 {
			out[lead+i] = step
		}
	}
	return out
}
