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

// A mask says for which lanes something holds: by the sign bits of a vector, or in a register of its own where there are such.
func (m *machine) newMask() reg.Register {
	if m.opmasks {
		return m.K()
	}
	return m.vector()
}

func (m *machine) newMasks(n int) []reg.Register {
	masks := make([]reg.Register, n)
	for i := range masks {
		masks[i] = m.newMask()
	}
	return masks
}

// compare is the mask of the lanes in which a and b are in a relation. b may lie in memory.
func (m *machine) compare(predicate uint64, a reg.Register, b operand.Op) reg.Register {
	mask := m.newMask()
	m.VCMPPS(operand.Imm(predicate), b, a, mask)
	return mask
}

// signs is the mask of the lanes of x with a sign.
func (m *machine) signs(x reg.Register) reg.Register {
	if !m.opmasks {
		return x
	}
	mask := m.newMask()
	m.VPMOVD2M(x, mask)
	return mask
}

// loadMask reads a mask that lies in memory as the sign bits of a vector.
func (m *machine) loadMask(from operand.Mem, mask reg.Register) {
	if !m.opmasks {
		m.VMOVUPS(from, mask)
		return
	}
	v := m.vector()
	m.VMOVUPS(from, v)
	m.VPMOVD2M(v, mask)
}

// nowhere is the mask of no lane.
func (m *machine) nowhere(mask reg.Register) {
	if m.opmasks {
		m.KXORW(mask, mask, mask)
		return
	}
	m.VXORPS(mask, mask, mask)
}

// either adds the lanes of a mask to another.
func (m *machine) either(mask, into reg.Register) {
	if m.opmasks {
		m.KORW(mask, into, into)
		return
	}
	m.VORPS(mask, into, into)
}

// jumpIfNowhere goes to a label if a mask has no lane.
func (m *machine) jumpIfNowhere(mask reg.Register, to operand.LabelRef) {
	if m.opmasks {
		m.KORTESTW(mask, mask)
	} else {
		bits := m.GP32()
		m.VMOVMSKPS(mask, bits)
		m.TESTL(bits, bits)
	}
	m.JZ(to)
}

// choose puts yes into the lanes of a vector that a mask names. yes may lie in memory.
func (m *machine) choose(mask reg.Register, yes operand.Op, into reg.Register) {
	if m.opmasks {
		m.VMOVUPS(yes, mask, into)
		return
	}
	m.VBLENDVPS(mask, yes, into, into)
}

// clear puts +0 into the lanes of a vector that a mask names.
func (m *machine) clear(mask, v reg.Register) {
	if m.opmasks {
		m.VMOVUPS(m.constant(0), mask, v)
		return
	}
	m.VANDNPS(v, mask, v)
}

// keep is a new vector that has a constant in the lanes that a mask names, and zeros in the others.
func (m *machine) keep(mask reg.Register, from operand.Mem) vector {
	v := m.vector()
	if m.opmasks {
		m.VMOVUPS_Z(from, mask, v)
	} else {
		m.VANDPS(from, mask, v)
	}
	return v
}

// truth turns a mask into a vector: the integer 1 in the lanes that it names, 0 in the others.
func (m *machine) truth(mask reg.Register) reg.Register {
	if m.opmasks {
		return m.keep(mask, m.constant(1))
	}
	m.VPSRLD(imm(31), mask, mask)
	return mask
}

// loadPart reads the lanes that a mask names, and puts zeros into the others, whose memory may not be there.
func (m *machine) loadPart(from operand.Mem, mask, into reg.Register) {
	if m.opmasks {
		m.VMOVUPS_Z(from, mask, into)
		return
	}
	m.VMASKMOVPS(from, mask, into)
}

// storePart writes the lanes that a mask names, and leaves alone what lies at the others.
func (m *machine) storePart(v, mask reg.Register, to operand.Mem) {
	if m.opmasks {
		m.VMOVUPS(v, mask, to)
		return
	}
	m.VMASKMOVPS(v, mask, to)
}

// canonicalNaN makes NaNs in a vector canonical.
func (m *machine) canonicalNaN(v reg.Register) {
	m.choose(m.compare(unordered, v, v), m.constant(canonicalNN), v)
}
