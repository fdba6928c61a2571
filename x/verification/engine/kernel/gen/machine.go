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
	// constants are the numbers that the file has in memory.
	constants map[uint32]operand.Mem
	tables    map[string]operand.Mem
}

func avx2(c *build.Context) *machine {
	return &machine{Context: c, suffix: "AVX2", lanes: 8, bytes: 32, vector: func() vector { return c.YMM() }, constants: map[uint32]operand.Mem{}, tables: map[string]operand.Mem{}}
}

// function begins a function of one pointer, to a structure or an array, which it returns in a register. Package kernel declares it.
func (m *machine) function(name, doc string) reg.GPVirtual {
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
