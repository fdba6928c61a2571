package graph

import (
	"cmp"
	"fmt"
	"slices"
)

// Span is a range of a tensor's elements, or of its bytes: from the first to before the last.
type Span struct{ From, To uint64 }

// Computed is a node of which some elements are computed.
type Computed struct {
	// Index is its trace index.
	Index uint32
	// Node is the node.
	Node *Node
	// Elements are the elements, ascending and apart.
	Elements []Span

	op operator
}

// Read is a run of bytes that a proof opens.
type Read struct {
	// Weights says that it is in the weight blob, else in the output of Node.
	Weights bool
	// Node is the trace index of a committed node; 0 in the weights.
	Node uint32
	// Offset is its first byte in the output or in the blob.
	Offset uint64
	// Length is the number of bytes.
	Length uint64
	// Indexed says that Offset is open until the index is known that the element's run before this one holds: see Resolve.
	Indexed bool
}

// Reads is what one element is computed from, down to what is committed.
type Reads struct {
	// Nodes are computed in this order, ascending; the last is the judged node, of which it is the one element.
	Nodes []Computed
	// Runs are what is opened: of each committed node ascending, then of the weights, by ascending offset and at least ReadGap apart in
	// one tensor, as NUMERICS.md "Proof runs" says. An indexed one is the last.
	Runs []Read
	// Tensors are the committed nodes that Runs name, ascending, as an operand says them.
	Tensors []*Operand
	// Ops is the number of scalar operations, counted in multiply-adds, and of runs looked up.
	Ops uint64
}

// Dependencies lists what an element of the node is computed from, as the function of that name does.
func (c *Computed) Dependencies(element uint64) []Run { return c.op.runs(c.Node, element) }

// ReadsOf lists what one element is computed from. load gives the node at an index; it is asked for the judged node and for those that it
// reads through nodes that are not committed. work, unless nil, is told operations before they are counted in Ops. The program is one
// that Validate accepted, or the list may be refused. Errors match ErrInvalid or ErrElement, or are load's.
func ReadsOf(load func(uint32) (*Node, error), work func(ops uint64), node uint32, element uint64) (*Reads, error) {
	if work == nil {
		work = func(uint64) {}
	}
	w := walk{load: load, work: work}
	first, err := w.open(node)
	if err != nil {
		return nil, err
	}
	if first.Node.Op == OpInput {
		return nil, fmt.Errorf("%w: an input depends on nothing in the trace", ErrElement)
	}
	if count := product(first.Node.Shape); element >= count {
		return nil, fmt.Errorf("%w: element %d of %d", ErrElement, element, count)
	}
	first.Elements = []Span{{element, element + 1}}
	w.waiting = []Computed{first}
	for len(w.waiting) > 0 {
		last := len(w.waiting) - 1
		c := w.waiting[last]
		w.waiting = w.waiting[:last]
		c.Elements = merged(c.Elements, 1)
		if err := w.visit(&c); err != nil {
			return nil, err
		}
		w.reads.Nodes = append(w.reads.Nodes, c)
	}
	slices.Reverse(w.reads.Nodes)
	w.finish()
	return &w.reads, nil
}

// walk goes from an element down to what is committed.
type walk struct {
	load func(uint32) (*Node, error)
	work func(ops uint64)
	// waiting holds the nodes whose elements are still to be looked at, ascending.
	waiting []Computed
	// opened are the committed nodes that are read, ascending, and weights is the blob, with the bytes of each.
	opened  []tensorRead
	weights []Span
	indexed *Read
	reads   Reads
}

type tensorRead struct {
	operand *Operand
	bytes   []Span
}

func (w *walk) open(index uint32) (Computed, error) {
	n, err := w.load(index)
	if err != nil {
		return Computed{}, err
	}
	o, err := n.check()
	if err != nil {
		return Computed{}, fmt.Errorf("%w: node %d: %w", ErrInvalid, index, err)
	}
	return Computed{Index: index, Node: n, op: o}, nil
}

// visit adds what the elements of a node depend on.
func (w *walk) visit(c *Computed) error {
	elements := uint64(0)
	for _, s := range c.Elements {
		elements += s.To - s.From
	}
	ops := saturating(elements, workOf(c.op.cost(c.Node)))
	w.work(ops)
	if w.reads.Ops = add(w.reads.Ops, ops); w.reads.Ops > maxOpsListed {
		return fmt.Errorf("%w: node %d: more than %d operations for one element", ErrInvalid, c.Index, maxOpsListed)
	}
	bytes := make([][]Span, len(c.Node.Operands))
	for _, s := range c.Elements {
		for e := s.From; e < s.To; e++ {
			for _, run := range c.Dependencies(e) {
				if run.Indexed {
					w.index(&c.Node.Operands[run.Operand], run)
					continue
				}
				bytes[run.Operand] = append(bytes[run.Operand], Span{run.Offset, run.Offset + run.Length})
			}
		}
	}
	for i := range bytes {
		if err := w.want(c, &c.Node.Operands[i], merged(bytes[i], 1)); err != nil {
			return err
		}
	}
	return nil
}

// index leaves a run open. Its operand is committed, or in the weights.
func (w *walk) index(operand *Operand, run Run) {
	w.indexed = &Read{Weights: operand.Source == SourceWeights, Length: run.Length, Indexed: true}
	if !w.indexed.Weights {
		w.indexed.Node = operand.Node
		w.opens(operand, nil)
	}
}

// want adds bytes of an operand: to what is opened, or as elements to be computed.
func (w *walk) want(c *Computed, operand *Operand, bytes []Span) error {
	if len(bytes) == 0 {
		return nil
	}
	if operand.Source == SourceWeights {
		for _, b := range bytes {
			w.weights = append(w.weights, Span{operand.Offset + b.From, operand.Offset + b.To})
		}
		return nil
	}
	if operand.Node >= c.Index {
		return fmt.Errorf("%w: node %d reads node %d, which is not before it", ErrInvalid, c.Index, operand.Node)
	}
	if _, known := w.find(operand.Node); known {
		w.opens(operand, bytes)
		return nil
	}
	at, known := slices.BinarySearchFunc(w.waiting, operand.Node, func(t Computed, node uint32) int { return cmp.Compare(t.Index, node) })
	if !known {
		inner, err := w.open(operand.Node)
		if err != nil {
			return err
		}
		if inner.Node.Committed() {
			w.opens(operand, bytes)
			return nil
		}
		if !recomputable(c.Node.Op) || !recomputable(inner.Node.Op) {
			return fmt.Errorf("%w: node %d (%s) cannot be computed from node %d, which is not committed", ErrInvalid, c.Index, c.Node.Op, operand.Node)
		}
		w.waiting = slices.Insert(w.waiting, at, inner)
	}
	size := operand.Dtype.ElementSize()
	for _, b := range bytes {
		w.waiting[at].Elements = append(w.waiting[at].Elements, Span{b.From / size, b.To / size})
	}
	return nil
}

func (w *walk) find(node uint32) (int, bool) {
	return slices.BinarySearchFunc(w.opened, node, func(t tensorRead, node uint32) int { return cmp.Compare(t.operand.Node, node) })
}

func (w *walk) opens(operand *Operand, bytes []Span) {
	at, known := w.find(operand.Node)
	if !known {
		w.opened = slices.Insert(w.opened, at, tensorRead{operand: operand})
	}
	w.opened[at].bytes = append(w.opened[at].bytes, bytes...)
}

// finish lists what is opened.
func (w *walk) finish() {
	r := &w.reads
	for _, t := range w.opened {
		r.Tensors = append(r.Tensors, t.operand)
		for _, s := range merged(t.bytes, ReadGap) {
			r.Runs = append(r.Runs, Read{Node: t.operand.Node, Offset: s.From, Length: s.To - s.From})
		}
	}
	for _, s := range merged(w.weights, ReadGap) {
		r.Runs = append(r.Runs, Read{Weights: true, Offset: s.From, Length: s.To - s.From})
	}
	if w.indexed != nil {
		r.Runs = append(r.Runs, *w.indexed)
	}
}

// merged sorts spans and joins those that overlap, or have less than gap between them.
func merged(spans []Span, gap uint64) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	out := spans[:0]
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.From < out[last].To+gap {
			out[last].To = max(out[last].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}

// workOf is what one element costs: its operations, and a look at each run.
func workOf(c cost) uint64 {
	work := c.ops
	for _, r := range c.reads {
		work = add(work, r.runs)
	}
	return work
}
