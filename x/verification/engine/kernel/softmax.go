package kernel

// Softmax normalises rows of n elements of x into y, for the rows from one to another. y may be x.
func Softmax(y, x []float32, n, from, to int) {
	s, w := inUse(), workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	w.slots = room(w.slots, 1)
	padded := (n + group - 1) / group * group
	if len(w.row) < padded {
		w.row = aligned(padded)
	}
	same, e := w.slots[0][:group], w.row[:padded]
	for i := from; i < to; i++ {
		copy(e, x[i*n:(i+1)*n])
		fill(same, w.folder.row(s, FoldMax, e[:n]))
		w.in[0], w.in[1] = operand{values: e}, operand{values: same, same: true}
		s.apply(OpSub, e, w.in[:2], &w.args)
		s.apply(OpExp, e, w.in[:1], &w.args)
		fill(same, w.folder.row(s, FoldSum, e[:n]))
		s.apply(OpDiv, e, w.in[:2], &w.args)
		copy(y[i*n:(i+1)*n], e)
	}
}
