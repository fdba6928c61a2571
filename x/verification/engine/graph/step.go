package graph

import (
	"errors"
	"fmt"
	"slices"
)

// What a node with steps can hold.
const (
	maxSteps = 64
	maxSlots = 64
)

// Program lists the steps of a node: its own, or the one that its function or its bias stands for. It is empty where what the operator
// gives is the output.
func (m *Node) Program() []Step {
	switch {
	case len(m.Steps) > 0:
		return m.Steps
	case m.Op == OpMap:
		return []Step{{Func: m.Func, Dtype: m.Dtype, Args: upTo(len(m.Operands))}}
	case (m.Op == OpDot || m.Op == OpConv) && len(m.Operands) > 2:
		return []Step{{Func: FuncAdd, Dtype: m.Accumulates(), Args: upTo(2)}}
	default:
		return nil
	}
}

// Own is the number of operands that the operator itself reads; those after it are slots of its steps.
func (m *Node) Own() int {
	switch m.Op {
	case OpMap:
		return 0
	case OpDot, OpConv:
		return 2
	case OpPool, OpReduce:
		return 1
	default:
		return len(m.Operands)
	}
}

// Slots are the types of what the steps start from: for a map its operands, elsewhere what the operator gives and then the operands
// beyond its own.
func (m *Node) Slots() []Dtype {
	var slots []Dtype
	if m.Op != OpMap {
		slots = append(slots, m.Accumulates())
	}
	for i := m.Own(); i < len(m.Operands); i++ {
		slots = append(slots, m.Operands[i].Dtype)
	}
	return slots
}

// Accumulates is the type of what the operator gives before its steps: int32 for integer contractions, int64 for places, else its
// first operand's.
func (m *Node) Accumulates() Dtype {
	if len(m.Operands) == 0 {
		return m.Dtype
	}
	first := m.Operands[0].Dtype
	switch {
	case (m.Op == OpDot || m.Op == OpConv) && first != Float32:
		return Int32
	case m.Func == FuncArgMax || m.Func == FuncArgMin:
		return Int64
	default:
		return first
	}
}

// checkSteps holds the steps to the types of their functions, and further operands to the output's shape. It returns the type of the
// output.
func (m *Node) checkSteps(shape []uint64) (Dtype, error) {
	steps := m.Program()
	types := m.Slots()
	if len(steps) > maxSteps || len(types) > maxSlots {
		return 0, fmt.Errorf("%d steps over %d slots, at most %d over %d", len(steps), len(types), maxSteps, maxSlots)
	}
	for i := m.Own(); i < len(m.Operands); i++ {
		if both, ok := broadcast(shape, m.Operands[i].Shape); !ok || !slices.Equal(both, shape) {
			return 0, fmt.Errorf("operand %d of shape %d does not broadcast to the output's %d", i, m.Operands[i].Shape, shape)
		}
	}
	if len(steps) == 0 && len(types) > 1 {
		return 0, fmt.Errorf("%d operands, but no step reads those after the first %d", len(m.Operands), m.Own())
	}
	for i := range steps {
		if err := steps[i].check(types); err != nil {
			if len(m.Steps) > 0 {
				return 0, fmt.Errorf("step %d: %w", i, err)
			}
			return 0, err
		}
		types = append(types, steps[i].Dtype)
	}
	if len(types) == 0 {
		return 0, errors.New("it has no operands")
	}
	return types[len(types)-1], nil
}

// check holds a step to the types of the slots and steps before it.
func (m *Step) check(before []Dtype) error {
	args := make([]Dtype, len(m.Args))
	for i, arg := range m.Args {
		if uint64(arg) >= uint64(len(before)) {
			return fmt.Errorf("argument %d is slot %d of %d", i, arg, len(before))
		}
		args[i] = before[arg]
	}
	return checkFunc(m.Func, m.Dtype, args)
}

// stepsCost is the number of operations that the steps take for one element.
func (m *Node) stepsCost() (ops uint64) {
	for _, s := range m.Program() {
		ops += opsOf(s.Func)
	}
	return ops
}

func upTo(n int) []uint32 {
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(i)
	}
	return out
}
