package onnx

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// inferenceOperators give several outputs.
func inferenceOperators() map[string]compile {
	return map[string]compile{"Dropout": dropout, "DynamicQuantizeLinear": dynamicQuantizeLinear}
}

// dynamicQuantizeLinear quantises to uint8 by the range of all its elements and zero: it gives the result, the scale and the zero point.
func dynamicQuantizeLinear(k *call) ([]value, error) {
	x, err := k.operand()
	if err != nil {
		return nil, err
	}
	f := &formula{k: k}
	axes := identity(len(x.shape))
	most := f.max(f.fold(graph.FuncMax, x, axes, false), scalar(0))
	least := f.min(f.fold(graph.FuncMin, x, axes, false), scalar(0))
	scale := f.div(f.sub(most, least), scalar(255))
	place := f.sub(scalar(0), f.div(least, scale))
	rounded := f.of(graph.FuncRound, between(f, place, scalar(0), scalar(255)))
	zero := f.saturated(graph.Uint8, rounded)
	q := f.add(f.of(graph.FuncRound, f.div(x, scale)), f.cast(graph.Float32, zero))
	y := f.saturated(graph.Uint8, q)
	return []value{y, scale, zero}, f.err
}
