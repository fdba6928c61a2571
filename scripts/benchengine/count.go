package main

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// multiplyAdds counts those of the matrix products and convolutions of a program, padding included: a window at the edge counts as whole.
func multiplyAdds(p *graph.Program) uint64 {
	total := uint64(0)
	for i := range p.Nodes {
		n := &p.Nodes[i]
		if n.Op != graph.OpDot && n.Op != graph.OpConv {
			continue
		}
		outputs, _ := n.Elements()
		x, w := n.Operands[0].Shape, n.Operands[1].Shape
		perOutput := x[len(x)-1]
		if n.Op == graph.OpConv {
			perOutput = elements(w[1:])
		}
		if n.Op == graph.OpConv && len(n.Spread) > 0 {
			outputs = elements(x[:len(x)-1]) * w[0] // each input is multiplied by every weight of its group once
		}
		total += outputs * perOutput
	}
	return total
}

func elements(shape []uint64) uint64 {
	n := uint64(1)
	for _, extent := range shape {
		n *= extent
	}
	return n
}
