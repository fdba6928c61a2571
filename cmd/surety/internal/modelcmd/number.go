package modelcmd

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"math"
	"strconv"

	"github.com/suretynetwork/surety/x/verification/engine/exec"
	"github.com/suretynetwork/surety/x/verification/engine/graph"
)

// number is an element of a tensor of any type. JSON has it as a number, or as a string where it is a NaN or an infinity.
type number struct {
	float  float64
	whole  int64 // of an integer type
	text   string
	number bool // whether JSON has such a number
}

// MarshalJSON writes the shortest digits that give the same number in its type.
func (n number) MarshalJSON() ([]byte, error) {
	if !n.number {
		return json.Marshal(n.text)
	}
	return []byte(n.text), nil
}

func (n number) String() string { return n.text }

func (n number) isNaN() bool { return n.float != n.float }

// compare orders two numbers of one type that are not NaN.
func compare(a, b number) int {
	return cmp.Or(cmp.Compare(a.float, b.float), cmp.Compare(a.whole, b.whole))
}

func ofFloat(v float64, bits int) number {
	return number{float: v, text: strconv.FormatFloat(v, 'g', -1, bits), number: !math.IsNaN(v) && !math.IsInf(v, 0)}
}

// numbers are the elements of a tensor.
func numbers(t graph.Dtype, b []byte) ([]number, error) {
	size := int(t.ElementSize())
	out := make([]number, len(b)/size)
	if t.Bits() == 0 && t != graph.Float32 && t != graph.Float64 {
		wide, err := inFloat32(t, b)
		if err != nil {
			return nil, err
		}
		return numbers(graph.Float32, wide)
	}
	for i := range out {
		var raw [8]byte
		copy(raw[:], b[i*size:(i+1)*size])
		v := binary.LittleEndian.Uint64(raw[:])
		switch t {
		case graph.Float32:
			out[i] = ofFloat(float64(math.Float32frombits(uint32(v))), 32)
		case graph.Float64:
			out[i] = ofFloat(math.Float64frombits(v), 64)
		case graph.Uint64:
			out[i] = number{float: float64(v), whole: int64(v>>1) - math.MaxInt64/2, text: strconv.FormatUint(v, 10), number: true}
		default:
			whole := int64(t.Wrap(v))
			out[i] = number{float: float64(whole), whole: whole, text: strconv.FormatInt(whole, 10), number: true}
		}
	}
	return out, nil
}

// inFloat32 widens a tensor of a smaller float type.
func inFloat32(t graph.Dtype, b []byte) ([]byte, error) {
	shape := []uint64{uint64(len(b)) / t.ElementSize()}
	return exec.Compute(context.Background(), &graph.Node{
		Op: graph.OpMap, Func: graph.FuncCast, Dtype: graph.Float32, Shape: shape,
		Operands: []graph.Operand{{Source: graph.SourceTrace, Dtype: t, Shape: shape}},
	}, [][]byte{b})
}
