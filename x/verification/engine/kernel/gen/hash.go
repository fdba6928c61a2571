package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of hashArgs in package kernel, which checks that they lie there: eight pointers to what is hashed, then these.
const (
	hashBlocks, hashFirst, hashEach, hashLast, hashCounter, hashOut = 64, 72, 80, 88, 96, 104

	hashLanes = 8
	hashBlock = 64
)

// The first words of BLAKE3's state, which are SHA-256's, and the order in which the message's words are taken, round after round.
var (
	hashIV      = [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
	hashShuffle = [16]int{2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8}
)

const hashRounds = 7

// hash compresses eight runs of blocks side by side, one in each lane.
type hash struct {
	*machine
	// state is BLAKE3's, a vector per word. Word spilled lies in memory, for want of a seventeenth register.
	state   [16]vector
	home    operand.Mem // of the spilled word
	message operand.Mem
	temp    vector
}

const spilled = 8

var registers = []vector{
	reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7, reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15,
}

func hashes(m *machine) {
	h := &hash{machine: m}
	args := m.function("hash", "compresses the blocks of eight inputs; see hashArgs.")
	for i := range h.state { // by hand, since sixteen registers are just enough
		switch {
		case i < spilled:
			h.state[i] = registers[i]
		case i > spilled:
			h.state[i] = registers[i-1]
		}
	}
	h.temp = registers[15]
	h.message = m.AllocLocal(16 * m.bytes)
	h.home = m.AllocLocal(m.bytes)
	offset, blocks := m.GP64(), m.load(at(args, hashBlocks))
	flags := m.load(at(args, hashFirst))
	m.XORQ(offset, offset)
	for i := range 8 {
		m.VMOVUPS(m.constant(hashIV[i]), h.state[i])
	}
	notLast, isNotLast := label("notLast")
	m.loop("block", blocks, func() {
		h.take(args, offset)
		m.CMPQ(blocks, imm(1))
		m.JNE(isNotLast)
		m.ORQ(at(args, hashLast), flags)
		m.Label(notLast)
		h.begin(args, flags)
		order := [16]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}
		for range hashRounds {
			h.half(order[:8], [4]int{4, 5, 6, 7}, [4]int{8, 9, 10, 11}, [4]int{12, 13, 14, 15})
			h.half(order[8:], [4]int{5, 6, 7, 4}, [4]int{10, 11, 8, 9}, [4]int{15, 12, 13, 14})
			var next [16]int
			for i, from := range hashShuffle {
				next[i] = order[from]
			}
			order = next
		}
		for i := range 8 {
			m.VPXOR(h.word(8+i), h.state[i], h.state[i])
		}
		m.MOVQ(at(args, hashEach), flags)
		m.ADDQ(imm(hashBlock), offset)
	})
	out := m.load(at(args, hashOut))
	h.store(out)
	m.done()
}

// word is where a word of the state lies.
func (h *hash) word(i int) operand.Op {
	if i == spilled {
		return h.home
	}
	return h.state[i]
}

// take puts word i of the lanes' blocks into vector i of the message.
func (h *hash) take(args, offset reg.GPVirtual) {
	for half := range 4 {
		rows := registers[8:12] // the second half of the state is not there yet
		for i, v := range rows {
			pointer := h.GP64()
			h.MOVQ(at(args, 8*i), pointer)
			h.VMOVUPS(operand.Mem{Base: pointer, Index: offset, Scale: 1, Disp: 16 * half}, v.AsX())
			h.MOVQ(at(args, 8*(i+4)), pointer)
			h.VINSERTF128(imm(1), operand.Mem{Base: pointer, Index: offset, Scale: 1, Disp: 16 * half}, v, v)
		}
		for i, column := range h.four(rows, registers[12:]) {
			h.VMOVUPS(column, h.message.Offset((4*half+i)*h.bytes))
		}
	}
}

// begin sets the second half of the state.
func (h *hash) begin(args, flags reg.GPVirtual) {
	h.VMOVUPS(h.constant(hashIV[0]), h.temp)
	h.VMOVUPS(h.temp, h.home)
	for i := 1; i < 4; i++ {
		h.VMOVUPS(h.constant(hashIV[i]), h.state[8+i])
	}
	counter := h.load(at(args, hashCounter))
	h.VMOVUPS(at(counter, 0), h.state[12])
	h.VPXOR(h.state[13], h.state[13], h.state[13])
	h.VMOVUPS(h.constant(hashBlock), h.state[14])
	h.VMOVD(flags.As32(), h.state[15].AsX())
	h.VPBROADCASTD(h.state[15].AsX(), h.state[15])
}

// half is half a round: four of BLAKE3's functions G side by side, on a of words 0 to 3 and the b, c, d that are given.
func (h *hash) half(words []int, b, c, d [4]int) {
	for part := range 2 {
		for i := range 4 {
			h.VPADDD(h.message.Offset(words[2*i+part]*h.bytes), h.state[i], h.state[i])
		}
		for i := range 4 {
			h.VPADDD(h.state[b[i]], h.state[i], h.state[i])
		}
		for i := range 4 {
			h.VPXOR(h.state[i], h.state[d[i]], h.state[d[i]])
		}
		for i := range 4 {
			h.VPSHUFB(h.rotation(part), h.state[d[i]], h.state[d[i]])
		}
		for i := range 4 {
			h.mix(c[i], d[i], b[i])
		}
		left, right := uint64(20), uint64(12)
		if part == 1 {
			left, right = 25, 7
		}
		for i := range 4 {
			h.VPSLLD(imm(left), h.state[b[i]], h.temp)
			h.VPSRLD(imm(right), h.state[b[i]], h.state[b[i]])
			h.VPOR(h.temp, h.state[b[i]], h.state[b[i]])
		}
	}
}

// mix is c += d, b ^= c.
func (h *hash) mix(c, d, b int) {
	sum := h.state[c]
	if c == spilled {
		sum = h.temp
	}
	h.VPADDD(h.word(c), h.state[d], sum)
	h.VPXOR(sum, h.state[b], h.state[b])
	if c == spilled {
		h.VMOVUPS(sum, h.home)
	}
}

// rotation is the shuffle that rotates each word by 16 bits (part 0) or 8 to the right.
func (h *hash) rotation(part int) operand.Mem {
	name := [2]string{"rotate16", "rotate8"}[part]
	if mem, known := h.tables[name]; known {
		return mem
	}
	mem := h.StaticGlobal(name)
	h.DataAttributes(attr.RODATA | attr.NOPTR)
	by := [2]int{2, 1}[part]
	for i := range h.bytes {
		h.AppendDatum(operand.U8(i%16/4*4 + (i+by)%4))
	}
	h.tables[name] = mem
	return mem
}

// store writes the eight words of each lane after one another.
func (h *hash) store(out reg.GPVirtual) {
	for half := range 2 {
		columns := h.four(h.state[4*half:4*half+4], registers[8:])
		for i, v := range columns {
			h.VMOVUPS(v.AsX(), at(out, i*32+16*half))
			h.VEXTRACTF128(imm(1), v, at(out, (i+4)*32+16*half))
		}
	}
}
