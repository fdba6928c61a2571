package kernel

import (
	"math"
	"unsafe"
)

// IntegerConv is a convolution of integers, summed in 32 bits that wrap: y[n, out.., f] from x[n, in.., c].
type IntegerConv struct {
	dense       *Conv
	channelwise *Channelwise
	kind        kind
	groups      int
	depth       int // channels of a group
	sizeX       int // elements of x as it is given
}

// NewIntegerConv packs the filters w[filters, kernel.., channels/groups] and plans the work. short says that they, and all of x, fit in
// 16 bits.
func NewIntegerConv(g *Geometry, channels, groups int, w []int32, short bool) *IntegerConv {
	c := &IntegerConv{kind: words, groups: groups, depth: channels / groups, sizeX: g.Batch * volume(g.In) * channels}
	filters := len(w) / (volume(g.Kernel) * c.depth)
	switch {
	case groups == channels && filters == channels:
		c.kind = channelWords
		c.channelwise = g.channelwise(channelWords, channels, asFloats(w))
		return c
	case short:
		c.kind = pairs
		paired := make([]int32, len(w)/c.depth*c.pairsOfGroup())
		inPairs(paired, w, c.depth)
		c.dense = newConv(g, pairs, groups*c.pairsOfGroup(), groups, asFloats(paired))
	default:
		c.dense = newConv(g, words, channels, groups, asFloats(w))
	}
	return c
}

func (c *IntegerConv) pairsOfGroup() int { return (c.depth + 1) / 2 }

// Room is how many elements Prepare writes.
func (c *IntegerConv) Room() int {
	if c.kind == pairs {
		return c.sizeX / c.depth * c.pairsOfGroup()
	}
	return c.sizeX
}

// Prepare brings x into the form that Run takes. Of a convolution that was planned as short, all elements fit in 16 bits.
func Prepare[T int8 | uint8 | int16 | uint16 | int32 | uint32](c *IntegerConv, to []int32, x []T) {
	to, x = to[:c.Room()], x[:c.sizeX]
	if c.kind == pairs {
		inPairs(to, x, c.depth)
		return
	}
	for i, v := range x {
		to[i] = int32(v)
	}
}

// inPairs puts two neighbours into each element, the first in its low half. A run of odd length ends with a zero.
func inPairs[T int8 | uint8 | int16 | uint16 | int32 | uint32](to []int32, x []T, run int) {
	at := 0
	for begin := 0; begin < len(x); begin += run {
		part := x[begin : begin+run]
		for i := 0; i+1 < run; i += 2 {
			to[at] = int32(uint16(part[i])) | int32(part[i+1])<<16
			at++
		}
		if run%2 == 1 {
			to[at] = int32(uint16(part[run-1]))
			at++
		}
	}
}

// Tasks is the number of independent parts of the work.
func (c *IntegerConv) Tasks() int {
	if c.channelwise != nil {
		return c.channelwise.Tasks()
	}
	return c.dense.Tasks()
}

// Run does one part. x is in the form that Prepare gives.
func (c *IntegerConv) Run(task int, x, y []int32) {
	if c.channelwise != nil {
		c.channelwise.Run(task, asFloats(x), asFloats(y), nil)
		return
	}
	c.dense.Run(task, asFloats(x), asFloats(y), nil)
}

// asFloats is the same memory: what moves elements of 32 bits does not care what they are.
func asFloats(v []int32) []float32 {
	return unsafe.Slice((*float32)(unsafe.Pointer(unsafe.SliceData(v))), len(v))
}

// FitsShort says that every number fits in 16 bits.
func FitsShort(v []int32) bool {
	for _, x := range v {
		if x < math.MinInt16 || x > math.MaxInt16 {
			return false
		}
	}
	return true
}
