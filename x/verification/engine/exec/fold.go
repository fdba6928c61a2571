package exec

import (
	"context"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// pool computes out[n, out.., c] of X[n, in.., c]: the taps of each window folded in order, or the place of the largest.
func pool(ctx context.Context, n *graph.Node, x, out column) error {
	w := newWindow(n, n.Kernel)
	positions := product(ints(n.Shape)) / w.channels
	t := n.Operands[0].Dtype
	fold, err := foldOf(n.Func, t)
	if err != nil {
		return err
	}
	return parallel(ctx, positions, w.channels*product(w.kernel), func(from, to int) {
		var taps []tap
		for position := from; position < to; position++ {
			taps = w.taps(position, taps)
			for c := range w.channels {
				row := newColumn(t, len(taps))
				for i, p := range taps {
					set(row, i, x, p.at+c)
				}
				fold(row, out, position*w.channels+c)
			}
			if n.Func != graph.FuncArgMax {
				continue
			}
			spatial := product(w.in)
			for c := range w.channels {
				y := &out.i[position*w.channels+c]
				*y = int64(taps[*y].at / w.channels % spatial)
			}
		}
	})
}

// reduce folds each row of the last axis.
func reduce(ctx context.Context, n *graph.Node, x, out column) error {
	shape := ints(n.Operands[0].Shape)
	row := shape[len(shape)-1]
	t := n.Operands[0].Dtype
	if lanes, known := rowFold(n.Func); known && t == graph.Float32 {
		return foldRows(ctx, n, lanes, x.f, out.f)
	}
	fold, err := foldOf(n.Func, t)
	if err != nil {
		return err
	}
	return parallel(ctx, product(shape)/row, row, func(from, to int) {
		for i := from; i < to; i++ {
			fold(x.part(i*row, (i+1)*row), out, i)
		}
	})
}

// cumulate folds, for each element of a row of the last axis, those up to it.
func cumulate(ctx context.Context, n *graph.Node, x, out column) error {
	shape := ints(n.Shape)
	row := shape[len(shape)-1]
	t := n.Operands[0].Dtype
	first := float32(0)
	if n.Func == graph.FuncMul {
		first = 1
	}
	return parallel(ctx, product(shape)/row, row, func(from, to int) {
		for i := from * row; i < to*row; i++ {
			begins := i%row == 0
			switch {
			case t == graph.Float32 && begins:
				out.f[i] = addOrMul(n.Func, first, x.f[i])
			case t == graph.Float32:
				out.f[i] = addOrMul(n.Func, out.f[i-1], x.f[i])
			case begins:
				out.i[i] = x.i[i]
			case n.Func == graph.FuncMul:
				out.i[i] = wrap(t, out.i[i-1]*x.i[i])
			default:
				out.i[i] = wrap(t, out.i[i-1]+x.i[i])
			}
		}
	})
}

func addOrMul(fn graph.Func, a, b float32) float32 {
	if fn == graph.FuncMul {
		return native.Mul(a, b)
	}
	return native.Add(a, b)
}

func set(to column, i int, from column, j int) {
	if to.f != nil {
		to.f[i] = from.f[j]
		return
	}
	to.i[i] = from.i[j]
}

// folder puts what a row folds to at an index of out.
type folder func(row, out column, at int)

// foldOf folds from the first element to the last.
func foldOf(fn graph.Func, t graph.Dtype) (folder, error) {
	switch {
	case fn == graph.FuncArgMax || fn == graph.FuncArgMin:
		return func(row, out column, at int) { out.i[at] = int64(first(t, row, fn == graph.FuncArgMax)) }, nil
	case t != graph.Float32:
		f, _, err := integerFunc(fn, t)
		return func(row, out column, at int) {
			acc := row.i[0]
			for _, v := range row.i[1:] {
				acc = wrap(t, f(acc, v))
			}
			out.i[at] = acc
		}, err
	case fn == graph.FuncAdd:
		return func(row, out column, at int) {
			acc := float32(0)
			for _, v := range row.f {
				acc = native.Add(acc, v)
			}
			out.f[at] = acc
		}, nil
	default:
		f, err := binaryFunc(fn)
		return func(row, out column, at int) {
			acc := row.f[0]
			for _, v := range row.f {
				acc = f(acc, v)
			}
			out.f[at] = acc
		}, err
	}
}

// first is the index of what a sort puts first, the lowest of equals. NaNs are above all numbers.
func first(t graph.Dtype, row column, largest bool) int {
	at := 0
	count := max(len(row.f), len(row.i))
	for i := 1; i < count; i++ {
		if sortsBefore(t, row, i, at, largest) {
			at = i
		}
	}
	return at
}

// sortsBefore says whether element i of a row comes before element j in a sort.
func sortsBefore(t graph.Dtype, row column, i, j int, largest bool) bool {
	if largest {
		i, j = j, i
	}
	if t != graph.Float32 {
		return lessThan(t, row.i[i], row.i[j])
	}
	a, b := row.f[i], row.f[j]
	if b != b {
		return a == a
	}
	return a < b
}
