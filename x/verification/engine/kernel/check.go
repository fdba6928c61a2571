package kernel

import (
	"bytes"
	"fmt"
	"iter"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/native"
)

// check compares each kernel of a set with its portable form, on a few numbers where kernels go wrong, and names the first that
// differs. It takes a few milliseconds, once in the life of a process.
func (s *set) check() error {
	for name, same := range s.comparisons() {
		if !same() {
			return fmt.Errorf("kernel: %s by %s is not its definition", name, s.name)
		}
	}
	return nil
}

// comparisons are those of all kernels, with a name for each.
func (s *set) comparisons() iter.Seq2[string, func() bool] {
	return func(yield func(string, func() bool) bool) {
		if !s.hasVectors() {
			return
		}
		for kind := range kindCount {
			for vecs, heights := range s.tiles[kind] {
				for height, tile := range heights {
					if tile != nil && !yield(fmt.Sprintf("tile %d of %dx%d", kind, height, vecs), func() bool { return s.sameTile(kind, vecs, height) }) {
						return
					}
				}
			}
		}
		for o := OpAdd; o < opCount; o++ {
			if !yield(fmt.Sprintf("function %d", o), func() bool { return s.sameMap(o) }) {
				return
			}
		}
		for f := range foldCount {
			if !yield(fmt.Sprintf("fold %d", f), func() bool { return s.sameFold(f) }) {
				return
			}
		}
		_ = yield("transposition", s.sameTurn) && yield("hashing", s.sameHash)
	}
}

// tileCases are ways to use a tile, which together go through all of its code.
var tileCases = []struct {
	missing    int // columns that the last vector lacks
	goOn, last bool
	tail       func(r *samples, width, size int) []TailOp
}{
	{last: true, tail: func(r *samples, width, size int) []TailOp {
		return []TailOp{AddVector(r.numbers(width)), MulVector(r.numbers(width)), AddTensor(r.numbers(size))}
	}},
	{missing: 3, last: true, tail: func(r *samples, _, size int) []TailOp { return []TailOp{AddTensor(r.numbers(size)), Relu()} }},
	{goOn: true, last: true, tail: func(*samples, int, int) []TailOp { return []TailOp{MaxScalar(-1)} }},
	{missing: 5, goOn: true, last: true, tail: func(*samples, int, int) []TailOp { return []TailOp{MinScalar(0.5)} }},
	{missing: 1, tail: func(*samples, int, int) []TailOp { return nil }},
}

// sameTile does two tiles of each case. One is of taps enough to do several channels at a time, and then one by one.
func (s *set) sameTile(kind kind, vecs, height int) bool {
	const count, depth, apart = 2, 7, 3
	taps := []Tap{{X: apart, N: 5}, {K: 5, N: depth - 5}}
	r := &samples{}
	for _, c := range tileCases {
		if kind == largest && c.goOn { // windows go through their positions once: NaNs are looked for among the operands
			continue
		}
		r.finite = !c.last // what is not finished yet may hold a NaN of any payload
		p := product{kind: kind, panel: panel{set: s, vecs: vecs}, taps: taps, goOn: c.goOn, last: c.last}
		width := p.panel.width()
		p.panel.cols = width - c.missing
		rows := make([]Row, count*height)
		for i := range rows {
			rows[i] = Row{X: int32(apart * i), Y: int32((width + 1) * i)}
		}
		p.x, p.values = r.numbers(apart*len(rows)+depth+apart+width), r.numbers(depth*width)
		want := r.numbers((width + 1) * len(rows))
		p.tail.set(c.tail(r, width, len(want)), 0, 0)
		p.y = append([]float32(nil), want...)
		got := p.y
		p.vector(rows, height, count)
		p.y = want
		p.scalar(rows)
		if !sameBits(want, got) {
			return false
		}
	}
	return true
}

func (s *set) sameMap(o Op) bool {
	const n = 8 * group
	r := &samples{}
	want, got := make([]float32, n), make([]float32, n)
	for same := range o.operands() + 1 { // one of them, or none, is a single number
		in := make([]operand, o.operands())
		for i := range in {
			in[i] = operand{values: r.numbers(n), same: i+1 == same}
			if in[i].same {
				fill(in[i].values, in[i].values[0])
			}
			if o == OpWhere && i == 0 {
				for j, v := range in[i].values {
					in[i].values[j] = truth(v > 0)
				}
			}
		}
		portable.apply(o, want, in, new(mapArgs))
		s.apply(o, got, in, new(mapArgs))
		if !sameBits(want, got) {
			return false
		}
	}
	return true
}

func (s *set) sameFold(f Fold) bool {
	r := &samples{}
	for range 8 { // with a NaN, and without
		x := r.numbers(3*foldLanes + 5)
		want, got := new(folder), new(folder)
		want.spread(&portable, f, x)
		got.spread(s, f, x)
		for i := range foldLanes { // of NaN, any will do here
			want.lanes[i], got.lanes[i] = native.Add(want.lanes[i], negativeZero), native.Add(got.lanes[i], negativeZero)
		}
		if !sameBits(want.lanes[:], got.lanes[:]) {
			return false
		}
	}
	return true
}

// sameTurn tries a transposition, and an interleaving.
func (s *set) sameTurn() bool {
	r := &samples{}
	for _, c := range []struct{ rows, columns, step int }{{19, 37, 20}, {3, 37, 3}} {
		from := matrix{r.numbers(c.rows * c.columns), c.columns}
		want, got := matrix{make([]float32, c.columns*c.step), c.step}, matrix{make([]float32, c.columns*c.step), c.step}
		portable.turn(want, from, c.rows, c.columns)
		s.turn(got, from, c.rows, c.columns)
		if !sameBits(want.values, got.values) {
			return false
		}
	}
	return true
}

// sameHash hashes two vectors full of chunks, and a part of one.
func (s *set) sameHash() bool {
	r := &samples{}
	b := make([]byte, 2*mostLanes*HashChunk+100)
	for i := range b {
		b[i] = byte(r.next())
	}
	const chunks = 2*mostLanes + 1
	want, got := make([]byte, chunks*HashValue), make([]byte, chunks*HashValue)
	portable.hashChunks(want, b, 0, chunks)
	s.hashChunks(got, b, 0, chunks)
	return bytes.Equal(want, got) && portable.hashRoot(want) == s.hashRoot(got)
}

// samples are numbers of every kind, always the same.
type samples struct {
	state  uint64
	finite bool
}

// specials are the numbers where kernels go wrong: NaNs of several payloads, infinities, zeros, subnormals, the largest numbers.
var specials = []uint32{
	0x7fc00000, 0xffc00001, 0x7f800001, 0x7f800000, 0xff800000, 0, 1 << 31, 1, 1<<31 | 1, 0x007fffff, 0x807fffff,
	0x00800000, 0x7f7fffff, 0xff7fffff, 0x3f800000, 0xbf800000,
}

// next is splitmix64.
func (r *samples) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// numbers are n small ones, with a special or any other between them.
func (r *samples) numbers(n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		v := r.next()
		switch kind := v >> 32 % 16; {
		case r.finite || kind > 1:
			out[i] = float32(int8(v)) / 32
		case kind == 1:
			out[i] = math.Float32frombits(uint32(v))
		default:
			out[i] = math.Float32frombits(specials[v%uint64(len(specials))])
		}
	}
	return out
}

func sameBits(a, b []float32) bool {
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return false
		}
	}
	return len(a) == len(b)
}
