package kernel

import (
	"fmt"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// Op is a scalar function on 32-bit lanes, as NUMERICS.md has it. Truth is a lane of the integer 0 or 1.
type Op uint8

// The functions, by their number of operands.
const (
	_ Op = iota
	OpAdd
	OpSub
	OpMul
	OpDiv
	OpMax
	OpMin
	OpEqual
	OpLess
	OpLessEqual
	OpRelu
	OpNeg
	OpAbs
	OpSqrt
	OpFloor
	OpCeil
	OpRound
	OpTrunc
	OpExp
	OpLog
	OpTanh
	OpSigmoid
	OpErf
	OpFMA
	OpWhere
	opCount
)

// operands is the number of operands of a function.
func (o Op) operands() int {
	switch {
	case o < OpAdd, o >= opCount:
		return 0
	case o <= OpLessEqual:
		return 2
	case o <= OpErf:
		return 1
	default:
		return 3
	}
}

func (o Op) check() error {
	if o.operands() == 0 {
		return fmt.Errorf("kernel: function %d is unknown", o)
	}
	return nil
}

// scalar applies the function once.
func (o Op) scalar(a, b, c float32) float32 {
	switch o.operands() {
	case 1:
		return unaryFuncs[o](a)
	case 2:
		return binaryFuncs[o](a, b)
	default:
		if o == OpFMA {
			return native.FMA(a, b, c)
		}
		if math.Float32bits(a)&1 == 0 {
			return c
		}
		return b
	}
}

var unaryFuncs = [opCount]func(a float32) float32{
	OpRelu: native.Relu, OpNeg: native.Neg, OpAbs: native.Abs, OpSqrt: native.Sqrt,
	OpFloor: native.Floor, OpCeil: native.Ceil, OpRound: native.Round, OpTrunc: native.Trunc,
	OpExp: native.Exp, OpLog: native.Log, OpTanh: native.Tanh, OpSigmoid: native.Sigmoid, OpErf: native.Erf,
}

var binaryFuncs = [opCount]func(a, b float32) float32{
	OpAdd: native.Add, OpSub: native.Sub, OpMul: native.Mul, OpDiv: native.Div, OpMax: native.Max, OpMin: native.Min,
	OpEqual:     func(a, b float32) float32 { return truth(native.Equal(a, b)) },
	OpLess:      func(a, b float32) float32 { return truth(native.Less(a, b)) },
	OpLessEqual: func(a, b float32) float32 { return truth(native.LessEqual(a, b)) },
}

func truth(yes bool) float32 {
	if yes {
		return math.Float32frombits(1)
	}
	return 0
}
