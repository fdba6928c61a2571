package exec

import (
	"context"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// runner computes a node's output from its operands.
type runner func(ctx context.Context, in [][]byte, out []byte) error

// prepare finds the fastest way to compute a valid node. fixed gives the content of an operand that never changes, nil for others.
func prepare(n *graph.Node, fixed func(operand int) []byte) runner {
	if r := prepareFast(n, fixed); r != nil {
		return r
	}
	return func(ctx context.Context, in [][]byte, out []byte) error { return general(ctx, n, in, out) }
}

// prepareFast is nil where only the general way does.
func prepareFast(n *graph.Node, fixed func(int) []byte) runner {
	if !fits(n) {
		return nil
	}
	switch n.Op {
	case graph.OpTranspose, graph.OpSlice:
		return prepareMove(n)
	case graph.OpMap:
		if p, ok := planProgram(n, 0); ok {
			return func(ctx context.Context, in [][]byte, out []byte) error {
				return into(out, func(y []float32) error { return p.run(ctx, in, y) })
			}
		}
		return nil
	case graph.OpSoftmax:
		return prepareSoftmax(n)
	case graph.OpDot, graph.OpConv, graph.OpPool, graph.OpReduce:
		return prepareSteps(n, fixed)
	default:
		return nil
	}
}

// fits says whether the kernels count its elements.
func fits(n *graph.Node) bool {
	count, _ := n.Elements()
	for i := range n.Operands {
		c, _ := graph.Elements(n.Operands[i].Shape)
		count = max(count, c)
	}
	return count < math.MaxInt32
}

// prepareSteps is an operator whose steps are vector code.
func prepareSteps(n *graph.Node, fixed func(int) []byte) runner {
	if n.Operands[0].Dtype != graph.Float32 || n.Accumulates() != graph.Float32 || n.Dtype != graph.Float32 {
		return nil
	}
	tail := tailPlan{}
	if n.Op != graph.OpReduce {
		tail = planTail(n, fixed)
	}
	var rest *program
	if tail.steps < len(n.Program()) {
		var ok bool
		if rest, ok = planProgram(n, tail.steps); !ok {
			return nil
		}
	}
	given := prepareGiven(n, fixed)
	if given == nil {
		return nil
	}
	return func(ctx context.Context, in [][]byte, out []byte) error {
		return into(out, func(y []float32) error {
			if err := given(ctx, in, y, tail.ready(in)); err != nil || rest == nil {
				return err
			}
			return rest.run(ctx, in, y)
		})
	}
}

// floatRunner computes what an operator gives, with the beginning of its steps.
type floatRunner func(ctx context.Context, in [][]byte, y []float32, tail []kernel.TailOp) error

func prepareGiven(n *graph.Node, fixed func(int) []byte) floatRunner {
	switch n.Op {
	case graph.OpPool:
		return preparePool(n)
	case graph.OpReduce:
		return prepareReduce(n)
	}
	var c contraction
	switch w := fixed(1); {
	case w != nil && (n.Op == graph.OpConv || len(n.Operands[1].Shape) == 2):
		c = planContraction(n, floats(w))
	case n.Op == graph.OpDot:
		d := planProduct(n)
		return func(ctx context.Context, in [][]byte, y []float32, tail []kernel.TailOp) error {
			a, b := floats(in[0]), floats(in[1])
			return each(ctx, d.Tasks(), func(task int) { d.Run(task, a, b, y, tail) })
		}
	}
	return func(ctx context.Context, in [][]byte, y []float32, tail []kernel.TailOp) error {
		plan := c
		if plan == nil {
			plan = planContraction(n, floats(in[1]))
		}
		return runContraction(ctx, plan, floats(in[0]), y, tail)
	}
}

func preparePool(n *graph.Node) floatRunner {
	x := n.Operands[0].Shape
	channels := int(x[len(x)-1])
	var c contraction
	switch n.Func {
	case graph.FuncMax:
		c = kernel.NewMaxPool(geometry(n, n.Kernel), channels)
	case graph.FuncAdd:
		c = kernel.NewSumPool(geometry(n, n.Kernel), channels)
	default:
		return nil
	}
	return func(ctx context.Context, in [][]byte, y []float32, tail []kernel.TailOp) error {
		return runContraction(ctx, c, floats(in[0]), y, tail)
	}
}

func prepareReduce(n *graph.Node) floatRunner {
	fold, known := rowFold(n.Func)
	if !known {
		return nil
	}
	return func(ctx context.Context, in [][]byte, y []float32, _ []kernel.TailOp) error {
		return foldRows(ctx, n, fold, floats(in[0]), y)
	}
}

// rowFold is how a function makes a row of float32 one number.
func rowFold(f graph.Func) (kernel.Fold, bool) {
	folds := map[graph.Func]kernel.Fold{
		graph.FuncAdd: kernel.FoldSum, graph.FuncMul: kernel.FoldProduct, graph.FuncMax: kernel.FoldMax, graph.FuncMin: kernel.FoldMin,
	}
	fold, known := folds[f]
	return fold, known
}

func foldRows(ctx context.Context, n *graph.Node, fold kernel.Fold, x, y []float32) error {
	shape := n.Operands[0].Shape
	row := int(shape[len(shape)-1])
	return parallel(ctx, len(y), row, func(from, to int) { fold.Rows(y, x, row, from, to) })
}

func prepareSoftmax(n *graph.Node) runner {
	return func(ctx context.Context, in [][]byte, out []byte) error {
		return into(out, func(y []float32) error { return softmaxRows(ctx, n, floats(in[0]), y) })
	}
}

func softmaxRows(ctx context.Context, n *graph.Node, x, y []float32) error {
	row := int(n.Shape[len(n.Shape)-1])
	const perElement = 8
	return parallel(ctx, len(y)/row, row*perElement, func(from, to int) { kernel.Softmax(y, x, row, from, to) })
}

// prepareMove is a transposition or a slice of elements of 32 bits.
func prepareMove(n *graph.Node) runner {
	if n.Dtype.ElementSize() != elementBytes || !littleEndian {
		return nil
	}
	start, strides := places(n)
	m := kernel.NewMove(ints(n.Shape), strides, start)
	return func(ctx context.Context, in [][]byte, out []byte) error {
		return into(out, func(y []float32) error {
			x := floats(in[0])
			return each(ctx, m.Tasks(), func(task int) { m.Run(task, x, y) })
		})
	}
}
