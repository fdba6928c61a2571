package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of turnArgs in package kernel.
const (
	turnFrom, turnTo, turnFromStep, turnToStep, turnCount = 0, 8, 16, 24, 32

	turnSize = 8
)

// turn transposes squares of 8 by 8 that follow one another along the rows of a matrix.
func turn(m *machine) {
	args := m.function("turn", "transposes a.count squares; see turnArgs.")
	from, to := m.load(at(args, turnFrom)), m.load(at(args, turnTo))
	fromStep, toStep := m.load(at(args, turnFromStep)), m.load(at(args, turnToStep))
	count := m.load(at(args, turnCount))
	three := m.GP64()
	m.LEAQ(operand.Mem{Base: fromStep, Index: fromStep, Scale: 2}, three)
	lower := m.GP64()
	m.loop("square", count, func() {
		m.LEAQ(operand.Mem{Base: from, Index: fromStep, Scale: 4}, lower)
		for half := range 2 {
			at := func(row int) operand.Mem {
				mem := operand.Mem{Base: from, Disp: 16 * half}
				if row >= 4 {
					mem.Base = lower
				}
				switch row % 4 {
				case 1:
					mem.Index, mem.Scale = fromStep, 1
				case 2:
					mem.Index, mem.Scale = fromStep, 2
				case 3:
					mem.Index, mem.Scale = three, 1
				}
				return mem
			}
			rows := m.vectors(4)
			for i, v := range rows {
				m.putFour(0, at(i), v)
				m.putFour(1, at(i+4), v)
			}
			for _, column := range m.four(rows, m.vectors(4)) {
				m.VMOVUPS(column, operand.Mem{Base: to})
				m.ADDQ(toStep, to)
			}
		}
		m.ADDQ(imm(4*turnSize), from)
	})
	m.done()
}

// four transposes four by four in each half of four vectors, by way of four others.
func (m *machine) four(rows, pairs []vector) []vector {
	m.VUNPCKLPS(rows[1], rows[0], pairs[0])
	m.VUNPCKHPS(rows[1], rows[0], pairs[1])
	m.VUNPCKLPS(rows[3], rows[2], pairs[2])
	m.VUNPCKHPS(rows[3], rows[2], pairs[3])
	m.VUNPCKLPD(pairs[2], pairs[0], rows[0])
	m.VUNPCKHPD(pairs[2], pairs[0], rows[1])
	m.VUNPCKLPD(pairs[3], pairs[1], rows[2])
	m.VUNPCKHPD(pairs[3], pairs[1], rows[3])
	return rows
}

// Fields of weaveArgs in package kernel.
const weaveFrom, weaveTo, weaveStep, weaveCount = 0, 32, 40, 48

// weave puts the elements of four rows beside one another, eight columns at a time.
func weave(m *machine) {
	const rowsAtOnce = 4
	args := m.function("weave", "writes columns of a few rows one after another; see weaveArgs.")
	var from [rowsAtOnce]operand.Op
	for i := range from {
		from[i] = m.load(at(args, weaveFrom+8*i))
	}
	to, step, count := m.load(at(args, weaveTo)), m.load(at(args, weaveStep)), m.load(at(args, weaveCount))
	m.loop("square", count, func() {
		rows := m.vectors(rowsAtOnce)
		for i, v := range rows {
			m.VMOVUPS(operand.Mem{Base: from[i].(reg.Register)}, v)
			m.ADDQ(imm(4*turnSize), from[i])
		}
		columns := m.four(rows, m.vectors(rowsAtOnce))
		for half := range 2 {
			for _, v := range columns {
				m.storeFour(half, v, operand.Mem{Base: to})
				m.ADDQ(step, to)
			}
		}
	})
	m.done()
}
