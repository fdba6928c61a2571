package main

import (
	"github.com/mmcloughlin/avo/operand"
)

// Fields of foldArgs in package kernel.
const (
	foldFrom, foldLanes, foldCount = 0, 8, 16

	// foldLaneCount is the number of partial sums of a reduction.
	foldLaneCount = 16
)

// folds fold a row into lanes: element i into lane i modulo 16.
func folds(m *machine) {
	m.fold("foldSum", func(value operand.Op, acc, _ vector) { m.VADDPS(value, acc, acc) })
	m.fold("foldProduct", func(value operand.Op, acc, _ vector) { m.VMULPS(value, acc, acc) })
	m.fold("foldMax", m.extremeStep(m.VMAXPS, m.VANDPS))
	m.fold("foldMin", m.extremeStep(m.VMINPS, m.VORPS))
}

// extremeStep goes on with the extreme of both, and keeps the lanes in which there was a NaN.
func (m *machine) extremeStep(instruction, combine func(ops ...operand.Op)) func(value operand.Op, acc, nan vector) {
	return func(from operand.Op, acc, nan vector) {
		value, back := m.vector(), m.vector()
		m.VMOVUPS(from, value)
		instruction(value, acc, back)
		instruction(acc, value, acc)
		combine(back, acc, acc)
		m.VCMPPS(imm(unordered), value, value, back)
		m.VORPS(back, nan, nan)
	}
}

func (m *machine) fold(name string, step func(value operand.Op, acc, nan vector)) {
	args := m.function(name, "folds a.count times 16 elements into a.lanes; see foldArgs.")
	from, lanes, count := m.load(at(args, foldFrom)), m.load(at(args, foldLanes)), m.load(at(args, foldCount))
	acc, nan := m.vectors(foldLaneCount/m.lanes), m.vectors(foldLaneCount/m.lanes)
	for i := range acc {
		m.VMOVUPS(at(lanes, i*m.bytes), acc[i])
		m.VXORPS(nan[i], nan[i], nan[i])
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
