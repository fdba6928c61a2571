package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// finish applies the tail to the chains and stores them.
func (t *tile) finish() {
	for i, nan := range t.nan {
		t.choose(nan, t.constant(canonicalNN), t.acc[i][0])
	}
	y := t.pointers(at(t.args, tileY), rowY)
	if t.plain {
		t.store(y)
		return
	}
	store, isStore := label("store")
	op := t.load(at(t.args, tileTail))
	t.TESTQ(op, op)
	t.JZ(isStore)
	t.tail(op)
	t.canonical()
	t.Label(store)
	t.store(y)
}

// tail applies the operations of a list one after another.
func (t *tile) tail(op reg.GPVirtual) {
	operation, isOperation := label("operation")
	ended, hasEnded := label("ended")
	following, isFollowing := label("following")
	t.Label(operation)
	kind, from := t.load(at(op, opKind)), t.load(at(op, opOperand))
	t.TESTQ(kind, kind)
	t.JZ(hasEnded)
	for _, k := range []struct {
		name string
		kind uint64
		emit func(from reg.GPVirtual)
	}{
		{"addVector", tailAddVector, t.addVector},
		{"relu", tailRelu, t.relu},
		{"addTensor", tailAddTensor, t.addTensor},
		{"mulVector", tailMulVector, t.mulVector},
		{"maxScalar", tailMaxScalar, t.maxScalar},
		{"minScalar", tailMinScalar, t.minScalar},
	} {
		other, isOther := label("not_%s", k.name)
		t.CMPQ(kind, operand.Imm(k.kind))
		t.JNE(isOther)
		k.emit(from)
		t.JMP(isFollowing)
		t.Label(other)
	}
	t.Label(following)
	t.ADDQ(operand.Imm(opSize), op)
	t.JMP(isOperation)
	t.Label(ended)
}

func (t *tile) addVector(from reg.GPVirtual) {
	bias := t.vectors(t.vecs)
	for v := range bias {
		t.VMOVUPS(at(from, v*t.bytes), bias[v])
	}
	t.each(func(_, v int, acc vector) { t.VADDPS(bias[v], acc, acc) })
}

func (t *tile) mulVector(from reg.GPVirtual) {
	scale := t.vectors(t.vecs)
	for v := range scale {
		t.VMOVUPS(at(from, v*t.bytes), scale[v])
	}
	t.each(func(_, v int, acc vector) { t.VMULPS(scale[v], acc, acc) })
}

// addTensor adds what lies in a tensor of y's layout where the tile lies in y.
func (t *tile) addTensor(from reg.GPVirtual) {
	part, isPart := label("addTensorPart")
	added, isAdded := label("added")
	rows := t.rowsOfTile()
	row := t.GP64()
	point := func(i int) {
		t.MOVLQSX(at(rows, i*rowSize+rowY), row)
		t.LEAQ(operand.Mem{Base: from, Index: row, Scale: float}, row)
	}
	t.CMPQ(at(t.args, tileMask), operand.Imm(0))
	t.JNE(isPart)
	for i := range t.acc {
		point(i)
		for v, acc := range t.acc[i] {
			t.VADDPS(at(row, v*t.bytes), acc, acc)
		}
	}
	t.JMP(isAdded)
	t.Label(part)
	masks := t.masks()
	value := t.vector()
	for i := range t.acc {
		point(i)
		for v, acc := range t.acc[i] {
			t.loadPart(at(row, v*t.bytes), masks[v], value)
			t.VADDPS(value, acc, acc)
		}
	}
	t.Label(added)
}

// relu clears what is not above zero, zeros of either sign with it; NaN is not below zero and stays.
func (t *tile) relu(reg.GPVirtual) {
	zero, below := t.vector(), t.newMasks(2)
	t.VXORPS(zero, zero, zero)
	t.each(func(i, v int, acc vector) {
		mask := below[(i*t.vecs+v)%len(below)]
		t.VCMPPS(operand.Imm(lessEqualOrdered), zero, acc, mask)
		t.clear(mask, acc)
	})
}

// maxScalar and minScalar give their second source, the chain, where it is NaN. The scalar is no NaN and no zero.
func (t *tile) maxScalar(from reg.GPVirtual) {
	bound := t.vector()
	t.VBROADCASTSS(at(from, 0), bound)
	t.each(func(_, _ int, acc vector) { t.VMAXPS(acc, bound, acc) })
}

func (t *tile) minScalar(from reg.GPVirtual) {
	bound := t.vector()
	t.VBROADCASTSS(at(from, 0), bound)
	t.each(func(_, _ int, acc vector) { t.VMINPS(acc, bound, acc) })
}

// canonical looks for NaNs in pairs of vectors, and only where there is one makes all of them canonical.
func (t *tile) canonical() {
	clean, isClean := label("clean")
	var all []vector
	t.each(func(_, _ int, acc vector) { all = append(all, acc) })
	found, pair := t.newMask(), t.newMask()
	for i := 0; i < len(all); i += 2 {
		into := pair
		if i == 0 {
			into = found
		}
		t.VCMPPS(operand.Imm(unordered), all[i], all[min(i+1, len(all)-1)], into)
		if i > 0 {
			t.either(pair, found)
		}
	}
	t.jumpIfNowhere(found, isClean)
	nan := t.number(canonicalNN)
	for _, acc := range all {
		t.VCMPPS(operand.Imm(unordered), acc, acc, pair)
		t.choose(pair, nan, acc)
	}
	t.Label(clean)
}

func (t *tile) store(y []reg.GPVirtual) {
	part, isPart := label("storePart")
	stored, isStored := label("stored")
	t.CMPQ(at(t.args, tileMask), operand.Imm(0))
	t.JNE(isPart)
	t.each(func(i, v int, acc vector) { t.VMOVUPS(acc, at(y[i], v*t.bytes)) })
	t.JMP(isStored)
	t.Label(part)
	masks := t.masks()
	t.each(func(i, v int, acc vector) { t.storePart(acc, masks[v], at(y[i], v*t.bytes)) })
	t.Label(stored)
}
