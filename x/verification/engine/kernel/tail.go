package kernel

import "unsafe"

// TailOp is one operation on the finished outputs of a product or a convolution while they are still in registers. A tail is at most
// MaxTail of them, applied in order; with an empty tail the outputs are the chains themselves.
type TailOp struct {
	kind   int
	values []float32
	step   int // how far the operand moves on from column to column, in elements
}

// MaxTail is how many operations a tail may have.
const MaxTail = 6

// AddVector adds one number per output channel. It copies them.
func AddVector(v []float32) TailOp { return TailOp{kind: tailAddVector, values: withRoom(v), step: 1} }

// MulVector multiplies with one number per output channel. It copies them.
func MulVector(v []float32) TailOp { return TailOp{kind: tailMulVector, values: withRoom(v), step: 1} }

// AddTensor adds, element by element, a tensor of the output's shape. It may be the output itself.
func AddTensor(t []float32) TailOp { return TailOp{kind: tailAddTensor, values: t, step: 1} }

// Relu takes max(y, +0).
func Relu() TailOp { return TailOp{kind: tailRelu} }

// MaxScalar takes max(y, v), where v is no zero and no NaN.
func MaxScalar(v float32) TailOp { return TailOp{kind: tailMaxScalar, values: []float32{v}} }

// MinScalar takes min(y, v), where v is no zero and no NaN.
func MinScalar(v float32) TailOp { return TailOp{kind: tailMinScalar, values: []float32{v}} }

// withRoom is a copy that may be read a panel's width beyond its end.
func withRoom(v []float32) []float32 {
	out := make([]float32, len(v)+mostWidth)
	copy(out, v)
	return out[:len(v)]
}

// tail is a list of operations as the assembly reads it, with tailEnd at its end.
type tail [MaxTail + 1]tailOp

// set lists operations for a panel that begins at a column, and at an element of a tensor that y is a part of.
func (t *tail) set(ops []TailOp, column, element int) {
	for i := range ops {
		o := &ops[i]
		t[i].kind = o.kind
		if o.values != nil {
			at := column * o.step
			if o.kind == tailAddTensor {
				at += element
			}
			t[i].operand = unsafe.Pointer(&o.values[at])
		}
	}
	t[len(ops)].kind = tailEnd
}
