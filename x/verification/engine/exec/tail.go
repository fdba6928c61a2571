package exec

import (
	"slices"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/kernel"
)

// tailPlan is the beginning of a node's steps as operations on outputs that are still in registers. An operation on a tensor that the
// program computes is made when the node runs.
type tailPlan struct {
	ops    []kernel.TailOp
	traced []int // for each operation the operand that it adds, -1 for those that are made
	steps  int   // how many steps they are
}

// planTail takes as many steps as there are operations for.
func planTail(n *graph.Node, fixed func(int) []byte) tailPlan {
	var p tailPlan
	steps := n.Program()
	slots := len(n.Slots())
	for i := range steps {
		before := uint32(0)
		if i > 0 {
			before = uint32(slots + i - 1)
		}
		read := slices.ContainsFunc(steps[i+1:], func(s graph.Step) bool { return slices.Contains(s.Args, before) })
		if read || len(p.ops) == kernel.MaxTail || !p.take(n, &steps[i], before, fixed) {
			break
		}
		p.steps++
	}
	return p
}

// take adds the operation for a step on what came before it, if there is one.
func (p *tailPlan) take(n *graph.Node, s *graph.Step, before uint32, fixed func(int) []byte) bool {
	if s.Dtype != graph.Float32 {
		return false
	}
	if s.Func == graph.FuncRelu && s.Args[0] == before {
		p.made(kernel.Relu())
		return true
	}
	operand, second, ok := other(n, s, before)
	if !ok {
		return false
	}
	o := &n.Operands[operand]
	content := fixed(operand)
	if content == nil {
		if s.Func != graph.FuncAdd || !slices.Equal(o.Shape, n.Shape) {
			return false
		}
		p.ops, p.traced = append(p.ops, kernel.TailOp{}), append(p.traced, operand)
		return true
	}
	channels := int(n.Shape[len(n.Shape)-1])
	v := floats(content)
	switch {
	case len(v) == 1:
		return p.scalar(s.Func, v[0], channels, second)
	case len(v) != channels || int(o.Shape[len(o.Shape)-1]) != channels:
		return false
	default:
		return p.vector(s.Func, v, second)
	}
}

// other is the operand that a step of two combines with what came before; second says whether it is the second argument.
func other(n *graph.Node, s *graph.Step, before uint32) (operand int, second, ok bool) {
	if len(s.Args) != 2 || s.Args[0] == s.Args[1] {
		return 0, false, false
	}
	slot := s.Args[0]
	if slot == before {
		slot, second = s.Args[1], true
	} else if s.Args[1] != before {
		return 0, false, false
	}
	operand = n.Own() + int(slot) - 1
	return operand, second, slot > 0 && operand < len(n.Operands) && n.Operands[operand].Dtype == graph.Float32
}

func (p *tailPlan) made(op kernel.TailOp) { p.ops, p.traced = append(p.ops, op), append(p.traced, -1) }

func (p *tailPlan) scalar(f graph.Func, v float32, channels int, second bool) bool {
	positiveZero := v == 0 && !(1/v < 0)
	switch {
	case f == graph.FuncMax && positiveZero:
		p.made(kernel.Relu())
	case f == graph.FuncMax && v != 0 && v == v:
		p.made(kernel.MaxScalar(v))
	case f == graph.FuncMin && v != 0 && v == v:
		p.made(kernel.MinScalar(v))
	default:
		return p.vector(f, slices.Repeat([]float32{v}, channels), second)
	}
	return true
}

// vector combines each channel with a number; second says that the number is the second argument.
func (p *tailPlan) vector(f graph.Func, v []float32, second bool) bool {
	switch {
	case f == graph.FuncAdd:
		p.made(kernel.AddVector(v))
	case f == graph.FuncMul:
		p.made(kernel.MulVector(v))
	case f == graph.FuncSub && second: // subtracting is adding what has the other sign, to the bit
		minus := make([]float32, len(v))
		for i := range v {
			minus[i] = -v[i]
		}
		p.made(kernel.AddVector(minus))
	default:
		return false
	}
	return true
}

// ready are the operations of one run.
func (p *tailPlan) ready(in [][]byte) []kernel.TailOp {
	ops := p.ops
	for i, operand := range p.traced {
		if operand < 0 {
			continue
		}
		if &ops[0] == &p.ops[0] {
			ops = slices.Clone(ops)
		}
		ops[i] = kernel.AddTensor(floats(in[operand]))
	}
	return ops
}
