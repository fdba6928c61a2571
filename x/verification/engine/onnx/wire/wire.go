// Package wire walks protobuf messages that no schema was compiled for. ONNX files are read with it, by field number. It copies
// nothing, and any bytes are either walked or refused with an error.
package wire

import (
	"errors"
	"fmt"

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

// Varints appends the numbers of a repeated field, packed or not.
func (f Field) Varints(to []uint64) ([]uint64, error) {
	if f.Type == protowire.VarintType {
		return append(to, f.Value), nil
	}
	for b := f.Bytes; len(b) > 0; {
		v, n := protowire.ConsumeVarint(b)
		if n < 0 {
			return nil, fmt.Errorf("%w: packed field %d: %w", ErrMalformed, f.Number, protowire.ParseError(n))
		}
		to, b = append(to, v), b[n:]
	}
	return to, nil
}

// Fixed32 appends the 4-byte numbers of a repeated field, packed or not, as they stand in the message.
func (f Field) Fixed32(to []byte) ([]byte, error) {
	if f.Type == protowire.Fixed32Type {
		return protowire.AppendFixed32(to, uint32(f.Value)), nil
	}
	if f.Type != protowire.BytesType || len(f.Bytes)%4 != 0 {
		return nil, fmt.Errorf("%w: field %d does not hold 4-byte numbers", ErrMalformed, f.Number)
	}
	return append(to, f.Bytes...), nil
}
