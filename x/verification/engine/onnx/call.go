package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// call is one node while it is compiled.
type call struct {
	c    *compiler
	n    *node
	used map[string]bool
}

// name is what the program's nodes are called after.
func (k *call) name() string {
	if k.n.name != "" {
		return k.c.path + k.n.name
	}
	return fmt.Sprintf("%s%s_%d", k.c.path, k.n.op, k.n.index)
}

// emit adds a node named after this one.
func (k *call) emit(n graph.Node, in ...operand) (operand, error) {
	return k.c.emit(k.name(), n, in...)
}

// arrange brings a value into an order of axes.
func (k *call) arrange(v value, order []int) (operand, error) {
	return k.c.arrange(k.name(), v, order)
}

// reshaped is a value in another shape, on the way to or from what the node is about.
func (k *call) reshaped(v value, shape []uint64) (value, error) {
	return k.c.reshaped(k.name()+"/shape", v, shape)
}

// operands checks the number of inputs and returns them; all have to be computed in float32. An optional one that is left out has no
// shape and no content: see given.
func (k *call) operands(least, most int) ([]value, error) {
	in, err := k.any(least, most)
	if err != nil {
		return nil, err
	}
	for i := range in {
		if k.given(i) {
			if err := in[i].float(); err != nil {
				return nil, fmt.Errorf("input %d: %w", i, err)
			}
		}
	}
	return in, nil
}

// any is operands whatever their types are.
func (k *call) any(least, most int) ([]value, error) {
	if n := len(k.n.inputs); n < least || n > most {
		return nil, fmt.Errorf("%w: %d inputs, wants %d to %d", ErrModel, n, least, most)
	}
	out := make([]value, most)
	for i := range out {
		if !k.given(i) {
			if i < least {
				return nil, fmt.Errorf("%w: input %d is missing", ErrModel, i)
			}
			continue
		}
		v, err := k.c.lookup(k.n.inputs[i])
		if err == nil {
			v, err = k.settled(v)
		}
		if err != nil {
			return nil, fmt.Errorf("input %d: %w", i, err)
		}
		out[i] = v
	}
	return out, nil
}

// given says whether an optional input is there.
func (k *call) given(i int) bool { return i < len(k.n.inputs) && k.n.inputs[i] != "" }

// operand is the one input of an operator that takes one.
func (k *call) operand() (value, error) {
	v, err := k.operands(1, 1)
	if err != nil {
		return value{}, err
	}
	return v[0], nil
}

// attribute finds an attribute and checks its kind.
func (k *call) attribute(name string, kind uint64) (attribute, bool, error) {
	k.used[name] = true
	a, there := k.n.attributes[name]
	if there && a.kind != kind {
		return a, true, fmt.Errorf("%w: attribute %q is of kind %d, wants kind %d", ErrModel, name, a.kind, kind)
	}
	return a, there, nil
}

func (k *call) integer(name string, otherwise int64) (int64, error) {
	a, there, err := k.attribute(name, kindInt)
	if !there || err != nil {
		return otherwise, err
	}
	return a.number, nil
}

func (k *call) real(name string, otherwise float32) (float32, error) {
	a, there, err := k.attribute(name, kindFloat)
	if !there || err != nil {
		return otherwise, err
	}
	return a.float, nil
}

func (k *call) text(name, otherwise string) (string, error) {
	a, there, err := k.attribute(name, kindText)
	if !there || err != nil {
		return otherwise, err
	}
	return a.text, nil
}

// integers is nil where the attribute is not given.
func (k *call) integers(name string) ([]int64, error) {
	a, _, err := k.attribute(name, kindInts)
	return a.ints, err
}

// flag refuses an attribute that is set to anything but what the engine does.
func (k *call) flag(name string, otherwise, want int64) error {
	got, err := k.integer(name, otherwise)
	if err == nil && got != want {
		err = fmt.Errorf("%w: attribute %q is %d, only %d is supported", ErrUnsupported, name, got, want)
	}
	return err
}

// unusedAttribute refuses what the compiler did not look at: it might change the meaning.
func (k *call) unusedAttribute() error {
	var unknown []string
	for name := range k.n.attributes {
		if !k.used[name] {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	return fmt.Errorf("%w: attribute %q is not known for this operator", ErrUnsupported, slices.Min(unknown))
}

// axis reads an axis attribute, counted from the end where it is negative.
func (k *call) axis(otherwise int64, rank int, past bool) (int, error) {
	axis, err := k.integer("axis", otherwise)
	if err != nil {
		return 0, err
	}
	if axis < 0 {
		axis += int64(rank)
	}
	most := int64(rank) - 1
	if past {
		most++
	}
	if axis < 0 || axis > most {
		return 0, fmt.Errorf("%w: axis %d of %d axes", ErrModel, axis, rank)
	}
	return int(axis), nil
}
