package main

import (
	"math/bits"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of mapArgs in package kernel: the result, three operands and how far each moves on with each vector, and the number of
// groups of mapGroup elements.
const (
	mapTo, mapFrom, mapStep, mapCount = 0, 8, 32, 56

	mapGroup = 32
)

func imm(n uint64) operand.Constant { return operand.Imm(n) }

// maps are the kernels of scalar functions. Those of one or two instructions work on a group at a time, the others on a vector.
func maps(m *machine) {
	whole := mapGroup / m.lanes
	for _, f := range []struct {
		name           string
		operands, many int
		emit           func(v []vector) reg.Register
	}{
		{"Add", 2, whole, m.simple(m.VADDPS)},
		{"Sub", 2, whole, m.simple(m.VSUBPS)},
		{"Mul", 2, whole, m.simple(m.VMULPS)},
		{"Div", 2, whole, m.simple(m.VDIVPS)},
		{"Max", 2, whole, m.extreme(m.VMAXPS, m.VANDPS)},
		{"Min", 2, whole, m.extreme(m.VMINPS, m.VORPS)},
		{"FMA", 3, whole, func(v []vector) reg.Register {
			m.VFMADD213PS(v[2], v[1], v[0])
			return v[0]
		}},
		{"Relu", 1, whole, m.relu},
		{"Neg", 1, whole, m.withConstant(m.VXORPS, signBit)},
		{"Abs", 1, whole, m.withConstant(m.VANDPS, magnitude)},
		{"Sqrt", 1, whole, func(v []vector) reg.Register {
			m.VSQRTPS(v[0], v[0])
			return v[0]
		}},
		{"Round", 1, whole, m.rounded(0)},
		{"Floor", 1, whole, m.rounded(1)},
		{"Ceil", 1, whole, m.rounded(2)},
		{"Trunc", 1, whole, m.rounded(3)},
		{"Exp", 1, 1, m.curve(m.exp)},
		{"Log", 1, 1, m.curve(m.log)},
		{"Tanh", 1, 1, m.curve(m.tanh)},
		{"Sigmoid", 1, 1, m.curve(m.sigmoid)},
		{"Erf", 1, 1, m.curve(m.erf)},
	} {
		m.mapping(f.name, f.operands, f.many, func(v []vector) reg.Register {
			out := f.emit(v)
			m.canonicalNaN(out)
			return out
		})
	}
	m.choices()
}

// choices are the functions with truth, lanes of 0 and 1, among their operands or as their result.
func (m *machine) choices() {
	for _, f := range []struct {
		name      string
		predicate uint64
	}{{"Equal", equalOrdered}, {"Less", lessOrdered}, {"LessEqual", lessEqualOrdered}} {
		m.mapping(f.name, 2, mapGroup/m.lanes, func(v []vector) reg.Register {
			return m.truth(m.compare(f.predicate, v[0], v[1]))
		})
	}
	m.mapping("Where", 3, mapGroup/m.lanes, func(v []vector) reg.Register {
		m.VPSLLD(imm(31), v[0], v[0])
		m.choose(m.signs(v[0]), v[1], v[2])
		return v[2]
	})
}

// mapping emits the kernel of a function: emit turns operands into the result, and may change them.
func (m *machine) mapping(name string, operands, many int, emit func(v []vector) reg.Register) {
	args := m.function("map"+name, "computes *a; see mapArgs.")
	to := m.load(at(args, mapTo))
	from, step := make([]reg.GPVirtual, operands), make([]reg.GPVirtual, operands)
	for i := range from {
		from[i], step[i] = m.load(at(args, mapFrom+8*i)), m.load(at(args, mapStep+8*i))
	}
	count := m.load(at(args, mapCount))
	vectors := bits.TrailingZeros(mapGroup / uint(m.lanes))
	if many == 1 {
		m.SHLQ(imm(uint64(vectors)), count)
	} else {
		for i := range step {
			m.SHLQ(imm(uint64(vectors)), step[i])
		}
	}
	m.loop("next", count, func() {
		for k := range many {
			v := make([]vector, operands)
			for i := range v {
				v[i] = m.vector()
				m.VMOVUPS(at(from[i], k*m.bytes), v[i])
			}
			m.VMOVUPS(emit(v), at(to, k*m.bytes))
		}
		for i := range from {
			m.ADDQ(step[i], from[i])
		}
		m.ADDQ(operand.U32(many*m.bytes), to)
	})
	m.done()
}

// simple is a function of one instruction, whose operands stand in reverse order.
func (m *machine) simple(instruction func(ops ...operand.Op)) func(v []vector) reg.Register {
	return func(v []vector) reg.Register {
		instruction(v[1], v[0], v[0])
		return v[0]
	}
}

func (m *machine) withConstant(instruction func(ops ...operand.Op), bits uint32) func(v []vector) reg.Register {
	return func(v []vector) reg.Register {
		instruction(m.constant(bits), v[0], v[0])
		return v[0]
	}
}

// extreme asks both ways, since the instruction gives its second source where both are zeros or one is NaN; combine makes one zero
// of two.
func (m *machine) extreme(instruction, combine func(ops ...operand.Op)) func(v []vector) reg.Register {
	return func(v []vector) reg.Register {
		out := m.vector()
		instruction(v[0], v[1], out)
		back := m.vector()
		instruction(v[1], v[0], back)
		combine(back, out, out)
		m.choose(m.compare(unordered, v[0], v[1]), m.constant(canonicalNN), out)
		return out
	}
}

func (m *machine) relu(v []vector) reg.Register {
	zero := m.vector()
	m.VXORPS(zero, zero, zero)
	m.clear(m.compare(lessEqualOrdered, v[0], zero), v[0])
	return v[0]
}

func (m *machine) rounded(mode uint64) func(v []vector) reg.Register {
	return func(v []vector) reg.Register {
		m.round(mode, v[0])
		return v[0]
	}
}

func (m *machine) curve(f func(x reg.Register) vector) func(v []vector) reg.Register {
	return func(v []vector) reg.Register { return f(v[0]) }
}
