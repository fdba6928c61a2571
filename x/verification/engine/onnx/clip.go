package onnx

import (
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// clip has its limits in attributes before opset 11, which from opset 6 on stand for the largest numbers where they are not given, and in
// optional inputs since.
func clip(k *call) (value, error) {
	if k.c.file.opset < 11 {
		return k.clipByAttributes()
	}
	in, err := k.any(1, 3)
	if err != nil {
		return value{}, err
	}
	x := in[0]
	if err := x.has(numericTypes()...); err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	y := x
	for i, fn := range []graph.Func{graph.FuncMax, graph.FuncMin} {
		if !k.given(i + 1) {
			continue
		}
		limit := in[i+1]
		if limit.operand.dtype != x.operand.dtype || count(limit.shape) != 1 {
			return value{}, fmt.Errorf("%w: limit %d is %s%d, wants one %s", ErrModel, i+1, limit.element(), limit.shape, x.element())
		}
		if limit, err = k.reshaped(limit, []uint64{}); err != nil {
			return value{}, err
		}
		y = f.both(fn, y, limit)
	}
	return y, f.err
}

func (k *call) clipByAttributes() (value, error) {
	x, err := k.operand()
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	most := float32(math.Inf(1))
	if k.c.file.opset >= 6 {
		most = math.MaxFloat32
	}
	y := between(f, x, f.attribute("min", -most), f.attribute("max", most))
	return y, f.err
}
