package exec

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// width is how many outputs a kernel computes side by side, each in a chain of its own. 32 fill four vector registers, enough
// chains for a processor to overlap.
const width = 32

var canonicalNaN = math.Float32frombits(0x7fc00000)

// panels are rows of weights, turned so that element k of width rows lies together: [panel][k][width]. The last panel of a matrix
// is filled up with zeros, whose outputs are not read.
type panels struct {
	values    []float32
	rows, k   int // of one matrix
	perMatrix int // panels of one matrix
}

// pack turns matrices of rows by k, one after another.
func pack(w []float32, rows, k int) panels {
	p := panels{rows: rows, k: k, perMatrix: (rows + width - 1) / width}
	matrices := len(w) / (rows * k)
	p.values = make([]float32, matrices*p.perMatrix*k*width)
	for row := range matrices * rows {
		matrix, inside := row/rows, row%rows
		panel := p.values[(matrix*p.perMatrix+inside/width)*k*width:]
		for i, v := range w[row*k : (row+1)*k] {
			panel[i*width+inside%width] = v
		}
	}
	return p
}

// at is a panel from element k on.
func (p *panels) at(matrix, panel, k int) []float32 {
	return p.values[((matrix*p.perMatrix+panel)*p.k+k)*width : (matrix*p.perMatrix+panel+1)*p.k*width]
}

// size is the number of rows in a panel that are real.
func (p *panels) size(panel int) int { return min(width, p.rows-panel*width) }

// chains goes on with acc[j] = fma(x[i], w[i][j], acc[j]) for i ascending, j below count. It may leave NaNs that are not canonical,
// which finish puts right: a NaN stays one to the end of its chain.
func chains(acc *[width]float32, x, w []float32, count int) {
	if len(x) == 0 {
		return
	}
	_ = w[len(x)*width-1]
	if vectorFMA {
		fmaPanel(&acc[0], &x[0], &w[0], len(x))
		return
	}
	scalarChains(acc, x, w, count)
}

func scalarChains(acc *[width]float32, x, w []float32, count int) {
	for i, v := range x {
		row := w[i*width : i*width+count]
		for j, u := range row {
			acc[j] = native.FMA(v, u, acc[j])
		}
	}
}

// finish ends the chains with canonical NaN.
func finish(y []float32, acc *[width]float32) {
	for j := range y {
		v := acc[j]
		if v != v {
			v = canonicalNaN
		}
		y[j] = v
	}
}
