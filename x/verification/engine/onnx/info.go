package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// valueInfo is a ValueInfoProto.
type valueInfo struct {
	name   string
	other  string // what it is where it is no tensor
	kind   tensor.Type
	shaped bool
	dims   []dim
}

// dim is one extent, a number or a name.
type dim struct {
	value uint64
	name  string
}

// others are the fields of a TypeProto that say it is not of a tensor.
var others = map[int]string{4: "sequences", 5: "maps", 7: "opaque types", 8: "sparse tensors", 9: "optionals"}

// addInfo reads one ValueInfoProto, of an input or an output.
func addInfo(to *[]valueInfo, what string, field wire.Field) error {
	var v valueInfo
	err := message(field, func(field wire.Field) error {
		switch field.Number {
		case 1: // name
			v.name = field.String()
		case 2: // type
			return message(field, v.typeField)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s %q: %w", what, v.name, err)
	}
	*to = append(*to, v)
	return nil
}

func (v *valueInfo) typeField(field wire.Field) error {
	if other, is := others[field.Number]; is {
		v.other = other
	}
	if field.Number != 1 { // tensor_type
		return nil
	}
	return message(field, func(field wire.Field) error {
		switch field.Number {
		case 1: // elem_type
			v.kind = tensor.Type(field.Value)
		case 2: // shape
			v.shaped = true
			return counted(field, func(n wire.Counts) error {
				v.dims = make([]dim, 0, n[1])
				return nil
			}, v.shapeField)
		}
		return nil
	})
}

func (v *valueInfo) shapeField(field wire.Field) error {
	if field.Number != 1 { // dim
		return nil
	}
	var d dim
	err := message(field, func(field wire.Field) error {
		switch field.Number {
		case 1: // dim_value
			d.value = field.Value
		case 2: // dim_param
			d.name = field.String()
		}
		return nil
	})
	v.dims = append(v.dims, d)
	return err
}
