package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// along calls do with each vector of channels that lies at a step of each row. The channels end inside the last vector of a panel that
// has masks.
func (t *tile) along(n int, x []reg.GPVirtual, index, w reg.GPVirtual, do func(k, row, vec int, value operand.Op)) {
	part, isPart := label("part%d", n)
	moved, isMoved := label("moved%d", n)
	t.CMPQ(at(t.args, tileMask), imm(0))
	t.JNE(isPart)
	for k := range n {
		for v := range t.vecs {
			for i := range t.rows {
				do(k, i, v, operand.Mem{Base: x[i], Index: index, Scale: 1, Disp: v*t.bytes + k*float})
			}
		}
	}
	t.JMP(isMoved)
	t.Label(part)
	masks := t.load(at(t.args, tileMask))
	mask, value := t.newMask(), t.vector()
	for k := range n {
		for v := range t.vecs {
			t.loadMask(at(masks, v*t.bytes), mask)
			for i := range t.rows {
				t.loadPart(operand.Mem{Base: x[i], Index: index, Scale: 1, Disp: v*t.bytes + k*float}, mask, value)
				do(k, i, v, value)
			}
		}
	}
	t.Label(moved)
	t.ADDQ(operand.U32(n*t.vecs*t.bytes), w)
	t.ADDQ(operand.U32(n*float), index)
}

// channelwise steps multiply channels with weights of their own.
func (t *tile) channelwise(step func(weights vector, value operand.Op, acc vector)) steps {
	return func(n int, x []reg.GPVirtual, index, w reg.GPVirtual) {
		weights := t.vector()
		t.along(n, x, index, w, func(k, i, v int, from operand.Op) {
			if i == 0 {
				t.VMOVUPS(at(w, (k*t.vecs+v)*t.bytes), weights)
			}
			step(weights, from, t.acc[i][v])
		})
	}
}

func (t *tile) sum(n int, x []reg.GPVirtual, index, w reg.GPVirtual) {
	t.along(n, x, index, w, func(_, i, v int, value operand.Op) { t.VADDPS(value, t.acc[i][v], t.acc[i][v]) })
}

// max asks both ways, as extreme does, and keeps NaNs apart.
func (t *tile) max(n int, x []reg.GPVirtual, index, w reg.GPVirtual) {
	t.along(n, x, index, w, func(_, i, v int, from operand.Op) {
		value, back, nan := t.vector(), t.vector(), t.newMask()
		t.VMOVUPS(from, value)
		t.VMAXPS(value, t.acc[i][v], back)
		t.VMAXPS(t.acc[i][v], value, t.acc[i][v])
		t.VANDPS(back, t.acc[i][v], t.acc[i][v])
		t.VCMPPS(imm(unordered), value, value, nan)
		t.either(nan, t.nan[i])
	})
}
