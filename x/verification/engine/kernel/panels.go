package kernel

import "unsafe"

// Weights are the rows of a matrix W[n][k], turned so that element k of a few rows lies together: panel by panel, [k][width]. Rows
// that fill up the last panel are zeros, and their results go nowhere.
type Weights struct {
	n, k   int
	panels []panel
	values []float32
}

// panel is cols rows of the weights from row from on, in vecs vectors; its values begin at at.
type panel struct{ from, cols, vecs, at int }

// lanes is the number of float32 in a vector of the portable and the AVX2 kernels.
const lanes = 8

func (p panel) width() int { return p.vecs * lanes }

// Pack turns a matrix of n rows, each k long and contiguous.
func Pack(w []float32, n, k int) *Weights {
	out := NewWeights(n, k)
	out.Fill(w, k, 1)
	return out
}

// NewWeights makes room for n rows of k, to be filled.
func NewWeights(n, k int) *Weights {
	out := &Weights{n: n, k: k, panels: panelsOf(n)}
	size := 0
	for i := range out.panels {
		out.panels[i].at = size
		size += out.panels[i].width() * k
	}
	out.values = aligned(size)
	return out
}

// Fill takes the weights from a matrix, where the next row is rowStep elements on, and the next element of a row is step elements on.
func (w *Weights) Fill(from []float32, rowStep, step int) {
	for _, p := range w.panels {
		p.fill(w.values[p.at:], from, w.k, rowStep, step)
	}
}

// fill turns the panel's rows, each k long.
func (p panel) fill(values, from []float32, k, rowStep, step int) {
	switch {
	case step == 1:
		turn(matrix{values, p.width()}, matrix{from[p.from*rowStep:], rowStep}, p.cols, k)
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

// panelsOf cuts n rows into panels of two vectors each, with one of three or one where the number of vectors is odd.
func panelsOf(n int) []panel {
	var out []panel
	for from := 0; from < n; {
		vecs := 2
		switch left := (n - from + lanes - 1) / lanes; {
		case left == 3:
			vecs = 3
		case left == 1:
			vecs = 1
		}
		out = append(out, panel{from: from, cols: min(vecs*lanes, n-from), vecs: vecs})
		from += vecs * lanes
	}
	return out
}

// padded is the number of rows with those that fill up the last panel.
func (w *Weights) padded() int { return (w.n + lanes - 1) / lanes * lanes }

// cacheLine is the alignment of packed data, in bytes.
const cacheLine = 64

// aligned is n zeros that begin at a cache line.
func aligned(n int) []float32 {
	const elements = cacheLine / 4
	all := make([]float32, n+elements)
	misplaced := int(uintptr(unsafe.Pointer(&all[0]))%cacheLine) / 4
	return all[(elements-misplaced)%elements:][:n]
}
