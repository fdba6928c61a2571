package graph

import (
	"fmt"
	"slices"
)

// Operations of the scalar functions, in multiply-adds, rounded up. They bound the work of a judge and are no part of a result.
const (
	opsExp        = 32
	opsOtherCurve = 64
	opsLong       = 256
)

func opsOf(f Func) uint64 {
	switch f {
	case FuncExp:
		return opsExp
	case FuncSigmoid, FuncTanh, FuncSqrt, FuncLog, FuncErf, FuncAsin, FuncAcos, FuncAtan:
		return opsOtherCurve
	case FuncSin, FuncCos, FuncTan, FuncSinh, FuncCosh, FuncAsinh, FuncAcosh, FuncAtanh, FuncPow, FuncFmod, FuncMod:
		return opsLong
	default:
		return 1
	}
}

// kind is the rule by which a function's types go together.
type kind int

const (
	noFunction kind = iota
	floatOne        // float32 to float32
	numberOne       // float32 or an integer to the same
	bitsOne         // an integer or a truth value to the same
	converts        // any type to any
	recasts         // a type to another of the same size
	floatTwo        // two float32 to a third
	numberTwo       // two of one type, float32 or an integer, to a third
	bitsTwo         // two integers or truth values of one type to a third
	shifts          // two integers of one type to a third
	compares        // two of one type to a truth value
	floatThree      // three float32 to a fourth
	picks           // a truth value and two of one type to that type
	rescales        // an integer of 32 or 64 bits and two int32 to int64
)

func kindOf(f Func) kind {
	switch f {
	case FuncRelu, FuncSigmoid, FuncTanh, FuncExp, FuncSqrt, FuncLog, FuncErf, FuncSin, FuncCos, FuncTan, FuncAsin, FuncAcos, FuncAtan,
		FuncSinh, FuncCosh, FuncAsinh, FuncAcosh, FuncAtanh, FuncFloor, FuncCeil, FuncRound, FuncTrunc:
		return floatOne
	case FuncNeg, FuncAbs, FuncSign:
		return numberOne
	case FuncNot:
		return bitsOne
	case FuncCast, FuncCastSaturate:
		return converts
	case FuncBitcast:
		return recasts
	case FuncPow:
		return floatTwo
	case FuncAdd, FuncSub, FuncMul, FuncDiv, FuncMax, FuncMin, FuncMod, FuncFmod:
		return numberTwo
	case FuncAnd, FuncOr, FuncXor:
		return bitsTwo
	case FuncShl, FuncShr:
		return shifts
	case FuncEqual, FuncLess, FuncLessEqual:
		return compares
	case FuncFMA:
		return floatThree
	case FuncWhere:
		return picks
	case FuncScale:
		return rescales
	default:
		return noFunction
	}
}

// operands is the number of arguments of the functions of a kind.
func (k kind) operands() int {
	switch k {
	case floatOne, numberOne, bitsOne, converts, recasts:
		return 1
	case floatTwo, numberTwo, bitsTwo, shifts, compares:
		return 2
	case floatThree, picks, rescales:
		return 3
	default:
		return 0
	}
}

// checkFunc holds a function to the types of its arguments and its result.
func checkFunc(f Func, out Dtype, args []Dtype) error {
	k := kindOf(f)
	if k == noFunction {
		return fmt.Errorf("function %s is not one of a map", f)
	}
	if len(args) != k.operands() {
		return fmt.Errorf("%d operands, %s takes %d", len(args), f, k.operands())
	}
	if !k.takes(f, out, args) {
		return fmt.Errorf("%s does not go from %s to %s", f, args, out)
	}
	return nil
}

func (k kind) takes(f Func, out Dtype, args []Dtype) bool {
	first := args[0]
	switch k {
	case converts:
		return convertible(f, out, first)
	case recasts:
		return recastable(out, first)
	case compares:
		return out == Bool && args[1] == first && ordered(first)
	case picks:
		return first == Bool && args[1] == out && args[2] == out
	case rescales:
		return rescalable(first) && args[1] == Int32 && args[2] == Int32 && out == Int64
	default:
		return k.works(first) && !slices.ContainsFunc(args, func(arg Dtype) bool { return arg != out })
	}
}

// works says whether a function of a kind whose types are all the same has them of this one.
func (k kind) works(x Dtype) bool {
	switch k {
	case floatOne, floatTwo, floatThree:
		return x == Float32
	case numberOne, numberTwo:
		return x == Float32 || x.Integer()
	case bitsOne, bitsTwo:
		return x.Bits() > 0
	default: // shifts
		return x.Integer()
	}
}

func ordered(x Dtype) bool { return x == Float32 || x.Bits() > 0 }

func rescalable(x Dtype) bool { return x == Int32 || x == Int64 }

// recastable says whether two types have the same bits, each pattern of which is a number of both.
func recastable(out, in Dtype) bool {
	return out != in && out.ElementSize() > 0 && out.ElementSize() == in.ElementSize() && whole(out) && whole(in)
}

// convertible says whether a cast has a meaning: not to the type itself, and saturating only where the target has an end.
func convertible(f Func, out, in Dtype) bool {
	if out == in || out.ElementSize() == 0 || in.ElementSize() == 0 {
		return false
	}
	if f == FuncCastSaturate {
		return out.Integer() || out.small()
	}
	return true
}

// small says whether it is a float of at most 8 bits.
func (x Dtype) small() bool { return x >= Float8E4M3FN && x <= Float4E2M1 }

// whole says whether every pattern of its bits is a number of the type.
func whole(x Dtype) bool { return x != Bool && x != Float4E2M1 && (x.Bits() == 0 || x.Bits() >= 8) }
