// Package wire walks protobuf messages that no schema was compiled for. ONNX files are read with it, by field number. It copies
// nothing, and any bytes are either walked or refused with an error.
package wire

import (
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
)

// ErrMalformed is matched by every error of this package.
var ErrMalformed = errors.New("malformed protobuf")

// Field is one field of a message.
type Field struct {
	// Number is the field's number.
	Number int
	// Type is how the field is encoded.
	Type protowire.Type
	// Value is the content of a varint or of a fixed field.
	Value uint64
	// Bytes is the content of a length-delimited field.
	Bytes []byte
}

// Each calls visit for every field of a message, in order. It stops at visit's first error, and returns it.
func Each(message []byte, visit func(Field) error) error {
	for at := 0; at < len(message); {
		f, n, err := next(message[at:])
		if err != nil {
			return fmt.Errorf("%w at byte %d of %d: %w", ErrMalformed, at, len(message), err)
		}
		if err := visit(f); err != nil {
			return err
		}
		at += n
	}
	return nil
}

func next(b []byte) (f Field, n int, err error) {
	number, kind, n := protowire.ConsumeTag(b)
	if n < 0 {
		return f, 0, protowire.ParseError(n)
	}
	f = Field{Number: int(number), Type: kind}
	var size int
	switch kind {
	case protowire.VarintType:
		f.Value, size = protowire.ConsumeVarint(b[n:])
	case protowire.Fixed32Type:
		var v uint32
		v, size = protowire.ConsumeFixed32(b[n:])
		f.Value = uint64(v)
	case protowire.Fixed64Type:
		f.Value, size = protowire.ConsumeFixed64(b[n:])
	case protowire.BytesType:
		f.Bytes, size = protowire.ConsumeBytes(b[n:])
	default:
		return f, 0, fmt.Errorf("field %d has wire type %d, which ONNX does not use", number, kind)
	}
	if size < 0 {
		return f, 0, fmt.Errorf("field %d: %w", number, protowire.ParseError(size))
	}
	return f, n + size, nil
}

// Message is the content of a field that holds a message, a string or bytes.
func (f Field) Message() ([]byte, error) {
	if f.Type != protowire.BytesType {
		return nil, fmt.Errorf("%w: field %d is not length-delimited", ErrMalformed, f.Number)
	}
	return f.Bytes, nil
}

// String is the content of a field that holds text, empty if it holds none.
func (f Field) String() string { return string(f.Bytes) }

// Empty says whether the field is length-delimited and has no content, as a repeated field without elements may be.
func (f Field) Empty() bool { return f.Type == protowire.BytesType && len(f.Bytes) == 0 }

// EachVarint calls visit for the numbers of a repeated field, packed or not. It stops at visit's first error, and returns it.
func (f Field) EachVarint(visit func(uint64) error) error {
	if f.Type == protowire.VarintType {
		return visit(f.Value)
	}
	if f.Type != protowire.BytesType {
		return fmt.Errorf("%w: field %d does not hold varints", ErrMalformed, f.Number)
	}
	for b := f.Bytes; len(b) > 0; {
		v, n := protowire.ConsumeVarint(b)
		if n < 0 {
			return fmt.Errorf("%w: packed field %d: %w", ErrMalformed, f.Number, protowire.ParseError(n))
		}
		if err := visit(v); err != nil {
			return err
		}
		b = b[n:]
	}
	return nil
}

// Int64s appends the numbers of a repeated field of int64, packed or not.
func (f Field) Int64s(to []int64) ([]int64, error) {
	count := 0
	for _, b := range f.Bytes { // the last byte of a varint is the one below 128
		count += int(1 - b>>7)
	}
	to = slices.Grow(to, count)
	err := f.EachVarint(func(v uint64) error {
		to = append(to, int64(v))
		return nil
	})
	return to, err
}

// Fixed appends the numbers of 4 or 8 bytes of a repeated field, packed or not, as they stand in the message. A packed field that is the
// first is not copied.
func (f Field) Fixed(to []byte, size int) ([]byte, error) {
	switch {
	case f.Type == protowire.Fixed32Type && size == 4:
		return protowire.AppendFixed32(to, uint32(f.Value)), nil
	case f.Type == protowire.Fixed64Type && size == 8:
		return protowire.AppendFixed64(to, f.Value), nil
	case f.Type != protowire.BytesType || len(f.Bytes)%size != 0:
		return nil, fmt.Errorf("%w: field %d does not hold %d-byte numbers", ErrMalformed, f.Number, size)
	case to == nil:
		return slices.Clip(f.Bytes), nil
	default:
		return append(to, f.Bytes...), nil
	}
}
