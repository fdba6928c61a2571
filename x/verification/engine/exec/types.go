package exec

import (
	"encoding/binary"
	"math"

	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// column is a list of numbers in the form that they are computed in: float32, or anything else as 64 bits (integers extended as their
// type says, truth values 0 and 1, other floats their bits).
type column struct {
	f []float32
	i []int64
}

// newColumn is a column of count zeros.
func newColumn(t graph.Dtype, count int) column {
	if t == graph.Float32 {
		return column{f: make([]float32, count)}
	}
	return column{i: make([]int64, count)}
}

// part is the elements from one index to another.
func (c column) part(from, to int) column {
	if c.f != nil {
		return column{f: c.f[from:to]}
	}
	return column{i: c.i[from:to]}
}

// columnOf decodes a tensor.
func columnOf(t graph.Dtype, b []byte) column {
	if t == graph.Float32 {
		return column{f: decode(b)}
	}
	size := int(t.ElementSize())
	c := newColumn(t, len(b)/size)
	for k := range c.i {
		c.i[k] = integer(t, b[k*size:])
	}
	return c
}

// integer reads one element of any type but float32.
func integer(t graph.Dtype, b []byte) int64 {
	switch t {
	case graph.Int8:
		return int64(int8(b[0]))
	case graph.Int16:
		return int64(int16(binary.LittleEndian.Uint16(b)))
	case graph.Int32:
		return int64(int32(binary.LittleEndian.Uint32(b)))
	case graph.Int64, graph.Uint64, graph.Float64:
		return int64(binary.LittleEndian.Uint64(b))
	case graph.Uint32:
		return int64(binary.LittleEndian.Uint32(b))
	case graph.Uint16, graph.Float16, graph.Bfloat16:
		return int64(binary.LittleEndian.Uint16(b))
	case graph.Bool:
		return truth(b[0] != 0)
	case graph.Int4:
		return int64(int8(b[0]<<4) >> 4)
	case graph.Uint4:
		return int64(b[0] & 15)
	case graph.Int2:
		return int64(int8(b[0]<<6) >> 6)
	case graph.Uint2:
		return int64(b[0] & 3)
	default:
		return int64(b[0])
	}
}

// put writes the elements of a column, all of one type, to b.
func (c column) put(t graph.Dtype, b []byte) {
	if t == graph.Float32 {
		encode(b, c.f)
		return
	}
	for k, v := range c.i {
		switch t.ElementSize() {
		case 1:
			b[k] = byte(v)
		case 2:
			binary.LittleEndian.PutUint16(b[2*k:], uint16(v))
		case 4:
			binary.LittleEndian.PutUint32(b[4*k:], uint32(v))
		default:
			binary.LittleEndian.PutUint64(b[8*k:], uint64(v))
		}
	}
}

// wrap keeps the bits of v that an integer type or a truth value has, extended as the type says.
func wrap(t graph.Dtype, v int64) int64 {
	switch t {
	case graph.Int64, graph.Uint64:
		return v
	case graph.Bool:
		return v & 1
	case graph.Int32:
		return int64(int32(v))
	case graph.Uint32:
		return int64(uint32(v))
	case graph.Int16:
		return int64(int16(v))
	case graph.Uint16:
		return int64(uint16(v))
	case graph.Int8:
		return int64(int8(v))
	case graph.Uint8:
		return int64(uint8(v))
	default:
		return integer(t, []byte{byte(v)})
	}
}

// ends are the least and the largest number of an integer type, the largest as its bits.
func ends(t graph.Dtype) (least int64, most uint64) {
	switch t {
	case graph.Int64:
		return math.MinInt64, math.MaxInt64
	case graph.Uint64:
		return 0, math.MaxUint64
	default:
		span := int64(1) << t.Bits()
		if t.Signed() {
			return -span / 2, uint64(span/2 - 1)
		}
		return 0, uint64(span - 1)
	}
}

func truth(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// lessThan compares two integers of one type.
func lessThan(t graph.Dtype, a, b int64) bool {
	if t == graph.Uint64 {
		return uint64(a) < uint64(b)
	}
	return a < b
}
