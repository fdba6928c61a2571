// Package tensor reads the files that people keep tensors in: ONNX TensorProto, NumPy .npy, raw bytes, and pictures of digits. It
// is off-chain code. Any bytes are either read or refused with an error, and reading takes no more memory than 8 bytes for each byte of
// the file and 64 KiB.
package tensor

import (
	"errors"
	"fmt"
	"math/bits"
)

var (
	// ErrBadTensor is matched by every error about the content of a file.
	ErrBadTensor = errors.New("tensor cannot be read")
	// ErrUnsupported is matched by errors about what a file may hold but the engine does not have. They match ErrBadTensor too.
	ErrUnsupported = fmt.Errorf("%w by this engine", ErrBadTensor)
)

const (
	maxAxes = 8
	// maxElements is more than any file that a machine could hold.
	maxElements = 1 << 40
)

// Tensor is a named block of numbers.
type Tensor struct {
	// Name is the file's name for it; may be empty.
	Name string
	// Type is the element type.
	Type Type
	// Shape is the extents, outermost first; empty for a scalar. An extent of 0 makes a tensor without elements.
	Shape []uint64
	// Data is the elements, row-major and little-endian. Elements of 2 and 4 bits have a byte each, signed ones sign-extended;
	// those of BOOL are 0 or 1. It may be a part of the file's bytes: do not write to it.
	Data []byte
}

// count is the number of elements of a shape. It is an error when a file could not hold them.
func count(shape []uint64) (uint64, error) {
	n, empty := uint64(1), false
	for i, extent := range shape {
		if int64(extent) < 0 {
			return 0, fmt.Errorf("extent %d of axis %d is negative", int64(extent), i)
		}
		if extent == 0 {
			empty = true
			continue
		}
		hi, lo := bits.Mul64(n, extent)
		if hi != 0 || lo > maxElements {
			return 0, fmt.Errorf("shape %d has more than 2^40 elements", shape)
		}
		n = lo
	}
	if empty {
		return 0, nil
	}
	return n, nil
}

// elements is the number of elements that a header declares. It refuses types and shapes that are not read.
func (t *Tensor) elements() (uint64, error) {
	switch {
	case t.Type == 0:
		return 0, fmt.Errorf("%w: %q has no element type (field data_type)", ErrBadTensor, t.Name)
	case t.Type == String:
		return 0, fmt.Errorf("%w: %q holds STRING elements, strings are not supported", ErrUnsupported, t.Name)
	case t.Type.bits() == 0:
		return 0, fmt.Errorf("%w: %q holds elements of %s, which are not supported", ErrUnsupported, t.Name, t.Type)
	case len(t.Shape) > maxAxes:
		return 0, fmt.Errorf("%w: %q has %d axes, at most %d", ErrUnsupported, t.Name, len(t.Shape), maxAxes)
	}
	n, err := count(t.Shape)
	if err != nil {
		return 0, fmt.Errorf("%w: %q: %w (field dims)", ErrBadTensor, t.Name, err)
	}
	return n, nil
}

// take makes bytes as a file holds them the content of n elements, and holds them to that size.
func (t *Tensor) take(file []byte, n uint64) error {
	if want := t.Type.packed(n); want != uint64(len(file)) {
		return t.differs(want, "bytes", uint64(len(file)))
	}
	t.Data = file
	switch {
	case t.Type.bits() < 8:
		t.Data = t.Type.unpack(file, n)
	case t.Type == Bool:
		t.Data = truths(file)
	}
	return nil
}

// differs says that a tensor is not as long as declared.
func (t *Tensor) differs(want uint64, unit string, got uint64) error {
	how := "longer"
	if got < want {
		how = "shorter"
	}
	return fmt.Errorf("%w: %q is %s than declared: shape %d of %s wants %d %s, the file gives %d; save it again",
		ErrBadTensor, t.Name, how, t.Shape, t.Type, want, unit, got)
}

// truths makes every true a 1.
func truths(b []byte) []byte {
	for _, v := range b {
		if v > 1 {
			out := make([]byte, len(b))
			for i, v := range b {
				out[i] = min(v, 1)
			}
			return out
		}
	}
	return b
}

// Raw takes little-endian float32 as they stand. Any number of whole elements will do; the caller gives them a shape.
func Raw(b []byte) (Tensor, error) { return RawOf(b, Float32) }

// RawOf takes little-endian elements of a type as they stand, those of 2 and 4 bits in a byte each. Any number of whole elements will do;
// the caller gives them a shape. Errors match ErrBadTensor.
func RawOf(b []byte, kind Type) (Tensor, error) {
	size := kind.Size()
	if size == 0 {
		return Tensor{}, fmt.Errorf("%w: raw bytes as elements of %s", ErrUnsupported, kind)
	}
	if len(b) == 0 || uint64(len(b))%size != 0 {
		return Tensor{}, fmt.Errorf("%w: %d bytes are not a whole number of %s, of %d bytes each", ErrBadTensor, len(b), kind, size)
	}
	return Tensor{Type: kind, Shape: []uint64{uint64(len(b)) / size}, Data: b}, nil
}
