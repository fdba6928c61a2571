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
	protoInt64s   = 7
	protoName     = 8
	protoRaw      = 9
	protoLocation = 14
)

// raw is a TensorProto before its content is brought into one form.
type raw struct {
	Tensor
	floats, bytes []byte
	ints          []uint64
	sources       []int // the distinct fields that held content
}

// ReadTensorProto reads an ONNX TensorProto, the format of the .pb files that come with models. Data in other files and strings are
// refused. Errors match ErrBadTensor or wire.ErrMalformed.
func ReadTensorProto(b []byte) (Tensor, error) {
	var r raw
	if err := wire.Each(b, r.field); err != nil {
		return Tensor{}, fmt.Errorf("tensor %q: %w", r.Name, err)
	}
	if len(r.sources) > 1 {
		return Tensor{}, fmt.Errorf("%w: %q holds its data twice, in fields %d", ErrBadTensor, r.Name, r.sources)
	}
	r.Data = r.content()
	if err := r.check(); err != nil {
		return Tensor{}, err
	}
	return r.Tensor, nil
}

func (r *raw) field(f wire.Field) (err error) {
	switch f.Number {
	case protoDims:
		r.Shape, err = f.Varints(r.Shape)
	case protoType:
		r.Type = Type(f.Value)
	case protoName:
		r.Name = f.String()
	case protoFloats:
		r.from(f)
		r.floats, err = f.Fixed32(r.floats)
	case protoInt32s, protoInt64s:
		r.from(f)
		r.ints, err = f.Varints(r.ints)
	case protoRaw:
		r.from(f)
		r.bytes, err = f.Message()
	case protoLocation:
		if f.Value != 0 {
			err = fmt.Errorf("%w: its data lies in another file; save the model with its weights inside", ErrBadTensor)
		}
	case protoSegment:
		err = fmt.Errorf("%w: it is one segment of a tensor", ErrBadTensor)
	}
	return err
}

func (r *raw) from(f wire.Field) {
	if !slices.Contains(r.sources, f.Number) {
		r.sources = append(r.sources, f.Number)
	}
}

// content is the elements, little-endian, whichever field held them. check refuses a length that does not fit, so a field that the
// element type does not use comes to an error there.
func (r *raw) content() []byte {
	if len(r.sources) == 0 {
		return nil
	}
	switch {
	case r.sources[0] == protoRaw:
		return r.bytes
	case r.sources[0] == protoFloats && r.Type == Float32:
		return r.floats
	case r.sources[0] == protoInt64s && r.Type == Int64:
		return littleEndian(r.ints, 8)
	case r.sources[0] == protoInt32s && (r.Type == Int32 || r.Type == Bool):
		return littleEndian(r.ints, int(r.Type.Size()))
	default:
		return nil
	}
}

// littleEndian keeps the low bytes of each number, size of them.
func littleEndian(values []uint64, size int) []byte {
	out := make([]byte, 0, size*len(values))
	for _, v := range values {
		var full [8]byte
		binary.LittleEndian.PutUint64(full[:], v)
		out = append(out, full[:size]...)
	}
	return out
}
