package exec

import (
	"encoding/binary"
	"math"
	"unsafe"
)

const elementBytes = 4

// littleEndian says whether the machine keeps numbers as tensors do.
var littleEndian = binary.NativeEndian.Uint16([]byte{1, 0}) == 1

// floats is a tensor of float32: the same memory where the machine can compute on it, else a copy.
func floats(b []byte) []float32 {
	if len(b) == 0 {
		return nil
	}
	if littleEndian && uintptr(unsafe.Pointer(&b[0]))%elementBytes == 0 {
		return unsafe.Slice((*float32)(unsafe.Pointer(&b[0])), len(b)/elementBytes)
	}
	return decode(b)
}

// into lets compute write a tensor of float32 where it belongs.
func into(b []byte, compute func(y []float32) error) error {
	y := floats(b)
	if err := compute(y); err != nil {
		return err
	}
	if len(b) > 0 && unsafe.Pointer(&y[0]) != unsafe.Pointer(&b[0]) {
		encode(b, y)
	}
	return nil
}

// room is a tensor of a size in bytes that the machine can compute on.
func room(size int) []byte {
	if size == 0 {
		return nil
	}
	words := make([]uint64, (size+7)/8)
	return unsafe.Slice((*byte)(unsafe.Pointer(&words[0])), size)
}

func decode(b []byte) []float32 {
	v := make([]float32, len(b)/elementBytes)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[elementBytes*i:]))
	}
	return v
}

func encode(b []byte, v []float32) {
	for i, x := range v {
		binary.LittleEndian.PutUint32(b[elementBytes*i:], math.Float32bits(x))
	}
}
