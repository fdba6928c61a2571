package numerics_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
	"github.com/suretynetwork/surety/x/verification/engine/graph/graphtest"
)

// corner are operands of a function of given types: rules that what applied draws leaves open.
type corner struct {
	signature graphtest.Signature
	lines     []string
}

func functionCorners() (out []corner) {
	cast := func(from, to graph.Dtype, lines ...string) {
		out = append(out, corner{graphtest.Signature{Func: graph.FuncCast, Args: []graph.Dtype{from}, Out: to}, lines})
	}
	float := func(f graph.Func, to graph.Dtype, lines ...string) {
		args := slices.Repeat([]graph.Dtype{graph.Float32}, len(strings.Fields(lines[0])))
		out = append(out, corner{graphtest.Signature{Func: f, Args: args, Out: to}, lines})
	}
	zeros := []string{"00000000 00000000", "00000000 80000000", "80000000 00000000", "80000000 80000000"}
	for _, f := range []graph.Func{graph.FuncAdd, graph.FuncSub, graph.FuncMul, graph.FuncMax, graph.FuncMin} {
		float(f, graph.Float32, zeros...)
	}
	for _, f := range []graph.Func{graph.FuncEqual, graph.FuncLess, graph.FuncLessEqual} {
		float(f, graph.Bool, zeros...)
	}
	float(graph.FuncMod, graph.Float32, "40c00000 c0400000", "c0c00000 40400000", "80000000 3f800000", "40e00000 c0400000")
	float(graph.FuncFmod, graph.Float32, "40c00000 c0400000", "c0c00000 40400000", "80000000 3f800000")
	float(graph.FuncFMA, graph.Float32, "3f800001 3fc00000 97800000", "3f800000 3f800000 bf800000", "80000000 3f800000 80000000")
	float(graph.FuncPow, graph.Float32, "80000000 40400000", "80000000 c0400000", "ff800000 40400000", "40000000 c3158000")
	// An integer is rounded to binary32, not by way of binary64; then once more, also for a type that would hold it.
	cast(graph.Int64, graph.Float32, "1000001000000001", "efffffefffffffff")
	cast(graph.Uint64, graph.Float32, "8000008000000001")
	cast(graph.Int64, graph.Float64, "1000001000000001", "0000000001000001")
	cast(graph.Int32, graph.Bfloat16, "01010001")
	// Of binary64 to odd: then the second rounding does no harm, and what is not zero stays so.
	cast(graph.Float64, graph.Float16, "3ff0020000001000", "3ff0020000000000", "40effe0000000000", "40effdffffffffff")
	cast(graph.Float64, graph.Int32, "3fefffffffffffff", "bfefffffffffffff")
	cast(graph.Float64, graph.Bool, "0000000000000001", "8000000000000000")
	cast(graph.Float64, graph.Float32, "3ff0000010000000", "3ff0000010000001", "7fefffffffffffff")
	return out
}

// lacking are the operands of a corner that an application has no line for.
func (a application) lacking(c corner) (out []string) {
	for _, operands := range c.lines {
		if !slices.ContainsFunc(a.Lines, func(line string) bool { return strings.HasPrefix(line, operands+" ") }) {
			out = append(out, operands)
		}
	}
	return out
}

// add computes the corners that an application lacks. No line that is there changes.
func (a *application) add(t *testing.T) {
	t.Helper()
	for _, c := range functionCorners() {
		if !a.is(c.signature) {
			continue
		}
		for _, operands := range a.lacking(c) {
			one := application{a.Func, a.From, a.To, []string{operands + " 0"}}
			n, in, _ := one.node(t)
			a.Lines = append(a.Lines, operands+" "+words(n.Dtype, recomputed(t, &n, in))[0])
		}
	}
}

// requireCorners holds the file of functions to the corners.
func requireCorners(t *testing.T, all []application) {
	t.Helper()
	for _, c := range functionCorners() {
		i := slices.IndexFunc(all, func(a application) bool { return a.is(c.signature) })
		require.GreaterOrEqual(t, i, 0, c)
		require.Empty(t, all[i].lacking(c), "corners without a vector, run with -update: %v", c)
	}
}

// corners are nodes of several operators whose rules no other file pins.
func corners() []drawn {
	const minusZero, one, nearTie, threeHalves, small = 0x80000000, 0x3f800000, 0x3f800001, 0x3fc00000, 0x97800000
	dot, conv := graph.Node{Op: graph.OpDot}, window(graph.Node{Op: graph.OpConv, Groups: 1}, []uint64{1}, []uint64{1}, []uint64{0, 0})
	chain, taps := these(graph.Float32, []uint64{1, 2}, one, nearTie), these(graph.Float32, []uint64{1, 2, 1}, one, nearTie)
	column := func(shape ...uint64) content {
		count, _ := graph.Elements(shape)
		return these(graph.Float32, shape, slices.Repeat([]uint64{small, threeHalves}, int(count)/2)...)
	}
	zero := these(graph.Float32, []uint64{1, 1}, minusZero)
	pool := window(graph.Node{Op: graph.OpPool, Func: graph.FuncAdd, Kernel: []uint64{1}}, []uint64{1}, []uint64{1}, []uint64{0, 0})
	fold := func(f graph.Func) drawn {
		reduce := graph.Node{Op: graph.OpReduce, Func: f}
		return on("Reduce: "+funcName(f)+" of zeros of unlike sign", reduce, these(graph.Float32, []uint64{2, 2}, 0, minusZero, minusZero, 0))
	}
	between := window(graph.Node{Op: graph.OpPool, Kernel: []uint64{2}}, []uint64{1}, []uint64{1}, []uint64{0, 0})
	most, least := between, between
	most.Func, least.Func = graph.FuncMax, graph.FuncMin
	signs := these(graph.Float32, []uint64{1, 3, 1}, 0, minusZero, 0)
	return []drawn{
		on("Dot: a product and a sum are rounded once", dot, chain, column(1, 2)),
		on("Dot: the same for many rows of B", dot, chain, column(35, 2)),
		on("Dot: from +0, not from -0", dot, zero, these(graph.Float32, []uint64{1, 1}, one)),
		on("Conv: a product and a sum are rounded once", conv, taps, column(1, 2, 1)),
		on("Conv: the same for many filters", conv, taps, column(35, 2, 1)),
		on("Conv: from +0, not from -0", conv, these(graph.Float32, []uint64{1, 1, 1}, minusZero), these(graph.Float32, []uint64{1, 1, 1}, one)),
		on("Pool: add from +0, not from -0", pool, these(graph.Float32, []uint64{1, 1, 1}, minusZero)),
		on("Pool: max of zeros of unlike sign", most, signs),
		on("Pool: min of zeros of unlike sign", least, signs),
		fold(graph.FuncMax),
		fold(graph.FuncMin),
		fold(graph.FuncArgMax),
		fold(graph.FuncArgMin),
		on("Softmax: of the lowest numbers", graph.Node{Op: graph.OpSoftmax}, these(graph.Float32, []uint64{1, 3}, 0xff7fffff, 0xff7ffffe, 0xff7fffff)),
	}
}
