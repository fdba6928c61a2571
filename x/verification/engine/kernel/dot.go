package kernel

import "sync"

// Dot is a product of matrices that are known only when it runs: y[b, m, n] from a[b, m, k] and b[b, n, k]. Where the second is known
// before, Conv with a window of one is faster.
type Dot struct {
	batches, m, n, k   int
	rowStep, step      int // of b: from row to row, and along a row
	rows               []Row
	tap                [1]Tap
	panels             []panel
	rowTasks, colTasks int
}

// NewDot plans batches of products. The second matrix has its n rows rowStep elements apart, and the k elements of a row step apart:
// k and 1, or 1 and n for one that lies transposed. Tensors have fewer than 2^31 elements.
func NewDot(batches, m, n, k, rowStep, step int) *Dot {
	d := &Dot{batches: batches, m: m, n: n, k: k, rowStep: rowStep, step: step, tap: [1]Tap{{N: k}}, panels: panelsOf(dense, n)}
	d.rows = make([]Row, m)
	for i := range d.rows {
		d.rows[i] = Row{X: int32(i * k), Y: int32(i * n)}
	}
	// A panel is packed once for each task that uses it, which costs about as much as multiplying it with one tile of rows.
	const rowsOfTask = 512
	d.rowTasks = (m + rowsOfTask - 1) / rowsOfTask
	d.colTasks = 1
	tasks := min(wantedTasks, max(1, batches*m*n*k/taskWork))
	if got := batches * d.rowTasks; got < tasks {
		d.colTasks = min((tasks+got-1)/got, len(d.panels))
	}
	return d
}

// Tasks is the number of independent parts of the work.
func (d *Dot) Tasks() int { return d.batches * d.rowTasks * d.colTasks }

// Run does one part. y may be neither of the others.
func (d *Dot) Run(task int, a, b, y []float32, tail []TailOp) {
	slice, rows := task%d.colTasks, task/d.colTasks%d.rowTasks
	batch := task / d.colTasks / d.rowTasks
	from, to := rows*d.m/d.rowTasks, (rows+1)*d.m/d.rowTasks
	first := batch * d.m * d.n
	w := packings.Get().(*packing)
	defer packings.Put(w)
	p := &w.product
	*p = product{x: a[batch*d.m*d.k:][:d.m*d.k], y: y[first:][:d.m*d.n], taps: d.tap[:], last: true}
	for _, panel := range d.panels[slice*len(d.panels)/d.colTasks : (slice+1)*len(d.panels)/d.colTasks] {
		if need := panel.width() * d.k; len(w.values) < need {
			w.values = aligned(need)
		}
		panel.fill(w.values, b[batch*d.n*d.k:][:d.n*d.k], d.k, d.rowStep, d.step)
		p.panel, p.values, p.column = panel, w.values, panel.from
		p.tail.set(tail, panel.from, first)
		p.run(d.rows[from:to])
	}
	*p = product{}
}

// packing is room for one panel.
type packing struct {
	values  []float32
	product product
}

var packings = sync.Pool{New: func() any { return new(packing) }}
