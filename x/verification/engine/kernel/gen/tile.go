package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Fields of tileArgs, tapAt and tailOp in package kernel, which checks that they lie there.
const (
	tileX, tileW, tileY, tileRows, tileCount = 0, 8, 16, 24, 32
	tileTaps, tileTapCount, tileTail         = 40, 48, 56
	tileMask, tileGoOn, tileFrom             = 64, 72, 80

	tapX, tapK, tapN, tapSize = 0, 8, 16, 24
	opKind, opOperand, opSize = 0, 8, 16
	rowX, rowY, rowSize       = 0, 4, 8
	float                     = 4
)

// Kinds of tailOp.
const (
	tailEnd = iota
	tailAddVector
	tailMulVector
	tailAddTensor
	tailRelu
	tailMaxScalar
	tailMinScalar
)

// tiles are the kernels of dot products and convolutions. A tile is rows outputs by vecs vectors of filters, each output one chain of
// multiply-adds in a register. Tile shapes keep at least 8 chains going where they can (two units, four cycles each).
func tiles(m *machine) {
	for i, most := range []int{8, 6, 4} {
		for rows := range most {
			t := &tile{machine: m, rows: rows + 1, vecs: i + 1, unroll: 4}
			t.emit("tile", t.broadcast(func(weights vector, value operand.Op, acc vector) { t.VFMADD231PS(value, weights, acc) }))
		}
	}
}

// depths are the kernels of convolutions in which each channel has a filter of its own: a tile is rows outputs by vecs vectors of
// channels.
func depths(m *machine) {
	for i, most := range []int{8, 6, 4} {
		for rows := range most {
			t := &tile{machine: m, rows: rows + 1, vecs: i + 1}
			t.emit("depth", t.channelwise(func(weights vector, value operand.Op, acc vector) { t.VFMADD231PS(value, weights, acc) }))
		}
	}
}

// integers are the kernels of products of integers, whose tiles are stored as they are: of pairs of 16-bit integers, and of 32-bit ones,
// dense and channel by channel.
func integers(m *machine) {
	for i, most := range []int{8, 6, 3} {
		for rows := range most {
			t := &tile{machine: m, rows: rows + 1, vecs: i + 1, unroll: 4, plain: true}
			t.emit("pairs", t.broadcast(func(weights vector, value operand.Op, acc vector) {
				product := t.vector()
				t.VPMADDWD(value, weights, product)
				t.VPADDD(product, acc, acc)
			}))
		}
	}
	for rows := range 4 {
		step := func(t *tile) func(weights vector, value operand.Op, acc vector) {
			return func(weights vector, value operand.Op, acc vector) {
				product := t.vector()
				t.VPMULLD(value, weights, product)
				t.VPADDD(product, acc, acc)
			}
		}
		t := &tile{machine: m, rows: rows + 1, vecs: 1, unroll: 1, plain: true}
		t.emit("words", t.broadcast(step(t)))
		t = &tile{machine: m, rows: rows + 1, vecs: 1, plain: true}
		t.emit("depthWords", t.channelwise(step(t)))
	}
}

// pools are the kernels of pools, for one vector of channels.
func pools(m *machine) {
	for rows := range 4 {
		t := &tile{machine: m, rows: rows + 1, vecs: 1}
		t.emit("sum", t.sum)
		t = &tile{machine: m, rows: rows + 1, vecs: 1, first: negInfinity}
		t.emit("max", t.max)
	}
}

type tile struct {
	*machine
	rows, vecs int
	// first is what chains begin with.
	first uint32
	// unroll is how many channels of a tap are done at a time: more than one where a tap has many.
	unroll int
	// plain tiles have no tail.
	plain bool
	args  reg.GPVirtual
	acc   [][]vector // by row
	// nan has the lanes in which an operand was NaN, by row, where the chains would not say.
	nan []reg.Register
}

// emit writes a kernel that goes through taps by steps.
func (t *tile) emit(name string, do steps) {
	t.args = t.function(fmt.Sprintf("%s%dx%d", name, t.rows, t.vecs), "computes a.count tiles; see tileArgs.")
	t.acc = make([][]vector, t.rows)
	for i := range t.acc {
		t.acc[i] = t.vectors(t.vecs)
	}
	t.loop("tile", at(t.args, tileCount), func() {
		t.start()
		t.chains(do)
		t.finish()
		t.ADDQ(operand.Imm(uint64(t.rows*rowSize)), at(t.args, tileFrom))
	})
	t.done()
}

// rowsOfTile is where the tile's rows are listed.
func (t *tile) rowsOfTile() reg.GPVirtual {
	rows := t.load(at(t.args, tileRows))
	t.ADDQ(at(t.args, tileFrom), rows)
	return rows
}

// pointers are base + 4*offset for each row of the tile, the offset at a place of its row.
func (t *tile) pointers(base operand.Op, offset int) []reg.GPVirtual {
	rows := t.rowsOfTile()
	from := t.load(base)
	out := make([]reg.GPVirtual, t.rows)
	for i := range out {
		out[i] = t.GP64()
		t.MOVLQSX(at(rows, i*rowSize+offset), out[i])
		t.LEAQ(operand.Mem{Base: from, Index: out[i], Scale: float}, out[i])
	}
	return out
}

func (t *tile) each(do func(row, vec int, acc vector)) {
	for i, row := range t.acc {
		for v, acc := range row {
			do(i, v, acc)
		}
	}
}

// start zeroes the chains, or goes on with what lies in y.
func (t *tile) start() {
	zero, isZero := label("zero")
	begun, hasBegun := label("begun")
	part, isPart := label("goOnPart")
	t.CMPQ(at(t.args, tileGoOn), operand.Imm(0))
	t.JE(isZero)
	y := t.pointers(at(t.args, tileY), rowY)
	t.CMPQ(at(t.args, tileMask), operand.Imm(0))
	t.JNE(isPart)
	t.each(func(i, v int, acc vector) { t.VMOVUPS(at(y[i], v*t.bytes), acc) })
	t.JMP(hasBegun)
	t.Label(part)
	masks := t.masks()
	t.each(func(i, v int, acc vector) { t.loadPart(at(y[i], v*t.bytes), masks[v], acc) })
	t.JMP(hasBegun)
	t.Label(zero)
	t.each(func(_, _ int, acc vector) {
		if t.first != 0 {
			t.VMOVUPS(t.constant(t.first), acc)
		} else {
			t.VXORPS(acc, acc, acc)
		}
	})
	t.Label(begun)
	if t.first == negInfinity {
		t.nan = t.newMasks(t.rows)
		for _, nan := range t.nan {
			t.nowhere(nan)
		}
	}
}

// masks are loaded where they are used: there is no register to keep them in.
func (t *tile) masks() []reg.Register {
	from := t.load(at(t.args, tileMask))
	masks := t.newMasks(t.vecs)
	for v, mask := range masks {
		t.loadMask(at(from, v*t.bytes), mask)
	}
	return masks
}

// chains goes through the taps, and through the channels of each.
func (t *tile) chains(do steps) {
	x := t.pointers(at(t.args, tileX), rowX)
	taps := t.load(at(t.args, tileTaps))
	count := t.load(at(t.args, tileTapCount))
	rest, hasRest := label("rest")
	next, isNext := label("next")
	none, isNone := label("noTap")
	t.TESTQ(count, count)
	t.JZ(isNone)
	t.loop("tap", count, func() {
		index := t.load(at(taps, tapX))
		t.SHLQ(operand.Imm(2), index) // in bytes
		w := t.load(at(taps, tapK))
		t.IMUL3Q(operand.U32(t.vecs*t.bytes), w, w)
		t.ADDQ(at(t.args, tileW), w)
		n := t.load(at(taps, tapN))
		if t.unroll > 1 {
			t.SUBQ(imm(uint64(t.unroll)), n)
			t.JL(hasRest)
			t.Label("several")
			do(t.unroll, x, index, w)
			t.SUBQ(imm(uint64(t.unroll)), n)
			t.JGE(operand.LabelRef("several"))
			t.Label(rest)
			t.ADDQ(imm(uint64(t.unroll)), n)
			t.JZ(isNext)
		}
		t.loop("one", n, func() { do(1, x, index, w) })
		if t.unroll > 1 {
			t.Label(next)
		}
		t.ADDQ(operand.Imm(tapSize), taps)
	})
	t.Label(none)
}

// steps goes n channels on: those of row i lie at an index behind x[i], their weights at w.
type steps func(n int, x []reg.GPVirtual, index, w reg.GPVirtual)

// broadcast steps multiply a channel of each row with the weights of all columns.
func (t *tile) broadcast(step func(weights vector, value operand.Op, acc vector)) steps {
	return func(n int, x []reg.GPVirtual, index, w reg.GPVirtual) {
		weights, value := t.vectors(t.vecs), t.vector()
		for k := range n {
			for v := range weights {
				t.VMOVUPS(at(w, (k*t.vecs+v)*t.bytes), weights[v])
			}
			for i := range t.rows {
				t.VBROADCASTSS(operand.Mem{Base: x[i], Index: index, Scale: 1, Disp: k * float}, value)
				for v := range weights {
					step(weights[v], value, t.acc[i][v])
				}
			}
		}
		t.ADDQ(operand.U32(n*t.vecs*t.bytes), w)
		t.ADDQ(operand.U32(n*float), index)
	}
}
