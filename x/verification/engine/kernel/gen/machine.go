package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vector is a register, chosen by the allocator or by hand.
type vector interface {
	reg.Register
	reg.Vec
}

// machine is an instruction set that kernels are written for, and the file they go to.
type machine struct {
	*build.Context
	// suffix ends the names of its functions.
	suffix string
	// lanes is the number of 32-bit elements in a vector, bytes its size.
	lanes, bytes int
	vector       func() vector
	// register is a vector chosen by hand, of as many as the machine has.
	register  func(i int) vector
	registers int
	// opmasks says that masks have registers of their own; else they are vectors.
	opmasks bool
	// constants are the numbers that the file has in memory.
	constants map[uint32]operand.Mem
	tables    map[string]operand.Mem
	// declare hears of each function, without the suffix.
	declare func(name string)
}

func avx2(c *build.Context) *machine {
	return &machine{
		Context: c, suffix: "AVX2", lanes: 8, bytes: 32, vector: func() vector { return c.YMM() },
		register: func(i int) vector { return numbered[i].AsY().(vector) }, registers: 16,
		constants: map[uint32]operand.Mem{}, tables: map[string]operand.Mem{},
	}
}

// avx512 has what every processor with AVX-512 in a server has: F, BW, DQ and VL.
func avx512(c *build.Context) *machine {
	return &machine{
		Context: c, suffix: "AVX512", lanes: 16, bytes: 64, vector: func() vector { return c.ZMM() },
		register: func(i int) vector { return numbered[i].AsZ().(vector) }, registers: 32, opmasks: true,
		constants: map[uint32]operand.Mem{}, tables: map[string]operand.Mem{},
	}
}

var numbered = [...]reg.Vec{
	reg.X0, reg.X1, reg.X2, reg.X3, reg.X4, reg.X5, reg.X6, reg.X7, reg.X8, reg.X9, reg.X10, reg.X11, reg.X12, reg.X13, reg.X14, reg.X15,
	reg.X16, reg.X17, reg.X18, reg.X19, reg.X20, reg.X21, reg.X22, reg.X23, reg.X24, reg.X25, reg.X26, reg.X27, reg.X28, reg.X29, reg.X30, reg.X31,
}

// function begins a function of one pointer, to a structure or an array, which it returns in a register. Package kernel declares it.
func (m *machine) function(name, doc string) reg.GPVirtual {
	m.declare(name)
	m.Function(name + m.suffix)
	m.Attributes(attrNoSplit)
	m.SignatureExpr("func(a *byte)")
	m.Doc(name + m.suffix + " " + doc)
	return m.Load(m.Param("a"), m.GP64()).(reg.GPVirtual)
}

func (m *machine) vectors(n int) []vector {
	v := make([]vector, n)
	for i := range v {
		v[i] = m.vector()
	}
	return v
}

// at is the 64-bit field or element at a distance in bytes from a pointer.
func at(base reg.Register, offset int) operand.Mem { return operand.Mem{Base: base, Disp: offset} }

// load reads a 64-bit field into a new register.
func (m *machine) load(from operand.Op) reg.GPVirtual {
	r := m.GP64()
	m.MOVQ(from, r)
	return r
}

// loop repeats a body with a counter that is above zero going down to zero.
func (m *machine) loop(name string, counter operand.Op, body func()) {
	m.Label(name)
	body()
	m.DECQ(counter)
	m.JNZ(operand.LabelRef(name))
}

// done ends a function that has used vectors.
func (m *machine) done() {
	m.VZEROUPPER()
	m.RET()
}

func label(format string, args ...any) (string, operand.LabelRef) {
	name := fmt.Sprintf(format, args...)
	return name, operand.LabelRef(name)
}

// round rounds to integers: to nearest with ties to even, down, up, or towards zero.
func (m *machine) round(mode uint64, v reg.Register) {
	if m.opmasks {
		m.VRNDSCALEPS(imm(mode), v, v)
		return
	}
	m.VROUNDPS(imm(mode), v, v)
}

// putFour puts four elements from memory into a part of a vector, counted from the lowest. The lowest comes first, and clears the rest.
func (m *machine) putFour(i int, from operand.Mem, into vector) {
	switch {
	case i == 0:
		m.VMOVUPS(from, into.AsX())
	case m.lanes == 8:
		m.VINSERTF128(imm(uint64(i)), from, into, into)
	default:
		m.VINSERTF32X4(imm(uint64(i)), from, into, into)
	}
}

// storeFour writes four elements of a vector.
func (m *machine) storeFour(i int, from vector, to operand.Mem) {
	switch {
	case i == 0:
		m.VMOVUPS(from.AsX(), to)
	case m.lanes == 8:
		m.VEXTRACTF128(imm(uint64(i)), from, to)
	default:
		m.VEXTRACTF32X4(imm(uint64(i)), from, to)
	}
}
