package onnx

import (
	"fmt"
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// numericTypes are the types that numbers are computed in.
func numericTypes() []graph.Dtype { return append(integerTypes(), graph.Float32) }

func integerTypes() []graph.Dtype { return append(signedIntegers(), unsignedIntegers()...) }

func signedIntegers() []graph.Dtype {
	return []graph.Dtype{graph.Int8, graph.Int16, graph.Int32, graph.Int64}
}

func unsignedIntegers() []graph.Dtype {
	return []graph.Dtype{graph.Uint8, graph.Uint16, graph.Uint32, graph.Uint64}
}

// pairOperators are functions of numbers, bits or truth values that broadcast.
func pairOperators() map[string]oneOutput {
	numbers, integers := numericTypes(), integerTypes()
	return map[string]oneOutput{
		"Add":            ofTwo(graph.FuncAdd, numbers...),
		"Sub":            ofTwo(graph.FuncSub, numbers...),
		"Mul":            ofTwo(graph.FuncMul, numbers...),
		"Div":            ofTwo(graph.FuncDiv, numbers...),
		"Sum":            fold(graph.FuncAdd),
		"Max":            fold(graph.FuncMax),
		"Min":            fold(graph.FuncMin),
		"Mean":           mean,
		"Mod":            mod,
		"Pow":            power,
		"And":            ofTwo(graph.FuncAnd, graph.Bool),
		"Or":             ofTwo(graph.FuncOr, graph.Bool),
		"Xor":            ofTwo(graph.FuncXor, graph.Bool),
		"BitwiseAnd":     ofTwo(graph.FuncAnd, integers...),
		"BitwiseOr":      ofTwo(graph.FuncOr, integers...),
		"BitwiseXor":     ofTwo(graph.FuncXor, integers...),
		"BitShift":       bitShift,
		"Equal":          comparison(graph.FuncEqual, false, append(numbers, graph.Bool)...),
		"Less":           comparison(graph.FuncLess, false, numbers...),
		"LessOrEqual":    comparison(graph.FuncLessEqual, false, numbers...),
		"Greater":        comparison(graph.FuncLess, true, numbers...),
		"GreaterOrEqual": comparison(graph.FuncLessEqual, true, numbers...),
		"Where":          where,
	}
}

// alike refuses inputs that are not all of one type, or not of one of some types.
func alike(in []value, types ...graph.Dtype) error {
	for i, v := range in {
		if err := v.has(types...); err != nil {
			return fmt.Errorf("input %d: %w", i, err)
		}
		if v.operand.dtype != in[0].operand.dtype {
			return fmt.Errorf("%w: input %d is of type %s, the first of %s", ErrModel, i, v.element(), in[0].element())
		}
	}
	return nil
}

// pair is two operands that broadcast. Before opset 7 only the second does, where the model asks for it: it lies from an axis of the
// first on, or at its last axes.
func (k *call) pair() ([]value, error) {
	in, err := k.any(2, 2)
	if err != nil || k.c.file.opset >= 7 {
		return in, err
	}
	asked, err := k.integer("broadcast", 0)
	if err != nil {
		return nil, err
	}
	rank, second := len(in[0].shape), len(in[1].shape)
	axis, err := k.integer("axis", int64(rank-second))
	if err != nil {
		return nil, err
	}
	if axis < 0 {
		axis += int64(rank)
	}
	last := axis + int64(second)
	if asked == 0 && !slices.Equal(in[0].shape, in[1].shape) || axis < 0 || last > int64(rank) {
		return nil, fmt.Errorf("%w: operands of shapes %d and %d with attributes broadcast %d and axis %d", ErrModel, in[0].shape, in[1].shape, asked, axis)
	}
	if last < int64(rank) {
		y, err := k.reshaped(in[1], slices.Concat(in[1].shape, ones(rank-int(last))))
		in[1] = y.like(in[1])
		return in, err
	}
	return in, nil
}

// fold is an operator of any number of operands: a function of two, from the first on.
func fold(fn graph.Func) func(*call) (value, error) {
	return func(k *call) (value, error) {
		n := len(k.n.inputs)
		in, err := k.any(max(n, 1), n)
		if err == nil {
			err = alike(in, numericTypes()...)
		}
		if err != nil {
			return value{}, err
		}
		f := &formula{k: k}
		y := in[0]
		for _, x := range in[1:] {
			y = f.both(fn, y, x)
		}
		return y, f.err
	}
}

func mean(k *call) (value, error) {
	y, err := fold(graph.FuncAdd)(k)
	if err == nil {
		err = y.float()
	}
	if err != nil {
		return value{}, err
	}
	return k.apply(graph.FuncDiv, y, scalar(float32(len(k.n.inputs))))
}

// comparison gives truth values. The engine has those that ask whether the first is smaller.
func comparison(fn graph.Func, swap bool, types ...graph.Dtype) func(*call) (value, error) {
	return func(k *call) (value, error) {
		in, err := k.pair()
		if err != nil {
			return value{}, err
		}
		if swap {
			slices.Reverse(in)
		}
		if y, done, err := k.of64(fn, in); done {
			return y, err
		}
		if err := alike(in, types...); err != nil {
			return value{}, err
		}
		return k.mapped(fn, graph.Bool, in...)
	}
}

// mod has the sign of the divisor for integers, or, where the model asks for C's fmod, that of the dividend.
func mod(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err == nil {
		err = alike(in, numericTypes()...)
	}
	if err != nil {
		return value{}, err
	}
	fmod, err := k.integer("fmod", 0)
	switch {
	case err != nil:
		return value{}, err
	case fmod == 1:
		return k.apply(graph.FuncFmod, in[0], in[1])
	case fmod != 0 || in[0].operand.dtype == graph.Float32:
		return value{}, fmt.Errorf("%w: attribute fmod is %d for elements of type %s; wants 0 for integers, or 1", ErrModel, fmod, in[0].element())
	default:
		return k.apply(graph.FuncMod, in[0], in[1])
	}
}

func bitShift(k *call) (value, error) {
	in, err := k.any(2, 2)
	if err == nil {
		err = alike(in, unsignedIntegers()...)
	}
	if err != nil {
		return value{}, err
	}
	switch direction, err := k.text("direction", ""); {
	case err != nil:
		return value{}, err
	case direction == "LEFT":
		return k.apply(graph.FuncShl, in[0], in[1])
	case direction == "RIGHT":
		return k.apply(graph.FuncShr, in[0], in[1])
	default:
		return value{}, fmt.Errorf("%w: attribute direction is %q, it must be LEFT or RIGHT", ErrModel, direction)
	}
}

// where takes elements of any type.
func where(k *call) (value, error) {
	in, err := k.any(3, 3)
	if err != nil {
		return value{}, err
	}
	if err := in[0].has(graph.Bool); err != nil {
		return value{}, fmt.Errorf("input 0: %w", err)
	}
	if x, y := in[1], in[2]; x.operand.dtype != y.operand.dtype {
		return value{}, fmt.Errorf("%w: it picks from elements of types %s and %s", ErrModel, x.element(), y.element())
	}
	return k.mapped(graph.FuncWhere, in[1].operand.dtype, in...)
}
