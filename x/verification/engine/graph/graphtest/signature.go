package graphtest

import (
	"slices"
	"sync"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// Signature is one way to apply a scalar function: the types that it goes from, and the one that it goes to.
type Signature struct {
	Func graph.Func
	Args []graph.Dtype
	Out  graph.Dtype
}

// Dtypes are all element types, ascending.
func Dtypes() []graph.Dtype {
	var out []graph.Dtype
	for v := range graph.Dtype_name { // consensus: sorted below
		if t := graph.Dtype(v); t.ElementSize() > 0 {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return out
}

// Funcs are all functions, those that are not of scalars included, ascending.
func Funcs() []graph.Func {
	var out []graph.Func
	for v := range graph.Func_name { // consensus: sorted below
		if f := graph.Func(v); f != graph.FuncUnspecified {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// Signatures are all that a map can apply, by function. They are found by asking the graph package, so that none is forgotten.
var Signatures = sync.OnceValue(func() []Signature {
	var out []Signature
	for _, f := range Funcs() {
		for operands := 1; operands <= 3; operands++ {
			found := signaturesOf(f, operands)
			out = append(out, found...)
			if len(found) > 0 {
				break
			}
		}
	}
	return out
})

func signaturesOf(f graph.Func, operands int) (out []Signature) {
	args := make([]graph.Dtype, operands)
	var draw func(i int)
	draw = func(i int) {
		if i == operands {
			for _, to := range results(args) {
				if s := (Signature{f, args, to}); s.valid() {
					out = append(out, Signature{f, slices.Clone(args), to})
				}
			}
			return
		}
		from := Dtypes()
		if i == 2 { // the third of three has the type of another; to try all would take seconds
			from = slices.Compact(slices.Clone(args[:i]))
		}
		for _, args[i] = range from {
			draw(i + 1)
		}
	}
	draw(0)
	return out
}

// results are the types that a function may come to: any for one operand, else one of the operands', a truth value or int64.
func results(args []graph.Dtype) []graph.Dtype {
	if len(args) == 1 {
		return Dtypes()
	}
	out := append(slices.Clone(args), graph.Bool, graph.Int64)
	slices.Sort(out)
	return slices.Compact(out)
}

func (s Signature) valid() bool {
	n := graph.Node{Op: graph.OpMap, Func: s.Func, Dtype: s.Out}
	for _, arg := range s.Args {
		n.Operands = append(n.Operands, graph.Operand{Source: graph.SourceTrace, Dtype: arg})
	}
	to, _, err := graph.Infer(&n)
	return err == nil && to == s.Out
}

// applicable are the signatures whose arguments are among the types.
func applicable(types []graph.Dtype) (out []Signature) {
	for _, s := range Signatures() {
		if !slices.ContainsFunc(s.Args, func(arg graph.Dtype) bool { return !slices.Contains(types, arg) }) {
			out = append(out, s)
		}
	}
	return out
}
