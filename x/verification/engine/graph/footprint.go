package graph

// footprint is the part of each operand that a box of a node's output is computed from, for the operators that can be recomputed by those
// who read them: nil for the others.
func footprint(n *Node, b box) []box {
	switch n.Op {
	case OpMap:
		return n.tailBoxes(nil, b)
	case OpDot:
		return n.tailBoxes(dotBoxes(n, b), b)
	case OpConv:
		return n.tailBoxes(convBoxes(n, b), b)
	case OpPool:
		return n.tailBoxes([]box{poolBox(n, b)}, b)
	case OpReduce:
		x := n.Operands[0].Shape
		return n.tailBoxes([]box{append(append(box{}, b...), allOf(x[len(x)-1]))}, b)
	case OpSoftmax:
		last := len(b) - 1
		return []box{append(append(box{}, b[:last]...), allOf(n.Shape[last]))}
	default:
		return moved(n, b)
	}
}

// moved is the footprint of an operator that moves elements.
func moved(n *Node, b box) []box {
	switch n.Op {
	case OpReshape:
		return []box{b.reshaped(n.Shape, n.Operands[0].Shape)}
	case OpTranspose:
		in := make(box, len(b))
		for i, from := range n.Perm {
			in[from] = b[i]
		}
		return []box{in}
	case OpConcat:
		out := make([]box, len(n.Operands))
		for i := range n.Operands {
			out[i] = append(box{}, b...)
			out[i][n.Axis] = b[n.Axis].within(n.Operands[i].Shape[n.Axis])
		}
		return out
	case OpSlice:
		return []box{sliceBox(n, b)}
	case OpPad:
		in := append(box{}, b...)
		for i, dim := range n.Operands[0].Shape {
			in[i] = b[i].within(dim)
		}
		return []box{in, element(n.Operands[1].Shape)}
	default:
		return nil
	}
}

// tailBoxes adds what the steps read.
func (m *Node) tailBoxes(boxes []box, b box) []box {
	for i := m.Own(); i < len(m.Operands); i++ {
		boxes = append(boxes, b.broadcastTo(m.Operands[i].Shape))
	}
	return boxes
}

func dotBoxes(n *Node, b box) []box {
	last := len(b) - 1
	k := allOf(n.Operands[0].Shape[last])
	rows := append(append(box{}, b[:last]...), k)
	columns := append(append(box{}, b[:last-1]...), b[last], k)
	if len(n.Operands[1].Shape) == 2 {
		columns = box{b[last], k}
	}
	return []box{rows, columns}
}

func convBoxes(n *Node, b box) []box {
	x, w := n.Operands[0].Shape, n.Operands[1].Shape
	last := len(x) - 1
	in, filter := box{b[0]}, box{b[last]}
	for i, a := range axesOf(n, x[1:last], w[1:last]) {
		in = append(in, a.window(b[i+1]))
		filter = append(filter, a.filter(b[i+1]))
	}
	return []box{append(in, groupsOf(n, b[last])), append(filter, allOf(w[last]))}
}

// groupsOf is the channels of the operand that a range of a convolution's output channels reads.
func groupsOf(n *Node, at extent) extent {
	channels, outputs := n.Operands[0].Shape[len(n.Shape)-1], n.Operands[1].Shape[0]
	if n.Groups == 1 || at.whole {
		return allOf(channels)
	}
	each := outputs / n.Groups
	groups := min((at.span-2+each)/each+1, n.Groups)
	if at.span == 1 {
		groups = 1
	}
	return extent{span: groups * (channels / n.Groups), dense: at.dense || groups == 1}
}

// poolBox counts in what lies between taps that share a run.
func poolBox(n *Node, b box) box {
	x := n.Operands[0].Shape
	last := len(x) - 1
	in := box{b[0]}
	for i, a := range axesOf(n, x[1:last], n.Kernel) {
		in = append(in, a.window(b[i+1]))
	}
	_, shared := PoolStep(n)
	if line := len(n.Kernel) - 1; shared && n.Kernel[line] > 1 {
		at := b[last-1]
		in[last-1].dense = at.dense && b[last].dense && (at.span == 1 || n.Strides[line] <= n.Kernel[line])
		return append(in, allOf(x[last]))
	}
	return append(in, b[last])
}

func sliceBox(n *Node, b box) box {
	in := make(box, len(b))
	for i, dim := range n.Operands[0].Shape {
		step := uint64(max(n.Increments[i], -n.Increments[i]))
		in[i] = oneOf(dim)
		if step > 0 {
			e := b[i]
			in[i] = extent{
				span: (e.span-1)*step + 1, dense: e.dense && step == 1, whole: e.whole && step == 1 && n.Shape[i] == dim,
			}.within(dim)
		}
	}
	return in
}
