package onnx

import (
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// attribute is an AttributeProto. Kinds that no supported operator takes are kept by their number alone.
type attribute struct {
	name   string
	kind   uint64
	float  float32
	number int64
	text   string
	ints   []int64
	floats []byte // little-endian
	tensor *tensor.Tensor
	wrong  error // why the tensor cannot be used: told only if an operator asks for it
}

// The kinds of attribute.
const (
	kindFloat  = 1
	kindInt    = 2
	kindText   = 3
	kindTensor = 4
	kindFloats = 6
	kindInts   = 7
)

func (a *attribute) field(field wire.Field) (err error) {
	switch field.Number {
	case 1: // name
		a.name = field.String()
	case 2: // f
		a.float = math.Float32frombits(uint32(field.Value))
		a.implied(kindFloat)
	case 3: // i
		a.number = int64(field.Value)
		a.implied(kindInt)
	case 4: // s
		a.text = field.String()
		a.implied(kindText)
	case 5: // t
		return a.readTensor(field)
	case 7: // floats
		a.floats, err = field.Fixed(a.floats, 4)
		a.implied(kindFloats)
	case 8: // ints
		a.implied(kindInts)
		return field.EachVarint(func(v uint64) error {
			a.ints = append(a.ints, int64(v))
			return nil
		})
	case 20: // type
		a.kind = field.Value
	}
	return err
}

// implied is the kind where the file does not say it, as the oldest files do not.
func (a *attribute) implied(kind uint64) {
	if a.kind == 0 {
		a.kind = kind
	}
}

func (a *attribute) readTensor(field wire.Field) error {
	b, err := field.Message()
	if err != nil {
		return err
	}
	t, err := tensor.ReadTensorProto(b)
	a.tensor, a.wrong = &t, err
	a.implied(kindTensor)
	return nil
}
