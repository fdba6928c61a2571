package exec

import (
	"context"
	"fmt"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// mapElements applies a scalar function element by element, its operands broadcast.
func mapElements(ctx context.Context, n *graph.Node, in [][]float32, out []float32) error {
	if len(in) == 1 {
		fn, err := unaryFunc(n.Func)
		if err != nil {
			return err
		}
		const curve = 40
		return parallel(ctx, len(out), curve, func(from, to int) {
			for i := from; i < to; i++ {
				out[i] = fn(in[0][i])
			}
		})
	}
	fn, err := binaryFunc(n.Func)
	if err != nil {
		return err
	}
	shape := append([]int{1}, ints(n.Shape)...) // a scalar has a last axis too
	a, b := stretched(shape, ints(n.Operands[0].Shape)), stretched(shape, ints(n.Operands[1].Shape))
	last := len(shape) - 1
	row := shape[last]
	return parallel(ctx, len(out)/row, row, func(from, to int) {
		for r := from; r < to; r++ {
			x, y := in[0][offset(r, shape[:last], a):], in[1][offset(r, shape[:last], b):]
			for i, z := 0, out[r*row:(r+1)*row]; i < row; i++ {
				z[i] = fn(x[i*a[last]], y[i*b[last]])
			}
		}
	})
}

// stretched are the strides of a tensor of shape in seen as one of shape: 0 on the axes that broadcasting repeats.
func stretched(shape, in []int) []int {
	out := make([]int, len(shape))
	lead := len(shape) - len(in)
	for i, step := range rowStrides(in) {
		if in[i] > 1 {
			out[lead+i] = step
		}
	}
	return out
}

func unaryFunc(f graph.Func) (func(float32) float32, error) {
	switch f {
	case graph.FuncRelu:
		return native.Relu, nil
	case graph.FuncSigmoid:
		return native.Sigmoid, nil
	case graph.FuncTanh:
		return native.Tanh, nil
	case graph.FuncExp:
		return native.Exp, nil
	case graph.FuncNeg:
		return native.Neg, nil
	case graph.FuncAbs:
		return native.Abs, nil
	case graph.FuncSqrt:
		return native.Sqrt, nil
	case graph.FuncLog:
		return native.Log, nil
	case graph.FuncErf:
		return native.Erf, nil
	default:
		return nil, fmt.Errorf("no kernel for %s of one operand", f)
	}
}

func binaryFunc(f graph.Func) (func(a, b float32) float32, error) {
	switch f {
	case graph.FuncAdd:
		return native.Add, nil
	case graph.FuncSub:
		return native.Sub, nil
	case graph.FuncMul:
		return native.Mul, nil
	case graph.FuncDiv:
		return native.Div, nil
	case graph.FuncMax:
		return native.Max, nil
	case graph.FuncMin:
		return native.Min, nil
	default:
		return nil, fmt.Errorf("no kernel for %s of two operands", f)
	}
}
