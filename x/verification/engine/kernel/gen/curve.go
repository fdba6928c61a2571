package main

import "github.com/mmcloughlin/avo/reg"

// The functions of NUMERICS.md section 2, step by step; package native has the same steps with names for the constants. Each takes a
// vector, which it leaves as it is, and gives a new one. NaNs come out as NaNs, not canonical yet.

// copyOf is a new register with the same content.
func (m *machine) copyOf(x reg.Register) vector {
	v := m.vector()
	m.VMOVAPS(x, v)
	return v
}

// number is a new register with a constant in every lane.
func (m *machine) number(bits uint32) vector {
	v := m.vector()
	m.VMOVUPS(m.constant(bits), v)
	return v
}

// polynomial is Horner's scheme, highest coefficient first.
func (m *machine) polynomial(x reg.Register, terms ...uint32) vector {
	p := m.number(terms[0])
	for _, c := range terms[1:] {
		m.VFMADD213PS(m.constant(c), x, p)
	}
	return p
}

// expCore is exp where the result is neither infinite nor zero.
func (m *machine) expCore(x reg.Register) vector {
	t := m.number(0x3fb8aa3b)
	m.VFMADD213PS(m.constant(shifter), x, t)
	n := m.vector()
	m.VSUBPS(m.constant(shifter), t, n)
	high := m.number(0xbf317200)
	m.VFMADD213PS(x, n, high)
	r := m.number(0xb5bfbe8e)
	m.VFMADD213PS(high, n, r)
	p := m.polynomial(r, 0x39500d01, 0x3ab60b61, 0x3c088889, 0x3d2aaaab, 0x3e2aaaab, 0x3f000000, one, one)
	half := m.vector()
	m.VPSUBD(m.constant(shifter), t, t)
	m.VPSRAD(imm(1), t, half)
	m.VPSUBD(half, t, t)
	m.VMULPS(m.power(half), p, p)
	m.VMULPS(m.power(t), p, p)
	return p
}

const shifter = 0x4b400000

// power turns integers n into 2^n, in place.
func (m *machine) power(n reg.Register) reg.Register {
	m.VPADDD(m.constant(127), n, n)
	m.VPSLLD(imm(23), n, n)
	return n
}

func (m *machine) exp(x reg.Register) vector {
	p := m.expCore(x)
	m.choose(m.compare(unordered, x, x), x, p)
	m.choose(m.compare(greaterOrdered, x, m.constant(0x42b17217)), m.constant(infinity), p)
	small := m.compare(lessOrdered, x, m.constant(0xc2cff1b5))
	m.clear(small, p)
	return p
}

func (m *machine) magnitude(x reg.Register) vector {
	y := m.vector()
	m.VANDPS(m.constant(magnitude), x, y)
	return y
}

// withSign gives magnitudes the signs of x.
func (m *machine) withSign(y, x reg.Register) {
	sign := m.vector()
	m.VANDPS(m.constant(signBit), x, sign)
	m.VORPS(sign, y, y)
}

func (m *machine) tanh(x reg.Register) vector {
	y := m.magnitude(x)
	double := m.vector()
	m.VADDPS(y, y, double)
	e := m.expCore(double)
	m.VADDPS(m.constant(one), e, e)
	out := m.number(one)
	m.VDIVPS(e, out, out)
	minus := m.number(minusTwo)
	m.VFMADD213PS(m.constant(one), minus, out)

	z := m.vector()
	m.VMULPS(y, y, z)
	p := m.polynomial(z, 0xbbbaf0ea, 0x3ca9134e, 0xbd5c1e2d, 0x3e088393, 0xbeaaaa99)
	m.VMULPS(z, p, p)
	m.VFMADD213PS(y, y, p)
	m.choose(m.compare(lessOrdered, y, m.constant(0x3f200000)), p, out)
	m.choose(m.compare(greaterEqual, y, m.constant(0x41102cb4)), m.constant(one), out)
	m.withSign(out, x)
	m.choose(m.compare(unordered, x, x), x, out)
	return out
}

func (m *machine) sigmoid(x reg.Register) vector {
	minus := m.vector()
	m.VORPS(m.constant(signBit), x, minus)
	e := m.exp(minus)
	out := m.number(one)
	m.VADDPS(e, out, minus)
	m.choose(m.signs(x), e, out)
	m.VDIVPS(minus, out, out)
	return out
}

func (m *machine) log(x reg.Register) vector {
	tiny := m.compare(lessOrdered, x, m.constant(0x00800000))
	big := m.vector()
	m.VMULPS(m.constant(0x4b000000), x, big)
	u := m.copyOf(x)
	m.choose(tiny, big, u)
	n := m.keep(tiny, m.constant(allBits-23+1))

	k := m.vector()
	m.VPSUBD(m.constant(0x3f3504f3), u, k)
	m.VPSRAD(imm(23), k, k)
	m.VPADDD(k, n, n)
	m.VPSLLD(imm(23), k, k)
	m.VPSUBD(k, u, u)
	m.VSUBPS(m.constant(one), u, u)
	p := m.polynomial(u, 0x3d8a3d90, 0xbdef02c2, 0x3df35f4f, 0xbdfe140d, 0x3e119dd5, 0xbe2aae24, 0x3e4cd23b, 0xbe800003, 0x3eaaaaa4, 0xbf000000)
	square := m.vector()
	m.VMULPS(u, u, square)
	m.VFMADD213PS(u, square, p)
	m.VCVTDQ2PS(n, n)
	low := m.number(0x35bfbe8e)
	m.VFMADD213PS(p, n, low)
	out := m.number(0x3f317200)
	m.VFMADD213PS(low, n, out)

	zero := m.vector()
	m.VXORPS(zero, zero, zero)
	m.choose(m.compare(lessOrdered, x, zero), m.constant(canonicalNN), out)
	m.choose(m.compare(equalOrdered, x, zero), m.constant(negInfinity), out)
	m.choose(m.compare(equalOrdered, x, m.constant(infinity)), x, out)
	m.choose(m.compare(unordered, x, x), x, out)
	return out
}

func (m *machine) erf(x reg.Register) vector {
	y := m.magnitude(x)
	out := m.number(one)
	m.VSUBPS(m.expCore(m.polynomial(y, 0x39436e36, 0xbb412d1e, 0x3cb2e58e, 0xbdd3298d, 0xbf235d78, 0xbf904475, 0xb9b30eab)), out, out)
	square := m.vector()
	m.VMULPS(y, y, square)
	p := m.polynomial(square, 0x38a3b8fe, 0xba51a8af, 0x3ba9f912, 0xbcdbfb8d, 0x3de71673, 0xbec0939f, 0x3e0375d4)
	m.VFMADD213PS(y, y, p)
	m.choose(m.compare(lessOrdered, y, m.constant(one)), p, out)
	m.choose(m.compare(greaterEqual, y, m.constant(0x407ad445)), m.constant(one), out)
	m.withSign(out, x)
	m.choose(m.compare(unordered, x, x), x, out)
	return out
}
