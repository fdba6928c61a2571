package onnx

import (
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// Input is an input that a model declares.
type Input struct {
	// Name is the model's name for it.
	Name string
	// Type is its element type.
	Type tensor.Type
	// Axes are its extents, outermost first; nil where the model does not say how many there are.
	Axes []Axis
}

// Axis is one extent of an Input.
type Axis struct {
	// Extent is 0 where the model leaves it open.
	Extent uint64
	// Name is the model's name for an open extent; may be empty.
	Name string
}

// Inputs lists the inputs of a model in its own order, without compiling it. Initialisers, which old models list too, are left out.
// Errors are those of Import about a file that cannot be read.
func Inputs(b []byte) ([]Input, error) {
	f, err := decode(b)
	if err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	given := map[string]bool{}
	for i := range f.initialisers {
		given[f.initialisers[i].Name] = true
	}
	var inputs []Input
	for _, v := range f.inputs {
		if !given[v.name] {
			inputs = append(inputs, Input{Name: v.name, Type: v.kind, Axes: v.axes()})
		}
	}
	return inputs, nil
}

func (v *valueInfo) axes() []Axis {
	if !v.shaped {
		return nil
	}
	axes := make([]Axis, len(v.dims))
	for i, d := range v.dims {
		axes[i] = Axis{Name: d.name}
		if d.fixed() {
			axes[i].Extent = d.value
		}
	}
	return axes
}

// fixed says whether the model gives an extent: exporters write -1, or 0, or nothing where it does not.
func (d dim) fixed() bool { return int64(d.value) > 0 }
