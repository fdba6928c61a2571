package kernel

import (
	"math"
	"slices"
)

const (
	// nearBytes is what a block may read and write, so that it stays in a core's own cache (half of the smallest usual one).
	nearBytes = 1 << 17
	// leastRows and mostBlock bound a block's positions: fewer leave tiles half empty, more are no use.
	leastRows, mostBlock = 96, 1 << 10
	// taskWork is how many multiply-adds a task should have at least.
	taskWork = 1 << 19
	// wantedTasks let a few threads share the work evenly.
	wantedTasks = 8
)

// schedule is a way through the output positions of a window.
type schedule struct {
	sizeX, sizeY, outputs int
	blocks                []block
	panels                int
	slices                int // the panels of a block are shared out between so many tasks
}

// block is a range of output positions that one task works through, while what it reads and writes stays near.
type block struct {
	from, to int // positions
	passes   []pass
	// first and end bound what of x it reads, where panels see some channels only.
	first, end int
}

// pass does the same taps for several rows.
type pass struct {
	rows []Row
	taps []Tap
	goOn bool // from what an earlier pass left
	last bool // the tail follows
}

// schedule cuts the output positions into blocks. Where tapwise is set, a block may go through its positions once per tap.
func (g *Geometry) schedule(s *sites, channels, outputs int, tapwise bool) schedule {
	positions := len(s.rows)
	out := schedule{sizeX: g.Batch * volume(g.In) * channels, sizeY: positions * outputs, outputs: outputs}
	near := nearBytes / (4 * (out.sizeX/positions + outputs))
	size := min(max(near, leastRows), mostBlock)
	count := max(1, (positions+size/2)/size)
	for i := range count {
		b := block{from: i * positions / count, to: (i + 1) * positions / count}
		b.passes = s.byClass(b.from, b.to)
		if tapwise {
			if byTap := s.byTap(b.from, b.to); cost(byTap) < cost(b.passes) {
				b.passes = byTap
			}
		}
		if !tapwise {
			b.first, b.end = b.reads()
		}
		out.blocks = append(out.blocks, b)
	}
	return out
}

// reads are bounds of what the passes of a block read of x.
func (b *block) reads() (first, end int) {
	first = math.MaxInt
	for i := range b.passes {
		for _, tap := range b.passes[i].taps {
			for _, row := range b.passes[i].rows {
				first, end = min(first, int(row.X)+tap.X), max(end, int(row.X)+tap.X+tap.N)
			}
		}
	}
	return min(first, end), end
}

// share cuts the panels of a block, of which an output takes k steps, into slices where there are few blocks.
func (s *schedule) share(panels, k int) {
	s.panels, s.slices = panels, 1
	tasks := min(wantedTasks, max(1, s.sizeY*k/taskWork))
	if count := len(s.blocks); count < tasks {
		s.slices = min((tasks+count-1)/count, panels)
	}
}

// Tasks is the number of independent parts of the work.
func (s *schedule) Tasks() int { return len(s.blocks) * s.slices }

// run does one part: turn makes p ready for a panel.
func (s *schedule) run(task int, p *product, x, y []float32, turn func(panel int)) {
	p.x, p.y = x[:s.sizeX], y[:s.sizeY]
	b, slice := &s.blocks[task/s.slices], task%s.slices
	if s.slices == 1 {
		p.touch(b.first, b.end)
	}
	for i := slice * s.panels / s.slices; i < (slice+1)*s.panels/s.slices; i++ {
		turn(i)
		for j := range b.passes {
			pass := &b.passes[j]
			p.taps, p.goOn, p.last = pass.taps, pass.goOn, pass.last
			p.run(pass.rows)
		}
	}
}

// byClass does all taps at once, for the positions that see the same ones.
func (s *sites) byClass(from, to int) []pass {
	rows := make([][]Row, len(s.taps))
	for i := from; i < to; i++ {
		rows[s.class[i]] = append(rows[s.class[i]], s.rows[i])
	}
	var out []pass
	for class, r := range rows {
		if len(r) > 0 {
			out = append(out, pass{rows: r, taps: s.taps[class], last: true})
		}
	}
	return out
}

// byTap does tap after tap, for the positions that see it. It begins with zeros and ends with the tail alone. The taps of any class are in ascending order of K, so that this order does
// for all. Runs that are one tap in some classes and several in others are cut where any class cuts them.
func (s *sites) byTap(from, to int) []pass {
	all := s.rows[from:to:to]
	out := []pass{{rows: all}}
	cuts := s.cuts(from, to)
	for i := range len(cuts) - 1 {
		rows := map[int][]Row{} // by the tap's X
		var order []int
		for at := from; at < to; at++ {
			if x, seen := findTap(s.taps[s.class[at]], cuts[i]); seen {
				if rows[x] == nil {
					order = append(order, x)
				}
				rows[x] = append(rows[x], s.rows[at])
			}
		}
		for _, x := range order {
			out = append(out, pass{rows: rows[x], taps: []Tap{{X: x, K: cuts[i], N: cuts[i+1] - cuts[i]}}, goOn: true})
		}
	}
	return append(out, pass{rows: all, goOn: true, last: true})
}

// cuts are the K at which a tap of some position begins or ends, ascending.
func (s *sites) cuts(from, to int) []int {
	var cuts []int
	done := make([]bool, len(s.taps))
	for i := from; i < to; i++ {
		if class := s.class[i]; !done[class] {
			done[class] = true
			for _, tap := range s.taps[class] {
				cuts = append(cuts, tap.K, tap.K+tap.N)
			}
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// findTap is where, from a row, element k of the weights meets x.
func findTap(taps []Tap, k int) (x int, seen bool) {
	for _, tap := range taps {
		if k >= tap.K && k < tap.K+tap.N {
			return tap.X + k - tap.K, true
		}
	}
	return 0, false
}

// cost is about the cycles that passes take for a panel of two vectors: two multiply-adds of a vector in each, a latency of four, and
// what beginning and ending a tile takes.
func cost(passes []pass) int {
	const latency, edge, tall = 4, 40, 6
	sum := 0
	for i := range passes {
		rows, k := len(passes[i].rows), 0
		for _, tap := range passes[i].taps {
			k += tap.N
		}
		count := (rows + tall - 1) / tall
		perTile := max(latency, (rows+count-1)/count)
		sum += count * (edge + perTile*k)
	}
	return sum
}
