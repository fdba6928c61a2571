package onnx

import (
	"github.com/suretynetwork/surety/x/verification/engine/onnx/wire"
	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// valueInfo is a ValueInfoProto of a tensor.
type valueInfo struct {
	name   string
	kind   tensor.Type
	shaped bool
	dims   []dim
}

// dim is one extent, a number or a name.
type dim struct {
	value uint64
	name  string
}

// addInfo reads one ValueInfoProto.
func addInfo(to *[]valueInfo, field wire.Field) error {
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
	*to = append(*to, v)
	return err
}

func (v *valueInfo) typeField(field wire.Field) error {
	if field.Number != 1 { // tensor_type
		return nil
	}
	return message(field, func(field wire.Field) error {
		switch field.Number {
		case 1: // elem_type
			v.kind = tensor.Type(field.Value)
		case 2: // shape
			v.shaped = true
			return message(field, v.shapeField)
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
