package main

import "github.com/mmcloughlin/avo/attr"

const attrNoSplit = attr.NOSPLIT

// peakChains is how many independent chains the measurement of the peak keeps going: more than latency times units of any machine.
const peakChains = 12

// peak counts *a down, each time doing one multiply-add in each of peakChains vectors.
func peak(m *machine) {
	a := m.function("peak", "multiplies and adds 12 vectors of zeros, *a times.")
	n := m.load(at(a, 0))
	x := m.vector()
	m.VXORPS(x, x, x)
	chains := m.vectors(peakChains)
	for _, c := range chains {
		m.VXORPS(c, c, c)
	}
	m.loop("step", n, func() {
		for _, c := range chains {
			m.VFMADD231PS(x, x, c)
		}
	})
	m.done()
}
