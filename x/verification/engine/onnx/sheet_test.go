package onnx_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math"
	"slices"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/suretynetwork/surety/x/verification/engine/onnx"
)

// sheet is a tensor of small integers, as a test computes it: by loops over places.
type sheet struct {
	shape []int64
	at    []int64
}

// made is a sheet whose elements are computed from their places.
func made(shape []int64, element func(place []int64) int64) sheet {
	s := sheet{shape: slices.Clone(shape)}
	for flat := range count(shape) {
		s.at = append(s.at, element(placeOf(int64(flat), shape)))
	}
	return s
}

func placeOf(flat int64, shape []int64) []int64 {
	place := make([]int64, len(shape))
	for axis := len(shape) - 1; axis >= 0; axis-- {
		place[axis], flat = flat%shape[axis], flat/shape[axis]
	}
	return place
}

// flat is the index of a place.
func (s sheet) flat(place []int64) (flat int64) {
	for axis, i := range place {
		flat = flat*s.shape[axis] + i
	}
	return flat
}

func (s sheet) of(place ...int64) int64 { return s.at[s.flat(place)] }

// with is a place with another index on one axis.
func with(place []int64, axis int, index int64) []int64 {
	place = slices.Clone(place)
	place[axis] = index
	return place
}

// drawSheet is a sheet of numbers from -20 to 20, or from 0 on.
func drawSheet(t *rapid.T, shape []int64, least int64) sheet {
	return sheet{shape, rapid.SliceOfN(rapid.Int64Range(least, 20), count(shape), count(shape)).Draw(t, "elements")}
}

func drawShape(t *rapid.T, least, most int) []int64 {
	return rapid.SliceOfN(rapid.Int64Range(1, 4), least, most).Draw(t, "shape")
}

func num(t *rapid.T, from, to int64) int64 { return rapid.Int64Range(from, to).Draw(t, "n") }

// The element types that moves are tried on, by their numbers in ONNX.
const (
	ofInt8  = 3
	ofInt16 = 5
	ofInt32 = 6
	ofBool  = 9
)

var sheetTypes = []uint64{ofFloat, ofUint8, ofInt8, ofInt16, ofInt32, ofInt64}

// encoded is the content of a sheet as elements of a type; what a narrow type cannot hold wraps.
func (s sheet) encoded(kind uint64) []byte {
	b := []byte{}
	for _, v := range s.at {
		switch kind {
		case ofFloat:
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
		case ofUint8, ofInt8, ofBool:
			b = append(b, byte(v))
		case ofInt16:
			b = binary.LittleEndian.AppendUint16(b, uint16(v))
		case ofInt32:
			b = binary.LittleEndian.AppendUint32(b, uint32(v))
		default:
			b = binary.LittleEndian.AppendUint64(b, uint64(v))
		}
	}
	return b
}

// constant is a sheet as an initialiser.
func (s sheet) constant(name string, kind uint64) message {
	m := message{}.number(2, kind).text(8, name)
	for _, n := range s.shape {
		m = m.number(1, uint64(n))
	}
	return message{}.bytes(5, m.bytes(9, s.encoded(kind)))
}

// nodeOfSeveral is a node with several outputs.
func nodeOfSeveral(op string, inputs, outputs []string, attributes ...message) message {
	n := message{}
	for _, in := range inputs {
		n = n.text(1, in)
	}
	for _, out := range outputs {
		n = n.text(2, out)
	}
	n = n.text(4, op)
	for _, a := range attributes {
		n = n.bytes(5, a)
	}
	return message{}.bytes(1, n)
}

// trial is one operator on an input "x" and others, with what has to come out.
type trial struct {
	opset  uint64
	kind   uint64 // of x and of what comes out
	x      sheet
	more   map[string]sheet // further inputs, of int64
	parts  []message        // nodes and initialisers
	want   []sheet
	places []int // outputs that are of int64 whatever x is
}

// requireTrial runs a trial on x as it is and as a tensor that was transposed into shape, so that every operator is tried on a value
// that is stored in another order. Where nothing would come out, the import has to refuse.
func requireTrial(t *rapid.T, c trial) {
	axes := make([]int64, len(c.x.shape))
	for i := range axes {
		axes[i] = int64(i)
	}
	perm := rapid.Permutation(axes).Draw(t, "stored order") // axis i of x is axis perm[i] of what is stored
	dims := make([]int64, len(perm))
	for i, axis := range perm {
		dims[axis] = c.x.shape[i]
	}
	kept := made(dims, func(place []int64) int64 {
		at := make([]int64, len(perm))
		for i, axis := range perm {
			at[i] = place[axis]
		}
		return c.x.of(at...)
	})
	g := graphOf(infoOf(11, "stored", c.kind, dims...), nodeOf("Transpose", []string{"stored"}, "x", intsOf("perm", perm...)))
	inputs := [][]byte{kept.encoded(c.kind)}
	for _, name := range slices.Sorted(maps.Keys(c.more)) {
		g = append(g, infoOf(11, name, ofInt64, c.more[name].shape...)...)
		inputs = append(inputs, c.more[name].encoded(ofInt64))
	}
	nothing := false
	for i, want := range c.want {
		g = append(g, infoOf(12, outputName(i), c.kind)...)
		nothing = nothing || len(want.at) == 0
	}
	g = graphOf(append([]message{g}, c.parts...)...)
	if nothing {
		_, err := onnx.Import(modelOf(c.opset, g), onnx.Options{})
		require.ErrorIs(t, err, onnx.ErrUnsupported)
		return
	}
	for i, got := range ranOn(t, c.opset, g, inputs...) {
		kind := c.kind
		if slices.Contains(c.places, i) {
			kind = ofInt64
		}
		require.Equal(t, append([]uint64{}, unsigned(c.want[i].shape)...), append([]uint64{}, got.shape...))
		for at := 0; kind == ofFloat && at < len(got.bytes); at += 4 { // integers have one zero
			if bytes.Equal(got.bytes[at:at+4], []byte{0, 0, 0, 0x80}) {
				got.bytes[at+3] = 0
			}
		}
		require.Equal(t, c.want[i].encoded(kind), got.bytes, "output %d of shape %d", i, got.shape)
	}
}

func outputName(i int) string { return string(rune('a'+i)) + " output" }
