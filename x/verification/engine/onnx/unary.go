package onnx

import "github.com/suretynetwork/surety/x/verification/engine/graph"

// singleOperators are functions of one number.
func singleOperators() map[string]oneOutput {
	numbers, signed := numericTypes(), append(signedIntegers(), graph.Float32)
	group := map[string]oneOutput{
		"Neg":        ofOne(graph.FuncNeg, signed...),
		"Abs":        ofOne(graph.FuncAbs, numbers...),
		"Sign":       ofOne(graph.FuncSign, numbers...),
		"Not":        ofOne(graph.FuncNot, graph.Bool),
		"BitwiseNot": ofOne(graph.FuncNot, integerTypes()...),
		"Reciprocal": curve(func(f *formula, x value) value { return f.div(scalar(1), x) }),
		"IsNaN":      isNaN,
		"IsInf":      isInf,
	}
	for name, fn := range map[string]graph.Func{
		"Exp": graph.FuncExp, "Sqrt": graph.FuncSqrt, "Log": graph.FuncLog, "Erf": graph.FuncErf, "Ceil": graph.FuncCeil,
		"Floor": graph.FuncFloor, "Round": graph.FuncRound, "Sin": graph.FuncSin, "Cos": graph.FuncCos, "Tan": graph.FuncTan,
		"Asin": graph.FuncAsin, "Acos": graph.FuncAcos, "Atan": graph.FuncAtan, "Sinh": graph.FuncSinh, "Cosh": graph.FuncCosh,
		"Asinh": graph.FuncAsinh, "Acosh": graph.FuncAcosh, "Atanh": graph.FuncAtanh,
	} {
		group[name] = ofOne(fn, graph.Float32)
	}
	return group
}

// floatTypes are the types of numbers with a fraction.
func floatTypes() []graph.Dtype {
	return []graph.Dtype{
		graph.Float32, graph.Float64, graph.Float8E4M3FN, graph.Float8E4M3FNUZ, graph.Float8E5M2, graph.Float8E5M2FNUZ,
	}
}

// isNaN is true where a number does not equal itself. The short floats are NaN in float32 exactly where they are themselves.
func isNaN(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err == nil {
		err = in[0].has(floatTypes()...)
	}
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	if in[0].operand.dtype == graph.Float64 {
		return double{f}.isNaN(in[0]), f.err
	}
	x := f.cast(graph.Float32, in[0])
	return f.of(graph.FuncNot, f.equal(x, x)), f.err
}

// isInf compares with the infinities that the model asks for.
func isInf(k *call) (value, error) {
	in, err := k.any(1, 1)
	if err == nil {
		err = in[0].has(floatTypes()...)
	}
	if err != nil {
		return value{}, err
	}
	f := &formula{k: k}
	x, infinities := in[0], []value{scalar(infinity), scalar(-infinity)}
	if x.operand.dtype == graph.Float64 {
		x, infinities = f.bits(graph.Uint64, x), []value{word(infinityOf64), word(signOf64 | infinityOf64)}
	} else {
		x = f.cast(graph.Float32, x)
	}
	found := f.less(x, x) // false everywhere
	for i, name := range []string{"detect_positive", "detect_negative"} {
		switch wanted, err := k.integer(name, 1); {
		case err != nil:
			return value{}, err
		case wanted != 0:
			found = f.both(graph.FuncOr, found, f.equal(x, infinities[i]))
		}
	}
	return found, f.err
}
