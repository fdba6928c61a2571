package tensor

import "fmt"

// Type is an element type, numbered as in ONNX.
type Type uint64

// ONNX's element types. All but strings and complex numbers are read.
const (
	Float32        Type = 1
	Uint8          Type = 2
	Int8           Type = 3
	Uint16         Type = 4
	Int16          Type = 5
	Int32          Type = 6
	Int64          Type = 7
	String         Type = 8
	Bool           Type = 9
	Float16        Type = 10
	Float64        Type = 11
	Uint32         Type = 12
	Uint64         Type = 13
	Complex64      Type = 14
	Complex128     Type = 15
	BFloat16       Type = 16
	Float8E4M3FN   Type = 17
	Float8E4M3FNUZ Type = 18
	Float8E5M2     Type = 19
	Float8E5M2FNUZ Type = 20
	Uint4          Type = 21
	Int4           Type = 22
	Float4E2M1     Type = 23
	Float8E8M0     Type = 24
	Uint2          Type = 25
	Int2           Type = 26
)

// kinds are what is known of each type. No bits means that its elements are not read.
var kinds = [...]struct {
	name string
	bits uint64
}{
	0: {"UNDEFINED", 0}, Float32: {"FLOAT", 32}, Uint8: {"UINT8", 8}, Int8: {"INT8", 8}, Uint16: {"UINT16", 16}, Int16: {"INT16", 16},
	Int32: {"INT32", 32}, Int64: {"INT64", 64}, String: {"STRING", 0}, Bool: {"BOOL", 8}, Float16: {"FLOAT16", 16},
	Float64: {"DOUBLE", 64}, Uint32: {"UINT32", 32}, Uint64: {"UINT64", 64}, Complex64: {"COMPLEX64", 0}, Complex128: {"COMPLEX128", 0},
	BFloat16: {"BFLOAT16", 16}, Float8E4M3FN: {"FLOAT8E4M3FN", 8}, Float8E4M3FNUZ: {"FLOAT8E4M3FNUZ", 8}, Float8E5M2: {"FLOAT8E5M2", 8},
	Float8E5M2FNUZ: {"FLOAT8E5M2FNUZ", 8}, Uint4: {"UINT4", 4}, Int4: {"INT4", 4}, Float4E2M1: {"FLOAT4E2M1", 4},
	Float8E8M0: {"FLOAT8E8M0", 8}, Uint2: {"UINT2", 2}, Int2: {"INT2", 2},
}

// String names the type as ONNX does.
func (t Type) String() string {
	if t < Type(len(kinds)) {
		return kinds[t].name
	}
	return fmt.Sprintf("type %d", uint64(t))
}

// bits is the width of an element in a file, 0 for a type that is not read.
func (t Type) bits() uint64 {
	if t < Type(len(kinds)) {
		return kinds[t].bits
	}
	return 0
}

// Size is the number of bytes of one element in Tensor.Data, 0 for a type that is not read. Types of 2 and 4 bits take a byte.
func (t Type) Size() uint64 { return (t.bits() + 7) / 8 }

// packed is the number of bytes that n elements take in a file: types of 2 and 4 bits share bytes.
func (t Type) packed(n uint64) uint64 { return (n*t.bits() + 7) / 8 }

// unpack gives each of n elements of 2 or 4 bits a byte. The first element lies in the lowest bits; signed types are sign-extended.
func (t Type) unpack(packed []byte, n uint64) []byte {
	width := t.bits()
	each, mask := 8/width, byte(1)<<width-1
	sign := byte(0)
	if t == Int4 || t == Int2 {
		sign = byte(1) << (width - 1)
	}
	out := make([]byte, n)
	for i := range out {
		v := packed[uint64(i)/each] >> (uint64(i) % each * width) & mask
		out[i] = v ^ sign - sign
	}
	return out
}
