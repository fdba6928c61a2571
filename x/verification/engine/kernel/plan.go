package kernel

import "slices"

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

// plan cuts the output positions into blocks, and the panels into slices where there are few blocks.
func (c *Conv) plan(s *sites) {
	positions := len(s.rows)
	near := nearBytes / (4 * (c.sizeX/positions + c.filters))
	size := min(max(near, leastRows), mostBlock)
	count := max(1, (positions+size/2)/size)
	for i := range count {
		c.blocks = append(c.blocks, s.block(i*positions/count, (i+1)*positions/count))
	}
	work := c.filters * c.weights[0].k * positions
	tasks := min(wantedTasks, max(1, work/taskWork))
	c.slices = 1
	if count < tasks {
		c.slices = min((tasks+count-1)/count, c.groups*len(c.weights[0].panels))
	}
}

// block plans the positions from one to another, in the cheaper of two ways: all taps of the positions that see the same ones, or
// tap after tap, for all positions that see it.
func (s *sites) block(from, to int) block {
	byClass, byTap := s.byClass(from, to), s.byTap(from, to)
	b := block{from: from, to: to, passes: byClass}
	if cost(byTap) < cost(byClass) {
		b.passes = byTap
	}
	return b
}

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

// byTap begins with zeros and ends with the tail alone. The taps of any class are in ascending order of K, so that this order does
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
