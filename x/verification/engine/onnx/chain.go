package onnx

import (
	"cmp"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Chains of transpositions and reshapes, as the change of layouts around a shuffle of channels or a split into heads leaves them, become
// one transposition between two reshapes: bytes then move once, and one tensor is committed instead of several.

// longestChain bounds the nodes of a chain.
const longestChain = 16

// piece is a run of one axis: how many steps it has, and how far they lie apart in the chain's source.
type piece struct{ extent, stride uint64 }

// moves shortens every chain. A node before the last has no other reader.
func (f *fuser) moves() {
	for i := range f.b.nodes {
		if n := &f.b.nodes[i]; n.Op != graph.OpTranspose || len(f.reads[i]) == 0 && !f.keep[i] {
			continue
		}
		chain := f.chain(i)
		for len(chain) > 1 && !f.shorten(chain) {
			chain = chain[:len(chain)-1]
		}
	}
}

// chain lists the nodes that do nothing but move what node i moves, the last first.
func (f *fuser) chain(i int) []int {
	chain := []int{i}
	for len(chain) < longestChain {
		o := &f.b.nodes[chain[len(chain)-1]].Operands[0]
		if o.Source != graph.SourceTrace || f.keep[o.Node] || len(f.reads[o.Node]) != 1 {
			break
		}
		if op := f.b.nodes[o.Node].Op; op != graph.OpTranspose && op != graph.OpReshape {
			break
		}
		chain = append(chain, int(o.Node))
	}
	return chain
}

// shorten rewrites a chain with several transpositions, if it can.
func (f *fuser) shorten(chain []int) bool {
	turns := 0
	for _, i := range chain {
		if f.b.nodes[i].Op == graph.OpTranspose {
			turns++
		}
	}
	source := f.b.nodes[chain[len(chain)-1]].Operands[0]
	pieces, ok := f.b.followed(chain, source.Shape)
	if turns < 2 || !ok {
		return false
	}
	nodes := rearranged(source, pieces, f.b.nodes[chain[0]].Shape)
	if len(nodes) > len(chain) {
		return false
	}
	for k := range nodes {
		var err error
		if nodes[k].Dtype, nodes[k].Shape, err = graph.Infer(&nodes[k]); err != nil {
			return false
		}
		if k+1 < len(nodes) {
			at := chain[len(nodes)-1-k]
			nodes[k+1].Operands = []graph.Operand{{
				Source: graph.SourceTrace, Node: uint32(at), Dtype: nodes[k].Dtype, Shape: nodes[k].Shape,
			}}
		}
	}
	for _, i := range chain {
		f.count(i, false)
	}
	for k := range nodes {
		at := chain[len(nodes)-1-k]
		nodes[k].Name = f.b.nodes[at].Name
		f.b.nodes[at] = nodes[k]
		f.count(at, true)
	}
	return true
}

// followed takes a tensor of a shape through a chain: the pieces of its axes in the order that they have in the end.
func (b *builder) followed(chain []int, shape []uint64) ([]piece, bool) {
	pieces := make([]piece, len(shape))
	stride := uint64(1)
	for a := len(shape) - 1; a >= 0; a-- {
		pieces[a] = piece{shape[a], stride}
		stride *= shape[a]
	}
	for i := len(chain) - 1; i >= 0; i-- {
		n := &b.nodes[chain[i]]
		if n.Op != graph.OpTranspose {
			continue // a reshape leaves the order of the elements
		}
		axes, ok := cut(pieces, n.Operands[0].Shape)
		if !ok {
			return nil, false
		}
		var turned []piece
		for _, axis := range n.Perm {
			turned = append(turned, axes[axis]...)
		}
		pieces = turned
	}
	return joined(pieces), true
}

// cut shares pieces out between the axes of a shape. It fails where an axis would begin within a step of a piece.
func cut(pieces []piece, shape []uint64) ([][]piece, bool) {
	pieces = slices.Clone(pieces)
	axes := make([][]piece, len(shape))
	for a, need := range shape {
		for need > 1 {
			p := &pieces[0]
			switch {
			case p.extent == 1:
				pieces = pieces[1:]
			case need%p.extent == 0:
				axes[a] = append(axes[a], *p)
				need /= p.extent
				pieces = pieces[1:]
			case p.extent%need == 0:
				p.extent /= need
				axes[a] = append(axes[a], piece{need, p.stride * p.extent})
				need = 1
			default:
				return nil, false
			}
		}
	}
	return axes, true
}

// joined makes neighbours that follow one another in the source one piece.
func joined(pieces []piece) []piece {
	var out []piece
	for _, p := range pieces {
		last := len(out) - 1
		switch {
		case p.extent == 1:
		case last >= 0 && out[last].stride == p.stride*p.extent:
			out[last] = piece{out[last].extent * p.extent, p.stride}
		default:
			out = append(out, p)
		}
	}
	return out
}

// unjoined splits what comes first, and stays so, along the axes that both shapes begin with: who recomputes an element then sees that it
// stays in its place.
func unjoined(pieces []piece, from, to []uint64) []piece {
	const mostAxes = 8
	if len(pieces) == 0 {
		return nil
	}
	first := pieces[0]
	left := first.extent
	var split []piece
	for a := 0; left > 1 && a < min(len(from), len(to)) && from[a] == to[a] && left%from[a] == 0; a++ {
		left /= from[a]
		split = append(split, piece{from[a], first.stride * left})
	}
	outermost := first.stride*first.extent == elements(from)
	if !outermost || left > 1 || len(split)+len(pieces)-1 > mostAxes {
		return pieces
	}
	return append(split, pieces[1:]...)
}

// rearranged are the nodes that bring pieces of a source in order and give the result a shape. Operands but the first's are missing.
func rearranged(source graph.Operand, pieces []piece, shape []uint64) []graph.Node {
	pieces = unjoined(pieces, source.Shape, shape)
	before := slices.Clone(pieces)
	slices.SortStableFunc(before, func(p, q piece) int { return cmp.Compare(q.stride, p.stride) })
	middle, after, perm := make([]uint64, len(pieces)), make([]uint64, len(pieces)), make([]uint32, len(pieces))
	for i, p := range pieces {
		middle[i], after[i], perm[i] = before[i].extent, p.extent, uint32(slices.Index(before, p))
	}
	var nodes []graph.Node
	if !slices.IsSorted(perm) {
		if !slices.Equal(middle, source.Shape) {
			nodes = append(nodes, graph.Node{Op: graph.OpReshape, Shape: middle})
		}
		nodes = append(nodes, graph.Node{Op: graph.OpTranspose, Perm: perm})
	}
	if len(nodes) == 0 || !slices.Equal(after, shape) {
		nodes = append(nodes, graph.Node{Op: graph.OpReshape, Shape: shape})
	}
	nodes[0].Operands = []graph.Operand{source}
	return nodes
}
