package referee

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// piece is known bytes of a tensor or of the weights.
type piece struct {
	weights bool
	node    uint32
	offset  uint64
	data    []byte
}

// evidence is what is known: what the proof opened, and what was computed from it.
type evidence struct {
	pieces []piece // as compare orders them; none overlaps another
	picked []byte  // the run that an index led to
}

// run gives the bytes of a run of an operand.
func (e *evidence) run(operand *graph.Operand, offset, length uint64) ([]byte, error) {
	want := piece{weights: operand.Source == graph.SourceWeights, node: operand.Node, offset: operand.Offset + offset}
	at, exact := slices.BinarySearchFunc(e.pieces, want, compare)
	if !exact {
		at--
	}
	if at < 0 || e.pieces[at].weights != want.weights || e.pieces[at].node != want.node {
		return nil, fmt.Errorf("%w: nothing is known of what node %d gives", ErrWrongRun, operand.Node)
	}
	p := &e.pieces[at]
	from := want.offset - p.offset
	if from+length > uint64(len(p.data)) {
		return nil, fmt.Errorf("%w: %d bytes from %d of what node %d gives are not known", ErrWrongRun, length, want.offset, operand.Node)
	}
	return p.data[from : from+length], nil
}

// compare orders pieces by tensor, the weights last, and by offset.
func compare(a, b piece) int {
	if a.weights != b.weights {
		if a.weights {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.offset, b.offset))
}

// add puts a piece in its place.
func (e *evidence) add(p piece) {
	at, _ := slices.BinarySearchFunc(e.pieces, p, compare)
	e.pieces = slices.Insert(e.pieces, at, p)
}

// resolve gives the offset of the run that an index leaves open. The index has been opened.
func (e *evidence) resolve(n *graph.Node, element uint64) (uint64, error) {
	deps, err := graph.Dependencies(n, element)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrNode, err)
	}
	at := slices.IndexFunc(deps, func(r graph.Run) bool { return r.Indexed })
	if at < 1 {
		return 0, fmt.Errorf("%w: %s has no index", ErrNode, n.Op)
	}
	index, picked := deps[at-1], &n.Operands[deps[at].Operand]
	operand := &n.Operands[index.Operand]
	data, err := e.run(operand, index.Offset, index.Length)
	if err != nil {
		return 0, err
	}
	return picked.Offset + graph.Resolve(n, element, int64(load(operand.Dtype, data))).Offset, nil
}

// compute goes up from what is committed and returns the judged element.
func (e *evidence) compute(reads *graph.Reads) ([]byte, error) {
	var last []byte
	for i := range reads.Nodes {
		c := &reads.Nodes[i]
		size := c.Node.Dtype.ElementSize()
		for _, span := range c.Elements {
			data := make([]byte, 0, (span.To-span.From)*size)
			for element := span.From; element < span.To; element++ {
				one, err := e.element(c, element)
				if err != nil {
					return nil, err
				}
				data = append(data, one...)
			}
			last = data
			e.add(piece{node: c.Index, offset: span.From * size, data: data})
		}
	}
	return last, nil
}

// element computes one element from what is known.
func (e *evidence) element(c *graph.Computed, element uint64) ([]byte, error) {
	deps := c.Dependencies(element)
	runs := make([][]byte, len(deps))
	for i, dep := range deps {
		if dep.Indexed {
			runs[i] = e.picked
			continue
		}
		var err error
		if runs[i], err = e.run(&c.Node.Operands[dep.Operand], dep.Offset, dep.Length); err != nil {
			return nil, err
		}
	}
	return eval(c.Node, element, deps, runs)
}
