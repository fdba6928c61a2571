package onnx_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/tensor"
)

// integerPairs are operators of two integers, in numbers without end.
var integerPairs = []struct {
	op         string
	attributes []message
	unsigned   bool // takes unsigned types only
	nonzero    bool // means nothing where the second is zero
	want       func(a, b *big.Int) *big.Int
}{
	{op: "Add", want: func(a, b *big.Int) *big.Int { return new(big.Int).Add(a, b) }},
	{op: "Sub", want: func(a, b *big.Int) *big.Int { return new(big.Int).Sub(a, b) }},
	{op: "Mul", want: func(a, b *big.Int) *big.Int { return new(big.Int).Mul(a, b) }},
	{op: "Div", nonzero: true, want: func(a, b *big.Int) *big.Int { return new(big.Int).Quo(a, b) }},
	{op: "Mod", nonzero: true, want: func(a, b *big.Int) *big.Int {
		r := new(big.Int).Rem(a, b)
		if r.Sign() != 0 && r.Sign() != b.Sign() {
			r.Add(r, b)
		}
		return r
	}},
	{op: "Mod", nonzero: true, attributes: []message{intOf("fmod", 1)}, want: func(a, b *big.Int) *big.Int { return new(big.Int).Rem(a, b) }},
	{op: "Max", want: func(a, b *big.Int) *big.Int { return slices.MaxFunc([]*big.Int{a, b}, (*big.Int).Cmp) }},
	{op: "Min", want: func(a, b *big.Int) *big.Int { return slices.MinFunc([]*big.Int{a, b}, (*big.Int).Cmp) }},
	{op: "BitwiseAnd", want: func(a, b *big.Int) *big.Int { return new(big.Int).And(a, b) }},
	{op: "BitwiseOr", want: func(a, b *big.Int) *big.Int { return new(big.Int).Or(a, b) }},
	{op: "BitwiseXor", want: func(a, b *big.Int) *big.Int { return new(big.Int).Xor(a, b) }},
	{op: "PRelu", want: func(a, b *big.Int) *big.Int {
		if a.Sign() < 0 {
			return new(big.Int).Mul(a, b)
		}
		return a
	}},
	{op: "BitShift", unsigned: true, attributes: []message{textOf("direction", "LEFT")}, want: func(a, b *big.Int) *big.Int {
		if b.BitLen() > 8 {
			return new(big.Int)
		}
		return new(big.Int).Lsh(a, uint(b.Uint64()))
	}},
	{op: "BitShift", unsigned: true, attributes: []message{textOf("direction", "RIGHT")}, want: func(a, b *big.Int) *big.Int {
		if b.BitLen() > 8 {
			return new(big.Int)
		}
		return new(big.Int).Rsh(a, uint(b.Uint64()))
	}},
}

func TestIntegersWrapAroundInEveryType(t *testing.T) {
	for _, c := range integerPairs {
		t.Run(c.op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				kind := drawType(r, c.unsigned, false)
				shape := rapid.SampledFrom(partnerShapes).Draw(r, "shape")
				a, b := kind.draw(r, 6), kind.draw(r, extent(shape))
				for i := range b {
					if c.nonzero && b[i].Sign() == 0 {
						b[i] = big.NewInt(1)
					}
				}
				g := graphOf(nodeOf(c.op, []string{"a", "b"}, "y", c.attributes...), typedInput("a", kind.kind, 2, 3),
					typedInput("b", kind.kind, shape...), typedOutput("y", kind.kind))
				want := make([]*big.Int, 6)
				for i := range want {
					want[i] = kind.wrap(c.want(a[i], b[reads(shape, i)]))
				}
				require.Equal(r, kind.encode(want), ranOn(r, 18, g, kind.encode(a), kind.encode(b))[0].bytes, "%s: %d and %d", kind.kind, a, b)
			})
		})
	}
}

func TestIntegersAreComparedAsTheirTypesSay(t *testing.T) {
	for op, holds := range map[string]func(sign int) bool{
		"Equal":          func(sign int) bool { return sign == 0 },
		"Less":           func(sign int) bool { return sign < 0 },
		"LessOrEqual":    func(sign int) bool { return sign <= 0 },
		"Greater":        func(sign int) bool { return sign > 0 },
		"GreaterOrEqual": func(sign int) bool { return sign >= 0 },
	} {
		t.Run(op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				kind := drawType(r, false, false)
				shape := rapid.SampledFrom(partnerShapes).Draw(r, "shape")
				a, b := kind.draw(r, 6), kind.draw(r, extent(shape))
				g := graphOf(nodeOf(op, []string{"a", "b"}, "y"), typedInput("a", kind.kind, 2, 3), typedInput("b", kind.kind, shape...),
					typedOutput("y", tensor.Bool))
				want := make([]bool, 6)
				for i := range want {
					want[i] = holds(a[i].Cmp(b[reads(shape, i)]))
				}
				require.Equal(r, truths(want), ranOn(r, 16, g, kind.encode(a), kind.encode(b))[0].bytes, "%s: %d and %d", kind.kind, a, b)
			})
		})
	}
}

func TestFunctionsOfOneInteger(t *testing.T) {
	for op, want := range map[string]func(a *big.Int) *big.Int{
		"Abs":        func(a *big.Int) *big.Int { return new(big.Int).Abs(a) },
		"Neg":        func(a *big.Int) *big.Int { return new(big.Int).Neg(a) },
		"Sign":       func(a *big.Int) *big.Int { return big.NewInt(int64(a.Sign())) },
		"BitwiseNot": func(a *big.Int) *big.Int { return new(big.Int).Not(a) },
		"Relu":       func(a *big.Int) *big.Int { return slices.MaxFunc([]*big.Int{a, {}}, (*big.Int).Cmp) },
		"Identity":   func(a *big.Int) *big.Int { return a },
	} {
		t.Run(op, func(t *testing.T) {
			rapid.Check(t, func(r *rapid.T) {
				kind := drawType(r, false, op == "Neg" || op == "Relu")
				a, expected := kind.draw(r, 5), make([]*big.Int, 5)
				for i := range a {
					expected[i] = kind.wrap(want(a[i]))
				}
				g := graphOf(nodeOf(op, []string{"a"}, "y"), typedInput("a", kind.kind, 5), typedOutput("y", kind.kind))
				require.Equal(r, kind.encode(expected), ranOn(r, 18, g, kind.encode(a))[0].bytes, "%s: %d", kind.kind, a)
			})
		})
	}
}

// Exponents may be of another type than what is raised; what does not fit wraps.
func TestIntegerPowersAreExact(t *testing.T) {
	exponent := func(r *rapid.T, n int) []*big.Int {
		return rapid.SliceOfN(rapid.Map(rapid.Int64Range(0, 90), big.NewInt), n, n).Draw(r, "exponents")
	}
	power := func(a, b *big.Int) *big.Int { return new(big.Int).Exp(a, b, nil) }
	rapid.Check(t, func(r *rapid.T) {
		kind, other := drawType(r, false, false), drawType(r, false, false)
		a, b := kind.draw(r, 3), exponent(r, 3)
		want := make([]*big.Int, 3)
		for i := range want {
			want[i] = kind.wrap(power(a[i], b[i]))
		}
		node := nodeOf("Pow", []string{"a", "b"}, "y")
		g := graphOf(node, typedInput("a", kind.kind, 3), typedOutput("y", kind.kind))
		if rapid.Bool().Draw(r, "known") {
			g = append(g, typedWeight("b", other.kind, other.encode(b), 3)...)
			require.Equal(r, kind.encode(want), ranOn(r, 15, g, kind.encode(a))[0].bytes, "%d to %d", a, b)
			return
		}
		g = append(g, typedInput("b", other.kind, 3)...)
		require.Equal(r, kind.encode(want), ranOn(r, 15, g, kind.encode(a), other.encode(b))[0].bytes, "%d to %d", a, b)
	})
}

func TestAnIntegerRaisedToAFloatIsExactWhereTheFloatIsWhole(t *testing.T) {
	kind := integerTypes[3]
	a := []*big.Int{big.NewInt(3), big.NewInt(-7), big.NewInt(10), big.NewInt(2), big.NewInt(0), big.NewInt(4), big.NewInt(-1)}
	b := float32s(39, 3, 18, -1, 0, 0.5, -3)
	want := []*big.Int{big.NewInt(4052555153018976267), big.NewInt(-343), big.NewInt(1e18), big.NewInt(0), big.NewInt(1), big.NewInt(2), big.NewInt(-1)}
	g := graphOf(nodeOf("Pow", []string{"a", "b"}, "y"), typedInput("a", kind.kind, 7), inputOf("b", 7), typedOutput("y", kind.kind))
	require.Equal(t, kind.encode(want), ranOn(t, 15, g, kind.encode(a), b)[0].bytes)
}
