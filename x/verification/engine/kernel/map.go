package kernel

import "unsafe"

// mapArgs tells the kernels of scalar functions what to do: count groups of group elements, from up to three operands, each of which
// moves on by step bytes from vector to vector (0 repeats one, which then is a group long).
type mapArgs struct {
	to    unsafe.Pointer
	from  [3]unsafe.Pointer
	step  [3]int
	count int
}

// group is how many elements the kernels do at a time.
const group = 32

var (
	_ [0]struct{} = [unsafe.Offsetof(mapArgs{}.step) - 32]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(mapArgs{}.count) - 56]struct{}{}
)

// operand is where a function takes its values from: as many as it makes, or one group of equal ones.
type operand struct {
	values []float32
	same   bool
}

// apply computes to[i] = op(in[0][i], in[1][i], in[2][i]) for a positive number of elements that is a multiple of group.
func (s *set) apply(o Op, to []float32, in []operand, args *mapArgs) {
	if !s.hasVectors() {
		o.portable(to, in)
		return
	}
	*args = mapArgs{to: unsafe.Pointer(&to[0]), count: len(to) / group}
	for i := range in {
		args.from[i] = unsafe.Pointer(&in[i].values[0])
		if !in[i].same {
			args.step[i] = 4 * s.lanes
		}
	}
	s.maps[o](args)
}

// portable is the definition of apply.
func (o Op) portable(to []float32, in []operand) {
	at := func(k, i int) float32 {
		switch {
		case k >= len(in):
			return 0
		case in[k].same:
			return in[k].values[i%group]
		default:
			return in[k].values[i]
		}
	}
	for i := range to {
		to[i] = o.scalar(at(0, i), at(1, i), at(2, i))
	}
}
