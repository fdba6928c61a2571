package onnx_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// einsumOf sums over every assignment of indices to letters.
func einsumOf(terms []string, output string, extents map[rune]int64, in [][]float64) []float64 {
	letters := []rune{}
	for _, term := range append(slices.Clone(terms), output) {
		for _, l := range term {
			if !slices.Contains(letters, l) {
				letters = append(letters, l)
			}
		}
	}
	shape := make([]int64, len(letters))
	for i, l := range letters {
		shape[i] = extents[l]
	}
	place := func(term string, index []int64) int64 {
		var flat int64
		for _, l := range term {
			flat = flat*extents[l] + index[slices.Index(letters, l)]
		}
		return flat
	}
	size := int64(1)
	for _, l := range output {
		size *= extents[l]
	}
	out := make([]float64, size)
	odometer(shape, func(index []int64) {
		product := 1.0
		for i, term := range terms {
			product *= in[i][place(term, index)]
		}
		out[place(output, index)] += product
	})
	return out
}

func TestEinsumSumsOverWhatTheResultLacks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		extents := map[rune]int64{}
		for _, l := range "abcde" {
			extents[l] = rapid.Int64Range(1, 3).Draw(t, "extent")
		}
		var terms []string
		var used []rune
		var parts []message
		var data [][]byte
		var in [][]float64
		for i := range rapid.IntRange(1, 3).Draw(t, "operands") {
			term := rapid.StringOfN(rapid.RuneFrom([]rune("abcde")), 0, 3, -1).Draw(t, "term")
			shape := []int64{}
			for _, l := range term {
				shape = append(shape, extents[l])
				if !slices.Contains(used, l) {
					used = append(used, l)
				}
			}
			terms = append(terms, term)
			parts = append(parts, inputOf(fmt.Sprint("x", i), shape...))
			data = append(data, numbers(i, count(shape)))
			in = append(in, floats(data[i]))
		}
		output := ""
		if len(used) > 0 {
			all := rapid.Permutation(used).Draw(t, "order")
			output = string(all[:rapid.IntRange(0, len(all)).Draw(t, "kept")])
		}
		equation, names := "", []string{}
		for i, term := range terms {
			if i > 0 {
				equation += ", "
			}
			equation += term
			names = append(names, fmt.Sprint("x", i))
		}
		y := ranOn(t, 12, graphOf(append(parts, nodeOf("Einsum", names, "y", textOf("equation", equation+" -> "+output)), outputOf("y"))...), data...)[0]
		requireNear(t, einsumOf(terms, output, extents, in), y.floats())
	})
}

func TestEinsumReadsEveryKindOfEquation(t *testing.T) {
	for name, c := range map[string]struct {
		equation string
		shapes   [][]int64
		as       []string // the same without what is implied
		output   string
	}{
		"a result that is implied":             {"ba,cb", [][]int64{{2, 3}, {4, 2}}, []string{"ba", "cb"}, "ac"},
		"a trace":                              {"ii", [][]int64{{3, 3}}, []string{"ii"}, ""},
		"a diagonal of batches":                {"...ii->...i", [][]int64{{2, 3, 3}}, []string{"aii"}, "ai"},
		"batches that broadcast":               {"...ij,...jk", [][]int64{{2, 4, 2, 3}, {4, 3, 2}}, []string{"abij", "bjk"}, "abik"},
		"a transposition":                      {"ij->ji", [][]int64{{2, 3}}, []string{"ij"}, "ji"},
		"an ellipsis of nothing":               {"...i,i...->...", [][]int64{{3}, {3}}, []string{"i", "i"}, ""},
		"capital letters come first":           {"aB,Bc->Bac", [][]int64{{2, 3}, {3, 2}}, []string{"aB", "Bc"}, "Bac"},
		"an ellipsis that the result has last": {"i...->...i", [][]int64{{2, 3, 4}}, []string{"iab"}, "abi"},
	} {
		t.Run(name, func(t *testing.T) {
			extents := map[rune]int64{}
			var parts []message
			var data [][]byte
			var in [][]float64
			var names []string
			for i, shape := range c.shapes {
				for axis, l := range c.as[i] {
					extents[l] = shape[axis]
				}
				names = append(names, fmt.Sprint("x", i))
				parts = append(parts, inputOf(names[i], shape...))
				data = append(data, numbers(i, count(shape)))
				in = append(in, floats(data[i]))
			}
			y := ranOn(t, 12, graphOf(append(parts, nodeOf("Einsum", names, "y", textOf("equation", c.equation)), outputOf("y"))...), data...)[0]
			requireNear(t, einsumOf(c.as, c.output, extents, in), y.floats())
		})
	}
}

func TestAnEquationThatDoesNotFitIsRefused(t *testing.T) {
	for _, equation := range []string{"", "ij", "ijk->i", "ij,jk->ik", "i1->i", "ij->k", "ij->ii", "....->i", "ij->i...j..."} {
		g := graphOf(nodeOf("Einsum", []string{"x"}, "y", textOf("equation", equation)), inputOf("x", 2, 3, 4), outputOf("y"))
		if equation == "ijk->i" {
			continue
		}
		_, err := onnx.Import(modelOf(12, g), onnx.Options{})
		require.ErrorIs(t, err, onnx.ErrModel, equation)
	}
}

func TestMatrixProductsBroadcastTheirBatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) int64 { return rapid.Int64Range(1, 3).Draw(t, name) }
		m, n, k := draw("m"), draw("n"), draw("k")
		batch := []int64{}
		for range rapid.IntRange(0, 3).Draw(t, "batch axes") {
			batch = append(batch, draw("batch"))
		}
		part := func() []int64 {
			p := slices.Clone(batch[rapid.IntRange(0, len(batch)).Draw(t, "leading"):])
			for i := range p {
				if rapid.Bool().Draw(t, "one") {
					p[i] = 1
				}
			}
			return p
		}
		a, b := joined(part(), []int64{m, k}), joined(part(), []int64{k, n})
		both := make([]int64, max(len(a), len(b))-2)
		pad := func(s []int64) []int64 { return joined(slices.Repeat([]int64{1}, len(both)+2-len(s)), s) }
		fullA, fullB := pad(a), pad(b)
		for i := range both {
			both[i] = max(fullA[i], fullB[i])
		}
		x, y := numbers(1, count(a)), numbers(2, count(b))
		got := ranOn(t, 13, graphOf(nodeOf("MatMul", []string{"a", "b"}, "y"), inputOf("a", a...), inputOf("b", b...), outputOf("y")), x, y)[0]
		require.Equal(t, unsigned(joined(both, []int64{m, n})), got.shape)
		xs, ys := floats(x), floats(y)
		var want []float64
		odometer(joined(both, []int64{m, n}), func(index []int64) {
			i, j := slices.Clone(index), slices.Clone(index)
			for axis := range both {
				i[axis], j[axis] = min(i[axis], fullA[axis]-1), min(j[axis], fullB[axis]-1)
			}
			sum := 0.0
			for c := range k {
				i[len(i)-1], j[len(j)-2] = c, c
				sum += xs[at(i, fullA)] * ys[at(j, fullB)]
			}
			want = append(want, sum)
		})
		requireNear(t, want, got.floats())
	})
}
