package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of foldArgs in package kernel.
const (
	foldFrom, foldLanes, foldCount = 0, 8, 16

	// foldLaneCount is the number of partial sums of a reduction.
	foldLaneCount = 16
)

// folds fold a row into lanes: element i into lane i modulo 16.
func folds(m *machine) {
	m.fold("foldSum", func(value operand.Op, acc vector, _ reg.Register) { m.VADDPS(value, acc, acc) })
	m.fold("foldProduct", func(value operand.Op, acc vector, _ reg.Register) { m.VMULPS(value, acc, acc) })
	m.fold("foldMax", m.extremeStep(m.VMAXPS, m.VANDPS))
	m.fold("foldMin", m.extremeStep(m.VMINPS, m.VORPS))
}

// extremeStep goes on with the extreme of both, and keeps the lanes in which there was a NaN.
func (m *machine) extremeStep(instruction, combine func(ops ...operand.Op)) func(value operand.Op, acc vector, nan reg.Register) {
	return func(from operand.Op, acc vector, nan reg.Register) {
		value, back, isNaN := m.vector(), m.vector(), m.newMask()
		m.VMOVUPS(from, value)
		instruction(value, acc, back)
		instruction(acc, value, acc)
		combine(back, acc, acc)
		m.VCMPPS(imm(unordered), value, value, isNaN)
		m.either(isNaN, nan)
	}
}

func (m *machine) fold(name string, step func(value operand.Op, acc vector, nan reg.Register)) {
	args := m.function(name, "folds a.count times 16 elements into a.lanes; see foldArgs.")
	from, lanes, count := m.load(at(args, foldFrom)), m.load(at(args, foldLanes)), m.load(at(args, foldCount))
	acc, nan := m.vectors(foldLaneCount/m.lanes), m.newMasks(foldLaneCount/m.lanes)
	for i := range acc {
		m.VMOVUPS(at(lanes, i*m.bytes), acc[i])
		m.nowhere(nan[i])
	}
	m.loop("next", count, func() {
		for i := range acc {
			step(at(from, i*m.bytes), acc[i], nan[i])
		}
		m.ADDQ(imm(4*foldLaneCount), from)
	})
	for i := range acc {
		m.choose(nan[i], m.constant(canonicalNN), acc[i])
		m.VMOVUPS(acc[i], at(lanes, i*m.bytes))
	}
	m.done()
}
