package graph

import (
	"fmt"
	"math/bits"
	"slices"
)

// What one element may be recomputed through.
const (
	// maxConeEdges bounds the operands that are looked at for the bound of one node.
	maxConeEdges = 1 << 10
	// coneEdgesPerNode bounds them for a program, so that validating it stays linear.
	coneEdgesPerNode = 16
)

// ReadGap is the distance in bytes from which on two runs of one tensor are proved each by itself: nearer ones are proved as one, which
// takes no chunk more and one path less.
const ReadGap = 1024

// Committed says whether the node's output is in the trace.
func (m *Node) Committed() bool { return !m.GetUncommitted() }

// recomputable says whether an operator's elements can be computed by those who read them.
func recomputable(op Op) bool {
	switch op {
	case OpMap, OpDot, OpConv, OpPool, OpReduce, OpSoftmax, OpReshape, OpTranspose, OpConcat, OpSlice, OpPad:
		return true
	default:
		return false
	}
}

// part is what a bound knows of one node of a cone: how many boxes of its elements are wanted, and how large they are.
type part struct {
	node  uint32
	count uint64
	box   box
}

// cone bounds the proof of an element of a node down to what is committed.
type cone struct {
	program *Program
	parts   []part // by falling node: what is still to be looked at
	edges   uint64
	bounds  bounds
	opening uint64
}

// coneBound bounds the proof of any element of node i, and says how many operands it looked at. An error says what cannot be recomputed.
func (m *Program) coneBound(i uint32) (bounds, uint64, error) {
	n := &m.Nodes[i]
	c := cone{program: m, opening: fieldBytes + 32 + sliceBytes(32*uint64(len(m.Nodes)), 32, 32)}
	c.bounds.bytes = cost{output: outputBytes(n)}.bound(m.WeightsSize, uint64(len(m.Nodes))).bytes
	c.parts = []part{{node: i, count: 1, box: element(n.Shape)}}
	for len(c.parts) > 0 {
		next := c.parts[0]
		c.parts = c.parts[1:]
		if err := c.look(next); err != nil {
			return bounds{}, c.edges, err
		}
	}
	return c.bounds, c.edges, nil
}

// look adds what a part is computed from.
func (c *cone) look(p part) error {
	n := &c.program.Nodes[p.node]
	o, _ := operatorOf(n.Op)
	if !recomputable(n.Op) {
		return fmt.Errorf("%s cannot be computed through node outputs that are not committed", n.Op)
	}
	if c.edges += uint64(len(n.Operands)); c.edges > maxConeEdges {
		return fmt.Errorf("one element is computed through more than %d operands that are not committed", maxConeEdges)
	}
	elements := min(saturating(p.count, p.box.count()), product(n.Shape))
	c.bounds.ops = add(c.bounds.ops, saturating(elements, workOf(o.cost(n))))
	for j, b := range footprint(n, p.box) {
		operand := &n.Operands[j]
		if operand.Source == SourceTrace && !c.program.Nodes[operand.Node].Committed() {
			c.want(part{node: operand.Node, count: p.count, box: b})
			continue
		}
		c.read(operand, p.count, b)
	}
	return nil
}

// want remembers a part, joined to what is wanted of its node already.
func (c *cone) want(p part) {
	at, found := slices.BinarySearchFunc(c.parts, p.node, func(q part, node uint32) int { return int(int64(node) - int64(q.node)) })
	if !found {
		c.parts = slices.Insert(c.parts, at, p)
		return
	}
	q := &c.parts[at]
	q.count, q.box = add(q.count, p.count), q.box.join(p.box)
}

// read adds count boxes of a tensor that is committed.
func (c *cone) read(operand *Operand, count uint64, b box) {
	size := operand.Dtype.ElementSize()
	total, _ := operand.Bytes()
	if operand.Source == SourceTrace {
		c.bounds.bytes = add(c.bounds.bytes, c.opening)
	} else {
		total = c.program.WeightsSize
	}
	runs, length, dense := b.rows()
	length *= size
	each := sliceBytes(total, length, size)
	if !dense {
		// Runs are at least ReadGap apart. Each has paths of its own; the chunks are those of the row and one more for each.
		several := length/ReadGap + 1
		each = several * (sliceBytes(total, size, size) + fieldBytes)
		each = add(each, sliceBytes(total, length, size)+several*(ReadGap+64))
		runs = saturating(runs, several)
		c.bounds.runs = add(c.bounds.runs, saturating(count, runs))
		c.bounds.bytes = add(c.bounds.bytes, saturating(count, saturating(runs/several, each)))
		return
	}
	c.bounds.runs = add(c.bounds.runs, saturating(count, runs))
	c.bounds.bytes = add(c.bounds.bytes, saturating(count, saturating(runs, each+fieldBytes)))
}

// rows splits a box into rows that lie together: how many there are, the elements from the first to the last of each, and whether none
// between them is left out.
func (b box) rows() (runs, length uint64, dense bool) {
	runs, length, dense = 1, 1, true
	inside := true
	for i := len(b) - 1; i >= 0; i-- {
		if !inside {
			runs *= b[i].span
			continue
		}
		length *= b[i].span
		dense, inside = b[i].dense, b[i].whole
	}
	return runs, length, dense
}

// add and saturating stop at the largest number.
func add(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return ^uint64(0)
	}
	return sum
}

func saturating(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	if hi != 0 {
		return ^uint64(0)
	}
	return lo
}
