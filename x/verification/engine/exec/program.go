package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// program is steps from one on, as vector code: on what came before them, which has the output's layout, and on operands.
type program struct {
	code     *kernel.Program
	operands []int // of the node, in the code's order; -1 for what came before
	size     int
}

// planProgram makes the steps from one on into vector code, false where there is none for them. Without own operands (a map) nothing
// came before.
func planProgram(n *graph.Node, from int) (*program, bool) {
	steps := n.Program()
	shape := ints(n.Shape)
	if len(shape) == 0 {
		shape = []int{1}
	}
	p := &program{size: product(shape)}
	slots := n.Slots()
	places := make([]int, len(slots)+from, len(slots)+len(steps)) // of slots and results in the code
	var strides [][]int
	add := func(operand int, s []int) int {
		p.operands, strides = append(p.operands, operand), append(strides, s)
		return len(p.operands) - 1
	}
	first := 0
	if n.Op != graph.OpMap {
		base := add(-1, rowStrides(shape))
		first = 1
		places[0] = base
		if from > 0 {
			places[len(slots)+from-1] = base
		}
	}
	for i := range slots[first:] {
		operand := n.Own() + i
		if slots[first+i] != graph.Float32 {
			return nil, false
		}
		places[first+i] = add(operand, stretched(shape, ints(n.Operands[operand].Shape)))
	}
	var code []kernel.Step
	for _, s := range steps[from:] {
		op, known := opOf(s.Func)
		if !known || s.Dtype != graph.Float32 && s.Dtype != graph.Bool {
			return nil, false
		}
		args := make([]int, len(s.Args))
		for i, arg := range s.Args {
			args[i] = places[arg]
		}
		code = append(code, kernel.Step{Op: op, Args: args})
		places = append(places, len(p.operands)+len(code)-1)
	}
	if n.Dtype != graph.Float32 {
		return nil, false
	}
	var err error
	p.code, err = kernel.NewProgram(shape, strides, code)
	return p, err == nil
}

// run applies the steps. y holds what came before them.
func (p *program) run(ctx context.Context, in [][]byte, y []float32) error {
	operands := make([][]float32, len(p.operands))
	for i, operand := range p.operands {
		if operand < 0 {
			operands[i] = y
		} else {
			operands[i] = floats(in[operand])
		}
	}
	const perElement = 1 // a step takes a vector at a time
	return parallel(ctx, p.size, perElement, func(from, to int) { p.code.Run(y, from, to, operands...) })
}

func opOf(f graph.Func) (kernel.Op, bool) {
	ops := map[graph.Func]kernel.Op{
		graph.FuncAdd: kernel.OpAdd, graph.FuncSub: kernel.OpSub, graph.FuncMul: kernel.OpMul, graph.FuncDiv: kernel.OpDiv,
		graph.FuncMax: kernel.OpMax, graph.FuncMin: kernel.OpMin, graph.FuncEqual: kernel.OpEqual, graph.FuncLess: kernel.OpLess,
		graph.FuncLessEqual: kernel.OpLessEqual, graph.FuncRelu: kernel.OpRelu, graph.FuncNeg: kernel.OpNeg, graph.FuncAbs: kernel.OpAbs,
		graph.FuncSqrt: kernel.OpSqrt, graph.FuncFloor: kernel.OpFloor, graph.FuncCeil: kernel.OpCeil, graph.FuncRound: kernel.OpRound,
		graph.FuncTrunc: kernel.OpTrunc, graph.FuncExp: kernel.OpExp, graph.FuncLog: kernel.OpLog, graph.FuncTanh: kernel.OpTanh,
		graph.FuncSigmoid: kernel.OpSigmoid, graph.FuncErf: kernel.OpErf, graph.FuncFMA: kernel.OpFMA, graph.FuncWhere: kernel.OpWhere,
	}
	op, known := ops[f]
	return op, known
}
