package referee

import (
	"encoding/binary"

	"github.com/suretynetwork/surety/x/verification/engine/f32"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// number is a scalar of any type: an integer extended to 64 bits as its type says, a truth value as 0 or 1, the bits of anything else.
type number uint64

func (v number) float() f32.F32 { return f32.F32(v) }

// load reads one element, little-endian.
func load(t graph.Dtype, b []byte) number {
	var v uint64
	switch t.ElementSize() {
	case 1:
		v = uint64(b[0])
	case 2:
		v = uint64(binary.LittleEndian.Uint16(b))
	case 4:
		v = uint64(binary.LittleEndian.Uint32(b))
	default:
		v = binary.LittleEndian.Uint64(b)
	}
	switch {
	case t == graph.Bool:
		return truth(v != 0)
	case t.Integer():
		return number(t.Wrap(v))
	default:
		return number(v)
	}
}

// store is the inverse of load.
func store(t graph.Dtype, v number) []byte {
	return binary.LittleEndian.AppendUint64(nil, uint64(v))[:t.ElementSize()]
}

func truth(b bool) number {
	if b {
		return 1
	}
	return 0
}

// less compares two numbers of one type. No NaN is less than anything, nor anything than it.
func less(t graph.Dtype, a, b number) bool {
	switch {
	case t == graph.Float32:
		return f32.Less(a.float(), b.float())
	case t.Signed():
		return int64(a) < int64(b)
	default:
		return a < b
	}
}

func equal(t graph.Dtype, a, b number) bool {
	if t == graph.Float32 {
		return f32.Equal(a.float(), b.float())
	}
	return a == b
}
