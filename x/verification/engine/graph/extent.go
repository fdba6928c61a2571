package graph

// extent is how indices lie on one axis, wherever that is.
type extent struct {
	span  uint64 // from the first to the last
	dense bool   // none between them is left out
	whole bool   // they are always all of the axis
}

// box is an extent for each axis of a tensor. It holds for every set of elements that a bound is about: each is a product of sets of
// indices, one per axis, that lie so.
type box []extent

func allOf(dim uint64) extent { return extent{span: dim, dense: true, whole: true} }

func oneOf(dim uint64) extent { return extent{span: 1, dense: true, whole: dim == 1} }

// within is the extent where an axis has only dim indices.
func (e extent) within(dim uint64) extent {
	e.span = min(e.span, dim)
	e.dense = e.dense || e.span == 1
	return e
}

// element is the box of a single element.
func element(shape []uint64) box {
	b := make(box, len(shape))
	for i, dim := range shape {
		b[i] = oneOf(dim)
	}
	return b
}

// count bounds the elements, saturating at those of the shape.
func (b box) count() uint64 {
	n := uint64(1)
	for _, e := range b {
		n *= e.span // at most the product of the shape
	}
	return n
}

// join is a box that both lie in like.
func (b box) join(other box) box {
	out := make(box, len(b))
	for i, e := range b {
		o := other[i]
		out[i] = extent{span: max(e.span, o.span), dense: e.dense && o.dense, whole: e.whole && o.whole}
	}
	return out
}

// broadcastTo is the part of an operand that a map reads for a box of its output.
func (b box) broadcastTo(operand []uint64) box {
	b = b[len(b)-len(operand):]
	out := make(box, len(operand))
	for i, dim := range operand {
		out[i] = b[i]
		if dim == 1 {
			out[i] = oneOf(1)
		}
	}
	return out
}

// window is what a window reads of an axis at a number of positions.
func (a axis) window(at extent) extent {
	length := (at.span-1)*a.stride + a.span()
	e := extent{span: (length-1)/a.spread + 1, dense: at.dense && a.dilation == 1 && (at.span == 1 || a.stride <= a.kernel)}
	return e.within(a.in)
}

// filter is what it reads of the kernel's axis.
func (a axis) filter(at extent) extent {
	if a.before == 0 && a.after == 0 && a.spread == 1 {
		return allOf(a.kernel)
	}
	alike := at.span == 1 || a.dilation == 1 && a.stride <= a.in // what neighbours leave out at an edge overlaps
	return extent{span: a.kernel, dense: a.spread == 1 && alike}
}

// reshaped is where a box of one shape lies in another shape of the same elements: axes that keep their place keep their extents, and
// those that are split or merged are taken together.
func (b box) reshaped(from, to []uint64) box {
	var out box
	for len(from) > 0 || len(to) > 0 {
		i, j := alike(from, to)
		if i == 1 && j == 1 {
			out = append(out, b[0])
		} else {
			out = append(out, b[:i].reflowed(from[:i], to[:j])...)
		}
		b, from, to = b[i:], from[i:], to[j:]
	}
	return out
}

// alike is how many axes of two shapes of equally many elements, counted from the first, hold equally many; the fewest but for none.
func alike(from, to []uint64) (i, j int) {
	p, q := uint64(1), uint64(1)
	for i == 0 || j == 0 || p != q {
		switch {
		case j == len(to) || i < len(from) && (p < q || i == 0):
			p *= from[i]
			i++
		default:
			q *= to[j]
			j++
		}
		if i == len(from) && j == len(to) {
			break
		}
	}
	return i, j
}

// reflowed takes the elements between the first and the last for what may be read.
func (b box) reflowed(from, to []uint64) box {
	flat, whole, single := uint64(1), true, true
	for i, e := range b {
		flat += (e.span - 1) * product(from[i+1:])
		whole, single = whole && e.whole, single && e.span == 1
	}
	out := make(box, len(to))
	wraps := false
	for i, dim := range to {
		switch stride := product(to[i+1:]); {
		case whole:
			out[i] = allOf(dim)
		case single:
			out[i] = oneOf(dim)
		case wraps:
			out[i] = extent{span: dim}.within(dim)
		default:
			out[i] = extent{span: (flat-2+stride)/stride + 1}.within(dim)
			wraps = out[i].span > 1
		}
	}
	return out
}
