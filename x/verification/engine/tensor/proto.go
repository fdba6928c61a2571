package tensor

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
)

// Fields of ONNX's TensorProto.
const (
	protoDims     = 1
	protoType     = 2
	protoSegment  = 3
	protoFloats   = 4
	protoInt32s   = 5
	protoStrings  = 6
	protoInt64s   = 7
	protoName     = 8
	protoRaw      = 9
	protoDoubles  = 10
	protoUint64s  = 11
	protoLocation = 14
)

// header is a TensorProto but for its content.
type header struct {
	Tensor
	sources []int // the distinct fields that hold content
}

// ReadTensorProto reads an ONNX TensorProto, the format of the .pb files that come with models. Data in other files, strings and complex
// numbers are refused. Errors match ErrBadTensor or wire.ErrMalformed.
func ReadTensorProto(b []byte) (Tensor, error) {
	var h header
	if err := wire.Each(b, h.field); err != nil {
		return Tensor{}, fmt.Errorf("tensor %q: %w", h.Name, err)
	}
	n, err := h.elements()
	if err != nil {
		return Tensor{}, err
	}
	if len(h.sources) > 1 {
		return Tensor{}, fmt.Errorf("%w: %q holds its data twice, in fields %d", ErrBadTensor, h.Name, h.sources)
	}
	file, err := h.content(b, n)
	if err == nil {
		err = h.take(file, n)
	}
	if err != nil {
		return Tensor{}, err
	}
	return h.Tensor, nil
}

func (h *header) field(f wire.Field) (err error) {
	switch f.Number {
	case protoDims:
		return f.EachVarint(h.dim)
	case protoType:
		h.Type = Type(f.Value)
	case protoName:
		h.Name = f.String()
	case protoFloats, protoInt32s, protoStrings, protoInt64s, protoRaw, protoDoubles, protoUint64s:
		if !f.Empty() && !slices.Contains(h.sources, f.Number) {
			h.sources = append(h.sources, f.Number)
		}
	case protoLocation:
		if f.Value != 0 {
			err = fmt.Errorf("%w: its data lies in another file (field data_location); save the model with its weights inside", ErrUnsupported)
		}
	case protoSegment:
		err = fmt.Errorf("%w: it is one segment of a tensor (field segment)", ErrUnsupported)
	}
	return err
}

func (h *header) dim(extent uint64) error {
	if len(h.Shape) == maxAxes {
		return fmt.Errorf("%w: it has more than %d axes (field dims)", ErrUnsupported, maxAxes)
	}
	h.Shape = append(h.Shape, extent)
	return nil
}

// content is the elements as a file's raw_data holds them, whichever field they came in.
func (h *header) content(b []byte, n uint64) ([]byte, error) {
	if len(h.sources) == 0 {
		return nil, nil
	}
	source := h.sources[0]
	if want := h.Type.field(); source != want && source != protoRaw {
		return nil, fmt.Errorf("%w: %q holds its data in field %d, that of %s is raw_data (%d) or field %d",
			ErrBadTensor, h.Name, source, h.Type, protoRaw, want)
	}
	switch source {
	case protoRaw:
		return last(b, source)
	case protoFloats:
		return joined(b, source, 4)
	case protoDoubles:
		return joined(b, source, 8)
	default:
		return h.numbers(b, source, n)
	}
}

// field is the field that holds elements of a type when they are not in raw_data.
func (t Type) field() int {
	switch t {
	case Float32:
		return protoFloats
	case Float64:
		return protoDoubles
	case Int64:
		return protoInt64s
	case Uint32, Uint64:
		return protoUint64s
	default:
		return protoInt32s
	}
}

// last is the content of a field of bytes. As everywhere in protobuf, the last one counts.
func last(b []byte, number int) (out []byte, err error) {
	err = wire.Each(b, func(f wire.Field) (err error) {
		if f.Number == number {
			out, err = f.Message()
		}
		return err
	})
	return out, err
}

// joined is the numbers of a repeated field of fixed size. A field that comes in one piece is not copied.
func joined(b []byte, number, size int) (out []byte, err error) {
	err = wire.Each(b, func(f wire.Field) error {
		if f.Number != number {
			return nil
		}
		out, err = f.Fixed(out, size)
		return err
	})
	return out, err
}

// numbers is the low bytes of the varints of a field. There are as many as elements, but for types of 2 and 4 bits, which are packed into
// bytes first.
func (h *header) numbers(b []byte, number int, n uint64) ([]byte, error) {
	width := max(h.Type.bits(), 8)
	want := h.Type.packed(n) * 8 / width
	if want > uint64(len(b)) { // each takes a byte at least
		return nil, h.differs(want, "numbers", uint64(len(b)))
	}
	out := make([]byte, 0, want*width/8)
	got := uint64(0)
	err := wire.Each(b, func(f wire.Field) error {
		if f.Number != number {
			return nil
		}
		return f.EachVarint(func(v uint64) error {
			if got++; got > want {
				return nil
			}
			if h.Type == Bool && v != 0 {
				v = 1
			}
			if !fits(v, width) {
				return fmt.Errorf("%w: %q: number %d in field %d is %d, which %s does not hold", ErrBadTensor, h.Name, got-1, number, int64(v), h.Type)
			}
			var full [8]byte
			binary.LittleEndian.PutUint64(full[:], v)
			out = append(out, full[:width/8]...)
			return nil
		})
	})
	if err == nil && got != want {
		err = h.differs(want, "numbers", got)
	}
	return out, err
}

// fits says whether a number can be one of some width, signed or unsigned: files keep both in the same field.
func fits(v, width uint64) bool {
	high := int64(v) >> (width - 1)
	return high >= -1 && high <= 1
}
