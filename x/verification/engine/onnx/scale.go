package onnx

import (
	"context"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// scaleFilters takes constant scales of the output channels, as normalisation leaves them, into the constant filters of node i, and
// into a constant bias that is added before. The bits are those of the scaled filters, no longer those of a product of its own.
func (b *builder) scaleFilters(i int) error {
	n := &b.nodes[i]
	for {
		at := 0
		if b.leads(n, 0, graph.FuncAdd) != nil {
			at = 1
		}
		scale := b.leads(n, at, graph.FuncMul)
		if scale == nil || !b.constantFilters(n) {
			return nil
		}
		n.Operands = slices.Clone(n.Operands)
		w := &n.Operands[1]
		rows := *scale
		rows.Shape = append([]uint64{elements(scale.Shape)}, ones(len(w.Shape)-1)...)
		if err := b.multiply(w, w, &rows); err != nil {
			return err
		}
		if at == 1 {
			if err := b.multiply(b.leads(n, 0, graph.FuncAdd), b.leads(n, 0, graph.FuncAdd), scale); err != nil {
				return err
			}
		}
		dropStep(n, at)
		tidy(n)
	}
}

// constantFilters says whether the node contracts float32 with one constant set of filters.
func (b *builder) constantFilters(n *graph.Node) bool {
	w := &n.Operands[1]
	return (n.Op == graph.OpConv || n.Op == graph.OpDot && len(w.Shape) == 2) && w.Dtype == graph.Float32 && w.Source == graph.SourceWeights
}

// leads is the constant, one for each output channel or for all, that step i of a contraction combines with what comes before it, if
// nothing else reads either.
func (b *builder) leads(n *graph.Node, i int, f graph.Func) *graph.Operand {
	if n.Op != graph.OpDot && n.Op != graph.OpConv || i >= len(n.Steps) || n.Steps[i].Func != f {
		return nil
	}
	slot := besides(n, i)
	if slot == 0 {
		return nil
	}
	o := &n.Operands[n.Own()+int(slot)-1]
	last := len(o.Shape) - 1
	perChannel := last >= 0 && o.Shape[last] == n.Shape[len(n.Shape)-1] && elements(o.Shape) == o.Shape[last]
	if o.Source != graph.SourceWeights || !perChannel && elements(o.Shape) != 1 {
		return nil
	}
	return o
}

// besides is the slot that step i combines with what comes before it, 0 where it is none or where another step reads either.
func besides(n *graph.Node, i int) uint32 {
	slots := uint32(1 + len(n.Operands) - n.Own())
	before := uint32(0)
	if i > 0 {
		before = slots + uint32(i) - 1
	}
	slot, other := n.Steps[i].Args[0], n.Steps[i].Args[1]
	if slot == before {
		slot, other = other, slot
	}
	if other != before || slot >= slots {
		return 0
	}
	for j, s := range n.Steps {
		if j != i && (slices.Contains(s.Args, before) || slices.Contains(s.Args, slot)) {
			return 0
		}
	}
	return slot
}

// multiply makes a constant operand the product of two that broadcast to the first's shape, or to the second's where that is larger.
func (b *builder) multiply(to, x, y *graph.Operand) error {
	n := graph.Node{Op: graph.OpMap, Func: graph.FuncMul, Dtype: graph.Float32, Operands: []graph.Operand{*x, *y}}
	_, shape, err := graph.Infer(&n)
	if err != nil {
		return err
	}
	n.Shape = shape
	content, err := exec.Compute(context.Background(), &n, [][]byte{b.content(x), b.content(y)})
	to.Shape, to.Offset = shape, b.place(content)
	return err
}

func (b *builder) content(o *graph.Operand) []byte { return b.constants[o.Offset/graph.WeightAlign] }

// place keeps a constant and gives its offset until pack.
func (b *builder) place(content []byte) uint64 {
	b.constants = append(b.constants, content)
	return uint64(len(b.constants)-1) * graph.WeightAlign
}

// dropStep takes away a step that changes nothing any more: what reads its result reads what its first step did.
func dropStep(n *graph.Node, at int) {
	result := 1 + len(n.Operands) - n.Own() + at
	before := 0
	if at > 0 {
		before = result - 1
	}
	n.Steps = moved(slices.Delete(slices.Clone(n.Steps), at, at+1), func(arg int) int {
		switch {
		case arg == result:
			return before
		case arg > result:
			return arg - 1
		default:
			return arg
		}
	})
}

// tidy drops operands that no step reads.
func tidy(n *graph.Node) {
	own := n.Own()
	slots := 1 + len(n.Operands) - own
	kept := slices.Clone(n.Operands[:own])
	place := make([]int, slots)
	for slot := 1; slot < slots; slot++ {
		if slices.ContainsFunc(n.Steps, func(s graph.Step) bool { return slices.Contains(s.Args, uint32(slot)) }) {
			place[slot] = 1 + len(kept) - own
			kept = append(kept, n.Operands[own+slot-1])
		}
	}
	dropped := len(n.Operands) - len(kept)
	n.Operands = kept
	n.Steps = moved(n.Steps, func(arg int) int {
		if arg >= slots {
			return arg - dropped
		}
		return place[arg]
	})
}
