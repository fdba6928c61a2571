package kernel

import (
	"fmt"
	"slices"
)

// Step is one function of a program. Args are what it is applied to: the program's operands first, then the results of earlier steps.
type Step struct {
	Op   Op
	Args []int
}

// Program applies functions one after another to each element of a tensor, a block that stays near at a time, so that intermediate
// results are never written out.
type Program struct {
	operands []layout
	size     int // elements of the result
	code     []instruction
	slots    int // blocks for intermediate results
	block    int // elements
}

// instruction is a step with places for numbers: a result goes to a slot, or out where that is below zero.
type instruction struct {
	op   Op
	args []place
	to   int
}

// place is an operand, or a slot.
type place struct {
	slot  bool
	index int
}

// mostBlockElements bounds a block: what a step reads and writes should stay in a core's first cache.
const mostBlockElements = 1 << 10

// NewProgram plans steps on operands that broadcast to a shape: strides gives for each operand how far its elements lie apart along
// each axis of the shape, 0 where it repeats. The last step is the result.
func NewProgram(shape []int, strides [][]int, steps []Step) (*Program, error) {
	p := &Program{size: volume(shape), block: mostBlockElements}
	for _, s := range strides {
		if len(s) != len(shape) {
			return nil, fmt.Errorf("kernel: strides %d for shape %d", s, shape)
		}
		p.operands = append(p.operands, newLayout(shape, s))
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("kernel: a program of no steps")
	}
	for i := range p.operands {
		if period := p.operands[i].period; period > 1 && period <= p.block {
			p.block = blockOf(period)
			break
		}
	}
	if err := p.compile(steps); err != nil {
		return nil, err
	}
	return p, nil
}

// blockOf is a block that holds a period a whole number of times, and groups too if it can.
func blockOf(period int) int {
	both := period
	for both%group > 0 && both <= mostBlockElements {
		both += period
	}
	if both > mostBlockElements {
		both = period
	}
	return mostBlockElements / both * both
}

// compile gives each result a slot that is free by then.
func (p *Program) compile(steps []Step) error {
	lastUse, err := p.lastUses(steps)
	if err != nil {
		return err
	}
	var free []int
	slotOf := make([]int, len(steps))
	for i, s := range steps {
		in := instruction{op: s.Op, to: -1}
		for k, a := range s.Args {
			step := a - len(p.operands)
			if step < 0 {
				in.args = append(in.args, place{index: a})
				continue
			}
			in.args = append(in.args, place{slot: true, index: slotOf[step]})
			if lastUse[step] == i && !slices.Contains(s.Args[:k], a) {
				free = append(free, slotOf[step]) // a function may write over what it reads
			}
		}
		if i < len(steps)-1 {
			if len(free) == 0 {
				free = append(free, p.slots)
				p.slots++
			}
			in.to = free[len(free)-1]
			free = free[:len(free)-1]
			slotOf[i] = in.to
		}
		p.code = append(p.code, in)
	}
	return nil
}

// lastUses checks the steps, and says which is the last to take each one's result.
func (p *Program) lastUses(steps []Step) ([]int, error) {
	lastUse := make([]int, len(steps))
	for i, s := range steps {
		if err := s.Op.check(); err != nil {
			return nil, err
		}
		if len(s.Args) != s.Op.operands() {
			return nil, fmt.Errorf("kernel: step %d has %d operands, its function takes %d", i, len(s.Args), s.Op.operands())
		}
		for _, a := range s.Args {
			if a < 0 || a >= len(p.operands)+i {
				return nil, fmt.Errorf("kernel: step %d takes value %d of %d", i, a, len(p.operands)+i)
			}
			if step := a - len(p.operands); step >= 0 {
				lastUse[step] = i
			}
		}
	}
	return lastUse, nil
}
