package onnx_test

import (
	"encoding/binary"
	"math/big"

	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// integerType is an integer type of ONNX as a test computes in it: with numbers of any size, of which the type keeps the low bits.
type integerType struct {
	kind   tensor.Type
	bits   uint
	signed bool
}

var integerTypes = []integerType{
	{tensor.Int8, 8, true},
	{tensor.Int16, 16, true},
	{tensor.Int32, 32, true},
	{tensor.Int64, 64, true},
	{tensor.Uint8, 8, false},
	{tensor.Uint16, 16, false},
	{tensor.Uint32, 32, false},
	{tensor.Uint64, 64, false},
}

// drawType picks a type, one without a sign or with one if that is asked for.
func drawType(r *rapid.T, unsigned, signed bool) integerType {
	from := integerTypes
	if unsigned {
		from = from[4:]
	}
	if signed {
		from = from[:4]
	}
	return rapid.SampledFrom(from).Draw(r, "type")
}

// wrap keeps the low bits.
func (t integerType) wrap(v *big.Int) *big.Int {
	span := new(big.Int).Lsh(big.NewInt(1), t.bits)
	v = new(big.Int).Mod(v, span)
	if t.signed && v.Bit(int(t.bits)-1) == 1 {
		v.Sub(v, span)
	}
	return v
}

// draw gives numbers of the type, small ones and those at its ends more often.
func (t integerType) draw(r *rapid.T, n int) []*big.Int {
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) *big.Int {
		v := new(big.Int).SetUint64(rapid.Uint64().Draw(r, "bits"))
		switch rapid.IntRange(0, 3).Draw(r, "which") {
		case 0:
			v = big.NewInt(rapid.Int64Range(-4, 9).Draw(r, "small"))
		case 1:
			v = new(big.Int).Lsh(big.NewInt(1), t.bits-1)
			v.Add(v, big.NewInt(rapid.Int64Range(-2, 1).Draw(r, "end")))
		}
		return t.wrap(v)
	}), n, n).Draw(r, "numbers")
}

func (t integerType) encode(values []*big.Int) (raw []byte) {
	for _, v := range values {
		low := new(big.Int).And(v, new(big.Int).SetUint64(^uint64(0))) // two's complement where it is below zero
		raw = append(raw, binary.LittleEndian.AppendUint64(nil, low.Uint64())[:t.bits/8]...)
	}
	return raw
}

// truths are truth values as bytes.
func truths(values []bool) []byte {
	raw := make([]byte, len(values))
	for i, v := range values {
		if v {
			raw[i] = 1
		}
	}
	return raw
}

// partnerShapes broadcast to [2, 3].
var partnerShapes = [][]int64{{2, 3}, {3}, {2, 1}, {1}, {}}

// reads is where element i of [2, 3] lies in a tensor of a partner's shape.
func reads(shape []int64, i int) int {
	switch {
	case len(shape) == 2 && shape[1] == 3:
		return i
	case len(shape) == 2:
		return i / 3
	case len(shape) == 1 && shape[0] == 3:
		return i % 3
	default:
		return 0
	}
}

func extent(shape []int64) int {
	n := 1
	for _, d := range shape {
		n *= int(d)
	}
	return n
}

// typedOutput declares an output of a type.
func typedOutput(name string, kind tensor.Type) message { return infoOf(12, name, uint64(kind)) }

func typedInput(name string, kind tensor.Type, shape ...int64) message {
	return infoOf(11, name, uint64(kind), shape...)
}

// typedWeight is an initialiser of any type.
func typedWeight(name string, kind tensor.Type, raw []byte, shape ...int64) message {
	t := message{}.number(2, uint64(kind)).text(8, name)
	for _, d := range shape {
		t = t.number(1, uint64(d))
	}
	return message{}.bytes(5, t.bytes(9, raw))
}
