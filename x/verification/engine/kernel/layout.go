package kernel

// layout says how an operand's elements lie, seen from the result's: over axes that are merged where both allow.
type layout struct {
	shape, strides []int
	// period is the number of elements after which it repeats, counted in the result, where within it they are neighbours: 1 for a
	// single number, the result's size for an operand of the same layout, 0 for all others.
	period int
}

func newLayout(shape, strides []int) layout {
	var l layout
	for a, extent := range shape {
		if extent == 1 {
			continue
		}
		if last := len(l.shape) - 1; last >= 0 && l.strides[last] == strides[a]*extent {
			l.shape[last] *= extent
			l.strides[last] = strides[a]
			continue
		}
		l.shape, l.strides = append(l.shape, extent), append(l.strides, strides[a])
	}
	switch axes := len(l.shape); {
	case axes == 0, axes == 1 && l.strides[0] == 0:
		l.period = 1
	case axes == 1 && l.strides[0] == 1:
		l.period = l.shape[0]
	case axes == 2 && l.strides[0] == 0 && l.strides[1] == 1:
		l.period = l.shape[1]
	}
	return l
}

// copy writes the elements that belong to the result's from index at on.
func (l *layout) copy(to, from []float32, at int) {
	last := len(l.shape) - 1
	if last < 0 {
		fill(to, from[0])
		return
	}
	row, step := l.shape[last], l.strides[last]
	for done := 0; done < len(to); {
		inside := (at + done) % row
		n := min(row-inside, len(to)-done)
		base := l.offset((at+done)/row) + inside*step
		switch step {
		case 0:
			fill(to[done:done+n], from[base])
		case 1:
			copy(to[done:done+n], from[base:])
		default:
			for i := range n {
				to[done+i] = from[base+i*step]
			}
		}
		done += n
	}
}

// offset is where the row of a number, counted over all axes but the last, begins.
func (l *layout) offset(row int) int {
	at := 0
	for a := len(l.shape) - 2; a >= 0; a-- {
		at += row % l.shape[a] * l.strides[a]
		row /= l.shape[a]
	}
	return at
}

func fill(to []float32, v float32) {
	if len(to) == 0 {
		return
	}
	to[0] = v
	for n := 1; n < len(to); n *= 2 {
		copy(to[n:], to[:n])
	}
}
