package onnx

import (
	"fmt"
	"math"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// pooling is a pool while it is compiled.
type pooling struct {
	*formula
	x value
	w *windows
}

// pooling reads the operand and the window of a pool.
func (k *call) pooling(types ...graph.Dtype) (*pooling, error) {
	in, err := k.any(1, 1)
	if err != nil {
		return nil, err
	}
	x := in[0]
	if err := x.has(types...); err != nil {
		return nil, err
	}
	spatial, err := spatialRank(x)
	if err != nil {
		return nil, err
	}
	kernel, err := k.kernelShape(spatial)
	if err != nil {
		return nil, err
	}
	roundUp, err := k.integer("ceil_mode", 0)
	if err != nil {
		return nil, err
	}
	w, err := k.windows(x.shape[2:], kernel, roundUp != 0)
	if err != nil {
		return nil, err
	}
	if taps, ok := graph.Elements(kernel); !ok || taps > 1<<40 {
		return nil, fmt.Errorf("%w: a window of %d", ErrUnsupported, kernel)
	}
	return &pooling{formula: &formula{k: k}, x: x, w: w}, nil
}

// pool folds every window of x with a function, then applies steps whose first slot is what it folds to.
func (p *pooling) pool(fn graph.Func, x value, steps []graph.Step, more ...operand) value {
	return p.made(func() (value, error) {
		n := graph.Node{Op: graph.OpPool, Func: fn, Kernel: p.w.kernel, Steps: steps}
		p.w.into(&n)
		order := channelsLast(len(x.shape))
		op, err := p.k.arrange(x, order)
		if err != nil {
			return value{}, err
		}
		op, err = p.k.emit(n, append([]operand{op}, more...)...)
		return stored(op, order), err
	})
}

// inside pads the operand itself where the engine would not take the window's padding: it wants every window to fall on an element.
func (p *pooling) inside(x value, fill value) value {
	w := p.w
	for i, in := range w.in {
		before := w.before[i]
		if before == 0 || before < w.span(i) && w.dilations[i] <= in {
			if (w.out[i]-1)*w.strides[i] < before+in {
				continue
			}
		}
		zero := make([]uint64, len(w.in))
		after := make([]uint64, len(w.in))
		for j := range after {
			after[j] = w.after[j] + w.beyond[j]
		}
		y := p.padded(x, slices.Concat([]uint64{0, 0}, w.before), slices.Concat([]uint64{0, 0}, after), fill)
		if p.err == nil {
			p.w = &windows{
				in: y.shape[2:], kernel: w.kernel, out: w.out, strides: w.strides, dilations: w.dilations, before: zero, after: zero, beyond: zero,
			}
		}
		return y
	}
	return x
}

// maxPool is the largest of every window, and, as a second output, its index in the operand.
func maxPool(k *call) ([]value, error) {
	p, err := k.pooling(graph.Float32, graph.Int8, graph.Uint8)
	if err != nil {
		return nil, err
	}
	columns, err := k.integer("storage_order", 0)
	if err != nil {
		return nil, err
	}
	if _, _, fall := p.taps(p.w.in, nil); fall {
		return nil, fmt.Errorf("%w: a window holds nothing but padding", ErrUnsupported)
	}
	if len(k.n.outputs) > 1 && k.n.outputs[1] != "" {
		y := p.pool(graph.FuncMax, p.x, nil)
		return []value{y, p.flat(p.pool(graph.FuncArgMax, p.x, nil), columns != 0)}, p.err
	}
	return []value{p.pool(graph.FuncMax, p.inside(p.x, lowest(p.x.operand.dtype)), nil)}, p.err
}

// lowest is what no number of a type is below.
func lowest(t graph.Dtype) value {
	switch t {
	case graph.Int8:
		return scalarOf(t, math.MinInt8)
	case graph.Uint8:
		return scalarOf(t, 0)
	default:
		return scalar(float32(math.Inf(-1)))
	}
}

// flat turns indices over the spatial axes into indices over the whole operand, in which the spatial axes may lie in reverse.
func (p *pooling) flat(at value, reversed bool) value {
	spatial := elements(p.w.in)
	if reversed {
		place, stride, inner := value{}, int64(1), int64(spatial)
		for i, extent := range p.w.in {
			inner /= int64(extent)
			axis := p.mapped(graph.FuncMod, graph.Int64, p.mapped(graph.FuncDiv, graph.Int64, at, scalarOf(graph.Int64, inner)), scalarOf(graph.Int64, int64(extent)))
			term := p.mapped(graph.FuncMul, graph.Int64, axis, scalarOf(graph.Int64, stride))
			if i > 0 {
				term = p.mapped(graph.FuncAdd, graph.Int64, place, term)
			}
			place, stride = term, stride*int64(extent)
		}
		at = place
	}
	base := p.enumerated(slices.Concat(p.x.shape[:2], ones(len(p.w.in))), func(i uint64) int64 { return int64(i * spatial) })
	return p.mapped(graph.FuncAdd, graph.Int64, at, base)
}

// averagePool is the sum of every window over the number of its elements.
func averagePool(k *call) (value, error) {
	p, err := k.pooling(graph.Float32)
	if err != nil {
		return value{}, err
	}
	padsCount, err := k.integer("count_include_pad", 0)
	if err != nil {
		return value{}, err
	}
	in, before := p.w.in, p.w.before
	if padsCount != 0 { // what a window reaches beyond the padding still does not count
		in, before = make([]uint64, len(in)), make([]uint64, len(in))
		for i := range in {
			in[i] = p.w.before[i] + p.w.in[i] + p.w.after[i]
		}
	}
	counts, same, none := p.taps(in, before)
	if none {
		return value{}, fmt.Errorf("%w: an average over a window that holds nothing but padding", ErrUnsupported)
	}
	if p.err != nil {
		return value{}, p.err
	}
	by := scalar(counts[0]).operand
	if !same {
		by = operand{constant: float32Bytes(counts...), dtype: graph.Float32, shape: append(slices.Clone(p.w.out), 1)}
	}
	over := []graph.Step{{Func: graph.FuncDiv, Dtype: graph.Float32, Args: []uint32{0, 1}}}
	return p.pool(graph.FuncAdd, p.inside(p.x, scalar(0)), over, by), p.err
}

// taps is how many places of each window fall on elements of extents in with padding before them, whether that is the same for all
// windows, and whether it is nothing for one.
func (p *pooling) taps(in, before []uint64) (counts []float32, same, none bool) {
	if before == nil {
		before = p.w.before
	}
	if count, ok := graph.Elements(p.w.out); !ok || !p.room(count) {
		p.refuse("%w: %d windows", ErrUnsupported, p.w.out)
		return []float32{1}, true, false
	}
	counts = []float32{1}
	for axis, extent := range p.w.out {
		var next []float32
		for _, c := range counts {
			for o := range extent {
				next = append(next, c*float32(p.w.tapsAt(axis, o, in[axis], before[axis])))
			}
		}
		counts = next
	}
	same = !slices.ContainsFunc(counts, func(c float32) bool { return c != counts[0] })
	return counts, same, slices.Contains(counts, 0)
}

// tapsAt counts the places of a kernel that fall on elements, at position o of the output along one axis.
func (w *windows) tapsAt(axis int, o, in, before uint64) uint64 {
	start, d := o*w.strides[axis], w.dilations[axis]
	upTo := func(end uint64) uint64 { // places before an index of the padded axis
		if end <= start {
			return 0
		}
		return min(w.kernel[axis], (end-start+d-1)/d)
	}
	return upTo(before+in) - upTo(before)
}
