package kernel

import "unsafe"

// weights are the rows of a matrix W[n][k], turned so that element k of a few rows lies together: panel by panel, [k][width]. Rows
// that fill up the last panel are zeros, and their results go nowhere.
type weights struct {
	n, k   int
	panels []panel
	values []float32
}

// panel is cols rows of the weights from row from on, in vecs vectors of a set; its values begin at at.
type panel struct {
	set                  *set
	from, cols, vecs, at int
}

func (p panel) width() int { return p.vecs * p.set.lanes }

// pack turns a matrix of n rows, each k long and contiguous, for chains of a kind.
func pack(kind kind, from []float32, n, k int) *weights {
	out := &weights{n: n, k: k, panels: panelsOf(kind, n)}
	size := 0
	for i := range out.panels {
		out.panels[i].at = size
		size += out.panels[i].width() * k
	}
	out.values = aligned(size)
	for _, p := range out.panels {
		p.fill(out.values[p.at:], from, k, k, 1)
	}
	return out
}

// fill turns the panel's rows, each k long, of a matrix where the next row is rowStep elements on, and the next element of a row step
// elements.
func (p panel) fill(values, from []float32, k, rowStep, step int) {
	switch {
	case step == 1:
		p.set.turn(matrix{values, p.width()}, matrix{from[p.from*rowStep:], rowStep}, p.cols, k)
	case rowStep == 1:
		for i := range k {
			copy(values[i*p.width():][:p.cols], from[i*step+p.from:])
		}
	default:
		for i := range k {
			for j := range p.cols {
				values[i*p.width()+j] = from[i*step+(p.from+j)*rowStep]
			}
		}
	}
}

// panelsOf cuts n rows into panels of two vectors each, with one of three or one where the number of vectors is odd; of one vector each
// where the kind of chains has no others.
func panelsOf(kind kind, n int) []panel {
	var out []panel
	set := inUse()
	lanes := set.lanes
	for from := 0; from < n; {
		vecs := 2
		switch left := (n - from + lanes - 1) / lanes; {
		case left == 1, mostRows[kind][2] == 0:
			vecs = 1
		case left == 3:
			vecs = 3
		}
		out = append(out, panel{set: set, from: from, cols: min(vecs*lanes, n-from), vecs: vecs})
		from += vecs * lanes
	}
	return out
}

// cacheLine is the alignment of packed data, in bytes.
const cacheLine = 64

// aligned is n zeros that begin at a cache line.
func aligned(n int) []float32 {
	const elements = cacheLine / 4
	all := make([]float32, n+elements)
	misplaced := int(uintptr(unsafe.Pointer(&all[0]))%cacheLine) / 4
	return all[(elements-misplaced)%elements:][:n]
}
