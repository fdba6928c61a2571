package kernel

// Move copies elements of 32 bits that lie at strides from one another into a row: a transposition, a slice, a repetition.
type Move struct {
	layout
	start int
	outer []int // the axes that tasks are cut from, by index in shape
	mode  moveMode
	turns int // the axis along which x is contiguous, for moveTurns
	size  int
	tasks int
}

type moveMode int

const (
	moveRows  moveMode = iota // the last axis is contiguous in both
	moveTurns                 // another axis is contiguous in x: squares are transposed
	moveEach                  // element by element
)

// moveTask is about how many elements a task of a move should have.
const moveTask = 1 << 14

// NewMove plans a copy of a shape, whose element [i, j..] is x[start + i*strides[0] + j*strides[1]..].
func NewMove(shape, strides []int, start int) *Move {
	m := &Move{layout: newLayout(shape, strides), start: start, size: volume(shape), mode: moveEach}
	if len(m.shape) == 0 {
		m.shape, m.strides = []int{1}, []int{1}
	}
	last := len(m.shape) - 1
	for a, s := range m.strides {
		if s == 1 && m.strides[last] > 0 {
			m.turns = a
			m.mode = moveTurns
		}
	}
	if m.mode == moveTurns && m.turns == last {
		m.mode = moveRows
	}
	for a := range m.shape {
		if a != last && (m.mode != moveTurns || a != m.turns) {
			m.outer = append(m.outer, a)
		}
	}
	m.tasks = min(max(1, m.size/moveTask), m.units())
	return m
}

// units is how many parts the work has that cannot be cut further.
func (m *Move) units() int {
	n := 1
	for _, a := range m.outer {
		n *= m.shape[a]
	}
	switch m.mode {
	case moveTurns:
		return n * m.columns()
	default:
		return n
	}
}

// squaresOfUnit bounds the columns of a unit that is transposed.
const squaresOfUnit = 8

// columns is into how many parts the axis that turns is cut.
func (m *Move) columns() int {
	return (m.shape[m.turns] + squaresOfUnit*square - 1) / (squaresOfUnit * square)
}

// Tasks is the number of independent parts of the work.
func (m *Move) Tasks() int { return m.tasks }

// Run does one part. y may not be x.
func (m *Move) Run(task int, x, y []float32) {
	y = y[:m.size]
	units := m.units()
	ys := m.packed()
	for u := task * units / m.tasks; u < (task+1)*units/m.tasks; u++ {
		m.unit(u, x, y, ys)
	}
}

// packed are the strides of y.
func (m *Move) packed() []int {
	out := make([]int, len(m.shape))
	step := 1
	for a := len(m.shape) - 1; a >= 0; a-- {
		out[a] = step
		step *= m.shape[a]
	}
	return out
}

func (m *Move) unit(u int, x, y []float32, ys []int) {
	part := 0
	if m.mode == moveTurns {
		u, part = u/m.columns(), u%m.columns()
	}
	from, to := m.start, 0
	for i := len(m.outer) - 1; i >= 0; i-- {
		a := m.outer[i]
		from += u % m.shape[a] * m.strides[a]
		to += u % m.shape[a] * ys[a]
		u /= m.shape[a]
	}
	last := len(m.shape) - 1
	switch m.mode {
	case moveRows:
		copy(y[to:to+m.shape[last]], x[from:])
	case moveTurns:
		a := m.turns
		first, end := part*m.shape[a]/m.columns(), (part+1)*m.shape[a]/m.columns()
		inUse().turn(matrix{y[to+first*ys[a]:], ys[a]}, matrix{x[from+first:], m.strides[last]}, m.shape[last], end-first)
	default:
		step := m.strides[last]
		for i := range m.shape[last] {
			y[to+i] = x[from+i*step]
		}
	}
}
