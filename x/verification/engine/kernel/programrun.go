package kernel

import "sync"

// workspace is what one thread needs to run a program.
type workspace struct {
	slots    [][]float32
	operands []operand // by operand of the program
	expanded [][]float32
	in       [3]operand
	args     mapArgs
	row      []float32
	folder   folder
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// room has n blocks.
func room(blocks [][]float32, n int) [][]float32 {
	for len(blocks) < n {
		blocks = append(blocks, aligned(mostBlockElements))
	}
	return blocks
}

// Run computes the elements of y from one to another. in are the operands; y may be one of those with y's own layout.
func (p *Program) Run(y []float32, from, to int, in ...[]float32) {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	w.slots = room(w.slots, p.slots+1)
	w.expanded = room(w.expanded, len(p.operands))
	w.operands = append(w.operands[:0], make([]operand, len(p.operands))...)
	s, whole := inUse(), y[:p.size]
	for at := from; at < to; {
		n := min(p.block-at%p.block, to-at)
		p.prepare(w, in, at, n, at == from)
		p.chunk(s, w, whole[at:at+n], n)
		at += n
	}
}

// prepare makes the operands ready for the n elements from index at on: where they lie, or as a copy in a row. A copy that is the same
// for all blocks is made once.
func (p *Program) prepare(w *workspace, in [][]float32, at, n int, first bool) {
	padded := (n + group - 1) / group * group
	for i := range p.operands {
		l := &p.operands[i]
		switch {
		case l.period == 1:
			if first {
				fill(w.expanded[i][:group], in[i][0])
				w.operands[i] = operand{values: w.expanded[i], same: true}
			}
		case l.period == p.size && at+padded <= p.size:
			w.operands[i] = operand{values: in[i][at:]}
		case l.period > 1 && p.block%l.period == 0 && at%p.block == 0 && w.operands[i].values != nil:
		default:
			l.copy(w.expanded[i][:n], in[i], at)
			w.operands[i] = operand{}
			if l.period > 1 && p.block%l.period == 0 && at%p.block == 0 {
				w.operands[i].values = w.expanded[i]
			}
		}
	}
}

func (p *Program) chunk(s *set, w *workspace, y []float32, n int) {
	padded := (n + group - 1) / group * group
	for i := range p.code {
		c := &p.code[i]
		for k, arg := range c.args {
			if arg.slot {
				w.in[k] = operand{values: w.slots[arg.index]}
				continue
			}
			w.in[k] = w.operands[arg.index]
			if w.in[k].values == nil {
				w.in[k].values = w.expanded[arg.index]
			}
		}
		switch {
		case c.to >= 0:
			s.apply(c.op, w.slots[c.to][:padded], w.in[:len(c.args)], &w.args)
		case padded == n:
			s.apply(c.op, y, w.in[:len(c.args)], &w.args)
		default:
			out := w.slots[p.slots][:padded]
			s.apply(c.op, out, w.in[:len(c.args)], &w.args)
			copy(y, out[:n])
		}
	}
}
