// Package tensor reads the files that people keep tensors in: ONNX TensorProto, NumPy .npy, raw bytes, and pictures of digits. It
// is off-chain code; any bytes are either read or refused with an error.
package tensor

import (
	"errors"
	"fmt"
	"math/bits"
)

// ErrBadTensor is matched by every error about the content of a file.
var ErrBadTensor = errors.New("tensor cannot be read")

// Type is an element type, numbered as in ONNX.
type Type uint64

// The element types that are read. The engine computes on Float32 alone; the others serve as shapes and flags inside a model.
const (
	Float32 Type = 1
	Int32   Type = 6
	Int64   Type = 7
	Bool    Type = 9
)

// String names the type as ONNX does.
func (t Type) String() string {
	names := [...]string{
		"UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32",
		"UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16",
	}
	if t < Type(len(names)) {
		return names[t]
	}
	return fmt.Sprintf("type %d", uint64(t))
}

// Size is the number of bytes of one element, 0 for a type that is not read.
func (t Type) Size() uint64 {
	switch t {
	case Float32, Int32:
		return 4
	case Int64:
		return 8
	case Bool:
		return 1
	default:
		return 0
	}
}

// Tensor is a named block of numbers.
type Tensor struct {
	// Name is the file's name for it; may be empty.
	Name string
	// Type is the element type.
	Type Type
	// Shape is the extents, outermost first; empty for a scalar.
	Shape []uint64
	// Data is the elements, row-major and little-endian.
	Data []byte
}

// count is the number of elements of a shape, false when it does not fit a file that a machine could hold.
func count(shape []uint64) (uint64, bool) {
	n := uint64(1)
	for _, extent := range shape {
		hi, lo := bits.Mul64(n, extent)
		if hi != 0 || lo > 1<<40 {
			return 0, false
		}
		n = lo
	}
	return n, true
}

// check holds the data to the size that type and shape ask for.
func (t *Tensor) check() error {
	if len(t.Shape) > 8 {
		return fmt.Errorf("%w: %q has %d axes, at most 8", ErrBadTensor, t.Name, len(t.Shape))
	}
	if t.Type.Size() == 0 {
		return fmt.Errorf("%w: %q has elements of %s, want FLOAT", ErrBadTensor, t.Name, t.Type)
	}
	n, ok := count(t.Shape)
	if !ok || n*t.Type.Size() != uint64(len(t.Data)) {
		return fmt.Errorf("%w: %q of shape %d and type %s holds %d bytes", ErrBadTensor, t.Name, t.Shape, t.Type, len(t.Data))
	}
	return nil
}

// Raw takes little-endian float32 as they stand. Any number of whole elements will do; the caller gives them a shape.
func Raw(b []byte) (Tensor, error) {
	if len(b) == 0 || len(b)%4 != 0 {
		return Tensor{}, fmt.Errorf("%w: %d bytes are not a whole number of float32", ErrBadTensor, len(b))
	}
	return Tensor{Type: Float32, Shape: []uint64{uint64(len(b) / 4)}, Data: b}, nil
}
