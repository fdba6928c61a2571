package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of VCMPPS: ordered ones are false where an operand is NaN.
const (
	equalOrdered     = 0x00
	lessOrdered      = 0x11
	lessEqualOrdered = 0x12
	unordered        = 0x03
	greaterOrdered   = 0x1e
	greaterEqual     = 0x1d
)

// compare is the mask of the lanes in which a and b are in a relation. b may lie in memory.
func (m *machine) compare(predicate uint64, a reg.Register, b operand.Op) vector {
	mask := m.vector()
	m.VCMPPS(operand.Imm(predicate), b, a, mask)
	return mask
}

// choose puts yes into the lanes of a vector that a mask names (by its sign bits). yes may lie in memory.
func (m *machine) choose(mask reg.Register, yes operand.Op, into reg.Register) {
	m.VBLENDVPS(mask, yes, into, into)
}

// canonicalNaN makes NaNs in a vector canonical.
func (m *machine) canonicalNaN(v reg.Register) {
	m.choose(m.compare(unordered, v, v), m.constant(canonicalNN), v)
}
