package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of hashArgs in package kernel, which checks that they lie there: pointers to what is hashed, for the machine with the most lanes,
// then these.
const (
	hashBlocks, hashFirst, hashEach, hashLast, hashCounter, hashOut = 128, 136, 144, 152, 160, 168

	hashBlock = 64
)

// The first words of BLAKE3's state, which are SHA-256's, and the order in which the message's words are taken, round after round.
var (
	hashIV      = [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
	hashShuffle = [16]int{2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8}
)

const hashRounds = 7

// hash compresses runs of blocks side by side, one in each lane.
type hash struct {
	*machine
	// state is BLAKE3's, a vector per word. On a machine of sixteen registers word spilled lies in memory, for want of a seventeenth, and
	// so does the message.
	state   [16]vector
	home    operand.Mem // of the spilled word
	message [16]operand.Op
	temp    vector
}

const spilled = 8

func hashes(m *machine) {
	h := &hash{machine: m}
	args := m.function("hash", fmt.Sprintf("compresses the blocks of %d inputs; see hashArgs.", m.lanes))
	h.place()
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
			h.xor(h.word(8+i), h.state[i])
		}
		m.MOVQ(at(args, hashEach), flags)
		m.ADDQ(imm(hashBlock), offset)
	})
	out := m.load(at(args, hashOut))
	h.store(out)
	m.done()
}

// place gives each word a register by hand, since they are just enough.
func (h *hash) place() {
	if h.spills() {
		for i := range h.state {
			switch {
			case i < spilled:
				h.state[i] = h.register(i)
			case i > spilled:
				h.state[i] = h.register(i - 1)
			}
		}
		h.temp = h.register(15)
		message := h.AllocLocal(16 * h.bytes)
		for i := range h.message {
			h.message[i] = message.Offset(i * h.bytes)
		}
		h.home = h.AllocLocal(h.bytes)
		return
	}
	for i := range h.state {
		h.state[i], h.message[i] = h.register(i), h.register(16+i)
	}
}

// spills says that there are too few registers for the state and the message.
func (h *hash) spills() bool { return h.registers < 32 }

// word is where a word of the state lies.
func (h *hash) word(i int) operand.Op {
	if h.state[i] == nil {
		return h.home
	}
	return h.state[i]
}

// free are eight registers that nothing lies in while the second half of the state is not there.
func (h *hash) free() (rows, pairs []vector) {
	var out []vector
	for i := range 8 {
		out = append(out, h.register(8+i))
	}
	return out[:4], out[4:]
}

// take puts word i of the lanes' blocks into vector i of the message.
func (h *hash) take(args, offset reg.GPVirtual) {
	for part := range 4 {
		rows, pairs := h.free()
		for i, v := range rows {
			for four := range h.lanes / 4 {
				pointer := h.GP64()
				h.MOVQ(at(args, 8*(i+4*four)), pointer)
				h.putFour(four, operand.Mem{Base: pointer, Index: offset, Scale: 1, Disp: 16 * part}, v)
			}
		}
		for i, column := range h.four(rows, pairs) {
			h.VMOVUPS(column, h.message[4*part+i])
		}
	}
}

// begin sets the second half of the state.
func (h *hash) begin(args, flags reg.GPVirtual) {
	for i := range 4 {
		if h.state[8+i] == nil {
			h.VMOVUPS(h.constant(hashIV[i]), h.temp)
			h.VMOVUPS(h.temp, h.home)
			continue
		}
		h.VMOVUPS(h.constant(hashIV[i]), h.state[8+i])
	}
	counter := h.load(at(args, hashCounter))
	h.VMOVUPS(at(counter, 0), h.state[12])
	h.xor(h.state[13], h.state[13])
	h.VMOVUPS(h.constant(hashBlock), h.state[14])
	h.VMOVD(flags.As32(), h.state[15].AsX())
	h.VPBROADCASTD(h.state[15].AsX(), h.state[15])
}

// half is half a round: four of BLAKE3's functions G side by side, on a of words 0 to 3 and the b, c, d that are given.
func (h *hash) half(words []int, b, c, d [4]int) {
	for part := range 2 {
		for i := range 4 {
			h.VPADDD(h.message[words[2*i+part]], h.state[i], h.state[i])
		}
		for i := range 4 {
			h.VPADDD(h.state[b[i]], h.state[i], h.state[i])
		}
		for i := range 4 {
			h.xor(h.state[i], h.state[d[i]])
		}
		for i := range 4 {
			h.rotate([2]uint64{16, 8}[part], h.state[d[i]])
		}
		for i := range 4 {
			h.mix(c[i], d[i], b[i])
		}
		for i := range 4 {
			h.rotate([2]uint64{12, 7}[part], h.state[b[i]])
		}
	}
}

// mix is c += d, b ^= c.
func (h *hash) mix(c, d, b int) {
	sum := h.state[c]
	if sum == nil {
		sum = h.temp
	}
	h.VPADDD(h.word(c), h.state[d], sum)
	h.xor(sum, h.state[b])
	if h.state[c] == nil {
		h.VMOVUPS(sum, h.home)
	}
}

func (h *hash) xor(v operand.Op, into vector) {
	if h.opmasks {
		h.VPXORD(v, into, into)
		return
	}
	h.VPXOR(v, into, into)
}

// rotate rotates each word by a number of bits to the right.
func (h *hash) rotate(by uint64, v vector) {
	switch {
	case h.opmasks:
		h.VPRORD(imm(by), v, v)
	case by%8 == 0:
		h.VPSHUFB(h.rotation(int(by/8)), v, v)
	default:
		h.VPSLLD(imm(32-by), v, h.temp)
		h.VPSRLD(imm(by), v, v)
		h.VPOR(h.temp, v, v)
	}
}

// rotation is the shuffle that rotates each word by some bytes to the right.
func (h *hash) rotation(by int) operand.Mem {
	name := fmt.Sprintf("rotate%d", 8*by)
	if mem, known := h.tables[name]; known {
		return mem
	}
	mem := h.StaticGlobal(name)
	h.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range h.bytes {
		h.AppendDatum(operand.U8(i%16/4*4 + (i+by)%4))
	}
	h.tables[name] = mem
	return mem
}

// store writes the eight words of each lane after one another.
func (h *hash) store(out reg.GPVirtual) {
	for half := range 2 {
		pairs, _ := h.free()
		columns := h.four(h.state[4*half:4*half+4], pairs)
		for i, v := range columns {
			for four := range h.lanes / 4 {
				h.storeFour(four, v, at(out, (i+4*four)*32+16*half))
			}
		}
	}
}
