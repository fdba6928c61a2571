package ocr

import (
	"google.golang.org/protobuf/encoding/protowire"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
)

// rewrite changes a message that is field number of b, and copies everything else.
func rewrite(b []byte, number int, change func([]byte) ([]byte, error)) ([]byte, error) {
	var out []byte
	err := wire.Each(b, func(f wire.Field) error {
		if f.Number == number {
			inner, err := f.Message()
			if err != nil {
				return err
			}
			if f.Bytes, err = change(inner); err != nil {
				return err
			}
		}
		out = again(out, f)
		return nil
	})
	return out, err
}

// without copies a message but for the fields of a number, which drop is told.
func without(b []byte, number int, drop func([]byte) error) ([]byte, error) {
	var out []byte
	err := wire.Each(b, func(f wire.Field) error {
		if f.Number == number {
			return drop(f.Bytes)
		}
		out = again(out, f)
		return nil
	})
	return out, err
}

// again appends a field as it was read.
func again(to []byte, f wire.Field) []byte {
	to = protowire.AppendTag(to, protowire.Number(f.Number), f.Type)
	switch f.Type {
	case protowire.VarintType:
		return protowire.AppendVarint(to, f.Value)
	case protowire.Fixed32Type:
		return protowire.AppendFixed32(to, uint32(f.Value))
	case protowire.Fixed64Type:
		return protowire.AppendFixed64(to, f.Value)
	default: // wire knows no other type
		return protowire.AppendBytes(to, f.Bytes)
	}
}

// text is the string that is field number of a message, empty if there is none.
func text(b []byte, number int) (s string, err error) {
	err = wire.Each(b, func(f wire.Field) error {
		if f.Number == number {
			s = f.String()
		}
		return nil
	})
	return s, err
}
