package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
)

// constant is a vector of one 32-bit number over and over, in memory.
func (m *machine) constant(bits uint32) operand.Mem {
	if mem, known := m.constants[bits]; known {
		return mem
	}
	mem := m.StaticGlobal(fmt.Sprintf("all_%08x_%d", bits, m.bytes))
	m.DataAttributes(attr.RODATA | attr.NOPTR)
	for range m.lanes {
		m.AppendDatum(operand.U32(bits))
	}
	m.constants[bits] = mem
	return mem
}

// Numbers by their bits.
const (
	one         = 0x3f800000
	minusTwo    = 0xc0000000
	infinity    = 0x7f800000
	negInfinity = 0xff800000
	canonicalNN = 0x7fc00000
	signBit     = 0x80000000
	magnitude   = 0x7fffffff
	allBits     = 0xffffffff
)
