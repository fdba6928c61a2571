package onnx_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// attended is attention computed head by head in float64, as the specification has it.
type attended struct {
	batch, heads, shared, queries, keys, size, width int64
	q, k, v                                          []float64
	scale, softcap                                   float64
	bias                                             func(b, h, q, k int64) float64
}

func (a *attended) scores(b, h, q int64) (raw, biased []float64) {
	for k := range a.keys {
		var dot float64
		for i := range a.size {
			dot += a.q[((b*a.heads+h)*a.queries+q)*a.size+i] * a.k[((b*a.shared+h/(a.heads/a.shared))*a.keys+k)*a.size+i]
		}
		dot *= a.scale
		raw = append(raw, dot)
		if a.softcap > 0 {
			dot = a.softcap * math.Tanh(dot/a.softcap)
		}
		biased = append(biased, dot+a.bias(b, h, q, k))
	}
	return raw, biased
}

func softmaxOf(x []float64) []float64 {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	y := each(x, func(v float64) float64 { return math.Exp(v - top) })
	sum := total(y)
	return each(y, func(v float64) float64 { return v / sum })
}

// output is [batch, heads, queries, width], and the scores before bending and masks.
func (a *attended) output() (y, raw []float64) {
	odometer([]int64{a.batch, a.heads, a.queries}, func(at []int64) {
		scores, biased := a.scores(at[0], at[1], at[2])
		raw = append(raw, scores...)
		weights := softmaxOf(biased)
		for j := range a.width {
			var sum float64
			for k, w := range weights {
				sum += w * a.v[((at[0]*a.shared+at[1]/(a.heads/a.shared))*a.keys+int64(k))*a.width+j]
			}
			y = append(y, sum)
		}
	})
	return y, raw
}

func TestAttentionWeighsValuesByTheirKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
		a := &attended{batch: draw("batch", 1, 2), shared: draw("shared", 1, 2), queries: draw("queries", 1, 3), size: draw("size", 1, 4), width: draw("width", 1, 4)}
		a.heads = a.shared * draw("repeats", 1, 3)
		past, fresh := draw("past", 0, 2), draw("keys", 1, 4)
		a.keys = past + fresh
		q, k, v := numbers(1, int(a.batch*a.heads*a.queries*a.size)), numbers(2, int(a.batch*a.shared*a.keys*a.size)), numbers(3, int(a.batch*a.shared*a.keys*a.width))
		a.q, a.k, a.v = floats(q), floats(k), floats(v)
		names := []string{"q", "k", "v", "", "", ""}
		parts := []message{inputOf("q", a.batch, a.heads, a.queries, a.size), inputOf("k", a.batch, a.shared, fresh, a.size), inputOf("v", a.batch, a.shared, fresh, a.width)}
		pastK, freshK := splitRows(k, a.batch*a.shared, past*a.size, fresh*a.size)
		pastV, freshV := splitRows(v, a.batch*a.shared, past*a.width, fresh*a.width)
		data := [][]byte{q, freshK, freshV}
		a.scale = 1 / math.Sqrt(float64(a.size))
		var attributes []message
		if rapid.Bool().Draw(t, "scaled") {
			a.scale = 0.5
			attributes = append(attributes, floatOf("scale", 0.5))
		}
		if rapid.Bool().Draw(t, "bent") {
			a.softcap = 0.75
			attributes = append(attributes, floatOf("softcap", 0.75))
		}
		causal := rapid.Bool().Draw(t, "causal")
		if causal {
			attributes = append(attributes, intOf("is_causal", 1))
		}
		var mask []float64
		if rapid.Bool().Draw(t, "masked") {
			names[3] = "m"
			raw := numbers(4, int(a.queries*a.keys))
			mask = floats(raw)
			parts, data = append(parts, inputOf("m", a.queries, a.keys)), append(data, raw)
		}
		if past > 0 {
			names[4], names[5] = "pk", "pv"
			parts = append(parts, inputOf("pk", a.batch, a.shared, past, a.size), inputOf("pv", a.batch, a.shared, past, a.width))
			data = append(data, pastK, pastV)
		}
		a.bias = func(_, _, i, j int64) float64 {
			bias := 0.0
			if causal && j > i+past {
				bias = math.Inf(-1)
			}
			if mask != nil {
				bias += mask[i*a.keys+j]
			}
			return bias
		}
		node := severalOf("Attention", names, []string{"y", "nk", "nv", "s"}, attributes...)
		got := ranOn(t, 24, graphOf(append(parts, node, outputOf("y"), outputOf("nk"), outputOf("nv"), outputOf("s"))...), data...)
		y, raw := a.output()
		requireNear(t, y, got[0].floats())
		require.Equal(t, a.k, got[1].floats())
		require.Equal(t, a.v, got[2].floats())
		requireNear(t, raw, got[3].floats())
	})
}

// splitRows takes rows of float32 apart.
func splitRows(b []byte, rows, first, second int64) (x, y []byte) {
	for r := range rows {
		row := b[4*r*(first+second) : 4*(r+1)*(first+second)]
		x, y = append(x, row[:4*first]...), append(y, row[4*first:]...)
	}
	return x, y
}

// severalOf is a node with several outputs.
func severalOf(op string, inputs, outputs []string, attributes ...message) message {
	n := message{}
	for _, in := range inputs {
		n = n.text(1, in)
	}
	for _, out := range outputs {
		n = n.text(2, out)
	}
	n = n.text(3, "the "+op).text(4, op)
	for _, a := range attributes {
		n = n.bytes(5, a)
	}
	return message{}.bytes(1, n)
}

// Heads that lie beside one another in the last axis give what heads on an axis of their own give.
func TestHeadsMayLieBesideOneAnother(t *testing.T) {
	const batch, length, heads, shared, size = 2, 3, 4, 2, 5
	q, k := numbers(1, batch*length*heads*size), numbers(2, batch*length*shared*size)
	flat := ranOn(t, 23, graphOf(nodeOf("Attention", []string{"q", "k", "k"}, "y", intOf("q_num_heads", heads), intOf("kv_num_heads", shared)),
		inputOf("q", batch, length, heads*size), inputOf("k", batch, length, shared*size), outputOf("y")), q, k)[0]
	apart := func(name, from string, n int64) message {
		return graphOf(listOf(name+"s", batch, length, n, size), nodeOf("Reshape", []string{from, name + "s"}, name+"r"),
			nodeOf("Transpose", []string{name + "r"}, name, intsOf("perm", 0, 2, 1, 3)))
	}
	deep := ranOn(t, 23, graphOf(apart("Q", "q", heads), apart("K", "k", shared), nodeOf("Attention", []string{"Q", "K", "K"}, "Y"),
		nodeOf("Transpose", []string{"Y"}, "T", intsOf("perm", 0, 2, 1, 3)), listOf("s", batch, length, heads*size), nodeOf("Reshape", []string{"T", "s"}, "y"),
		inputOf("q", batch, length, heads*size), inputOf("k", batch, length, shared*size), outputOf("y")), q, k)[0]
	require.Equal(t, deep, flat)
}

// Keys past those that hold something do not count, and the last query belongs to the last key that does.
func TestKeysThatHoldNothingDoNotCount(t *testing.T) {
	a := &attended{batch: 2, heads: 1, shared: 1, queries: 2, keys: 5, size: 3, width: 2, scale: 1 / math.Sqrt(3)}
	q, k, v := numbers(1, 12), numbers(2, 30), numbers(3, 20)
	a.q, a.k, a.v = floats(q), floats(k), floats(v)
	held := []int64{3, 5}
	var counts []byte
	for _, n := range held {
		counts = binary.LittleEndian.AppendUint64(counts, uint64(n))
	}
	for _, causal := range []int64{0, 1} {
		a.bias = func(b, _, i, j int64) float64 {
			if j >= held[b] || causal == 1 && j > i+held[b]-a.queries {
				return math.Inf(-1)
			}
			return 0
		}
		g := graphOf(nodeOf("Attention", []string{"q", "k", "v", "", "", "", "n"}, "y", intOf("is_causal", causal)), inputOf("q", 2, 1, 2, 3),
			inputOf("k", 2, 1, 5, 3), inputOf("v", 2, 1, 5, 2), infoOf(11, "n", ofInt64, 2), outputOf("y"))
		want, _ := a.output()
		requireNear(t, want, ranOn(t, 24, g, q, k, v, counts)[0].floats())
	}
}

func TestRotaryTurnsPairsByTheAngleOfTheirPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, name) }
		batch, length, heads, half, rest := draw("batch", 1, 2), draw("length", 1, 3), draw("heads", 1, 3), draw("pairs", 1, 3), draw("rest", 0, 2)
		size, interleaved, flat := 2*half+rest, draw("interleaved", 0, 1), rapid.Bool().Draw(t, "flat")
		x, cos, sin := numbers(1, int(batch*length*heads*size)), numbers(2, int(4*half)), numbers(3, int(4*half))
		var places []byte
		at := make([]int64, batch*length)
		for i := range at {
			at[i] = draw("place", 0, 3)
			places = binary.LittleEndian.AppendUint64(places, uint64(at[i]))
		}
		shape := []int64{batch, heads, length, size}
		attributes := []message{intOf("interleaved", interleaved), intOf("rotary_embedding_dim", 2*half)}
		if flat {
			shape = []int64{batch, length, heads * size}
			attributes = append(attributes, intOf("num_heads", heads))
		}
		got := ranOn(t, 23, graphOf(nodeOf("RotaryEmbedding", []string{"x", "c", "s", "p"}, "y", attributes...), inputOf("x", shape...),
			inputOf("c", 4, half), inputOf("s", 4, half), infoOf(11, "p", ofInt64, batch, length), outputOf("y")), x, cos, sin, places)[0]
		xs, cs, ss := floats(x), floats(cos), floats(sin)
		want := append([]float64{}, xs...)
		odometer([]int64{batch, heads, length, half}, func(i []int64) {
			row := ((i[0]*heads+i[1])*length + i[2]) * size
			if flat {
				row = ((i[0]*length+i[2])*heads + i[1]) * size
			}
			a, b := row+i[3], row+half+i[3]
			if interleaved == 1 {
				a, b = row+2*i[3], row+2*i[3]+1
			}
			c, s := cs[at[i[0]*length+i[2]]*half+i[3]], ss[at[i[0]*length+i[2]]*half+i[3]]
			want[a], want[b] = c*xs[a]-s*xs[b], s*xs[a]+c*xs[b]
		})
		requireNear(t, want, got.floats())
	})
}
